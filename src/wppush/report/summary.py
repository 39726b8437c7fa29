"""How many of each: the closing line of every report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from wppush.sync.outcome import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wppush.sync.outcome import Outcome

_WORDS = {
    Action.UPLOAD: "to upload",
    Action.CREATE: "to create",
    Action.UPDATE: "to update",
    Action.ADOPT: "to adopt",
    Action.TRASH: "to trash",
    Action.DELETE: "to delete",
    Action.GONE: "without a file",
    Action.DRIFT: "changed on the site",
    Action.CONFLICT: "in conflict",
}


def in_order(outcomes: Iterable[Outcome], *, kind: Literal["post", "media"]) -> list[Outcome]:
    """Give the outcomes of one kind, by the name of the file, those without a file at the end."""
    chosen = [outcome for outcome in outcomes if outcome.kind == kind]
    return sorted(chosen, key=lambda outcome: (outcome.source is None, outcome.source or ""))


def count(outcomes: Iterable[Outcome]) -> dict[Action, int]:
    """Give the number of outcomes of each action that occurs, in the order of `Action`."""
    counter = Counter(outcome.action for outcome in outcomes)
    return {action: counter[action] for action in Action if counter[action]}


def summary(outcomes: Iterable[Outcome]) -> str:
    """Give the closing line: `1 created, 12 unchanged`."""
    return in_words(count(outcomes))


def in_words(counts: Mapping[Action, int]) -> str:
    """Give how many there are of each action: `1 created, 12 unchanged`."""
    return ", ".join(f"{number} {_WORDS.get(action, action.value)}" for action, number in counts.items()) or "no posts"
