"""A fresh WordPress is empty, has the four accounts, and counts what it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from wppush.preview.model import ROLES

if TYPE_CHECKING:
    from local_site import Site


def test_a_fresh_site_has_no_content(site: Site) -> None:
    assert site.posts() == []
    assert site.posts(kind="pages") == []
    assert site.rest("GET", "/wp/v2/comments") == []


@pytest.mark.parametrize(("name", "role"), ROLES.items())
def test_every_account_is_reached_with_its_application_password(site: Site, name: str, role: str) -> None:
    assert site.rest("GET", "/wp/v2/users/me", user=name, params={"context": "edit"})["roles"] == [role]


def test_a_post_is_gone_before_the_next_test(site: Site) -> None:
    before = site.rest("POST", "/wp/v2/posts", json={"title": "First", "status": "publish"})["id"]
    site.reset()
    assert site.posts() == []
    assert site.rest("POST", "/wp/v2/posts", json={"title": "Second", "status": "draft"})["id"] == before


def test_posts_of_every_status_are_seen_by_id(site: Site) -> None:
    for status in ("publish", "draft", "private"):
        site.rest("POST", "/wp/v2/posts", json={"title": status, "status": status})
    site.rest("DELETE", f"/wp/v2/posts/{site.posts()[0]['id']}")
    assert [post["status"] for post in site.posts()] == ["trash", "draft", "private"]


def test_requests_are_counted_without_those_of_the_test(site: Site) -> None:
    site.rest("GET", "/wp/v2/posts")
    requests.get(f"{site.url}/wp-json/wp/v2/posts?per_page=1", timeout=30)
    assert site.requests() == ["GET /wp-json/wp/v2/posts?per_page=1"]
    site.forget_requests()
    assert site.requests() == []


def test_pretty_permalinks_lead_to_posts(site: Site) -> None:
    link = site.rest("POST", "/wp/v2/posts", json={"title": "A day", "content": "Sun.", "status": "publish"})["link"]
    assert link == f"{site.url}/a-day/"
    assert "Sun." in requests.get(link, timeout=30).text


def test_plain_permalinks_have_no_wp_json(site_plain: Site) -> None:
    answer = requests.get(f"{site_plain.url}/wp-json/", timeout=30)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert site_plain.rest("GET", "/wp/v2/posts") == []


def test_a_subdirectory_has_its_own_api_and_files(site_subdirectory: Site) -> None:
    url = site_subdirectory.url
    assert url.endswith("/blog")
    assert requests.get(f"{url}/wp-json/wp/v2/posts", timeout=30).json() == []
    style = requests.get(f"{url}/wp-includes/css/dist/block-library/style.min.css", timeout=30)
    assert style.headers["Content-Type"].startswith("text/css")
    assert requests.get(url.removesuffix("/blog") + "/wp-json/", timeout=30).status_code == 404
    assert site_subdirectory.rest("GET", "/wp/v2/settings")["timezone"] == "America/New_York"


def test_an_uploaded_image_is_served_and_gone_after_a_reset(site: Site) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
        "e221bc330000000049454e44ae426082"
    )
    admin = site.users["admin"]
    answer = requests.post(
        f"{site.url}/wp-json/wp/v2/media",
        data=pixel,
        headers={"Content-Type": "image/png", "Content-Disposition": 'attachment; filename="pixel.png"'},
        auth=(admin.username, admin.app_password),
        timeout=60,
    )
    source = answer.json()["source_url"]
    assert requests.get(source, timeout=30).content == pixel
    site.reset()
    assert b"PNG" not in requests.get(source, timeout=30).content
    assert site.posts(kind="media") == []


def test_secrets_are_not_shown(site: Site) -> None:
    admin = site.users["admin"]
    assert admin.app_password not in repr(admin)
    assert admin.password not in repr(admin)
    assert (site.folder / "state.json").stat().st_mode & 0o777 == 0o600
