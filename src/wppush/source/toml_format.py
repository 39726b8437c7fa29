"""TOML front matter: read by `tomllib`, and walked once more for the places of its values."""

from __future__ import annotations

import re
import tomllib

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, ValuePath
from wppush.source.metadata import MAX_DEPTH, MAX_VALUES, Metadata, too_complex

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)\Z")
_END = " (at end of document)"
# What is not closed goes to the end. Nothing is tried twice, so that the time grows with the length.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.?+|"(?!""))*+"{0,5}|' + r"'''(?:[^']|'(?!''))*+'{0,5}|"
    r'"(?:[^"\\\n]|\\.?+)*+"?|' + r"'[^'\n]*+'?|"
    r"(?P<comment>#[^\n]*)|(?P<newline>\n)|[\[\]{},=]|[^\s\[\]{},=\"'#]+",
    re.DOTALL,
)
_ENDS_OF_KEYS = frozenset("\n[]{},=")


def read(text: str) -> Metadata:
    """The keys in `text`. Raises Faults where it is not TOML."""
    _refuse_depth(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faults([_syntax_fault(text, str(error))]) from None
    except ValueError as error:  # a number of more digits than Python reads
        message = f"The front matter is not valid TOML: {error}."
        raise Faults([Fault(code=Code.SYNTAX, message=message, hint="put it in quotes", offset=0)]) from None
    result = Metadata()
    result.update(data)
    _find_places(text, result)
    return result


def _refuse_depth(text: str) -> None:
    """Raise Faults before `tomllib` can exhaust the stack, or the memory, of which `a.a.a.a` takes the square."""
    depth = dots = 0
    for count, token in enumerate(_TOKEN.finditer(text)):
        kind = token[0]
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(kind, 0)
        if kind in _ENDS_OF_KEYS:
            dots = 0
        elif kind[0] not in "\"'#":
            dots += kind.count(".")
        if max(depth, dots) > MAX_DEPTH or count > 4 * MAX_VALUES:
            what = f"has more than {MAX_VALUES} values" if count > 4 * MAX_VALUES else "is nested too deeply"
            raise Faults([too_complex(what, token.start())])


def _syntax_fault(text: str, words: str) -> Fault:
    match = _PLACE.search(words)
    if match:
        lines = text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: int(match[1]) - 1]) + int(match[2]) - 1
    else:
        offset = len(text.rstrip())
    problem = _PLACE.sub("", words).removesuffix(_END)
    message = f"The front matter is not valid TOML: {problem[0].lower()}{problem[1:]}."
    code = Code.DUPLICATE_KEY if problem == "Cannot overwrite a value" else Code.SYNTAX
    return Fault(code=code, message=message, hint=_hint(text, offset, problem), offset=offset)


def _hint(text: str, offset: int, problem: str) -> str:
    if problem == "Cannot overwrite a value":
        return "delete one of the two"
    line = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    yaml = re.fullmatch(r"\s*([\w-]+)\s*:\s*(.*?)\s*", line)
    if yaml:
        return f'between +++ lines a key is set with =: {yaml[1]} = "{yaml[2].strip(chr(34))}"'
    bare = re.fullmatch(r"\s*([\w-]+)\s*=\s*([^\"'\[{\s].*?)\s*", line)
    if bare and problem == "Invalid value":
        return f'put text in quotes: {bare[1]} = "{bare[2]}"'
    return 'each line is key = "value"'


def with_own_keys(result: Metadata) -> Metadata:
    """The same with tags and categories beside `taxonomies`, where Zola writes them into it."""
    inside = result.get("taxonomies")
    if not isinstance(inside, dict):
        return result
    for key in ("tags", "categories"):
        if key in inside and key not in result:
            result[key] = inside.pop(key)
            for table in (result.places, result.keys_at):
                for path in [path for path in table if path[:2] == ("taxonomies", key)]:
                    table[path[1:]] = table.pop(path)
    if not inside:
        del result["taxonomies"]
    return result


def _find_places(text: str, result: Metadata) -> None:
    """Write down where keys and values are. `text` is known to be valid, so that its tokens are enough."""
    table: ValuePath = ()
    key: list[str] = []
    stack: list[int] = []  # of the open brackets of the value at hand, the index of the item that comes next
    opened = 0
    state = "key"
    for token in _TOKEN.finditer(text):
        if token["comment"]:
            continue
        kind = token[0]
        if state == "header":
            if token["newline"]:
                table, key, state = tuple(key), [], "key"
            elif kind not in "[]":
                key += _parts(kind)
        elif state == "key":
            if token["newline"]:
                key = []
            elif kind == "[" and not key:
                state = "header"
            elif kind == "=":
                state = "value"
            else:
                if not key:
                    opened = token.start()
                key += _parts(kind)
        elif not stack and token["newline"]:
            key, state = [], "key"
        elif not token["newline"]:
            _add_value(token, (*table, *key), stack, opened, result)


def _add_value(token: re.Match[str], path: ValuePath, stack: list[int], opened: int, result: Metadata) -> None:
    kind = token[0]
    if kind in ("]", "}"):
        stack.pop()
    elif kind == ",":
        stack[-1] += 1
    else:
        at = (*path, *stack)
        if len(at) > MAX_DEPTH:
            raise Faults([too_complex("is nested too deeply", token.start())])
        result.places.setdefault(at, token.start())
        result.keys_at.setdefault(path[:1] if not stack else at, opened)
        if kind in ("[", "{"):
            stack.append(0)


def _parts(key: str) -> list[str]:
    if key[0] in "'\"":
        return [key[1:-1]]
    return [part for part in key.split(".") if part]
