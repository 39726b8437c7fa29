"""Python-Markdown's walk over a tree, which has each inline rule read each text, in time that grows with the text.

Its own puts a text together anew for each thing that a rule finds in it, copies the names of all outer elements for
each inner one, and counts an element's children for each of them. The order in which all is done, and so the numbers
of the marks that stand for what was found, are the same here, and the rules see what they would see there.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown import inlinepatterns, treeprocessors
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, AtomicString
from pymdownx.delimiterprocessor import DelimiterProcessor

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from markdown import Markdown

_AHEAD = {
    (inlinepatterns.EscapeInlineProcessor, inlinepatterns.ESCAPE_RE),
    (inlinepatterns.HtmlInlineProcessor, inlinepatterns.HTML_RE),
    (inlinepatterns.HtmlInlineProcessor, inlinepatterns.ENTITY_RE),
}
"""Python-Markdown's own rules that take no notice of what stands before the place where they begin."""

_Found = tuple[Element | str | None, int, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """An inline rule, Python-Markdown's or anybody's."""

    rule: Any
    number: int
    excluded: frozenset[str]
    """Tags of the elements in which it has nothing to do."""
    marks: Sequence[str]
    """Of which one has to be in a text for the rule to have something to do in it."""
    looks_back_from: Container[str] | None
    """Characters, as the rule's attribute of this name says, with which it may find something right behind what it
    found last, and looks back at that; None for a rule that does not say what it looks at."""

    def next(self, text: str, at: int) -> _Found | None:
        """Find the next thing in a text, with the offsets between which it stands."""
        if not isinstance(self.rule, inlinepatterns.InlineProcessor):
            return self._next_of_old(text, at)
        for match in self.rule.getCompiledRegExp().finditer(text, at):
            node, start, end = self.rule.handleMatch(match, text)
            if start is not None and end is not None:
                return node, start, end
        return None

    def _next_of_old(self, text: str, at: int) -> _Found | None:
        """Do so with a rule of the old kind, whose pattern takes a text whole."""
        match = self.rule.getCompiledRegExp().match(text[at:])
        node = self.rule.handleMatch(match) if match else None
        return (node, at + match.end(1), at + match.start(match.re.groups)) if match and node is not None else None

    def looks_back(self, text: str, at: int) -> bool:
        """Say whether the rule, looking for what comes next, may look at what it found right before this offset."""
        if self.looks_back_from is None:
            return True
        if at == len(text) or text[at] not in self.looks_back_from:
            return False
        return not getattr(self.rule, "cache", None)  # emphasis that was found together is given without a look


class InlineProcessor(treeprocessors.InlineProcessor):
    """Has the inline rules read all texts of a tree."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.marks: Mapping[int, Sequence[str]] = {}
        """The `id` of a rule → strings of which one has to be in a text for the rule to find anything in it."""

    def run(self, tree: Element, ancestors: Iterable[str] | None = None) -> Element:
        """Read the texts of all elements in one; `ancestors` are the tags of those around it."""
        self.stashed_nodes: dict[str, Element | str] = {}
        self._rules = [
            _described(rule, number, self.marks.get(id(rule), ("",))) for number, rule in enumerate(self.inlinePatterns)
        ]
        pending = deque([(tree, frozenset(ancestors or ()))])
        while pending:
            element, outer = pending.popleft()
            outer |= {element.tag.lower()}
            unread, read = deque(element), []
            # What was found in a child's text is read already, and stands in it only when its siblings are.
            found: list[tuple[Element, list[Element]]] = []
            while unread:
                child = unread.popleft()
                read.append(child)
                if child.text and not isinstance(child.text, AtomicString):
                    within = outer | {child.tag.lower()}
                    child.text, inner = self._parted(self._marked(child.text, within))
                    if inner:
                        pending += [(each, within) for each in inner]
                        found.append((child, inner))
                if child.tail:
                    child.tail, following = self._parted(self._marked(child.tail, outer))
                    unread.extendleft(reversed(following))
                if len(child):
                    pending.append((child, outer))
            if len(read) > len(element):
                element[:] = read
            for child, inner in found:
                child[:0] = inner
        return tree

    def _marked(self, text: str, outer: frozenset[str], first: int = 0) -> str:
        """Give a text in elements with these tags with marks for what the rules find, from the one of a number on."""
        if not isinstance(text, AtomicString):
            for rule in self._rules[first:]:
                for mark in rule.marks:
                    if mark in text:
                        break
                else:
                    continue
                if rule.excluded.isdisjoint(outer):
                    text = self._marked_by(rule, text, outer)
        return text

    def _marked_by(self, rule: _Rule, text: str, outer: frozenset[str]) -> str:
        """Give a text with marks for what one rule finds. It reads them itself only where it would see them."""
        done: list[str] = []
        at = behind = 0
        while found := rule.next(text, at):
            node, start, at = found
            if node is None:
                continue
            if not isinstance(node, str) and not isinstance(node.text, AtomicString):
                self._mark_in(node, rule, outer)
            number = f"{len(self.stashed_nodes):04d}"
            self.stashed_nodes[number] = node
            mark = INLINE_PLACEHOLDER % number
            done.append(text[behind:start])
            if rule.looks_back(text, at):
                if rule.looks_back_from is None:
                    mark = "".join([*done, mark])
                    done.clear()
                text, at, behind = mark + text[at:], len(mark), 0
            else:
                done.append(mark)
                text, behind = str(text), at  # with a mark in it, it is of no other class any more
        return "".join([*done, text[behind:]]) if done else text

    def _mark_in(self, node: Element, rule: _Rule, outer: frozenset[str]) -> None:
        """Have the texts read in what a rule found: those in elements by the rules behind it."""
        for part in [node, *node]:
            if part.text:
                part.text = self._marked(part.text, outer | {part.tag.lower()}, rule.number + 1)
            if part.tail:
                part.tail = self._marked(part.tail, outer, rule.number)

    def _parted(self, text: str) -> tuple[str | None, list[Element]]:
        """Part a text at its marks: the words before the first element, and the elements with the words behind them."""
        elements: list[Element] = []
        words: list[list[str]] = [[]]
        at = 0
        for mark in INLINE_PLACEHOLDER_RE.finditer(text):
            node = self.stashed_nodes.get(mark[1])
            if node is None:
                continue
            words[-1].append(text[at : mark.start()])
            at = mark.end()
            if isinstance(node, str):
                words[-1].append(node)
            else:
                self._part_in(node)
                elements.append(node)
                words.append([node.tail or ""])
        words[-1].append(AtomicString(text[at:]) if isinstance(text, AtomicString) else text[at:])
        for element, behind in zip(elements, words[1:], strict=True):
            element.tail = _joined(behind)
        return _joined(words[0]), elements

    def _part_in(self, node: Element) -> None:
        """Part the texts in what a rule found."""
        children = list(node)
        inside: list[Element] = []
        if node.text and node.text.strip():
            node.text, inside = self._parted(node.text)
        if node.tail and node.tail.strip():
            node.tail, behind = self._parted(node.tail)
            inside += behind  # so does Python-Markdown
        for child in children:
            inside.append(child)
            if child.tail and child.tail.strip():
                child.tail, behind = self._parted(child.tail)
                inside += behind
            if child.text and child.text.strip():
                child.text, inner = self._parted(child.text)
                child[:0] = inner
        if len(inside) > len(children):
            node[:] = inside


def _described(rule: Any, number: int, marks: Sequence[str]) -> _Rule:
    if type(rule) is DelimiterProcessor:
        looks_back_from = rule.delimiters
    else:
        unsaid = "" if (type(rule), getattr(rule, "pattern", "")) in _AHEAD else None
        looks_back_from = getattr(rule, "looks_back_from", unsaid)
    excluded = frozenset(tag.lower() for tag in rule.ANCESTOR_EXCLUDES)
    return _Rule(rule, number, excluded, marks, looks_back_from)


def _joined(words: list[str]) -> str | None:
    """Join texts; one that stands alone keeps its class, and nothing is None."""
    said = [each for each in words if each]
    return "".join(said) if len(said) > 1 else said[0] if said else None
