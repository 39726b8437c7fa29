"""`wppush preview --watch`: the local WordPress runs as long as the watch does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from blog import Blog
from watched import Watched, watched
from wppush import preview

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["watched"]


@pytest.mark.usefixtures("own_cache")
def test_a_file_is_shown_again_when_it_is_saved_until_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watched: list[Watched]
) -> None:
    blog = Blog(tmp_path / "blog", {}, monkeypatch)
    (blog.folder / "wppush.toml").unlink()
    blog.write("---\ntitle: Draft\n---\nWords.\n", "draft.md")
    try:
        run = Watched(blog, "preview", "posts/draft.md", "--watch", "--no-open")
        watched.append(run)
        first = run.until("Ctrl-C ends")
        [link] = [line.rpartition(" ")[2] for line in first if "(draft)" in line]
        blog.write("---\ntitle: Draft\n---\nOther words.\n", "draft.md")
        said = run.until("1 updated")
        assert not any("http" in line for line in said)
        assert "Other words." in requests.get(link, timeout=60).text
        assert run.end() == 0
        run.until("The preview has stopped.")
        assert preview.status() is None
    finally:
        preview.reset()
