"""Sites at WordPress.com: requests have the shape that its documentation gives, and go nowhere else.

Behind the stand-in is a WordPress of the tests (see wordpress_com.py). WordPress.com itself was never asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from certificates import needs_openssl
from media.pictures import picture
from proxy import Answer
from wordpress_com import HOST, NAME, TOKEN, WordPressCom, wordpress_com
from wppush.wordpress.transport import Request
from wppush.wordpress.wordpress_com import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blog import Blog
    from local_site import Site
    from proxy import Proxy

POST = """\
---
title: First light
categories: ["Travel > Korea"]
tags: [seoul]
---
Words, and ![a cat](cat.png) in them.
"""


@pytest.fixture
def there(blog: Blog, site: Site, tmp_path: Path) -> Iterator[WordPressCom]:
    with wordpress_com(site, tmp_path) as running:
        blog.environ = running.environ
        yield running


@pytest.mark.parametrize(
    ("route", "place"),
    [
        ("/wp/v2/posts", f"/wp/v2/sites/{NAME}/posts"),
        ("/wp/v2/posts/7", f"/wp/v2/sites/{NAME}/posts/7"),
        ("/wp/v2/users/me", f"/wp/v2/sites/{NAME}/users/me"),
        ("/wp-block-editor/v1/url-details", f"/wp-block-editor/v1/sites/{NAME}/url-details"),
    ],
)
def test_a_route_has_the_site_behind_its_namespace(route: str, place: str) -> None:
    root = root_of(f"https://{NAME}")
    asked = root.locate(Request(method="GET", route=route, params={"page": "2"}))
    assert asked == (f"https://{HOST}{place}", {"page": "2"})


def test_the_index_is_asked_for_by_its_parameter() -> None:
    asked = root_of(f"https://{NAME}").locate(Request(method="GET", route="/", params={"_fields": "url"}))
    assert asked == (f"https://{HOST}/wp-json/", {"rest_route": f"/sites/{NAME}/", "_fields": "url"})


@needs_openssl
def test_a_folder_is_published_updated_and_unchanged_with_a_token_alone(
    blog: Blog, site: Site, there: WordPressCom
) -> None:
    picture(60, 40).save(blog.folder / "posts/cat.png")
    blog.write(POST)
    blog.write("# Second\n\nWords.\n", "second.md")
    blog.write("# Third\n\nWords.\n", "third.md")
    first = blog.publish()
    assert (first.status, first.report()["summary"]) == (0, {"uploaded": 1, "created": 3}), first.stderr
    assert sorted(post["slug"] for post in site.posts()) == ["first-light", "second", "third"]
    [light] = [post for post in site.posts() if post["slug"] == "first-light"]
    assert "wp:image" in light["content"]["raw"] or "<img" in light["content"]["raw"]
    assert len(site.rest("GET", "/wp/v2/media")) == 1
    assert (len(light["categories"]), len(light["tags"])) == (1, 1)

    again = blog.publish()
    assert (again.status, again.report()["summary"]) == (0, {"unchanged": 3})
    blog.write("# Second\n\nOther words.\n", "second.md")
    changed = blog.publish()
    assert (changed.status, changed.report()["summary"]) == (0, {"updated": 1, "unchanged": 2})
    assert (there.refused, there.tunnels) == ([], {f"{HOST}:443"})
    # What WordPress.com does not have is not tried.
    assert there.seen
    assert not [line for line in there.seen if "batch" in line]


@needs_openssl
def test_a_domain_of_ones_own_is_said_in_the_settings(blog: Blog, site: Site, there: WordPressCom) -> None:
    there.site = "my-blog.example"
    del blog.environ["WPPUSH_URL"], blog.environ["WPPUSH_TOKEN"]
    blog.configure('[sites.live]\nurl = "https://my-blog.example"\nwordpress_com = true\n')
    blog.write()
    published = blog.run("publish", "--json", environ={"WPPUSH_TOKEN_LIVE": TOKEN})
    assert (published.status, published.report()["summary"]) == (0, {"created": 1}), published.stderr
    assert [post["slug"] for post in site.posts()] == ["first-light"]


@needs_openssl
def test_the_token_is_shown_nowhere(blog: Blog, there: WordPressCom, tmp_path: Path) -> None:
    blog.write()
    log = tmp_path / "requests.log"
    said = blog.run("publish", "--verbose", "--log-file", str(log))
    assert said.status == 0
    assert f"GET {HOST}/wp/v2/sites/{NAME}/users/me" in said.stderr
    there.site = "another.wordpress.com"
    unknown = blog.run("publish", "--verbose")
    assert unknown.status == 1
    # A stand-in that repeats what it was sent, as some firewalls do.
    there.site = NAME
    wrong = blog.run("publish", "--verbose", environ={"WPPUSH_TOKEN": f"{TOKEN}-no-longer"})
    assert (wrong.status, "wppush explain WP519" in wrong.stderr) == (1, True)
    for text in (said.stdout, said.stderr, log.read_text(), unknown.stderr, wrong.stderr, wrong.stdout):
        assert TOKEN not in text


@needs_openssl
def test_who_it_is_and_what_may_be_wrong(blog: Blog, there: WordPressCom) -> None:
    who = blog.run("whoami")
    assert who.stdout.startswith(f"admin (administrator) at https://{NAME}\nthe token is from WPPUSH_TOKEN\n")
    findings = {each["name"]: each for each in blog.run("doctor", "--json").report()["findings"]}
    assert {name: findings[name]["status"] for name in ("credentials", "login", "role")} == dict.fromkeys(
        ("credentials", "login", "role"), "ok"
    )
    assert "application passwords" not in findings
    refused = blog.run("doctor", "--json", environ={"WPPUSH_TOKEN": "another"})
    [login] = [each for each in refused.report()["findings"] if each["name"] == "login"]
    assert (refused.status, login["status"], "WP519" in login["todo"]) == (1, "problem", True)
    assert there.tunnels <= {f"{HOST}:443", f"{NAME}:443"}


def test_without_a_token_it_is_said_what_to_type_and_nobody_is_asked(blog: Blog) -> None:
    blog.environ = {"WPPUSH_URL": f"https://{NAME}", "HTTPS_PROXY": "http://127.0.0.1:9"}
    # A password is none of WordPress.com's.
    blog.environ |= {"WPPUSH_USERNAME": "admin", "WPPUSH_APP_PASSWORD": "abcd efgh ijkl mnop qrst uvwx"}
    blog.write()
    for words in (["publish"], ["whoami"], ["login", "--no-browser"], ["login", "--ci", "--show"]):
        said = blog.run(*words)
        assert (said.status, "WP519" in said.stderr, "export WPPUSH_TOKEN=" in said.stderr) == (1, True, True), words
    blog.environ["WPPUSH_URL"] = f"https://{NAME}/news"
    assert "write the name alone" in blog.run("publish").stderr


def test_in_a_run_at_several_sites_a_token_says_whose_it_is(blog: Blog, site: Site) -> None:
    blog.environ = {"WPPUSH_TOKEN": TOKEN, "WPPUSH_APP_PASSWORD_OWN": site.environ()["WPPUSH_APP_PASSWORD"]}
    blog.configure(
        f'[sites.own]\nurl = "{site.url}"\nusername = "admin"\n[sites.far]\nurl = "https://{NAME}"\n'
        '[folders.both]\nsite = ["own", "far"]\n'
    )
    blog.write(name="both/first-light.md")
    said = blog.run("publish", environ={"HTTPS_PROXY": "http://127.0.0.1:9"})
    assert (said.status, "export WPPUSH_TOKEN_FAR=" in said.stderr) == (1, True), said.stderr


def test_a_site_that_names_wordpress_coms_api_is_told_from_one_that_would_steal_a_password(
    blog: Blog, proxy: Proxy
) -> None:
    link = f'<https://{HOST}/wp-json/?rest_route=/sites/1234>; rel="https://api.w.org/"'
    proxy.script = lambda seen: Answer(status=404 if "wp-json" in seen.path else 200, headers={"Link": link})
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    said = blog.run("publish")
    assert (said.status, "wordpress_com = true" in said.stderr) == (1, True), said.stderr
