"""Writing one post, so that its mark tells the truth afterwards; that there is one for a file is `wppush.sync.once`'s.

An update may be sent twice, since the second one changes nothing.

WordPress stores a post first, and its terms and notes after that. So a post that was found without them, where nothing
says whether the write was carried out, is sent them once more. Meta fields of a theme's or a plugin's are checked only
then, too, and a value that is refused leaves the post behind: so they are sent when that is settled, by themselves, and
the mark speaks of them only when the site has taken them.

The mark that goes out says what the site will have stored if it stores what it is sent. Where the reply shows
otherwise, a second write puts the true digests into the mark. For users whose HTML WordPress filters, nobody can say
beforehand what will be stored: their first mark says so by leaving it open, and a run that was cut off in between is
not mistaken for an edit on the site.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wppush.blocks import with_mark
from wppush.codes import SiteCode
from wppush.errors import AmbiguousWrite, SiteError, StalePlan
from wppush.plan.binding import bound
from wppush.plan.fields import (
    TEXTS,
    expected_texts,
    is_late,
    links_moved,
    mark_after,
    our_text,
    their_texts,
)
from wppush.plan.posts import META
from wppush.plan.terms import is_taxonomy
from wppush.plan.trashed import mark_of_trashed
from wppush.sync.body import fields_body
from wppush.sync.calls import Again, Trash, Update
from wppush.sync.once import discard, discard_second, elder_of, made, surely
from wppush.sync.stored import moved_note, note, what_was_stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wppush.blocks import Mark
    from wppush.diagnostics import Diagnostic
    from wppush.plan import Adopt, DesiredPost, Directory, Field, RemotePost, UpdatePost
    from wppush.sync.store import Store
    from wppush.wordpress.wire import PostBody


class SlugTakenError(Exception):
    """WordPress gave a new post another slug: somebody else's post has the wanted one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A post after its write."""

    post: RemotePost
    notes: tuple[Diagnostic, ...] = ()
    """What WordPress accepted and then stored otherwise."""
    refused: SiteError | None = None
    """Why a part of it could not be written, which is sent when the post is there: its meta fields."""


class Writer:
    """Writes posts to one site, and sees to it that their marks tell the truth afterwards."""

    def __init__(self, store: Store, directory: Directory, *, filtered: bool) -> None:
        self._store = store
        self._directory = directory
        self._unsure: tuple[Field, ...] = TEXTS if filtered else ()

    async def create(self, desired: DesiredPost) -> Written:
        """Make a post. Raises SlugTakenError where somebody else's post has its slug, LookupError and SiteError."""
        desired = bound(desired, self._directory)
        fields, last = _first_and_last(desired.managed)
        mark = self._mark(desired, self._expected(desired, fields), None, unsure=self._unsure)
        body = fields_body(desired, fields, self._directory, self._store)
        # Without a status WordPress does not make the slug unique, and would keep two drafts of one slug.
        body["status"] = desired.status or desired.initial_status
        body["content"] = with_mark(_content(desired), mark)
        post, unsure = await made(desired, body)
        if unsure and (lacking := self._lacking(desired, post, fields)):
            post = await self._update(desired, post, self._body(desired, lacking), mark, lacking)
        elder = await elder_of(post, desired)
        if elder is not None:
            await discard_second(post)
            said = f"another run made post {elder.id} at the same time; ours, {post.id}, was moved to the trash"
            return Written(post=elder, notes=(note(desired, said),))
        slug = our_text(desired, "slug") or ""
        if post.slug != slug and post.slug.startswith(f"{slug}-"):
            await discard(post)
            raise SlugTakenError(post.slug)
        written = await self._settled(desired, None, post, mark, fields)
        return await self._with_last(desired, written, last)

    async def update(self, change: UpdatePost, *, look_again: bool) -> Written:
        """Change a post. Raises StalePlan, LookupError and SiteError."""
        desired, remote = change.desired, change.remote
        if "content" in change.fields or "footnotes" in change.fields:
            desired = bound(desired, self._directory)
        # Coming out of the trash, WordPress gives a post the slug that it had there, whatever is sent: a second write.
        now = tuple(field for field in change.fields if not (change.restore and field == "slug"))
        fields, last = _first_and_last(now)
        record = change.record
        takes_turns = "password" in fields and (remote.sticky if desired.password else bool(remote.password))
        if look_again and takes_turns:
            # Before the first of two writes; after it, the post is another one in any case.
            await self._unchanged_or_raise(remote)
        if "password" in fields and desired.password and remote.sticky:
            # WordPress refuses a password for a sticky post, also where the same request takes that off.
            remote = await Update(remote, {"sticky": False})
            record = record if "sticky" in fields else (*record, "sticky")
        elif "sticky" in fields and desired.sticky and remote.password and "password" in fields:
            remote = await Update(remote, {"password": ""})
        body = self._body(desired, fields)
        if change.restore:
            body["status"] = change.restore
        if last and not (fields or record or change.renamed or change.restore):
            if look_again:
                await self._unchanged_or_raise(remote)
            return await self._with_last(desired, Written(post=remote), last)
        written = await self._write(
            desired,
            remote,
            body,
            fields,
            record=record,
            content="content" in fields,
            look_again=look_again and remote is change.remote,
            drifted=change.drifted,
        )
        if change.restore and written.post.slug != our_text(desired, "slug"):
            body = {"slug": desired.slug}
            again = await self._write(
                desired, written.post, body, ("slug",), record=(), content=False, look_again=False
            )
            written = replace(again, notes=(*written.notes, *again.notes))
        return await self._with_last(desired, written, last)

    async def relink(self, desired: DesiredPost, post: RemotePost, *, look_again: bool) -> Written:
        """Write the text of a post once more, now that what it links to is there. Raises as `update` does."""
        if not links_moved(desired, post, self._directory):
            return Written(post=post)
        desired = bound(replace(desired, written=None), self._directory)
        fields = tuple(field for field in ("content", "footnotes") if field in desired.managed)
        body = self._body(desired, fields)
        return await self._write(desired, post, body, fields, record=(), content=True, look_again=look_again)

    async def adopt(self, change: Adopt, *, look_again: bool) -> Written:
        """Take a post over. Raises StalePlan, LookupError and SiteError."""
        desired = bound(change.desired, self._directory)
        fields, last = _first_and_last(change.fields)
        settled, meta = _first_and_last(desired.managed)
        written = await self._write(
            desired,
            change.remote,
            self._body(desired, fields),
            settled,
            record=tuple(field for field in meta if field not in last),
            content="content" in change.fields,
            look_again=look_again,
            adopt=True,
        )
        return await self._with_last(desired, written, last)

    async def trash(self, remote: RemotePost, *, look_again: bool) -> Written:
        """Move the second post of a file to the trash. Raises StalePlan and SiteError."""
        if look_again:
            await self._unchanged_or_raise(remote)
        await discard_second(remote)
        return Written(post=replace(remote, status="trash"))

    async def prune(self, remote: RemotePost, *, look_again: bool) -> Written:
        """Move the post of a file that is gone to the trash, so that it comes back with it. Raises as `trash` does."""
        if look_again:
            await self._unchanged_or_raise(remote)
        if remote.mark is not None:
            mark = mark_of_trashed(remote, remote.mark)
            content = with_mark(remote.raw, mark)
            await surely(lambda: Update(remote, {"content": content}))
        await surely(lambda: Trash(remote))
        return Written(post=replace(remote, status="trash"))

    async def _with_last(self, desired: DesiredPost, written: Written, last: tuple[Field, ...]) -> Written:
        """Send the meta fields of a theme's or a plugin's, by themselves and without a mark, and then the mark.

        WordPress would store a mark that comes with a value that it refuses.
        """
        mark = written.post.mark
        if not last or mark is None:
            return written
        try:
            post = await self._update(desired, written.post, self._body(desired, last), mark, last)
        except SiteError as error:
            return replace(written, refused=error)
        again = await self._settled(desired, None, post, mark, last)
        return replace(again, notes=(*written.notes, *again.notes))

    def _body(self, desired: DesiredPost, fields: Sequence[Field]) -> PostBody:
        return fields_body(desired, fields, self._directory, self._store)

    def _mark(
        self,
        desired: DesiredPost,
        settled: Mapping[Field, tuple[str, ...]],
        previous: Mark | None,
        *,
        unsure: Sequence[Field] = (),
    ) -> Mark:
        text = desired.written
        links = self._directory.links_text(desired.links) if text is None or text.links is None else text.links
        return mark_after(desired, settled, previous, links=links, unsure=unsure)

    async def _write(
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
            await self._unchanged_or_raise(remote)
        expected = self._expected(desired, fields)
        settled = expected | {field: their_texts(remote, field) for field in record}
        # A mark that has them already would make an edit of what the site did not come to.
        late = {
            field
            for field, texts in expected.items()
            if is_late(field) and not {*texts} & {*their_texts(remote, field)}
        }
        unsure = tuple(field for field in fields if field in self._unsure or field in late)
        mark = self._mark(desired, settled, None if adopt else remote.mark, unsure=unsure)
        body["content"] = with_mark(_content(desired) if content else remote.raw, mark)
        post = await self._update(desired, remote, body, mark, fields)
        return await self._settled(desired, remote, post, mark, fields, drifted)

    async def _unchanged_or_raise(self, remote: RemotePost) -> None:
        """Look at a post again; the mark would otherwise carry an old text over a newer one."""
        now = await Again(remote)
        # A page moves along with the one that it stands below, and nobody has touched it.
        if replace(now, link=remote.link) != remote:
            raise StalePlan(
                f"post {now.id} ({now.link}) was changed on the site while this run was on",
                hint="nothing of it was written; run the same command again to see what changed",
                ref=SiteCode.CHANGED_MEANWHILE,
            )

    async def _update(
        self, desired: DesiredPost, remote: RemotePost, body: PostBody, mark: Mark, fields: Sequence[Field] = ()
    ) -> RemotePost:
        if desired.categories == () and not remote.categories:
            # To a post without any, WordPress adds its default category at every update that does not say otherwise.
            body.setdefault("categories", [])
        try:
            return await Update(remote, body)
        except AmbiguousWrite:
            now = await Again(remote)
            # The mark tells that the write arrived, unless it is the one that was there before: `--force` puts back
            # what the mark says already.
            if now.mark == mark and remote.mark != mark and not self._lacking(desired, now, fields):
                return now
            return await Update(remote, body, alone=True)

    async def _settled(
        self,
        desired: DesiredPost,
        before: RemotePost | None,
        post: RemotePost,
        mark: Mark,
        fields: Sequence[Field],
        drifted: Sequence[Field] = (),
    ) -> Written:
        """Correct the mark where the site stored something else than it was sent, and say so."""
        if terms := tuple(field for field in self._lacking(desired, post, fields) if is_taxonomy(field)):
            # WordPress sets terms one by one, and gives a post without any its default category in between: where
            # another run is at the same post at the same moment, the one may come to see the other's half.
            body: PostBody = {**self._body(desired, terms), "content": with_mark(post.raw, mark)}
            post = await self._update(desired, post, body, mark, terms)
        notes = what_was_stored(desired, post, fields, self._directory)
        moved: list[Field] = []
        if before is not None:
            others = [field for field in desired.managed if field not in fields]
            changed = [field for field in others if their_texts(before, field) != their_texts(post, field)]
            moved = [field for field in changed if field not in drifted and self._moves_along(field, fields)]
            notes += tuple(moved_note(desired, field) for field in changed)
        true = self._mark(desired, {field: their_texts(post, field) for field in (*fields, *moved)}, mark)
        if post.mark is None:
            hint = "a plugin of the site removes the metadata of blocks; without the mark wppush can't keep this post"
            return Written(post=post, notes=(*notes, note(desired, "the site removed the mark from the post", hint)))
        if true != post.mark:
            post = await self._update(desired, post, {"content": with_mark(post.raw, true)}, true)
        return Written(post=post, notes=notes)

    def _moves_along(self, field: Field, sent: Sequence[Field]) -> bool:
        """Say whether WordPress itself changes a field that was not sent, with those that were.

        A date and a slug follow a status, and the filter takes the whole post. Anything else is somebody's edit.
        """
        if field in ("slug", "date"):
            return "status" in sent
        return field in self._unsure

    def _lacking(self, desired: DesiredPost, post: RemotePost, sent: Sequence[Field]) -> tuple[Field, ...]:
        """Give what was sent with a post and is not there, of what WordPress stores behind the post itself."""
        fields = tuple(field for field in sent if is_taxonomy(field) or field == "footnotes")
        return tuple(
            field
            for field, texts in self._expected(desired, fields).items()
            if not {*texts} & {*their_texts(post, field)}
        )

    def _expected(self, desired: DesiredPost, fields: Sequence[Field]) -> dict[Field, tuple[str, ...]]:
        return {field: expected_texts(desired, field, self._directory) for field in fields}


def _content(desired: DesiredPost) -> str:
    return desired.written.content if desired.written else desired.content


def _first_and_last(fields: Sequence[Field]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Take apart what goes into one request, and the meta fields, which go into one of their own."""
    last = tuple(field for field in fields if field.startswith(META))
    return tuple(field for field in fields if field not in last), last
