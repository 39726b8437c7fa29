"""What there is to say of a field that a site does not keep, whether or not a run writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Severity
from wppush.plan.changes import Conflict, Drift, Unchanged, UpdatePost
from wppush.plan.fields import lacking_meta
from wppush.plan.posts import META

if TYPE_CHECKING:
    from wppush.plan.changes import FileChange
    from wppush.plan.posts import DesiredPost, Field


def unknown_meta(desired: DesiredPost, field: Field) -> Diagnostic:
    """Say that a site has no such meta field."""
    return Diagnostic(
        code=SiteCode.STORED_OTHERWISE,
        severity=Severity.WARNING,
        message=f'the site has no meta field "{field.removeprefix(META)}", so it is not stored',
        location=desired.place(field),
        hint="a plugin or the theme has to register it with show_in_rest; WordPress drops what it does not know",
    )


def about_meta(change: FileChange) -> FileChange:
    """Say at each run which meta fields of a file the site does not know; of those that are written, the reply does."""
    if not isinstance(change, UpdatePost | Drift | Conflict | Unchanged):
        return change
    desired = change.desired
    written = change.fields if isinstance(change, UpdatePost) else ()
    notes = [unknown_meta(desired, field) for field in lacking_meta(desired, change.remote) if field not in written]
    return replace(change, desired=replace(desired, diagnostics=(*desired.diagnostics, *notes))) if notes else change
