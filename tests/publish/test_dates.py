"""Dates: of a place, of the site, ahead of now, moved, and gone by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from blog import Blog

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from local_site import Site

AHEAD = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)


def write(blog: Blog, *lines: str) -> None:
    blog.write("\n".join(["---", "title: One", "slug: one", *lines, "---", "Words.\n"]))


def state(site: Site) -> tuple[str, datetime]:
    post = site.only_post()
    return post["status"], datetime.fromisoformat(f"{post['date_gmt']}+00:00")


def quiet(blog: Blog, site: Site) -> None:
    site.forget_requests()
    entry = blog.publish().file()
    assert (entry["action"], entry["diagnostics"]) == ("unchanged", [])
    assert not site.writes()


def test_a_date_ahead_is_scheduled_moved_and_published_by_one_in_the_past(blog: Blog, site: Site) -> None:
    write(blog, f"date: {AHEAD.isoformat()}")
    assert blog.publish().file()["status"] == "future"
    assert state(site) == ("future", AHEAD)
    quiet(blog, site)
    later = AHEAD + timedelta(days=1)
    write(blog, f"date: {later.isoformat()}", "status: future")
    assert blog.publish().file()["changed_fields"] == ["date"]
    assert state(site) == ("future", later)
    write(blog, f"date: {later.isoformat()}", "status: publish")
    assert blog.publish().file()["action"] == "unchanged"
    write(blog, "date: 2026-01-02T10:00:00+02:00", "status: publish")
    entry = blog.publish().file()
    assert (entry["changed_fields"], entry["status"]) == (["date"], "publish")
    assert state(site) == ("publish", datetime(2026, 1, 2, 8, tzinfo=UTC))
    quiet(blog, site)
    write(blog, f"date: {AHEAD.isoformat()}", "status: publish")
    assert blog.publish().file()["status"] == "future"
    quiet(blog, site)


def test_a_draft_with_a_date_ahead_is_scheduled_or_published_when_the_file_says_so(blog: Blog, site: Site) -> None:
    for status in ("draft", "pending", "private", "draft"):
        write(blog, f"date: {AHEAD.isoformat()}", f"status: {status}")
        assert blog.publish().file()["status"] == status
        assert state(site) == (status, AHEAD)
        quiet(blog, site)
    write(blog, f"date: {AHEAD.isoformat()}", "status: publish")
    assert blog.publish().file()["status"] == "future"
    quiet(blog, site)
    write(blog, f"date: {AHEAD.isoformat()}", "draft: true")
    assert blog.publish().file()["status"] == "draft"
    write(blog, "date: 2026-02-03 04:05", "draft: false")
    assert blog.publish().file()["status"] == "publish"
    assert state(site) == ("publish", datetime(2026, 2, 3, 4, 5, tzinfo=UTC))
    quiet(blog, site)


def test_a_draft_without_a_date_floats_until_it_is_published(blog: Blog, site: Site) -> None:
    write(blog, "status: draft")
    blog.publish()
    quiet(blog, site)
    number = site.only_post()["id"]
    site.rest("POST", f"/wp/v2/posts/{number}", json={"excerpt": "Theirs"})
    quiet(blog, site)
    write(blog, "status: publish")
    before = datetime.now(UTC) - timedelta(seconds=5)
    blog.publish()
    status, date = state(site)
    assert status == "publish"
    assert before <= date <= datetime.now(UTC) + timedelta(seconds=5)
    quiet(blog, site)


def test_a_date_without_an_offset_is_in_the_zone_of_the_site(
    site_subdirectory: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_subdirectory
    blog = Blog(tmp_path / "blog", site.environ(), monkeypatch)
    write(blog, "date: 2026-01-02 10:00")
    blog.publish()
    assert state(site) == ("publish", datetime(2026, 1, 2, 15, tzinfo=UTC))
    quiet(blog, site)
    write(blog, "date: 2026-01-02T16:00:00+01:00")
    assert blog.publish().file()["action"] in ("updated", "unchanged")
    assert state(site) == ("publish", datetime(2026, 1, 2, 15, tzinfo=UTC))
    quiet(blog, site)
    write(blog, "date: 2026-07-01")
    blog.publish()
    assert state(site) == ("publish", datetime(2026, 7, 1, 4, tzinfo=UTC))
    quiet(blog, site)
    # There is no half past two on the night on which clocks go forward.
    write(blog, "date: 2026-03-08 02:30")
    entry = blog.publish().file()
    assert [(note["code"], note["line"]) for note in entry["diagnostics"]] == [("WP311", 4)]
    assert state(site) == ("publish", datetime(2026, 3, 8, 7, 30, tzinfo=UTC))
    quiet(blog, site)
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json={"date": "2026-03-09T02:30:00"})
    assert blog.publish().file()["drifted_fields"] == ["date"]
    blog.publish("--force")
    assert state(site) == ("publish", datetime(2026, 3, 8, 7, 30, tzinfo=UTC))
    quiet(blog, site)
