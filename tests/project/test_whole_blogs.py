"""A blog of many files is checked as a whole: one bad file hides no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wppush.errors import SourceError
from wppush.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from wppush.plan import DesiredPost


def write(folder: Path, **files: str) -> None:
    """Write files, by their names with `__` for a slash."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ("" if name == "wppush_toml" else ".md"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def check(folder: Path) -> list[DesiredPost]:
    return Project.load(folder).check([str(folder)])


def faults(folder: Path) -> list[str]:
    """Give the codes and the files of everything that is wrong."""
    with pytest.raises(SourceError) as caught:
        check(folder)
    return [f"{fault.location.path} {fault.code}" for fault in caught.value.diagnostics if fault.location]  # type: ignore[attr-defined] # a Location


def test_a_file_that_cannot_be_read_hides_no_fault_of_another(tmp_path: Path) -> None:
    (tmp_path / "wppush.toml").write_text('project = "blog"\n')
    write(tmp_path, bad="---\ndate: soon\n---\nWords", good="[a](gone.md) [b](bad.md)", other="![](none.png)")

    # A link to the bad file is no fault of its own: mending that file mends it.
    assert faults(tmp_path) == ["bad.md WP150", "good.md WP190", "other.md WP191"]


def test_a_key_of_another_tool_is_said_to_be_unknown_once(tmp_path: Path) -> None:
    (tmp_path / "wppush.toml").write_text('project = "blog"\n')
    write(tmp_path, **{f"post-{number}": "---\nspoiler: x\n---\nWords" for number in "abcdefgh"})
    write(tmp_path, other="---\nrare: x\n---\nWords")

    said = [f"{post.name}: {entry.message}" for post in check(tmp_path) for entry in post.diagnostics]

    assert said == [
        'other.md: wppush does not know the key "rare", and leaves it alone.',
        'post-a.md: wppush does not know the key "spoiler", and leaves it alone. 7 other files have it, too.',
    ]


def test_the_hint_for_the_same_name_in_two_folders_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "wppush.toml").write_text('project = "blog"\n')
    write(tmp_path, a__tips="A", b__tips="B", b__05="C")

    with pytest.raises(SourceError) as caught:
        check(tmp_path)
    assert [(fault.code, 'slugs = "path"' in (fault.hint or "")) for fault in caught.value.diagnostics] == [
        ("WP136", True),
        ("WP180", True),
    ]

    (tmp_path / "wppush.toml").write_text('project = "blog"\nslugs = "path"\n')
    assert [post.slug for post in check(tmp_path)] == ["a-tips", "b-05", "b-tips"]


def test_links_to_addresses_of_the_old_site_lead_to_the_posts_that_had_them(tmp_path: Path) -> None:
    (tmp_path / "wppush.toml").write_text('project = "blog"\n')
    texts = (
        "[a](/p/abc/#x) [b](/old/b.html) [c](/2024/05/01/c/) [d](/2024/05/01/twice/) [e](/feed/) [f](/news/2024/05/c)"
    )
    write(tmp_path, links=texts, one="---\nurl: p/abc/\n---\n## x", two="---\naliases: [/old/b.html]\n---\nWords")
    write(tmp_path, **{"2024-05-01-c": "C", "a__twice": "---\nslug: t1\n---\nA", "b__twice": "---\nslug: t2\n---\nB"})

    found = {post.name: [(link.address, link.name) for link in post.links] for post in check(tmp_path)}

    assert found["links.md"] == [
        ("/p/abc/#x", "one.md"),
        ("/old/b.html", "two.md"),
        ("/2024/05/01/c/", "2024-05-01-c.md"),
        ("/news/2024/05/c", "2024-05-01-c.md"),
    ]
