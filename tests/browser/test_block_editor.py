"""What a person sees who opens a published post in the block editor: every block as it is, and no complaint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from blog import Blog
from chromium import Watched, chromium, missing

if TYPE_CHECKING:
    from local_site import Site

SAMPLE = Path(__file__).parents[2] / "posts"


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_the_block_editor_shows_a_published_post_without_a_complaint(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = Blog(tmp_path / "blog", site.environ(), monkeypatch)
    for file in sorted(path for path in SAMPLE.rglob("*") if path.is_file()):
        target = blog.folder / "posts" / file.relative_to(SAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    assert blog.publish().status == 0
    [post] = [post for post in site.posts() if post["slug"] == "love-in-the-big-city"]
    with chromium() as browser:
        watched = Watched(browser)
        watched.log_in(site.url, "admin", site.users["admin"].password)
        watched.open_editor(site.url, post["id"])
        blocks = watched.blocks()
        assert len(blocks) > 10
        assert [name for name, valid in blocks if not valid] == []
        assert not watched.page.evaluate("() => wp.data.select('core/editor').isEditedPostDirty()")
        assert "unexpected or invalid content" not in watched.page.content()
        assert watched.complaints == []
