"""JSON front matter: read by `json`, and walked once more for the places of its values."""

from __future__ import annotations

import json
import re
from typing import Never

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, ValuePath
from wppush.source.metadata import MAX_DEPTH, MAX_VALUES, Metadata, not_a_mapping, too_complex

# A text that is not closed goes to the end of its line. Nothing is tried twice, so that the time grows with the length.
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.?+)*+"?|[{}\[\],:]|[^\s{}\[\],:"]+')


def end_of_object(text: str, start: int) -> int | None:
    """The offset behind the `}` that belongs to the `{` at `start`; None where there is none."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    return None


def read(text: str) -> Metadata:
    """The object in `text`. Raises Faults where it is not JSON, or no object."""
    _refuse_depth(text)
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        message = f"The front matter is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}."
        hint = _hint(text, error.pos)
        raise Faults([Fault(code=Code.SYNTAX, message=message, hint=hint, offset=error.pos)]) from None
    except ValueError as error:  # NaN; a number of more digits than Python reads
        message = f"The front matter is not valid JSON: {error}."
        raise Faults([Fault(code=Code.SYNTAX, message=message, hint="put it in quotes", offset=0)]) from None
    if not isinstance(data, dict):
        raise Faults([not_a_mapping("a bare value", 0, 'write { "title": "My post" }')])
    result = Metadata()
    result.update(data)
    _find_places(text, result)
    return result


def read_without_braces(text: str) -> Metadata:
    """Hexo's form: the members of an object, without its braces."""
    if not text.strip():
        return Metadata()
    shift = 1
    try:
        result = read("{" + text + "}")
    except Faults as error:
        raise Faults(
            Fault(code=fault.code, message=fault.message, hint=fault.hint, offset=max((fault.offset or 0) - shift, 0))
            for fault in error.faults
        ) from None
    for table in (result.places, result.keys_at):
        table.update({path: offset - shift for path, offset in table.items()})
    return result


def _refuse_constant(name: str) -> Never:
    message = f"{name} is no JSON"
    raise ValueError(message)


def _refuse_depth(text: str) -> None:
    """Raise Faults before nesting can exhaust the stack of `json`."""
    depth = 0
    for count, token in enumerate(_TOKEN.finditer(text)):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth > MAX_DEPTH or count > 4 * MAX_VALUES:
            what = "is nested too deeply" if depth > MAX_DEPTH else f"has more than {MAX_VALUES} values"
            raise Faults([too_complex(what, token.start())])


def _find_places(text: str, result: Metadata) -> None:
    """Write down where keys and values are, and which keys come twice. `text` is known to be valid."""
    stack: list[str | int] = []  # for each open collection, the key or index of the value that comes next
    seen: list[set[str]] = []
    tokens = list(_TOKEN.finditer(text))
    for index, token in enumerate(tokens):
        kind = token[0]
        if kind in ("}", "]"):
            stack.pop()
            seen.pop()
        elif kind == ",":
            if isinstance(stack[-1], int):
                stack[-1] += 1
        elif kind != ":":
            if index + 1 < len(tokens) and tokens[index + 1][0] == ":":
                key = json.loads(kind)
                stack[-1] = key
                path: ValuePath = tuple(stack)
                if key in seen[-1]:
                    result.add_duplicate(key, token.start())
                seen[-1].add(key)
                result.keys_at[path] = token.start()
                continue
            result.places[tuple(stack)] = token.start()
            if kind in ("{", "["):
                stack.append(0 if kind == "[" else "")
                seen.append(set())


def _hint(text: str, offset: int) -> str:
    before = text[:offset].rstrip()
    at = text[offset : offset + 1]
    if at == ",":
        before = text[: offset + 1]
    if before.endswith(",") and text[len(before) :].lstrip()[:1] in ("}", "]"):
        return "delete the comma behind the last value"
    if at == '"' and not before.endswith((",", "{", "[", ":")):
        return "put a comma behind the value before"
    if at == "'":
        return 'JSON takes only double quotes: "…"'
    return 'each line is "key": "value", with a comma between two of them'
