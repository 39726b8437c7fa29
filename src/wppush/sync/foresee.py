"""A plan as outcomes: what each change would come to, for `wppush plan` and for those that write nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.media import MediaFile
from wppush.plan import (
    Adopt,
    Conflict,
    CreatePost,
    Drift,
    Gone,
    Prune,
    Refused,
    RefusedBecause,
    Relink,
    Skipped,
    TrashPost,
    Unchanged,
    UpdateMedia,
    UpdatePost,
    UploadMedia,
)
from wppush.sync.outcome import Action, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import Field, FileChange, Plan, PostChange, RemotePost


def foresee_all(plan: Plan) -> list[Outcome]:
    """Give what a plan would come to, in its order."""
    return [*map(foresee_media, plan.media), *map(foresee, plan.posts)]


def foresee_media(change: UploadMedia | UpdateMedia) -> Outcome:
    """Give what a change in the media library would come to."""
    if isinstance(change, UploadMedia):
        file = change.use.file
        return Outcome(
            kind="media",
            source=file.name,
            action=Action.UPLOAD,
            size=file.size if isinstance(file, MediaFile) else None,
            diagnostics=file.warnings,
        )
    fields = [name for name in ("alt", "caption") if getattr(change, name) is not None]
    item = change.remote.item
    return Outcome(
        kind="media",
        source=change.name,
        action=Action.UPDATE,
        id=item.id,
        link=item.url,
        changed_fields=tuple(fields) if change.remote.whole else (*fields, "sizes"),
    )


def foresee(change: PostChange) -> Outcome:
    """Give what a change would come to; for one that writes nothing, that is what it comes to."""
    match change:
        case Gone() | Prune():
            return _without_file(change)
        case CreatePost() | Relink() | Skipped():
            return _without_post(change)
        case Refused(remote=None):
            diagnostics = (*change.desired.diagnostics, _refused(change))
            return Outcome(source=change.desired.name, action=Action.REFUSED, diagnostics=diagnostics)
    remote, desired = change.remote, change.desired
    if remote is None:
        raise TypeError("only a refused change has no post")
    action = Action.UNCHANGED
    changed: tuple[Field, ...] = ()
    drifted: tuple[Field, ...] = ()
    more: tuple[Diagnostic, ...] = ()
    match change:
        case UpdatePost():
            action, changed, drifted = Action.UPDATE, change.fields, change.drifted
            more = (_drift(change, remote, change.drifted),) if drifted else ()
        case Adopt():
            action, changed = Action.ADOPT, change.fields
        case TrashPost():
            action, more = Action.TRASH, (_double(change),)
        case Drift():
            action, drifted, more = Action.DRIFT, change.fields, (_drift(change, remote, change.fields),)
        case Conflict():
            action, drifted, more = Action.CONFLICT, change.fields, (_conflict(change),)
        case Refused():
            action, more = Action.REFUSED, (_refused(change),)
        case Unchanged():
            pass
        case _:
            assert_never(change)
    return Outcome(
        source=desired.name,
        action=action,
        id=remote.id,
        link=remote.link,
        status=remote.status,
        changed_fields=changed,
        drifted_fields=drifted,
        # What there is to say of the file is said with its own post.
        diagnostics=more if isinstance(change, TrashPost) else (*desired.diagnostics, *more),
    )


def _without_post(change: CreatePost | Relink | Skipped) -> Outcome:
    desired = change.desired
    match change:
        case CreatePost():
            return Outcome(
                source=desired.name,
                action=Action.CREATE,
                status=desired.status or desired.initial_status,
                changed_fields=desired.managed,
                diagnostics=desired.diagnostics,
            )
        case Relink():
            # What there is to say of the file is said with its first write.
            return Outcome(source=desired.name, action=Action.UPDATE, changed_fields=("content",))
        case Skipped():
            message = "the site has no post of this file, and this run writes some fields of posts that are there"
            skipped = _say(change, SiteCode.NOT_MADE, message, "publish it without --only", Severity.WARNING)
            return Outcome(source=desired.name, action=Action.SKIPPED, diagnostics=(*desired.diagnostics, skipped))
        case _:
            assert_never(change)


def _without_file(change: Gone | Prune) -> Outcome:
    remote = change.remote
    diagnostics: tuple[Diagnostic, ...] = ()
    if isinstance(change, Gone):
        message = f"the file of {_where(remote)}, {remote.title or remote.slug!r}, is gone"
        hint = "--prune moves the post to the trash"
        if change.edited:
            message += f", and somebody has changed its {', '.join(change.edited)} on the site since; it is left alone"
            hint = "--prune --force moves the post to the trash all the same"
        diagnostics = (Diagnostic(code=SiteCode.GONE, severity=Severity.WARNING, message=message, hint=hint),)
    return Outcome(
        source=None,
        title=remote.title or remote.slug,
        action=Action.GONE if isinstance(change, Gone) else Action.TRASH,
        id=remote.id,
        link=remote.link,
        status=remote.status,
        diagnostics=diagnostics,
    )


def _say(change: FileChange, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    desired = change.desired
    location = desired.place("id") if isinstance(change, Refused) and desired.id else Location(path=desired.name)
    return Diagnostic(code=code, severity=severity, message=message, location=location, hint=hint)


def _where(remote: RemotePost) -> str:
    return f"post {remote.id} ({remote.link})"


def _double(change: TrashPost) -> Diagnostic:
    message = f"{_where(change.remote)} is a second one of this file: a create that landed late"
    return _say(
        change, SiteCode.SECOND_POST, message, "nobody has touched it since; it goes to the trash", Severity.WARNING
    )


def _drift(change: Drift | UpdatePost, remote: RemotePost, fields: Sequence[Field]) -> Diagnostic:
    where = _where(remote)
    if remote.trashed and isinstance(change, Drift):
        message = f"{where} is in the trash, where somebody on the site put it; left there"
        hint = "--force takes it out again"
    else:
        message = f"{where} was changed on the site ({', '.join(fields)}); that is left as it is"
        hint = "--force puts the file's text back"
    return _say(change, SiteCode.DRIFT, message, hint, Severity.WARNING)


def _conflict(change: Conflict) -> Diagnostic:
    where = _where(change.remote)
    if change.remote.trashed:
        message = f"{where} is in the trash, and the file was changed since; nothing of it was written"
        hint = "--force takes it out and writes the file's text"
    else:
        message = f"{where} was changed on the site and in the file ({', '.join(change.fields)}); nothing was written"
        hint = "`wppush plan --diff` shows both; --force overwrites what is on the site"
    return _say(change, SiteCode.CONFLICT, message, hint)


def _refused(change: Refused) -> Diagnostic:
    if change.remote is None:
        kind = change.desired.type
        message = f"the file says that {kind} {change.desired.id} is its own, and the site has none of that id"
        hint = "correct the id, or delete it: then a new post is made; one that you may not edit is not shown to you"
        return _say(change, SiteCode.TAKEN, message, hint)
    where = _where(change.remote)
    by_id = change.remote.id == change.desired.id
    message = f'the slug "{change.desired.slug}" belongs to {where}'
    if by_id:
        message = f"the file says that {where} is its own"
    match change.because:
        case RefusedBecause.UNMARKED:
            message += ", which was not written by wppush (or has lost its mark)"
            hint = "give the file another slug, or take the post over with --adopt"
        case RefusedBecause.OTHER_FILE:
            message += ", and another file has it" if by_id else ", which is another file's"
            hint = "give one of the two another slug; to swap two slugs, publish once with a third one in between"
            hint = "correct the id, or delete it" if by_id else hint
        case RefusedBecause.OTHER_PROJECT:
            message += ", which another project writes"
            hint = "give the file another slug, or take the post over with --adopt"
        case RefusedBecause.SLUG_TAKEN:
            message += ", and this file has a post already"
            hint = "give the file another slug"
        case RefusedBecause.OTHER_TYPE:
            message = f"{where} is this file's, and of the type {change.remote.type}, which WordPress can not change"
            hint = f"write `type: {change.remote.type}`, or trash that post for a new one of type {change.desired.type}"
        case RefusedBecause.TRASHED:
            message += ", and somebody has put it into the trash"
            hint = "take it out of the trash on the site, or delete the id: then a new post is made"
        case RefusedBecause.NO_SUCH_POST:
            message, hint = f"{where} can not be used", "delete the id"
        case RefusedBecause.NOT_EDITABLE:
            message = f"{where} is there already, and you may not change it"
            hint = "it is another author's, or an editor has published it: an editor has to change it now"
        case _:
            assert_never(change.because)
    return _say(change, SiteCode.TAKEN, message, hint)
