"""A change as a unified diff: what stands on the site against what the file says."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from wppush.plan.binding import text_to_show
from wppush.plan.changes import Adopt, Conflict, CreatePost, Drift, UpdatePost
from wppush.plan.fields import expected_texts, our_text, their_texts
from wppush.plan.posts import PostLink
from wppush.plan.terms import desired_paths, is_taxonomy
from wppush.plan.values import notes_of
from wppush.wordpress.wire import TermId

if TYPE_CHECKING:
    from wppush.plan.changes import PostChange
    from wppush.plan.directory import Directory
    from wppush.plan.posts import DesiredPost, Field, RemotePost


def diff(change: PostChange, directory: Directory) -> list[str]:
    """Give the lines of a unified diff, without line ends; none where there is nothing to show.

    The minus side is the site, the plus side the file: what `publish` (for drift and conflicts: `publish --force`)
    would make of it. Each field is one `name: value` line; the content follows after a blank line. Addresses that the
    site does not have yet are as the file has them.
    """
    match change:
        case CreatePost():
            remote, fields = None, change.desired.managed
        case UpdatePost():
            remote, fields = change.remote, (*change.fields, *change.drifted)
        case Adopt() | Drift() | Conflict():
            remote, fields = change.remote, change.fields
        case _:
            return []
    desired = change.desired
    before = _lines_of_remote(remote, fields, desired, directory) if remote else []
    after = _lines_of_desired(desired, fields, directory)
    label = f"site: {remote.link}" if remote else "site: no such post"
    return list(unified_diff(before, after, label, f"file: {desired.name}", lineterm=""))


def _lines_of_desired(desired: DesiredPost, fields: tuple[Field, ...], directory: Directory) -> list[str]:
    text = text_to_show(desired, directory)
    lines: list[str] = []
    for field in fields:
        if field == "content":
            lines += ["", *text.content.split("\n")]
        elif field == "footnotes":
            lines += _notes(text.footnotes or "")
        elif is_taxonomy(field):
            paths = desired_paths(desired, field)
            lines.append(f"{field}: {', '.join(sorted(path[-1] for path in paths))}")
        elif field == "password":
            lines.append(f"password: {'set' if desired.password else 'none'} in the file")
        else:
            known = expected_texts(desired, field, directory)
            lines.append(f"{field}: {known[0] if known else _as_in_the_file(desired, field)}")
    return lines


def _as_in_the_file(desired: DesiredPost, field: Field) -> str:
    """Give what a field names, for as long as the site has no number for it."""
    image = desired.featured_image
    if field == "featured_image" and image is not None and image.use is not None:
        return image.use.file.name
    if field == "parent" and isinstance(desired.parent, PostLink):
        return desired.parent.name
    return our_text(desired, field) or ""


def _lines_of_remote(
    remote: RemotePost, fields: tuple[Field, ...], desired: DesiredPost, directory: Directory
) -> list[str]:
    lines: list[str] = []
    for field in fields:
        if field == "content":
            lines += ["", *remote.content.split("\n")]
        elif is_taxonomy(field):
            ids = [int(number) for number in their_texts(remote, field)[0].split(",") if number]
            lines.append(f"{field}: {', '.join(sorted(directory.terms.name(TermId(number)) for number in ids))}")
        elif field == "footnotes":
            lines += _notes(remote.footnotes)
        elif field == "password":
            lines.append(f"password: {'set' if remote.password else 'none'} on the site")
        elif field == "date":
            naive = desired.date is not None and desired.date.tzinfo is None
            lines.append(f"date: {remote.date if naive else remote.date_gmt + 'Z'}")
        elif field == "status":
            lines.append(f"status: {remote.status}")
        else:
            lines.append(f"{field}: {their_texts(remote, field)[0]}")
    return lines


def _notes(footnotes: str) -> list[str]:
    notes = notes_of(footnotes)
    if notes is None:
        return [f"footnotes: {footnotes}"]
    # JSON can name half a character, which no output takes.
    shown = (words.encode(errors="replace").decode() for _, words in notes)
    return [f"footnote {number}: {words}" for number, words in enumerate(shown, 1)]
