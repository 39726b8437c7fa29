"""What became of each file: the events that reports read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from wppush.diagnostics import Diagnostic
    from wppush.plan import Field


class Action(StrEnum):
    """What was done to a post or a file of the media library, or (in a plan) would be."""

    UPLOAD = "upload"
    CREATE = "create"
    UPDATE = "update"
    ADOPT = "adopt"
    TRASH = "trash"
    DELETE = "delete"
    UPLOADED = "uploaded"
    CREATED = "created"
    UPDATED = "updated"
    ADOPTED = "adopted"
    TRASHED = "trashed"
    DELETED = "deleted"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    GONE = "gone"
    DRIFT = "drift"
    CONFLICT = "conflict"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One line in a report: of a file, or of a post without one."""

    source: str | None
    """The file, as reports name it; None for a post whose file is gone."""
    action: Action
    kind: Literal["post", "media"] = "post"
    title: str | None = None
    """Of a post without a file."""
    size: int | None = None
    """In bytes, of a file to upload, before anything is made smaller."""
    id: int | None = None
    link: str | None = None
    status: str | None = None
    """As the site has it now."""
    changed_fields: tuple[Field, ...] = ()
    """What was (or would be) written; for a new post, what the file says."""
    drifted_fields: tuple[Field, ...] = ()
    """What was changed on the site and left alone; for a conflict, what both sides changed."""
    diagnostics: tuple[Diagnostic, ...] = ()
