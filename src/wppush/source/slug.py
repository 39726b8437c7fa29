"""Slugs: what WordPress would store, and what a file's name makes.

A slug that WordPress changes on the way in would differ from the file at every run, so a file has to give it in the
spelling that WordPress stores. The rules are `sanitize_title` and `wp_unique_post_slug` of WordPress 6.5 to 7.1.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, shown

MAX_BYTES = 200
"""Of a slug as it is stored: percent-encoded."""

# What remove_accents() does in a site without a language of its own rules, for letters that Unicode does not decompose.
_LETTERS = str.maketrans(
    {"ß": "s", "ẞ": "S", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Þ": "TH", "þ": "th", "Ð": "D", "ð": "d"}
    | {"Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "ĸ": "k", "Ł": "L", "ł": "l", "Ŋ": "N", "ŋ": "n"}
    | {"Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t", "ſ": "s", "Ə": "E", "ə": "e"}
)
_GERMAN_S = str.maketrans({"ß": "ss", "ẞ": "SS"})

# The feeds and `embed` get a number in wp_unique_post_slug(), and so does what could be a year, a day or a page.
_RESERVED = re.compile(r"feed|rdf|rss2?|atom|embed|(?:page)?[0-9]+")
_JEKYLL_DATE = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}-(?=.)", re.ASCII)
_APOSTROPHES = re.compile("['’‘ʼ`]")


def slugify(text: str) -> str:
    """`text` as a slug: lower case, accents folded, everything but letters and digits turned into `-`.

    Letters of other scripts stay, as WordPress percent-encodes them. Raises Faults where no usable slug is left.
    """
    folded = _fold(_APOSTROPHES.sub("", text).translate(_GERMAN_S))
    slug = _cut("".join(char if _is_letter(char) else "-" for char in folded))
    if not slug:
        raise Faults([Fault(code=Code.SLUG_NEEDED, message=f"No slug can be made from {shown(text)}.")])
    check_slug(slug)
    return slug


def slug_of_file(key: str) -> str:
    """The slug that a file's path below the content folder makes. Raises Faults where it makes none.

    `2024-05-01-title.md` (as Jekyll has it) is `title`; `a-post/index.md` (a page bundle of Hugo) is `a-post`.
    """
    path = PurePosixPath(key)
    name = path.stem
    if name in ("index", "_index"):
        name = path.parent.name
    return _made_from(_without_date(name), name, path)


def slug_of_path(key: str) -> str:
    """The slug that a file's path below the content folder makes with its folders: `python/tips.md` is `python-tips`.

    Dates and index files as in `slug_of_file`. Raises Faults where it makes none.
    """
    path = PurePosixPath(key)
    parts = path.with_suffix("").parts
    if path.stem in ("index", "_index"):
        parts = parts[:-1]
    return _made_from("-".join(map(_without_date, parts)), "/".join(parts), path)


def _without_date(name: str) -> str:
    return _JEKYLL_DATE.sub("", name, count=1)


def _made_from(words: str, name: str, path: PurePosixPath) -> str:
    hint = "give one in the front matter, such as `slug: my-post`"
    if len(path.parts) == 1:
        hint += f', or leave the file out: ignore = ["/{path.name}"] in wppush.toml'
    elif words == _without_date(name):
        hint += ', or write slugs = "path" in wppush.toml for slugs with the names of the folders'
    try:
        return slugify(words)
    except Faults as error:
        if not name:
            message = f"{shown(path.name)} stands in no folder that could give it a slug."
        elif error.faults[0].code is Code.SLUG_RESERVED:
            message = f"The name {shown(name)} gives a slug that WordPress keeps for itself."
        else:
            message = f"No slug can be made from the name {shown(name)}."
        raise Faults([Fault(code=Code.SLUG_NEEDED, message=message, hint=hint)]) from None


def check_slug(slug: str) -> None:
    """Raise Faults unless WordPress would store `slug` as it stands (non-ASCII letters percent-encoded)."""
    if "%" in slug:
        readable = unquote(slug)
        message = f"The slug {shown(slug)} is percent-encoded; wppush does that itself."
        hint = f"write `slug: {wordpress_slug(readable)}`"
        raise Faults([Fault(code=Code.SLUG_SPELLING, message=message, hint=hint)])
    stored = wordpress_slug(slug)
    if stored != slug and not slug.startswith(stored or "\0"):
        raise Faults([_other_spelling(slug, stored)])
    if _bytes(slug) > MAX_BYTES:
        message = f"The slug has {_bytes(slug)} bytes once it is percent-encoded; WordPress cuts it at {MAX_BYTES}."
        raise Faults(
            [Fault(code=Code.SLUG_TOO_LONG, message=message, hint=f"write `slug: {stored}`, or a shorter one")]
        )
    if stored != slug:
        raise Faults([_other_spelling(slug, stored)])
    if _RESERVED.fullmatch(slug):
        message = f"WordPress keeps the slug {shown(slug)} for itself, and would make it {shown(slug + '-2')}."
        hint = f"add a word to it, such as `slug: my-{slug}`"
        raise Faults([Fault(code=Code.SLUG_RESERVED, message=message, hint=hint)])


def _other_spelling(slug: str, stored: str) -> Fault:
    if not stored:
        message, hint = f"WordPress would keep nothing of the slug {shown(slug)}.", "write `slug: my-post`"
    else:
        message, hint = f"WordPress would store the slug {shown(slug)} as {shown(stored)}.", f"write `slug: {stored}`"
    return Fault(code=Code.SLUG_SPELLING, message=message, hint=hint)


def wordpress_slug(text: str) -> str:
    """What sanitize_title() makes of `text`, with letters of other scripts shown as letters."""
    text = re.sub(r"<[^>]*>", "", text)
    text = _fold(text).replace("×", "x")
    text = re.sub(r"[\s./–—]", "-", text)
    return _cut("".join(char for char in text if char in "-_" or _is_letter(char)))


def _fold(text: str) -> str:
    """Lower case, with the accents off Latin letters: `É` → `e`, but `й`, `が` and `ά` are letters of their own."""
    folded = []
    for char in unicodedata.normalize("NFC", text).translate(_LETTERS):
        parts = unicodedata.normalize("NFKD", char)
        folded.append(parts if parts[0].isascii() and parts[0].isalnum() else char)
    kept = [char for char in "".join(folded).lower() if not "\u0300" <= char <= "\u036f"]
    return unicodedata.normalize("NFC", "".join(kept))


def _is_letter(char: str) -> bool:
    """Say whether a character may stand in a slug: a letter, a digit, or the vowel sign of an Indic script."""
    return unicodedata.category(char)[0] in "LNM"


def _cut(slug: str) -> str:
    """`slug` with single hyphens between its words, and at most 200 bytes long, as utf8_uri_encode() cuts it."""
    slug = re.sub("-{2,}", "-", slug).strip("-")
    while _bytes(slug) > MAX_BYTES:
        slug = slug[:-1].rstrip("-")
    return slug


def _bytes(slug: str) -> int:
    return len(quote(slug, safe=""))
