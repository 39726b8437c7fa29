"""A change as a unified diff: what stands on the site against what the file says."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from wppush.plan.changes import Adopt, Conflict, CreatePost, Drift, UpdatePost
from wppush.plan.fields import notes_of, our_text
from wppush.plan.terms import desired_paths

if TYPE_CHECKING:
    from wppush.plan.changes import PostChange
    from wppush.plan.posts import DesiredPost, Field, RemotePost
    from wppush.plan.terms import TermIndex


def diff(change: PostChange, terms: TermIndex) -> list[str]:
    """Give the lines of a unified diff, without line ends; none where there is nothing to show.

    The minus side is the site, the plus side the file: what `publish` (for drift and conflicts: `publish --force`)
    would make of it. Each field is one `name: value` line; the content follows after a blank line.
    """
    desired = change.desired
    match change:
        case CreatePost():
            remote, fields = None, desired.managed
        case UpdatePost():
            remote, fields = change.remote, (*change.fields, *change.drifted)
        case Adopt() | Drift() | Conflict():
            remote, fields = change.remote, change.fields
        case _:
            return []
    before = _lines_of_remote(remote, fields, desired, terms) if remote else []
    after = _lines_of_desired(desired, fields)
    label = f"site: {remote.link}" if remote else "site: no such post"
    return list(unified_diff(before, after, label, f"file: {desired.name}", lineterm=""))


def _lines_of_desired(desired: DesiredPost, fields: tuple[Field, ...]) -> list[str]:
    lines: list[str] = []
    for field in fields:
        if field == "content":
            lines += ["", *desired.content.split("\n")]
        elif field == "footnotes":
            lines += _notes(desired.footnotes or "")
        elif field in ("categories", "tags"):
            paths = desired_paths(desired, "categories" if field == "categories" else "tags")
            lines.append(f"{field}: {', '.join(sorted(path[-1] for path in paths))}")
        else:
            lines.append(f"{field}: {our_text(desired, field) or ''}")
    return lines


def _lines_of_remote(
    remote: RemotePost, fields: tuple[Field, ...], desired: DesiredPost, terms: TermIndex
) -> list[str]:
    lines: list[str] = []
    for field in fields:
        match field:
            case "content":
                lines += ["", *remote.content.split("\n")]
            case "categories" | "tags":
                ids = remote.categories if field == "categories" else remote.tags
                lines.append(f"{field}: {', '.join(sorted(terms.name(term_id) for term_id in ids))}")
            case "footnotes":
                lines += _notes(remote.footnotes)
            case "date":
                naive = desired.date is not None and desired.date.tzinfo is None
                lines.append(f"date: {remote.date if naive else remote.date_gmt + 'Z'}")
            case "title" | "slug" | "status" | "excerpt":
                lines.append(f"{field}: {getattr(remote, field)}")
    return lines


def _notes(footnotes: str) -> list[str]:
    notes = notes_of(footnotes)
    if notes is None:
        return [f"footnotes: {footnotes}"]
    # JSON can name half a character, which no output takes.
    shown = (words.encode(errors="replace").decode() for _, words in notes)
    return [f"footnote {number}: {words}" for number, words in enumerate(shown, 1)]
