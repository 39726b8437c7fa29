"""What each field takes: from a value as it is written, to a value as WordPress has it.

A reader gives the value or raises Faults. The bounds are WordPress's own: what is refused here would be dropped there,
cut, or be an error of its database.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NoReturn, cast, get_args

from wppush.source.codes import Code
from wppush.source.document import OpenClosed, PostFormat, Status
from wppush.source.faults import Fault, Faults, closest, shown
from wppush.source.slug import check_slug

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TEXT = 65_535
"""Bytes: the width of the columns for title and excerpt; longer ones are a database error (500)."""
MAX_PASSWORD = 255
"""Bytes: the width of post_password; longer ones are a database error (500)."""
MAX_INTEGER = 2**31 - 1
"""Of menu_order: an INT column."""
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters: the escapes of YAML, TOML and JSON can make them."""
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
OPEN = {"open": True, "enabled": True, "closed": False, "disabled": False}
STATUS_SYNONYMS = {"published": "publish"}
_STATUS_MEANT = {
    "public": "publish", "live": "publish", "online": "publish", "scheduled": "future", "schedule": "future",
    "unpublished": "draft", "wip": "draft", "review": "pending", "hidden": "private",
}  # fmt: skip
_TYPE = re.compile(r"[a-z0-9_-]{1,20}")
USER_KEYS = ("login", "slug", "username", "email", "id")


def refuse(code: Code, message: str, hint: str) -> NoReturn:
    """Raise Faults with one fault, at the value itself."""
    raise Faults([Fault(code=code, message=message, hint=hint)])


def text(value: object) -> str:
    """One text, without blanks around it."""
    return raw_text(value).strip()


def raw_text(value: object) -> str:
    """One text as it stands."""
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else shown(str(value))
        hint = "write one text" if isinstance(value, list | dict) else f'put it in quotes: "{str(value)[:40]}"'
        refuse(Code.WRONG_TYPE, f"The value is {kind}, not text.", hint)
    damaged = _CONTROL.search(value)
    if damaged:
        refuse(
            Code.UNSUPPORTED, f"The value has the character U+{ord(damaged[0]):04X}, which no text has.", "delete it"
        )
    return value


def stored_text(value: object) -> str:
    """A text that a column of WordPress's database holds."""
    found = text(value)
    size = len(found.encode())
    if size > MAX_TEXT:
        refuse(Code.TOO_LONG, f"The text has {size} bytes; WordPress stores {MAX_TEXT} of them.", "shorten it")
    return found


def title(value: object) -> str:
    """A title: one line that is not blank."""
    found = stored_text(value)
    if not found:
        hint = "write one, or delete the key: then the first heading 1 is the title, or the file's name"
        refuse(Code.TITLE, "The title is blank.", hint)
    if _LINE_ENDS.search(found):
        refuse(Code.TITLE, "The title has more than one line.", "write it on one line")
    return found


def slug(value: object) -> str:
    """A slug in the spelling that WordPress stores."""
    found = unicodedata.normalize("NFC", text(value))
    check_slug(found)
    return found


def status(value: object) -> Status:
    """One of WordPress's own statuses."""
    word = text(value).casefold()
    word = STATUS_SYNONYMS.get(word, word)
    try:
        return Status(word)
    except ValueError:
        meant = _STATUS_MEANT.get(word) or closest(word, Status)
        hint = f'did you mean "{meant}"?' if meant else "write draft, pending, private, publish or future"
        raise Faults([Fault(code=Code.STATUS, message=f"WordPress has no status {shown(word)}.", hint=hint)]) from None


def boolean(value: object) -> bool:
    """True or false, in the words that YAML has for them."""
    if isinstance(value, bool):
        return value
    word = value.strip() if isinstance(value, str) else None
    if word is not None and word.casefold() in _BOOLEANS:
        return _BOOLEANS[word.casefold()]
    what = shown(word) if word is not None else "a list" if isinstance(value, list) else shown(str(value))
    refuse(Code.BOOLEAN, f"The value is {what}, neither true nor false.", "write true or false")


def sticky(value: object) -> bool:
    """Whether a post stays at the top; a number, as Hexo has it, says that it does."""
    found = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(found, str) and _INTEGER.fullmatch(found.strip()):
        return int(found) > 0
    return boolean(value)


def open_or_closed(value: object) -> OpenClosed:
    """Whether others may answer a post."""
    if isinstance(value, bool):
        return "open" if value else "closed"
    word = value.strip().casefold() if isinstance(value, str) else ""
    found = OPEN.get(word, _BOOLEANS.get(word))
    if found is None:
        kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else shown(str(value))
        refuse(Code.NO_SUCH_VALUE, f"The value is {kind}, neither open nor closed.", "write open or closed")
    return "open" if found else "closed"


def uid(value: object) -> str:
    """A name for the post that lasts."""
    found = text(value)
    if not found or len(found) > 200 or not all(char.isprintable() and not char.isspace() for char in found):
        message = f"The uid {shown(found)} is not one to 200 characters without blanks."
        refuse(Code.UID, message, "write letters and digits, such as uid: a1b2c3")
    return found


def author(value: object) -> str | int:
    """Who wrote a post: slug, e-mail address or id of a user. Of several, the first."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = next((value[key] for key in USER_KEYS if value.get(key)), value)
    if isinstance(value, list | dict):
        refuse(Code.WRONG_TYPE, "The author is not one user.", "write author: jane, the name that she logs in with")
    number = _number(value)
    if number is not None:
        return _positive(number, "an author")
    found = text(value)
    if not found or _LINE_ENDS.search(found):
        refuse(Code.ONE_LINE, "The author is blank, or more than one line.", "write author: jane, or delete the key")
    return found


def post_type(value: object) -> str:
    """The slug of a post type."""
    found = text(value).casefold()
    if found in ("posts", "pages"):
        refuse(Code.NO_SUCH_VALUE, f"WordPress has no type {shown(found)}.", f'did you mean "{found[:-1]}"?')
    if not _TYPE.fullmatch(found):
        message = f"{shown(found)} is not the slug of a post type."
        refuse(Code.NO_SUCH_VALUE, message, "write post, page, or the slug of a type that the site has")
    return found


def parent(value: object) -> str | int:
    """The page above: an id, a path of slugs, or the path of a Markdown file. Empty: none."""
    number = _number(value)
    if number is not None:
        return _positive(number, "a parent") if number else ""
    found = unicodedata.normalize("NFC", text(value))
    if found.lower().endswith((".md", ".markdown")):
        return found
    found = found.strip("/")
    forms = "write its slug, a path of slugs (about/team), the path of its file (about.md) or its id"
    try:
        for part in found.split("/") if found else ():
            check_slug(part)
    except Faults as error:
        if error.faults[0].code is not Code.SLUG_RESERVED:
            raise Faults(
                [Fault(code=Code.SLUG_SPELLING, message=f"{shown(found)} names no page.", hint=forms)]
            ) from None
    return found


def menu_order(value: object) -> int:
    """The place of a page among others."""
    number = _number(value)
    if number is None:
        what = shown(value) if isinstance(value, str) else f"{type(value).__name__}"
        refuse(Code.WRONG_TYPE, f"The value is {what}, not a whole number.", "write a number, such as menu_order: 10")
    if abs(number) > MAX_INTEGER:
        refuse(Code.TOO_LONG, f"WordPress stores numbers up to {MAX_INTEGER}.", "write a smaller one")
    return number


def template(value: object) -> str:
    """The name of a template of the theme. Empty: its default."""
    found = text(value)
    if _LINE_ENDS.search(found):
        refuse(Code.ONE_LINE, "The template has more than one line.", "write its name, such as page-no-title")
    return "" if found.casefold() == "default" else found


def post_format(value: object) -> PostFormat:
    """One of WordPress's formats."""
    word = text(value).casefold()
    if word not in get_args(PostFormat):
        refuse(Code.NO_SUCH_VALUE, f"WordPress has no format {shown(word)}.", _choice(word, get_args(PostFormat)))
    return cast("PostFormat", word)


def password(value: object) -> str:
    """What a reader has to type; as it stands, blanks and all. Empty: nothing."""
    found = raw_text(value)
    size = len(found.encode())
    if size > MAX_PASSWORD:
        message = f"The password has {size} bytes; WordPress stores {MAX_PASSWORD} of them."
        refuse(Code.TOO_LONG, message, "shorten it")
    if found and (not found.strip() or _LINE_ENDS.search(found)):
        refuse(Code.ONE_LINE, "The password is blank, or more than one line.", 'write one line, or "" for none')
    return found


def post_id(value: object) -> int:
    """The id of a post on the site."""
    number = _number(value)
    if number is None or number < 1:
        what = shown(value) if isinstance(value, str) else "not one"
        hint = 'write a number, such as id: 42; where it is for another tool: ignore_keys = ["id"] in wppush.toml'
        refuse(Code.WRONG_TYPE, f"An id is a number from 1, and this is {what}.", hint)
    return number


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = isinstance(value, str) and _INTEGER.fullmatch(value.strip())
    return int(found[0]) if found else None


def _positive(number: int, what: str) -> int:
    if number < 1:
        refuse(Code.WRONG_TYPE, f"The id of {what} is a number from 1.", "write the number that its address ends in")
    return number


def _choice(word: str, choices: Iterable[str]) -> str:
    meant = closest(word, choices)
    return f'did you mean "{meant}"?' if meant else f"write one of {', '.join(choices)}"
