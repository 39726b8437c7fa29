"""Which file a name in `[[…]]` means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from git_repository import write
from wppush.source.notes import NoteIndex

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    "vault/Home.md", "vault/My note.md", "vault/a/Note.md", "vault/a/b/Note.md", "vault/a/b/c/d/Note.md",
    "vault/z/Other.markdown", "vault/z/photo.jpg", "vault/z/photo.jpg.md", "vault/z/v1.2.md", "vault/z/Makefile",
    "vault/y/Makefile.md", "vault/cafe\u0301/Cre\u0300me.md", "vault/Upper.md", "vault/q/upper.md",
    "vault/.obsidian/Note.md", "vault/.trash/Gone.md", "vault/100% a#b?.md", "images/logo.png", "images/Outside.md",
    "vault/same/x.md", "vault/other/same/x.md",
]  # fmt: skip


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    write(tmp_path, dict.fromkeys(FILES, "x"))
    return tmp_path / "vault"


@pytest.mark.parametrize(
    ("name", "document", "address"),
    [
        ("My note", "Home.md", "My%20note.md"),
        ("my NOTE", "a/Note.md", "../My%20note.md"),
        ("My note.md", "Home.md", "My%20note.md"),
        (" My note ", "Home.md", "My%20note.md"),
        ("Home", "Home.md", "Home.md"),
        ("Other", "Home.md", "z/Other.markdown"),
        # several of one name
        ("Note", "Home.md", "a/Note.md"),
        ("Note", "a/b/Note.md", "Note.md"),
        ("Note", "a/b/c/d/x.md", "Note.md"),
        ("Note", "z/Other.markdown", "../a/Note.md"),
        ("b/Note", "Home.md", "a/b/Note.md"),
        ("a/Note", "a/b/Note.md", "../Note.md"),
        ("same/x", "other/same/x.md", "../../same/x.md"),
        ("/Home", "a/Note.md", "../Home.md"),
        ("/Note", "Home.md", None),
        ("/a/b/Note", "Home.md", "a/b/Note.md"),
        ("./Note", "a/b/Note.md", "Note.md"),
        ("../Note", "a/b/Note.md", "../Note.md"),
        ("../Home", "a/Note.md", "../Home.md"),
        ("../../../Home", "a/Note.md", None),
        ("a/../Home", "Home.md", None),
        # letters
        ("Upper", "Home.md", "Upper.md"),
        ("upper", "Home.md", "Upper.md"),
        ("upper", "a/Note.md", "../q/upper.md"),
        ("UPPER", "q/x.md", "upper.md"),
        ("crème", "Home.md", "cafe%CC%81/Cre%CC%80me.md"),
        ("café/Crème", "Home.md", "cafe%CC%81/Cre%CC%80me.md"),
        ("100% a#b?", "a/Note.md", "../100%25%20a%23b%3F.md"),
        # other files
        ("photo.jpg", "Home.md", "z/photo.jpg"),
        ("PHOTO.JPG", "Home.md", "z/photo.jpg"),
        ("photo.jpg.md", "Home.md", "z/photo.jpg.md"),
        ("photo", "Home.md", None),
        ("v1.2", "Home.md", "z/v1.2.md"),
        ("Makefile", "Home.md", "y/Makefile.md"),
        ("z/Makefile", "Home.md", "z/Makefile"),
        ("logo.png", "Home.md", "../images/logo.png"),
        ("images/logo.png", "a/Note.md", "../../images/logo.png"),
        ("Outside", "Home.md", None),
        # none
        ("Gone", "Home.md", None),
        (".obsidian/Note", "Home.md", None),
        ("", "Home.md", None),
        ("/", "Home.md", None),
        ("..", "a/Note.md", None),
        ("c/Note", "Home.md", None),
        ("x" * 5_000, "Home.md", None),
        ("a\0b", "Home.md", None),
        ("\ud800", "Home.md", None),
    ],
)
def test_a_name_gives_the_address_of_a_file(vault: Path, name: str, document: str, address: str | None) -> None:
    assert NoteIndex(vault, vault.parent).find(name, document=vault / document) == address


def test_a_vault_may_be_the_project(vault: Path) -> None:
    assert NoteIndex(vault, vault).find("logo.png", document=vault / "Home.md") is None
    assert NoteIndex(vault, vault).find("photo.jpg", document=vault / "Home.md") == "z/photo.jpg"


def test_nothing_is_read_before_a_name_is_asked_for(tmp_path: Path) -> None:
    index = NoteIndex(tmp_path, tmp_path)
    write(tmp_path, {"Late.md": "x"})
    assert index.find("Late", document=tmp_path / "a.md") == "Late.md"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
class TestLinks:
    """Links to folders are followed inside the project, and a file keeps its own place."""

    def test_a_file_is_found_where_it_really_lies(self, vault: Path) -> None:
        (vault / "a" / "0").symlink_to(vault / "z")
        (vault / "ring").symlink_to(vault)
        assert NoteIndex(vault, vault.parent).find("Other", document=vault / "Home.md") == "z/Other.markdown"

    def test_a_folder_beside_the_vault_is_reached_by_a_link(self, vault: Path) -> None:
        (vault / "pictures").symlink_to(vault.parent / "images")
        assert NoteIndex(vault, vault.parent).find("logo.png", document=vault / "Home.md") == "pictures/logo.png"

    def test_a_link_out_of_the_project_is_not_followed(self, vault: Path) -> None:
        (vault / "out").symlink_to(vault.parent / "images")
        assert NoteIndex(vault, vault).find("logo.png", document=vault / "Home.md") is None

    def test_the_vault_itself_may_be_reached_by_a_link(self, vault: Path) -> None:
        link = vault.parent / "link"
        link.symlink_to(vault)
        assert NoteIndex(link, vault.parent).find("Note", document=link / "a" / "b" / "x.md") == "Note.md"
