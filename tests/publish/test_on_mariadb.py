"""What is published to a WordPress on MariaDB, which most sites have, and which minds bytes more than SQLite does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blog import POST, Blog

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from mariadb_site import MariaDbSite


def test_posts_arrive_on_mariadb_and_are_known_again(
    site_mariadb: MariaDbSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = Blog(tmp_path / "blog", site_mariadb.environ(), monkeypatch)
    text = "Four bytes: 𝔘 🏳️‍🌈; a backslash: `\\n`; quotes: ''\"."
    for number in range(30):
        blog.write(
            POST.replace("First light", f"Light {number}").replace("first-light", f"light-{number}") + text,
            f"{number}.md",
        )
    assert blog.publish().report()["summary"] == {"created": 30}
    posts = site_mariadb.posts()
    assert {post["title"]["raw"] for post in posts} == {f"Light {number}" for number in range(30)}
    assert all("🏳️‍🌈; a backslash: <code>\\n</code>" in post["content"]["raw"] for post in posts)
    assert {tag["name"]: tag["count"] for tag in site_mariadb.posts(kind="tags")} == {"seoul": 30, "night": 30}
    assert blog.publish().report()["summary"] == {"unchanged": 30}
    site_mariadb.reset()
    assert site_mariadb.posts() == []
