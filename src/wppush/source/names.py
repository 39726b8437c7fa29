"""Which of a file's keys means which field.

Files come from Hugo, Jekyll, Obsidian and others, and often go on being used there. So their names are taken as they
are, in any case and with or without hyphens and underscores (`publishDate`, `publish_date`, `Publish-Date`). What
means nothing to WordPress is left alone: without a word where it only steers the other tool, else with a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wppush.source.aliases import ALIASES, NEAR, OTHERS, PERMALINKS, SOFT
from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, closest, shown
from wppush.source.slug import check_slug, wordpress_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@lru_cache(maxsize=4096)
def fold(key: str) -> str:
    """A key without what people write in different ways: case, hyphens, underscores."""
    return re.sub(r"[-_ ]", "", key.casefold()) or key


_SOFT = frozenset(map(fold, SOFT))
_OTHERS = frozenset(map(fold, OTHERS))
_SPELLINGS = {fold(name): name for field, names in ALIASES.items() for name in (*names, field)}
_NOT_BLANK = frozenset({"date", "updated"})
"""Fields that cannot be blank: a template's `date: ""` was never filled in, so that nothing is given."""
_ADDRESSES = frozenset({*PERMALINKS, "alias", "aliases", "redirectfrom"})
_BARE = re.compile(r"/?([^\s/.:{}?#]+)/?")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off"})


@dataclass(slots=True)
class Named:
    """The fields that a mapping gives, by our names."""

    values: dict[str, object] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """Field → the key as it is written."""
    soft: dict[str, tuple[str, object]] = field(default_factory=dict)
    """Fields that are only meant where the type of post has them, each with its key."""
    others: list[str] = field(default_factory=list)
    """Keys that only steer another tool."""
    faults: list[Fault] = field(default_factory=list)
    """Errors; their paths begin with keys as they are written."""
    doubts: list[Fault] = field(default_factory=list)
    """Warnings, with paths of the same kind."""


def resolve(
    data: Mapping[str, object],
    *,
    fields: Iterable[str],
    ignored: Iterable[str] = (),
    same: Callable[[str, object, object], bool],
) -> Named:
    """Say which of our fields each key means. `same` says whether two values of one field come to the same."""
    known = {fold(name): name for name in fields}
    others = {fold(alias): name for name, aliases in ALIASES.items() for alias in aliases}
    skipped = {fold(key) for key in ignored} - {"uid"}  # what names a post is never left out
    named = Named()
    for key, value in data.items():
        word = fold(key)
        if word in skipped:
            continue
        name = known.get(word) or others.get(word)
        if name in _NOT_BLANK and isinstance(value, str) and not value.strip():
            continue
        if word in _SOFT and word not in known:
            named.soft.setdefault("menu_order", (key, value))
        elif word in ("published", "publish") and value is not None and not _is_boolean(value):
            _add(named, "date", key, value, same)
        elif word in PERMALINKS:
            _add_permalink(named, key, value, data)
        elif word == "featured" and _is_boolean(value):
            named.doubts.append(
                _unknown(key, "write sticky: true to keep a post at the top" if _is_on(value) else None)
            )
        elif name is not None:
            _add(named, name, key, value, same)
        else:
            near = closest(word, known) or closest(word, others)
            _doubt(named, key, word, near, data)
    return named


def addresses(data: Mapping[str, object]) -> tuple[str, ...]:
    """The addresses that a file says its post has, or had, at another tool."""
    found: list[str] = []
    for key, value in data.items():
        if fold(key) in _ADDRESSES:
            several = value if isinstance(value, list) else [value]
            found += [one for one in several if isinstance(one, str) and one.strip()]
    return tuple(found)


def _add(named: Named, name: str, key: str, value: object, same: Callable[[str, object, object], bool]) -> None:
    before = named.values.get(name)
    if before is None or (_is_blank(before) and fold(named.keys[name]) != fold(name) and not _is_blank(value)):
        if value is not None or name not in named.values:
            named.values[name], named.keys[name] = value, key
    elif value is not None and not (_is_blank(value) and fold(key) != fold(name)) and not same(name, before, value):
        other = named.keys[name]
        message = f"{shown(other)} and {shown(key)} both name the field {name}, and differ."
        own = next((one for one in (key, other) if fold(one) != fold(name)), key)
        hint = f'delete one of the two, or write ignore_keys = ["{own}"] in wppush.toml'
        named.faults.append(Fault(code=Code.TWO_NAMES, message=message, hint=hint, path=(key,), at_key=True))


def _add_permalink(named: Named, key: str, value: object, data: Mapping[str, object]) -> None:
    """Take a permalink for the slug where it is nothing else: WordPress makes the address around it by itself."""
    if value is None:
        return
    own = next((given for given in data if fold(given) in ("slug", "postname") and data[given] is not None), None)
    bare = _BARE.fullmatch(value.strip()) if isinstance(value, str) and not _is_boolean(value) else None
    if bare and own is not None and data[own] == bare[1]:
        return
    if bare and own is None and (slug := _as_stored(bare[1])):
        if "slug" not in named.values:
            named.values["slug"], named.keys["slug"] = slug, key
        return
    last = _BARE.fullmatch(str(value).rstrip("/").rpartition("/")[2].removesuffix(".html")) if own is None else None
    message = f"{key} is a whole address, and WordPress makes addresses by its own settings; it is left alone."
    if own is not None:
        message = f"{key} is left alone, as {own} says what the address ends in."
    hint = (
        f"write slug: {last[1]}" if last and not _is_boolean(value) else f'write ignore_keys = ["{key}"] in wppush.toml'
    )
    named.doubts.append(Fault(code=Code.PERMALINK, message=message, hint=hint, path=(key,)))


def _as_stored(written: str) -> str | None:
    """The slug that WordPress makes of a permalink; None where it would make another one than it says."""
    slug = wordpress_slug(unquote(written))
    try:
        check_slug(slug)
    except Faults:
        return None
    return slug


def _doubt(named: Named, key: str, word: str, near: str | None, data: Mapping[str, object]) -> None:
    if word == "layout" and str(data[key]).strip().casefold() == "page":
        message = "layout: page does not make a page of WordPress; this is a post."
        hint = 'write type: page, or ignore_keys = ["layout"] in wppush.toml'
        named.doubts.append(Fault(code=Code.LAYOUT, message=message, hint=hint, path=(key,), at_key=True))
    elif word in _OTHERS:
        named.others.append(key)
    else:
        if word.endswith(("imagealt", "imagecaption", "coveralt", "covercaption")):
            named.doubts.append(_unknown(key, "write featured_image: {src: …, alt: …, caption: …}"))
            return
        meant = NEAR.get(word) or (_SPELLINGS.get(near, near) if near else None)
        given = meant is not None and any(fold(one) == fold(meant) and data[one] is not None for one in data)
        named.doubts.append(_unknown(key, f'did you mean "{meant}"?' if meant and not given else None))


def _unknown(key: str, hint: str | None) -> Fault:
    message = f"wppush does not know the key {shown(key)}, and leaves it alone."
    hint = hint or f'if it is for another tool: ignore_keys = ["{shown(key)[1:-1]}"] in wppush.toml'
    return Fault(code=Code.UNKNOWN_KEY, message=message, hint=hint, path=(key,), at_key=True)


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().casefold() in _WORDS)


def _is_on(value: object) -> bool:
    return value is True or str(value).strip().casefold() in ("true", "yes", "on")


def _is_blank(value: object) -> bool:
    return value in ("", [], {}) or (isinstance(value, str) and not value.strip())
