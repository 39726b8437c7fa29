"""What a bare address looks like in a text, GFM 6.9: the rules that both flavours share.

Where GitHub's parser does more or less than its specification says, the specification counts: in square brackets an
address is one, too, and it ends before their closing one.
"""

from __future__ import annotations

import re

_HOST = r"(?:[^\W_]|[-_.])"
SCHEME = rf"(?<![a-zA-Z])(?i:https?|ftp)://(?=[^\W_]){_HOST}*+"
WWW = rf"(?<![^\s*_~(\x03])www\.(?=[^\W_]){_HOST}*+"
"""What an address begins with; U+0003 ends the marks that Python-Markdown leaves in texts."""
_END = re.compile(r"&[a-zA-Z0-9]++;\Z|[?!.,:*_~'\";]\Z")
_LONGEST_ENTITY = 40
_BRACKET = re.compile(r"[\[\]]")

_WORD = "a-zA-Z0-9"
MAIL = (
    rf"(?<![{_WORD}.+_-])(?:(?<![{_WORD}])(?:mailto|(?P<chat>xmpp)):)?[{_WORD}.+_-]++@"
    rf"(?P<host>[{_WORD}_-]++(?:\.(?=[{_WORD}])[{_WORD}_-]++)++)(?![@{_WORD}])(?P<resource>/[{_WORD}@.]*+)?"
)
"""An address of mail, with `mailto:` or without, or of a chat."""


def is_domain(beginning: str) -> bool:
    """Say whether the last two parts of a domain have no underscore."""
    return "_" not in "".join(beginning.rpartition("//")[2].split(".")[-2:])


def trimmed(address: str) -> str:
    """Take off what belongs to the sentence: marks at its end, entities, brackets that were not opened in it."""
    address = address[: _unopened(address)]
    left = address.count("(") - address.count(")")
    end = len(address)
    while True:
        if left < 0 and address.endswith(")", 0, end):
            left += 1
            end -= 1
        elif found := _END.search(address, max(end - _LONGEST_ENTITY, 0), end):
            end = found.start()
        else:
            return address[:end]


def mail(found: re.Match[str]) -> tuple[str, str]:
    """Give where a match of `MAIL` leads to and its words; no words where it is no address."""
    if not found["host"][-1].isalpha():
        return "", ""
    end = found.end() if found["chat"] else found.end("host")
    words = found.string[found.start() : end].rstrip(".")
    return words if ":" in words else f"mailto:{words}", words


def _unopened(address: str) -> int:
    """Give the offset of the first `]` that closes nothing in the address; its length for none."""
    depth = 0
    for found in _BRACKET.finditer(address):
        depth += 1 if found[0] == "[" else -1
        if depth < 0:
            return found.start()
    return len(address)
