"""A file on the disk as it will be in the media library."""

from __future__ import annotations

import hashlib
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.pictures import encoded, picture
from wppush.errors import SourceError
from wppush.media import Code, MediaFile, Options, open_file
from wppush.media.names import ascii_filename
from wppush.media.types import TAKEN, TypeRefused, image_type, type_of

JPEG, PNG, GIF, WEBP, BMP = (encoded(picture(16, 16), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "BMP"))
HTML = b"\xef\xbb\xbf\n<!DOCTYPE html><title>404</title>"


def opened(tmp_path: Path, name: str, content: bytes, options: Options | None = None) -> MediaFile:
    path = tmp_path / name
    path.write_bytes(content)
    return open_file(path, name=f"img/{name}", options=options)


def fault_of(tmp_path: Path, name: str, content: bytes, options: Options | None = None) -> tuple[str, str, str]:
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, name, content, options)
    [diagnostic] = caught.value.diagnostics
    assert f"img/{name}" in diagnostic.message
    assert str(diagnostic.location) == f"img/{name}"
    return diagnostic.code, diagnostic.message, diagnostic.hint or ""


def test_a_file_is_known_by_its_bytes_and_readable_by_its_name(tmp_path: Path) -> None:
    media = opened(tmp_path, "Été à Séoul.JPG", JPEG)
    digest = hashlib.sha256(JPEG).hexdigest()
    assert (media.digest, media.slug) == (digest, "wppush-" + digest[:32])
    assert (media.filename, media.mime, media.size) == ("ete-a-seoul.jpg", "image/jpeg", len(JPEG))
    assert media.title == "Été à Séoul"
    assert not media.needs_preparing


@pytest.mark.parametrize(
    ("name", "content", "filename", "mime"),
    [
        ("really-a-png.jpg", PNG, "really-a-png.png", "image/png"),
        ("no-ending", JPEG, "no-ending.jpg", "image/jpeg"),
        ("photo.jpeg", JPEG, "photo.jpg", "image/jpeg"),
        ("photo.jfif", JPEG, "photo.jpg", "image/jpeg"),
        ("moving.gif", GIF, "moving.gif", "image/gif"),
        ("modern.webp", WEBP, "modern.webp", "image/webp"),
        ("old.bmp", BMP, "old.bmp", "image/bmp"),
        ("phone.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "phone.heic", "image/heic"),
        ("new.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "new.avif", "image/avif"),
        ("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "film.mp4", "video/mp4"),
        ("song.mp3", b"ID3\x04\0\0\0\0\0\0", "song.mp3", "audio/mpeg"),
        ("paper.pdf", b"%PDF-1.7\n", "paper.pdf", "application/pdf"),
        ("data.csv", b"a,b\n1,2\n", "data.csv", "text/csv"),
        ("notes.txt", "Bücher\n".encode(), "notes.txt", "text/plain"),
        ("book.docx", b"PK\x03\x04", "book.docx", TAKEN["docx"]),
    ],
)
def test_the_content_and_the_name_say_together_what_a_file_is(
    tmp_path: Path, name: str, content: bytes, filename: str, mime: str
) -> None:
    media = opened(tmp_path, name, content)
    assert (media.filename, media.mime) == (filename, mime)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("empty.png", b"", Code.EMPTY, "is empty"),
        ("drawing.svg", b"<svg/>", Code.TYPE, "ends in .svg"),
        ("page.html", HTML, Code.TYPE, "ends in .html"),
        ("notes.md", b"# Hi", Code.TYPE, "ends in .md"),
        ("data.json", b"{}", Code.TYPE, "ends in .json"),
        ("tool.php", b"<?php", Code.TYPE, "ends in .php"),
        ("tool.py", b"pass", Code.TYPE, "ends in .py"),
        ("script.js", b"let a", Code.TYPE, "ends in .js"),
        ("icon.ico", b"\0\0\1\0", Code.TYPE, "ends in .ico"),
        ("tool.c", b"int x = 1;\n", Code.TYPE, "ends in .c"),
        ("style.css", b"a { b: c }\n", Code.TYPE, "ends in .css"),
        ("all.tar.gz", b"\x1f\x8b\x08\0", Code.TYPE, "ends in .gz"),
        ("tool.py.txt", b"import os\n\ndef f(a):\n    return a\n", Code.CONTENT, "it is Python"),
        ("tool.c.txt", b"/* a */\n#include <stdio.h>\n", Code.CONTENT, "it is source code of C"),
        ("tool.txt", b"#!/bin/sh\necho 1\n", Code.CONTENT, "it is a script"),
        ("tool.txt", b"<?php echo 1;", Code.CONTENT, "it is PHP"),
        ("data.json.txt", b'{"a": [1]}', Code.CONTENT, "it is JSON"),
        ("data.xml.txt", b"<?xml version='1.0'?><a/>", Code.CONTENT, "it is XML"),
        ("key.asc", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n", Code.CONTENT, "PGP"),
        ("page.txt", HTML, Code.CONTENT, "it is an HTML page"),
        ("data.txt", b"\0\1\2\3", Code.CONTENT, "it is no text"),
        ("README", b"words", Code.TYPE, "no ending"),
        ("lost.jpg", HTML, Code.CONTENT, "it is an HTML page"),
        ("vector.png", b"<?xml?><svg/>", Code.CONTENT, "it is SVG"),
        ("words.png", b"words", Code.CONTENT, "it is text"),
        ("photo.pdf", JPEG, Code.CONTENT, "it is an image (image/jpeg)"),
        ("lost.pdf", HTML, Code.CONTENT, "it is an HTML page"),
        ("paper.txt", b"%PDF-1.7\n", Code.CONTENT, "it is a PDF"),
        ("paper.png", b"%PDF-1.7\n", Code.CONTENT, "it is a PDF"),
        ("lost.mp4", HTML, Code.CONTENT, "it is an HTML page"),
        ("lost.mp3", b"see the other folder", Code.CONTENT, "it is text"),
        ("big.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", Code.LFS_POINTER, "Git LFS"),
    ],
)
def test_what_wordpress_would_refuse_is_said_before_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, code: Code, words: str
) -> None:
    said, message, hint = fault_of(tmp_path, name, content)
    assert (said, words in message) == (code, True)
    assert hint or code is Code.EMPTY


def test_a_type_that_the_settings_name_is_taken_with_the_type_that_it_is_known_by(tmp_path: Path) -> None:
    options = Options(types=("svg", "c", "json", "zzz", "txt", "jpg"))
    for name, content, mime in (
        ("drawing.SVG", b"<svg/>", "image/svg+xml"),
        ("tool.c", b"#include <a.h>", "text/plain"),
        ("data.json", b"{}", "application/json"),
        ("what.zzz", b"words", "application/octet-stream"),
        ("tool.txt", b"#!/bin/sh", "text/plain"),
    ):
        media = opened(tmp_path, name, content, options)
        assert (media.filename, media.mime) == (name.lower(), mime)
        assert media.digest == hashlib.sha256(content).hexdigest()
    assert fault_of(tmp_path, "lost.jpg", HTML, options)[0] == Code.CONTENT
    assert 'types = ["ico"] in [media]' in fault_of(tmp_path, "icon.ico", b"\0\0\1\0", options)[2]


@pytest.mark.parametrize(
    "text",
    [
        b"from here to there\nwe define (a thing):\n",
        "w\u00f6rter\n".encode("utf-16"),
        b"[section]\na = 1\n",
        b"# include\n",
    ],
)
def test_words_that_only_look_a_little_like_code_stay_a_text(tmp_path: Path, text: bytes) -> None:
    assert opened(tmp_path, "notes.txt", text).mime == "text/plain"


def test_a_file_that_is_not_there_a_folder_and_a_locked_one_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.png", Code.MISSING), (tmp_path, Code.MISSING)):
        with pytest.raises(SourceError) as caught:
            open_file(path, name="a.png")
        assert caught.value.diagnostics[0].code == code


def test_a_file_larger_than_the_settings_allow_is_refused_unless_it_is_made_smaller(tmp_path: Path) -> None:
    code, message, hint = fault_of(tmp_path, "a.png", PNG, Options(max_size=10))
    assert (code, "max_size" in hint) == (Code.TOO_LARGE, True)
    assert "10 bytes" in message
    assert opened(tmp_path, "a.png", PNG, Options(max_size=10, max_width=4)).size == len(PNG)
    assert opened(tmp_path, "a.png", PNG, Options(max_size=len(PNG))).size == len(PNG)


def test_a_location_that_stays_is_said(tmp_path: Path) -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    media = opened(tmp_path, "phone.heic", heic, Options(strip_location=True))
    assert [warning.code for warning in media.warnings] == [Code.LOCATION_STAYS]
    assert opened(tmp_path, "phone.heic", heic).warnings == ()
    assert opened(tmp_path, "a.gif", GIF, Options(strip_location=True)).warnings == ()


def test_options_that_can_not_change_a_file_do_not_change_its_digest(tmp_path: Path) -> None:
    every = Options(strip_location=True, max_width=800, webp=True, max_size=1_000_000)
    for name, content in (("paper.pdf", b"%PDF-1.7\n"), ("a.gif", GIF)):
        assert opened(tmp_path, name, content, every).digest == opened(tmp_path, name, content).digest
    assert opened(tmp_path, "a.png", PNG, Options(max_size=9999)).digest == opened(tmp_path, "a.png", PNG).digest


_OPTIONS = st.builds(
    Options,
    strip_location=st.booleans(),
    max_width=st.none() | st.integers(1, 5000),
    webp=st.booleans(),
    max_size=st.none() | st.integers(10**6, 10**7),
)


@given(content=st.sampled_from([JPEG, PNG, WEBP, GIF]), tail=st.binary(max_size=40), options=_OPTIONS, other=_OPTIONS)
def test_the_digest_is_of_the_bytes_and_the_options_and_nothing_else(
    content: bytes, tail: bytes, options: Options, other: Options, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("digest")
    once = opened(folder, "one.png", content + tail, options)
    again = opened(folder, "another-name.png", content + tail, options)
    assert once.digest == again.digest
    changed = opened(folder, "one.png", content + tail, other)
    assert (once.digest == changed.digest) == (
        (once.options.strip_location, once.options.max_width, once.options.webp)
        == (changed.options.strip_location, changed.options.max_width, changed.options.webp)
    )
    assert opened(folder, "one.png", content + tail + b"x", options).digest != once.digest


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        ("IMG_0001.JPG", "img_0001.jpg"),
        ("Straße & Café (1).png", "strasse-cafe-1.jpg"),
        ("it's.png", "its.jpg"),
        ("photo.final.v2.png", "photo-final-v2.jpg"),
        ("tool.php.jpg", "tool-php.jpg"),
        ("photo-1024x768.jpg", "photo-1024x768-1.jpg"),
        ("photo-scaled.jpg", "photo-scaled-1.jpg"),
        ("Москва.png", "moskva.jpg"),
        ("日本.png", "riben.jpg"),
        ("\u200b.png", "file-0123abcd.jpg"),
        ("---.png", "file-0123abcd.jpg"),
        ("2024.jpg", "2024.jpg"),
        (".hidden", "hidden.jpg"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(name: str, filename: str) -> None:
    assert ascii_filename(name, ending="jpg", digest="0123abcdef") == filename


@given(name=st.text(min_size=1, max_size=300))
def test_any_name_becomes_a_short_plain_one(name: str) -> None:
    made = ascii_filename(name, ending="png", digest="0123abcdef")
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*\.png", made)
    assert len(made) <= 90
    stem = made.removesuffix(".png")
    assert ascii_filename(made, ending="png", digest="0123abcdef") == made or len(stem) >= 80


@given(name=st.text(string.ascii_letters + "./ ", min_size=1, max_size=20), first=st.binary(max_size=64))
def test_any_file_has_a_type_that_wordpress_takes_or_is_refused(name: str, first: bytes) -> None:
    try:
        kind = type_of(Path(name).name, first)
    except TypeRefused:
        return
    assert TAKEN[kind.ending] == kind.mime or image_type(first) == kind.mime
