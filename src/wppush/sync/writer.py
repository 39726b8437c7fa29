"""Writing one post; that there is one for a file is `wppush.sync.once`'s, that its mark is true `wppush.sync.marked`'s.

An update may be sent twice, since the second one changes nothing.

WordPress stores a post first, and its terms and notes after that. So a post that was found without them, where nothing
says whether the write was carried out, is sent them once more. Meta fields of a theme's or a plugin's are checked only
then, too, and a value that is refused leaves the post behind: so they are sent when that is settled, by themselves, and
the mark speaks of them only when the site has taken them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.blocks import with_mark
from wppush.plan.binding import bound
from wppush.plan.fields import links_moved, our_text
from wppush.plan.posts import META
from wppush.plan.trashed import mark_of_trashed
from wppush.sync.body import fields_body
from wppush.sync.calls import Trash, Update
from wppush.sync.marked import MarkedWrites, Written, content_of
from wppush.sync.once import discard, discard_second, made, only_one, surely
from wppush.sync.stored import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import Adopt, DesiredPost, Directory, Field, RemotePost, UpdatePost
    from wppush.sync.store import Store


class SlugTakenError(Exception):
    """WordPress gave a new post another slug: somebody else's post has the wanted one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class Writer:
    """Writes posts to one site, and sees to it that their marks tell the truth afterwards."""

    def __init__(self, store: Store, directory: Directory, *, filtered: bool) -> None:
        self._store = store
        self._directory = directory
        self._writes = MarkedWrites(store, directory, filtered=filtered)

    async def create(self, desired: DesiredPost) -> Written:
        """Make a post. Raises SlugTakenError where somebody else's post has its slug, LookupError and SiteError."""
        desired = bound(desired, self._directory)
        fields, last = _first_and_last(desired.managed)
        mark = self._writes.mark(desired, self._writes.expected(desired, fields), None, unsure=self._writes.unsure)
        body = fields_body(desired, fields, self._directory, self._store)
        # Without a status WordPress does not make the slug unique, and would keep two drafts of one slug.
        body["status"] = desired.status or desired.initial_status
        body["content"] = with_mark(content_of(desired), mark)
        post, unsure = await made(desired, body)
        if unsure and (lacking := self._writes.lacking(desired, post, fields)):
            post = await self._writes.update(desired, post, self._writes.body(desired, lacking), mark, lacking)
        oldest, doubles = await only_one(post, desired)
        if oldest is not post:
            said = f"another run made post {oldest.id} at the same time; ours, {post.id}, was moved to the trash"
            return Written(post=oldest, notes=(note(desired, said),))
        slug = our_text(desired, "slug") or ""
        if post.slug != slug and post.slug.startswith(f"{slug}-"):
            await discard(post)
            raise SlugTakenError(post.slug)
        written = await self._writes.settled(desired, None, post, mark, fields)
        if doubles:
            ids = ", ".join(str(double.id) for double in doubles)
            said = f"the site made the post twice at the same time; post {ids} was moved to the trash"
            written = replace(written, notes=(note(desired, said), *written.notes))
        return await self._writes.with_last(desired, written, last)

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
            await self._writes.unchanged_or_raise(remote)
        if "password" in fields and desired.password and remote.sticky:
            # WordPress refuses a password for a sticky post, also where the same request takes that off.
            remote = await Update(remote, {"sticky": False})
            record = record if "sticky" in fields else (*record, "sticky")
        elif "sticky" in fields and desired.sticky and remote.password and "password" in fields:
            remote = await Update(remote, {"password": ""})
        body = self._writes.body(desired, fields)
        if change.restore:
            body["status"] = change.restore
        if last and not (fields or record or change.renamed or change.restore):
            if look_again:
                await self._writes.unchanged_or_raise(remote)
            return await self._writes.with_last(desired, Written(post=remote), last)
        written = await self._writes.write(
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
            again = await self._writes.write(
                desired, written.post, body, ("slug",), record=(), content=False, look_again=False
            )
            written = replace(again, notes=(*written.notes, *again.notes))
        return await self._writes.with_last(desired, written, last)

    async def relink(self, desired: DesiredPost, post: RemotePost, *, look_again: bool) -> Written:
        """Write the text of a post once more, now that what it links to is there. Raises as `update` does."""
        if not links_moved(desired, post, self._directory):
            return Written(post=post)
        desired = bound(replace(desired, written=None), self._directory)
        fields = tuple(field for field in ("content", "footnotes") if field in desired.managed)
        body = self._writes.body(desired, fields)
        return await self._writes.write(desired, post, body, fields, record=(), content=True, look_again=look_again)

    async def adopt(self, change: Adopt, *, look_again: bool) -> Written:
        """Take a post over. Raises StalePlan, LookupError and SiteError."""
        desired, remote = bound(change.desired, self._directory), change.remote
        fields, last = _first_and_last(change.fields)
        if "content" in change.fields:
            if look_again:
                await self._writes.unchanged_or_raise(remote)
            # Its text may be nowhere else: WordPress keeps a revision of a post at its first update, as it is then.
            remote = await Update(remote, {"title": remote.title})
        settled, meta = _first_and_last(desired.managed)
        written = await self._writes.write(
            desired,
            remote,
            self._writes.body(desired, fields),
            settled,
            record=tuple(field for field in meta if field not in last),
            content="content" in change.fields,
            look_again=look_again and remote is change.remote,
            adopt=True,
        )
        return await self._writes.with_last(desired, written, last)

    async def trash(self, remote: RemotePost, *, look_again: bool) -> Written:
        """Move the second post of a file to the trash. Raises StalePlan and SiteError."""
        if look_again:
            await self._writes.unchanged_or_raise(remote)
        await discard_second(remote)
        return Written(post=replace(remote, status="trash"))

    async def prune(self, remote: RemotePost, *, look_again: bool) -> Written:
        """Move the post of a file that is gone to the trash, so that it comes back with it. Raises as `trash` does."""
        if look_again:
            await self._writes.unchanged_or_raise(remote)
        if remote.mark is not None:
            mark = mark_of_trashed(remote, remote.mark)
            content = with_mark(remote.raw, mark)
            await surely(lambda: Update(remote, {"content": content}))
        await surely(lambda: Trash(remote))
        return Written(post=replace(remote, status="trash"))


def _first_and_last(fields: Sequence[Field]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Take apart what goes into one request, and the meta fields, which go into one of their own."""
    last = tuple(field for field in fields if field.startswith(META))
    return tuple(field for field in fields if field not in last), last
