"""YAML front matter, read so that scalars stay the text that the author wrote.

YAML 1.1 takes `Yes` for a boolean, `007` for 7 and `2024-05-01` for a date. In front matter these are a title, a tag
and a slug as often as not, so nothing is guessed here: a scalar is its text, and the schema knows what each key wants.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from wppush.source.codes import Code
from wppush.source.faults import Fault, Faults, shown
from wppush.source.metadata import MAX_DEPTH, MAX_VALUES, Metadata, Plain, not_a_mapping, too_complex

if TYPE_CHECKING:
    from wppush.source.faults import ValuePath

LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: ten times as fast, and it takes the same input."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")
)


def read(text: str) -> Metadata:
    """The mapping in `text`. Raises Faults where it is not YAML, or no mapping."""
    try:
        _refuse_depth(text)
        root = yaml.compose(text, Loader=LOADER)
    except Faults:
        raise
    except yaml.YAMLError as error:
        raise Faults([_syntax_fault(text, error)]) from None
    except (ValueError, OverflowError):  # PyYAML's own scanner, for an escape that is no character: "\U00110000"
        message = "The front matter is not valid YAML: an escape in it is no character."
        hint = "write the character itself"
        raise Faults([Fault(code=Code.SYNTAX, message=message, hint=hint, offset=0)]) from None
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.style and root.value in _NULLS):
        return Metadata()
    if not isinstance(root, yaml.MappingNode):
        kind = "a list" if isinstance(root, yaml.SequenceNode) else f"the text {shown(root.value)}"
        raise Faults([not_a_mapping(kind, _offset(root), _mapping_hint(root))])
    reading = _Reading()
    reading.mapping(root, (), reading.result)
    return reading.result


def _refuse_depth(text: str) -> None:
    """Raise Faults for nesting that would exhaust the composer's stack; the events come one by one, without one."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or count > MAX_VALUES:
            what = "is nested too deeply" if depth > MAX_DEPTH else f"has more than {MAX_VALUES} values"
            raise Faults([too_complex(what, _offset(event))])


class _Reading:
    """One walk over the nodes. By aliases a few lines can stand for billions of values, so they are counted."""

    def __init__(self) -> None:
        self.result = Metadata()
        self.count = 0

    def mapping(self, node: yaml.MappingNode, path: ValuePath, into: dict[str, object]) -> None:
        for key, value in node.value:
            offset = _offset(key)
            if not isinstance(key, yaml.ScalarNode):
                message = "A list or a mapping stands where a key should be."
                hint = "put the key in quotes if it is meant to begin with a bracket or a brace"
                self.result.faults.append(Fault(code=Code.UNSUPPORTED, message=message, hint=hint, offset=offset))
                continue
            name = str(key.value)
            if name in into:
                self.result.add_duplicate(name, offset)
                continue
            self.result.keys_at[*path, name] = offset
            into[name] = self.value(value, (*path, name))
            if into[name] is None:
                self.result.places[*path, name] = offset

    def value(self, node: yaml.Node, path: ValuePath) -> object:
        self.count += 1
        if self.count > MAX_VALUES or len(path) > MAX_DEPTH:
            raise Faults([too_complex("grows too large once its aliases are written out", _offset(node))])
        self.result.places[path] = _offset(node)
        if node.tag not in _TAGS:
            message = f"The YAML tag {shown(node.tag)} means nothing to wppush."
            hint = "put the value in quotes if it is meant to begin with !"
            offset = _offset(node)
            self.result.faults.append(Fault(code=Code.UNSUPPORTED, message=message, hint=hint, offset=offset))
        if isinstance(node, yaml.MappingNode):
            fields: dict[str, object] = {}
            self.mapping(node, path, fields)
            return fields
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS:
            return None
        return Plain(node.value) if isinstance(node, yaml.ScalarNode) and not node.style else str(node.value)


def _offset(part: yaml.Event | yaml.Node) -> int:
    """Where a part begins: libyaml counts characters, as PyYAML's own scanner does."""
    return int(part.start_mark.index) if part.start_mark is not None else 0


def _syntax_fault(text: str, error: yaml.YAMLError) -> Fault:
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or "it is not YAML"
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    # What was opened and not closed is found missing at the end; the author has to look at its beginning.
    unclosed = context is not None and (
        "end of stream" in problem or "',' or ']'" in problem or "',' or '}'" in problem
    )
    place = context if unclosed else mark
    offset = int(place.index) if place is not None else 0
    message = f"The front matter is not valid YAML: {problem}."
    return Fault(code=Code.SYNTAX, message=message, hint=_syntax_hint(text, offset, problem), offset=offset)


_BARE = re.compile(r"\s*([\w-]+):(?=[^\s:/])")
_LINE = re.compile(r"(?P<key>[ ]*(?:- +)?[^\s:#'\"\[{-][^:#]*:)[ ]+(?P<value>\S.*?)\s*")


def _syntax_hint(text: str, offset: int, problem: str) -> str:
    """What to type instead, for the mistakes that people make in front matter."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:].partition("\n")[0]
    before = text[:start].rstrip("\n").rpartition("\n")[2]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with blanks; YAML takes no tabs there"
    if text[offset : offset + 1] in ("[", "{") and "',' or" in problem:
        return f"close it with {']' if text[offset] == '[' else '}'}, or put the value in quotes"
    # `title:x` is taken for text that goes on; what breaks is the colon in the line below it.
    bare = _BARE.match(before) if "mapping values" in problem else None
    if bare:
        return f"put a blank after the colon: {bare[1]}: …"
    match = _LINE.fullmatch(line)
    if match and match["value"][0] not in "|>" and not ("end of stream" in problem and match["value"][0] in "'\""):
        return f"put the value in quotes: {match['key'].strip()} {_quoted(match['value'])}"
    if "end of stream" in problem:
        return "close the quotes"
    if "could not find expected ':'" in problem:
        return "each line is a key, a colon, a blank and a value"
    return "put text that has : # ' \" [ { @ ` % & * ! in it in quotes"


def _quoted(value: str) -> str:
    """A value, as it stands in a broken line, in quotes that work."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _mapping_hint(root: yaml.Node) -> str:
    if isinstance(root, yaml.ScalarNode):
        bare = _BARE.match(root.value)
        if bare:
            return f"put a blank after the colon: {bare[1]}: …"
    return "write a line such as `title: My post`; where --- is meant as a horizontal rule, write ***"
