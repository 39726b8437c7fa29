"""Uploads that nothing shows any more: finding them, and deleting them.

Several projects may publish to one site and share what has the same bytes, and people use on the site what they find in
its library. So a file counts as unused only where nothing on the whole site has a trace of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic
from wppush.errors import SiteError
from wppush.plan.shown import Shown
from wppush.sync.outcome import Action, Outcome
from wppush.wordpress.attachment import AttachmentId, base_slug, original_url

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from wppush.wordpress.attachment import Attachment
    from wppush.wordpress.routes import WordPress


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedFile:
    """A file of the media library that wppush has uploaded and that nothing shows."""

    id: int
    name: str
    url: str

    @property
    def outlook(self) -> Outcome:
        """What deleting it would come to."""
        return Outcome(kind="media", source=None, title=self.name, action=Action.DELETE, id=self.id, link=self.url)


def unused_files(
    site: WordPress, *, needed: Container[str], older_than: timedelta, now: datetime | None = None
) -> list[UnusedFile]:
    """Give the uploads of wppush that nothing on the site shows, by id. Raises SiteError.

    Not those with a slug in `needed`, which files of a project show, unless the library has the same file twice; and
    not those that are younger than `older_than`: a run that is still on may be about to show them.
    """
    entries = site.everything()
    latest = (now or datetime.now(UTC)) - older_than
    ours = site.media.all_of_ours()
    firsts = {found["slug"] for found in ours}
    candidates = [
        found
        for found in ours
        if (base_slug(found["slug"]) not in needed or _is_copy(found, firsts))
        and not found.get("post")
        and _uploaded(found) <= latest
    ]
    shown = Shown()
    for entry in entries if candidates else ():
        shown.add(entry)
    return [
        UnusedFile(id=found["id"], name=found["source_url"].rpartition("/")[2], url=found["source_url"])
        for found in candidates
        if not shown.has(found["id"], base_slug(found["slug"]), _addresses(found))
    ]


def delete_files(site: WordPress, files: Iterable[UnusedFile]) -> Iterator[Outcome]:
    """Delete files, or move them to the trash where the site has one for media; gives an outcome for each."""
    for file in files:
        try:
            kept = site.media.delete(AttachmentId(file.id))
        except SiteError as error:
            note = Diagnostic(code=SiteCode.NOT_DELETED, message=f"{file.name}: {error.message}", hint=error.hint)
            yield replace(file.outlook, action=Action.FAILED, diagnostics=(note,))
        else:
            yield replace(file.outlook, action=Action.TRASHED if kept else Action.DELETED)


def _is_copy(attachment: Attachment, slugs: Container[str]) -> bool:
    """Say whether the same file is there under its own slug: this one came of an upload that arrived twice."""
    return attachment["slug"] != base_slug(attachment["slug"]) and base_slug(attachment["slug"]) in slugs


def _uploaded(attachment: Attachment) -> datetime:
    """Give when a file was uploaded; now, where the site does not say."""
    try:
        return datetime.fromisoformat(attachment.get("date_gmt", "")).replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _addresses(attachment: Attachment) -> list[str]:
    sizes = attachment["media_details"].get("sizes", {})
    return [attachment["source_url"], original_url(attachment), *(size["source_url"] for size in sizes.values())]
