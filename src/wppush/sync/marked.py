"""Writes whose marks tell the truth afterwards.

The mark that goes out says what the site will have stored if it stores what it is sent. Where the reply shows
otherwise, a second write puts the true digests into the mark. What nobody can say beforehand is left open in the first
one, so that a run that was cut off in between is not mistaken for an edit on the site: the texts of users whose HTML
WordPress filters, and what it stores after the post itself, which it may break down over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wppush.blocks import with_mark
from wppush.codes import SiteCode
from wppush.errors import AmbiguousWrite, SiteError, StalePlan
from wppush.plan.fields import TEXTS, expected_texts, is_late, mark_after, their_texts
from wppush.plan.terms import is_taxonomy
from wppush.sync.body import fields_body
from wppush.sync.calls import Again, Update
from wppush.sync.stored import moved_note, note, what_was_stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wppush.blocks import Mark
    from wppush.diagnostics import Diagnostic
    from wppush.plan import DesiredPost, Directory, Field, RemotePost
    from wppush.sync.store import Store
    from wppush.wordpress.wire import PostBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A post after its write."""

    post: RemotePost
    notes: tuple[Diagnostic, ...] = ()
    """What WordPress accepted and then stored otherwise."""
    refused: SiteError | None = None
    """Why a part of it could not be written, which is sent when the post is there: its meta fields."""


def content_of(desired: DesiredPost) -> str:
    """Give the content to be sent, with what its references lead to."""
    return desired.written.content if desired.written else desired.content


class MarkedWrites:
    """Writes to the posts of one site. Every method that writes raises SiteError."""

    def __init__(self, store: Store, directory: Directory, *, filtered: bool) -> None:
        """`filtered`: whether WordPress filters the HTML of the user."""
        self._store = store
        self._directory = directory
        self.unsure: tuple[Field, ...] = TEXTS if filtered else ()
        """The fields of which nobody can say beforehand what will be stored."""

    async def with_last(self, desired: DesiredPost, written: Written, last: tuple[Field, ...]) -> Written:
        """Send the meta fields of a theme's or a plugin's, by themselves and without a mark, and then the mark.

        WordPress would store a mark that comes with a value that it refuses.
        """
        mark = written.post.mark
        if not last or mark is None:
            return written
        try:
            post = await self.update(desired, written.post, self.body(desired, last), mark, last)
        except SiteError as error:
            return replace(written, refused=error)
        again = await self.settled(desired, None, post, mark, last)
        return replace(again, notes=(*written.notes, *again.notes))

    def body(self, desired: DesiredPost, fields: Sequence[Field]) -> PostBody:
        """Give the fields as they are sent, without a mark."""
        return fields_body(desired, fields, self._directory, self._store)

    def mark(
        self,
        desired: DesiredPost,
        settled: Mapping[Field, tuple[str, ...]],
        previous: Mark | None,
        *,
        unsure: Sequence[Field] = (),
    ) -> Mark:
        """Give the mark that a post should have after a write of `settled`; see `mark_after`."""
        text = desired.written
        links = self._directory.links_text(desired.links) if text is None or text.links is None else text.links
        return mark_after(desired, settled, previous, links=links, unsure=unsure)

    async def write(
        self,
        desired: DesiredPost,
        remote: RemotePost,
        body: PostBody,
        fields: Sequence[Field],
        *,
        record: Sequence[Field],
        content: bool,
        look_again: bool,
        adopt: bool = False,
        drifted: Sequence[Field] = (),
    ) -> Written:
        """Send `body` with the mark that will be true afterwards.

        The mark lives in the content, so that goes along always: the file's where `content` says so, else what stands
        on the site, to the byte, under a new mark.
        """
        if look_again:
            await self.unchanged_or_raise(remote)
        if _has_none(desired, remote) and "categories" not in fields:
            body["categories"] = []
            fields = (*fields, "categories")
        expected = self.expected(desired, fields)
        settled = expected | {field: their_texts(remote, field) for field in record}
        # A mark that has them already would make an edit of what the site did not come to.
        late = {
            field
            for field, texts in expected.items()
            if is_late(field) and not {*texts} & {*their_texts(remote, field)}
        }
        unsure = tuple(field for field in fields if field in self.unsure or field in late)
        mark = self.mark(desired, settled, None if adopt else remote.mark, unsure=unsure)
        body["content"] = with_mark(content_of(desired) if content else remote.raw, mark)
        post = await self.update(desired, remote, body, mark, fields)
        return await self.settled(desired, remote, post, mark, fields, drifted)

    async def unchanged_or_raise(self, remote: RemotePost) -> None:
        """Look at a post again; the mark would otherwise carry an old text over a newer one."""
        now = await Again(remote)
        # A page moves along with the one that it stands below, and nobody has touched it.
        if replace(now, link=remote.link) != remote:
            raise StalePlan(
                f"post {now.id} ({now.link}) was changed on the site while this run was on",
                hint="nothing of it was written; run the same command again to see what changed",
                ref=SiteCode.CHANGED_MEANWHILE,
            )

    async def update(
        self, desired: DesiredPost, remote: RemotePost, body: PostBody, mark: Mark, fields: Sequence[Field] = ()
    ) -> RemotePost:
        """Send `body`, which has `fields` and `mark`; once more, where nothing says whether that was carried out."""
        if _has_none(desired, remote):
            body.setdefault("categories", [])
        try:
            return await Update(remote, body)
        except AmbiguousWrite as error:
            now = await Again(remote)
            # The mark tells that the write arrived, unless it is the one that was there before: `--force` puts back
            # what the mark says already.
            if now.mark == mark and remote.mark != mark and not self.lacking(desired, now, fields):
                return now
            return await Update(remote, body, alone=error.retry_after is None)

    async def settled(
        self,
        desired: DesiredPost,
        before: RemotePost | None,
        post: RemotePost,
        mark: Mark,
        fields: Sequence[Field],
        drifted: Sequence[Field] = (),
    ) -> Written:
        """Correct the mark where the site stored something else than it was sent, and say so."""
        body: PostBody
        if terms := tuple(field for field in self.lacking(desired, post, fields) if is_taxonomy(field)):
            # WordPress sets terms one by one, and gives a post without any its default category in between: where
            # another run is at the same post at the same moment, the one may come to see the other's half.
            body = {**self.body(desired, terms), "content": with_mark(post.raw, mark)}
            post = await self.update(desired, post, body, mark, terms)
        notes = what_was_stored(desired, post, fields, self._directory)
        moved: list[Field] = []
        if before is not None:
            others = [field for field in desired.managed if field not in fields]
            changed = [field for field in others if their_texts(before, field) != their_texts(post, field)]
            moved = [field for field in changed if field not in drifted and self._moves_along(field, fields)]
            notes += tuple(moved_note(desired, field) for field in changed)
        true = self.mark(desired, {field: their_texts(post, field) for field in (*fields, *moved)}, mark)
        if post.mark is None:
            hint = "a plugin of the site removes the metadata of blocks; without the mark wppush can't keep this post"
            return Written(post=post, notes=(*notes, note(desired, "the site removed the mark from the post", hint)))
        if true != post.mark:
            body = {"content": with_mark(post.raw, true)}
            if "categories" in fields and desired.categories == ():
                body["categories"] = []
            post = await self.update(desired, post, body, true)
        return Written(post=post, notes=notes)

    def _moves_along(self, field: Field, sent: Sequence[Field]) -> bool:
        """Say whether WordPress itself changes a field that was not sent, with those that were.

        A date and a slug follow a status, and the filter takes the whole post. Anything else is somebody's edit.
        """
        if field in ("slug", "date"):
            return "status" in sent
        return field in self.unsure

    def lacking(self, desired: DesiredPost, post: RemotePost, sent: Sequence[Field]) -> tuple[Field, ...]:
        """Give what was sent with a post and is not there, of what WordPress stores behind the post itself."""
        fields = tuple(field for field in sent if is_taxonomy(field) or field == "footnotes")
        return tuple(
            field
            for field, texts in self.expected(desired, fields).items()
            if not {*texts} & {*their_texts(post, field)}
        )

    def expected(self, desired: DesiredPost, fields: Sequence[Field]) -> dict[Field, tuple[str, ...]]:
        """Give what the site will have of these fields if it stores what it is sent."""
        return {field: expected_texts(desired, field, self._directory) for field in fields}


def _has_none(desired: DesiredPost, remote: RemotePost) -> bool:
    """Say whether a post is to have no category, and has none.

    WordPress adds its default category to such a one at every update that does not say otherwise.
    """
    return desired.categories == () and not remote.categories
