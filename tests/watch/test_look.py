"""What counts as saved: files that a post may hang on, as they are afterwards, whatever happened on the way."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from wppush.watch import Watch
from wppush.watch.look import Look

if TYPE_CHECKING:
    from pathlib import Path


def names(paths: object, root: Path) -> list[str]:
    assert isinstance(paths, tuple | frozenset)
    return sorted(path.relative_to(root).as_posix() for path in paths)


def test_files_that_no_post_shows_and_copies_of_editors_do_not_count(tmp_path: Path) -> None:
    before = Look.at([tmp_path])
    for name in (".a.md.swp", "a.md~", "#a.md#", "4913", "a.md.tmp", "~$a.md", "node_modules/a.md", ".git/a.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert not Look.at([tmp_path]).since(before)


def test_new_written_and_deleted_files_are_told_apart_from_those_that_are_the_same(tmp_path: Path) -> None:
    for name in ("same.md", "written.md", "gone.md", "gone.png", "renamed.md"):
        (tmp_path / name).write_text("x")
    before = Look.at([tmp_path])
    (tmp_path / "written.md").write_text("y and more")
    (tmp_path / "gone.md").unlink()
    (tmp_path / "gone.png").unlink()
    (tmp_path / "renamed.md").rename(tmp_path / "other.md")
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / "deep/er/new.MD").write_text("x")
    saved = Look.at([tmp_path]).since(before)
    assert names(saved.texts, tmp_path) == ["deep/er/new.MD", "other.md", "written.md"]
    assert names(saved.gone, tmp_path) == ["gone.md", "renamed.md"]
    assert "gone.png" in names(saved.changed, tmp_path)
    assert not saved.settings
    (tmp_path / "wppush.toml").write_text("")
    assert Look.at([tmp_path]).since(before).settings


def test_a_file_behind_a_link_counts_by_both_its_names_and_a_ring_of_folders_ends(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = tmp_path / "outside.png"
    outside.write_text("x")
    (inside / "link.png").symlink_to(outside)
    (inside / "ring").symlink_to(inside)
    before = Look.at([inside])
    outside.write_text("y and more")
    assert names(Look.at([inside]).since(before).changed, tmp_path) == ["inside/link.png", "outside.png"]


def test_what_was_saved_before_it_was_asked_and_in_folders_that_are_new_is_not_missed(tmp_path: Path) -> None:
    watch = Watch([tmp_path])
    (tmp_path / "early.md").write_text("x")
    assert names(watch.saved().texts, tmp_path) == ["early.md"]

    def later() -> None:
        (tmp_path / "new").mkdir()
        (tmp_path / "new/late.md").write_text("x")
        # As editors replace a file: it is away for a moment.
        (tmp_path / "early.md").replace(tmp_path / "early.bak")
        (tmp_path / "early.md").write_text("y and more")

    writer = threading.Timer(0.2, later)
    writer.start()
    found: set[str] = set()
    while found != {"early.md", "new/late.md"}:
        saved = watch.saved()
        assert not saved.gone
        found.update(names(saved.texts, tmp_path))
    writer.join()


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("")
    watch = Watch([tmp_path])
    begun = threading.Event()

    def write_slowly() -> None:
        with file.open("w") as stream:
            for _ in range(10):
                stream.write("one more line\n")
                stream.flush()
                begun.set()
                time.sleep(0.08)

    writing = threading.Thread(target=write_slowly)
    writing.start()
    begun.wait()
    saved = watch.saved()
    assert len(file.read_text().splitlines()) == 10
    assert names(saved.texts, tmp_path) == ["a.md"]
    writing.join()
