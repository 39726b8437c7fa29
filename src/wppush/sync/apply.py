"""Carrying a plan out: terms first, then media and posts, each with an outcome.

How one post is written so that it is written once is `wppush.sync.writer`'s; how many are written side by side,
`wppush.sync.dispatch`'s.
"""

from __future__ import annotations

import time
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, assert_never

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location
from wppush.errors import AmbiguousWrite, AuthError, RateLimited, SiteError, SourceError, StalePlan, TransportError
from wppush.plan import Adopt, CreatePost, Gone, Place, Prune, Relink, TrashPost, UpdatePost
from wppush.plan.links import left_out
from wppush.plan.order import writes_text
from wppush.plan.posts import PostLink
from wppush.sync.dispatch import Dispatch
from wppush.sync.foresee import foresee, foresee_media
from wppush.sync.groups import Groups
from wppush.sync.outcome import Action, Outcome
from wppush.sync.refusal import hint_of, place_of
from wppush.sync.schedule import Schedule
from wppush.sync.steps import MediaStep, PostStep, steps_of
from wppush.sync.store import Store
from wppush.sync.terms import create_terms
from wppush.sync.uploads import Uploads
from wppush.sync.writer import SlugTakenError, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wppush.plan import DesiredPost, Plan, RemotePost
    from wppush.sync.marked import Written
    from wppush.sync.steps import Step
    from wppush.sync.uploads import OnUpload
    from wppush.wordpress.routes import WordPress

FRESH = 2.0
"""Seconds for which a look at the site counts as of now. WordPress knows no conditional write, so some moment between
look and write remains; a post that was looked at longer ago than this is looked at again before it is written."""
_DONE = {
    Action.CREATE: Action.CREATED,
    Action.UPDATE: Action.UPDATED,
    Action.ADOPT: Action.ADOPTED,
    Action.TRASH: Action.TRASHED,
}
_AGAIN = "run the same command again"

POSTS_BEGUN = 50
"""For each connection: those that are about to be sent, and those that are sent next."""
FILES_BEGUN = 2
"""For each connection."""


def apply_plan(
    plan: Plan, site: WordPress, *, stop: Callable[[], bool] | None = None, on_upload: OnUpload | None = None
) -> Iterator[Outcome]:
    """Write what the plan says, and give an outcome for each file as it is settled.

    First come those that nothing is written for. One file's failure does not keep the others from being written; it is
    an outcome, not an exception. Once the site can't be reached or no longer lets us in, or `stop` says so, the rest is
    reported as failed without being tried. Terms that can't be made raise SiteError before any post is written.
    `on_upload` is told how many bytes of a file are sent, while that goes on. As many posts are written side by side as
    `site.jobs` and the site's batches take.
    """
    yield from _Run(plan, site, stop or (lambda: False), on_upload).outcomes()


class _Run:
    """One application of a plan."""

    def __init__(self, plan: Plan, site: WordPress, stop: Callable[[], bool], on_upload: OnUpload | None) -> None:
        self._plan = plan
        self._site = site
        self._stop = stop
        self._directory = plan.directory.copy()
        desired = [change.desired for change in plan.posts if not isinstance(change, Gone | Prune)]
        store = Store(site, desired)
        self._groups = Groups(site, store)
        self._writer = Writer(store, self._directory, filtered=site.user_is_filtered)
        self._uploads = Uploads(site, self._directory, on_upload, is_old=self._is_old)
        self._ended: str | None = None
        """Why nothing more is tried."""
        self._failed: set[str] = set()
        """The sources of files whose posts could not be written."""
        self._written: dict[str, RemotePost] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """Write, and give what became of each file."""
        if self._plan.terms and self._why_not() is None:
            create_terms(self._plan.terms, self._directory.terms, self._site, self._groups, stop=self._is_over)
        yield from (foresee(change) for change in self._plan.posts if not isinstance(change, PostStep))
        plan = steps_of(self._plan)
        if len(plan.steps) > 1:
            # Before anything is looked at for the last time: what the site takes its time for now does not count then.
            self._groups.ask()
        schedule = Schedule(plan.needs, plan.lanes)
        dispatch: Dispatch[int, Outcome | None] = Dispatch(self._groups, self._site.jobs)
        begun = {"media": 0, "posts": 0}
        # Of two uploads at once WordPress may refuse one, while the folder of the month is being made for the other.
        most = {"media": 1, "posts": POSTS_BEGUN * self._site.jobs}
        try:
            while True:
                for lane, limit in most.items():
                    while begun[lane] < limit and (number := schedule.next(lane)) is not None:
                        begun[lane] += 1
                        dispatch.start(number, self._step(plan.steps[number]))
                if not dispatch.active and not dispatch.has_ended:
                    break
                ended = dispatch.turn()
                if self._is_over():
                    ended += [(number, self._not_tried(plan.steps[number])) for number in dispatch.withdraw()]
                for number, outcome in ended:
                    begun[plan.lanes[number]] -= 1
                    schedule.settle(number)
                    if plan.lanes[number] == "media":
                        most["media"] = FILES_BEGUN * self._site.jobs
                    if outcome is not None:
                        yield outcome
        finally:
            dispatch.close()

    async def _step(self, change: Step) -> Outcome | None:
        """Carry out one step and give what came of it; nothing for a second write that changed nothing."""
        if self._is_over():
            return self._not_tried(change)
        if isinstance(change, MediaStep):
            return await self._bring(change)
        outlook = foresee(change)
        if (reason := self._kept_from(change)) is not None:
            return self._give_up(change, _failed(outlook, reason, hint=_AGAIN))
        return await self._carry_out(change, outlook)

    def _not_tried(self, change: Step) -> Outcome:
        outlook = foresee_media(change) if isinstance(change, MediaStep) else foresee(change)
        return _failed(outlook, f"not tried: {self._why_not()}", hint=_AGAIN)

    async def _bring(self, change: MediaStep) -> Outcome:
        """Bring a file into the media library, or what it says of one up to date."""
        outlook = foresee_media(change)
        try:
            return await self._uploads.carry_out(change)
        except SourceError as error:
            return replace(outlook, action=Action.FAILED, diagnostics=_only_diagnostics(error))
        except SiteError as error:
            self._note_end(error)
            return _failed(outlook, error.message, hint=error.hint, code=error.ref)

    def _is_old(self) -> bool:
        """Say whether what the plan knows of the media library is too long ago to write after it."""
        return _is_old(self._plan.taken)

    def _is_over(self) -> bool:
        return self._why_not() is not None

    def _why_not(self) -> str | None:
        if self._ended is None and self._stop():
            self._ended = "the run was interrupted"
        return self._ended

    def _note_end(self, error: SiteError) -> None:
        if _ends_the_run(error):
            self._ended = error.message

    def _kept_from(self, change: PostStep) -> str | None:
        """Give what keeps a post from being written that others wait for, too."""
        if isinstance(change, Prune):
            return None
        desired = change.desired
        if isinstance(change, TrashPost) and desired.source in self._failed:
            # The double may be all that is left of the file's post.
            return f"post {change.remote.id} was left alone, because the first one could not be written"
        if isinstance(change, Relink) and desired.source not in self._written:
            return "the links in it were not written, because the post was not"
        if isinstance(change, TrashPost | Relink):
            return None
        fields = desired.managed if isinstance(change, CreatePost) else change.fields
        uses = list(desired.media) if "content" in fields or "footnotes" in fields else []
        words = isinstance(change, UpdatePost) and "featured_image" in change.record
        if ("featured_image" in fields or words) and desired.featured_image and desired.featured_image.use:
            uses.append(desired.featured_image.use)
        for use in uses:
            if (why := self._uploads.failed.get(use.slug)) is not None:
                return f"{use.file.name} could not be brought into the media library: {why}"
            if use.slug not in self._directory.media:
                return f"{use.file.name} could not be brought into the media library: it was not tried"
        if (
            "parent" in fields
            and isinstance(desired.parent, PostLink)
            and not self._directory.posts.get(desired.parent.target)
        ):
            return f"its parent, {desired.parent.name}, could not be written"
        return None

    def _give_up(self, change: PostStep, outcome: Outcome) -> Outcome:
        if not isinstance(change, Prune):
            self._failed.add(change.desired.source)
            # Wherever it is, there it stays.
            self._directory.moving.discard(change.desired.source)
        return outcome

    async def _carry_out(self, change: PostStep, outlook: Outcome) -> Outcome | None:
        try:
            written = await self._write(change)
        except SlugTakenError as taken:
            wanted = "" if isinstance(change, Prune) else change.desired.slug
            message = (
                f'the slug "{wanted}" belongs to something that you may not edit, or to a file of the media library'
            )
            note = f"WordPress gave the new post the slug {taken.slug}, so it was moved to the trash again"
            failed = _failed(
                outlook,
                f"{message}; {note}",
                hint="give the file another slug",
                action=Action.REFUSED,
                code=SiteCode.TAKEN,
            )
            return self._give_up(change, failed)
        except StalePlan as stale:
            failed = _failed(outlook, stale.message, hint=stale.hint, action=Action.CONFLICT, code=stale.ref)
            return self._give_up(change, failed)
        except SiteError as error:
            self._note_end(error)
            return self._give_up(change, _refused(outlook, error, change))
        notes = (*written.notes, *self._unlinked(change))
        if isinstance(change, Relink) and written.post is self._written[change.desired.source]:
            if not notes:
                return None
            outlook = replace(outlook, action=Action.UNCHANGED, changed_fields=())
        if not isinstance(change, TrashPost | Prune):
            self._remember(change.desired, written.post)
        done = replace(
            outlook,
            action=_DONE.get(outlook.action, outlook.action),
            id=written.post.id,
            link=written.post.link,
            status=written.post.status,
            diagnostics=(*outlook.diagnostics, *notes),
        )
        if written.refused is None:
            return done
        # The post is there, for others to refer to; what it lacks the next run sends again.
        self._note_end(written.refused)
        return _refused(done, written.refused, change)

    async def _write(self, change: PostStep) -> Written:
        match change:
            case CreatePost():
                return await self._writer.create(change.desired)
            case UpdatePost():
                return await self._writer.update(change, look_again=_is_old(change.remote.seen))
            case Adopt():
                return await self._writer.adopt(change, look_again=_is_old(change.remote.seen))
            case Relink():
                # Its first write may be long ago, where many posts stand in between.
                first = self._written[change.desired.source]
                return await self._writer.relink(change.desired, first, look_again=_is_old(first.seen))
            case TrashPost():
                return await self._writer.trash(change.remote, look_again=_is_old(change.remote.seen))
            case Prune():
                return await self._writer.prune(change.remote, look_again=_is_old(change.remote.seen))
            case _:
                assert_never(change)

    def _unlinked(self, change: PostStep) -> tuple[Diagnostic, ...]:
        """Say which links are words alone because something went wrong in this run; the plan has said the others."""
        if isinstance(change, TrashPost | Prune) or not (isinstance(change, Relink) or writes_text(change)):
            return ()
        links = tuple(link for link in change.desired.links if link.target in self._failed)
        return left_out(replace(change.desired, links=links), self._directory)

    def _remember(self, desired: DesiredPost, post: RemotePost) -> None:
        """Keep where a post is now, for those that refer to it; pages below it have moved along."""
        directory = self._directory
        before = directory.posts.get(desired.source)
        if before is not None and before.link.endswith("/") and before.link != post.link:
            for source, place in directory.posts.items():
                if place.link.startswith(before.link) and post.link.endswith("/"):
                    directory.posts[source] = replace(place, link=post.link + place.link.removeprefix(before.link))
        self._written[desired.source] = post
        directory.posts[desired.source] = Place(id=post.id, link=post.link, status=post.status)
        directory.moving.discard(desired.source)


def _is_old(seen: float) -> bool:
    return time.monotonic() - seen > FRESH


def _refused(outlook: Outcome, error: SiteError, change: PostStep) -> Outcome:
    place = None if isinstance(change, Prune) else place_of(error, change.desired)
    return _failed(outlook, error.message, hint=hint_of(error, change), place=place, code=error.ref)


def _ends_the_run(error: SiteError) -> bool:
    """Say whether the next post would fare no better: no site, no login, or no room. A 403 is about one post."""
    if isinstance(error, AuthError):
        return error.status == HTTPStatus.UNAUTHORIZED
    if isinstance(error, AmbiguousWrite):
        return error.out_of_reach or error.retry_after is not None
    return isinstance(error, TransportError | RateLimited)


def _failed(
    outlook: Outcome,
    message: str,
    *,
    hint: str | None,
    action: Action = Action.FAILED,
    place: Location | None = None,
    code: str = SiteCode.NOT_WRITTEN,
) -> Outcome:
    place = place or (Location(path=outlook.source) if outlook.source else None)
    note = Diagnostic(code=code, message=message, location=place, hint=hint)
    return replace(outlook, action=action, changed_fields=(), diagnostics=(*outlook.diagnostics, note))


def _only_diagnostics(error: SourceError) -> tuple[Diagnostic, ...]:
    return tuple(fault for fault in error.diagnostics if isinstance(fault, Diagnostic))
