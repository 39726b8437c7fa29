"""A block handler of another package, held at arm's length: what it raises becomes a fault of the author's file."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from wppush.blocks import Block
from wppush.errors import WppushError
from wppush.rendering.codes import Code

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from wppush.rendering.context import Context


_NAME = re.compile(r"[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?")
"""What WordPress takes for the name of a block."""


class HandlerError(Exception):
    """A handler failed at an element; `wppush.rendering.context` knows where that stands."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class _Unwritable(Exception):
    """What is wrong with a block, as the end of a sentence."""


def _check(block: Any) -> None:
    """Refuse a block that is none to WordPress: its mark would be lost, or the request could not be sent."""
    if not isinstance(block.name, str) or not _NAME.fullmatch(block.name):
        raise _Unwritable(f"name is {block.name!r}: it has to be like table or acme/chart")
    if not isinstance(block.attributes, Mapping):
        raise _Unwritable("attributes are no mapping")
    try:
        json.dumps(dict(block.attributes), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise _Unwritable(f"attributes can't be written as JSON: {error}") from None
    if not isinstance(block.content, tuple | list):
        raise _Unwritable(f"content is {type(block.content).__name__}: it has to be a tuple")
    for part in (*block.content, block.markup):
        if isinstance(part, Block):
            _check(part)
        elif not isinstance(part, str):
            raise _Unwritable(f"content has {type(part).__name__} in it: it has to be made of str and Block")
        elif not part.isascii():
            part.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """A handler that an entry point has given. Each method raises HandlerError for whatever the handler raises."""

    name: str
    """Of the entry point."""
    package: str
    handler: Any
    """A module or an object with `matches`, `build` and, if it likes, `html`."""

    def matches(self, element: Element) -> bool:
        """Ask whether it knows an element."""
        return bool(self._tried(lambda: self.handler.matches(element)))

    def build(self, element: Element, context: Context) -> tuple[Block, ...]:
        """Have it make the blocks of an element."""
        made: tuple[Block, ...] = self._tried(lambda: tuple(self.handler.build(element, context)))
        for block in made:
            if not isinstance(block, Block):
                raise self._gave(block, "blocks", "build has to give wppush.blocks.Block, in a list or one by one")
            self._tried(partial(_check, block))
        return made

    def html(self, element: Element, context: Context) -> str:
        """Have it make the HTML of an element."""
        made = self._tried(lambda: self.handler.html(element, context))
        if not isinstance(made, str):
            raise self._gave(made, "HTML", "html has to give a str")
        self._tried(made.encode)
        return made

    def _tried(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except (HandlerError, WppushError):
            raise
        except _Unwritable as error:
            rule = f"look at what build gives to Block; {self._way_out()}"
            raise HandlerError(Code.HANDLER_GAVE, f"{self} gave a block here whose {error}", rule) from None
        except (Exception, SystemExit) as error:  # whatever somebody else's code does
            last = traceback.extract_tb(error.__traceback__)[-1]
            raise HandlerError(
                Code.HANDLER_FAILED,
                f"{self} failed here: {type(error).__name__}: {error}",
                f"it was in {last.filename}, line {last.lineno}; {self._way_out()}",
            ) from error

    def _gave(self, what: object, wanted: str, rule: str) -> HandlerError:
        return HandlerError(
            Code.HANDLER_GAVE,
            f"{self} gave {type(what).__name__} here instead of {wanted}",
            f"{rule}; {self._way_out()}",
        )

    def _way_out(self) -> str:
        return f"update {self.package}, or take it away: pip uninstall {self.package}"

    def __str__(self) -> str:
        return f'the block handler "{self.name}" of {self.package}'
