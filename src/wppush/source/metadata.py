"""What a notation hands on: plain values, and where they were written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wppush.source.codes import Code
from wppush.source.faults import Fault, shown

if TYPE_CHECKING:
    from wppush.source.faults import ValuePath

MAX_DEPTH = 16
MAX_VALUES = 10_000
"""Values in one front matter, aliases written out: far above any real one, far below what would take a second."""


_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,2})?")


class Plain(str):
    """A scalar of YAML without quotes: its text, as the author wrote it."""

    __slots__ = ()

    def typed(self) -> bool | int | float | str:
        """What YAML 1.2 takes it for, for the fields that are free to be anything."""
        if self in ("true", "True", "TRUE", "false", "False", "FALSE"):
            return self.casefold() == "true"
        if _INTEGER.fullmatch(self):
            return int(self)
        return float(self) if _FLOAT.fullmatch(self) else str(self)


class Metadata(dict[str, object]):
    """Front matter as text, lists and mappings (and, from TOML and JSON, booleans, numbers and dates).

    A dict, because that is what python-frontmatter's handlers give.
    """

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[ValuePath, int] = {}
        """Where each value begins, as an offset; a value that is left out stands where its key does."""
        self.keys_at: dict[ValuePath, int] = {}
        """Where each key begins."""
        self.faults: list[Fault] = []
        """What is wrong, but does not keep the other keys from being read."""

    def add_duplicate(self, key: str, offset: int) -> None:
        message = f"The key {shown(key)} is given a second time here."
        fault = Fault(code=Code.DUPLICATE_KEY, message=message, hint="delete one of the two", offset=offset)
        self.faults.append(fault)


def too_complex(what: str, offset: int) -> Fault:
    """The fault for front matter that nobody writes by hand."""
    message = f"The front matter {what}."
    return Fault(code=Code.TOO_COMPLEX, message=message, hint="write the values out plainly", offset=offset)


def not_a_mapping(kind: str, offset: int, hint: str) -> Fault:
    """The fault for front matter that is a list or a bare text."""
    message = f"The front matter is {kind}, not keys with values."
    return Fault(code=Code.NOT_A_MAPPING, message=message, hint=hint, offset=offset)
