"""Writing one post, once.

A create is not idempotent on WordPress, so it is made so:

* every create carries its mark, from the first byte on;
* when nothing says whether it arrived, the mark is looked up for a while, and the create is never sent a second time
  in one run: the next run finds the post, or finds that there is none;
* after a create, the mark is looked up once more. Where another run made the same post meanwhile, the lower id stays
  and the run that made the other one moves it to the trash.

An update may be sent twice, since the second one changes nothing.

WordPress stores a post first, and its terms and notes after that. So a post that was found without them, where nothing
says whether the write was carried out, is sent them once more.

The mark that goes out says what the site will have stored if it stores what it is sent. Where the reply shows
otherwise, a second write puts the true digests into the mark. For users whose HTML WordPress filters, nobody can say
beforehand what will be stored: their first mark says so by leaving it open, and a run that was cut off in between is
not mistaken for an edit on the site.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wppush.blocks import with_mark
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import AmbiguousWrite, StalePlan
from wppush.plan.fields import TEXTS, expected_texts, mark_after, our_text, their_texts
from wppush.plan.terms import TAXONOMIES
from wppush.sync.body import fields_body
from wppush.sync.remote import remote_post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.blocks import Mark
    from wppush.plan import Adopt, DesiredPost, Field, RemotePost, TermIndex, TrashPost, UpdatePost
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.wire import PostBody

_LOOKS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look for a post that may be on its way."""


_STORED_LAST: tuple[Field, ...] = (*TAXONOMIES, "footnotes")


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


class Writer:
    """Writes posts to one site, and sees to it that their marks tell the truth afterwards."""

    def __init__(self, site: WordPress, terms: TermIndex) -> None:
        self._site = site
        self._terms = terms
        self._unsure: tuple[Field, ...] = TEXTS if site.user_is_filtered else ()

    def create(self, desired: DesiredPost) -> Written:
        """Make a post. Raises SlugTakenError where somebody else's post has its slug, and SiteError."""
        fields = desired.managed
        mark = mark_after(desired, self._expected(desired, fields), None, unsure=self._unsure)
        body = fields_body(desired, fields, self._terms)
        # Without a status WordPress does not make the slug unique, and would keep two drafts of one slug.
        body["status"] = desired.status or desired.initial_status
        body["content"] = with_mark(desired.content, mark)
        try:
            post = remote_post(self._site.create_post(body))
        except AmbiguousWrite:
            found = self._look_for(desired.source)
            if found is None:
                raise
            post = found
            if lacking := self._lacking(desired, post, fields):
                post = self._update(desired, post, fields_body(desired, lacking, self._terms), mark, lacking)
        elder = self._elder(post, desired.source)
        if elder is not None:
            self._discard(post)
            note = f"another run made post {elder.id} at the same time; ours, {post.id}, was moved to the trash"
            return Written(post=elder, notes=(_note(desired, note),))
        slug = our_text(desired, "slug") or ""
        if post.slug != slug and post.slug.startswith(f"{slug}-"):
            self._discard(post)
            raise SlugTakenError(post.slug)
        return self._settled(desired, None, post, mark, fields)

    def update(self, change: UpdatePost, *, look_again: bool) -> Written:
        """Change a post. Raises StalePlan and SiteError."""
        desired, remote = change.desired, change.remote
        # Coming out of the trash, WordPress gives a post the slug that it had there, whatever is sent: a second write.
        fields = tuple(field for field in change.fields if not (change.restore and field == "slug"))
        body = fields_body(desired, fields, self._terms)
        if change.restore:
            # What WordPress itself gives to a post that is taken out of the trash, where the file does not say.
            body["status"] = desired.status or "draft"
        written = self._write(
            desired,
            remote,
            body,
            fields,
            record=change.record,
            content="content" in fields,
            look_again=look_again,
            drifted=change.drifted,
        )
        if change.restore and written.post.slug != our_text(desired, "slug"):
            body = {"slug": desired.slug}
            again = self._write(desired, written.post, body, ("slug",), record=(), content=False, look_again=False)
            return replace(again, notes=(*written.notes, *again.notes))
        return written

    def adopt(self, change: Adopt, *, look_again: bool) -> Written:
        """Take a post over. Raises StalePlan and SiteError."""
        desired = change.desired
        body = fields_body(desired, change.fields, self._terms)
        content = "content" in change.fields
        return self._write(
            desired, change.remote, body, desired.managed, record=(), content=content, look_again=look_again, adopt=True
        )

    def trash(self, change: TrashPost, *, look_again: bool) -> Written:
        """Move a post to the trash. Raises StalePlan and SiteError."""
        if look_again:
            self._unchanged_or_raise(change.remote)
        self._discard(change.remote)
        return Written(post=replace(change.remote, status="trash"))

    def _discard(self, post: RemotePost) -> None:
        """Move a post that we made to the trash; first without its mark and as a draft.

        With it, a later run would take the post for the file's, trashed by somebody; and a run that is cut off in
        between leaves a draft, not a second article.
        """
        self._site.update_post(post.id, {"content": post.content, "status": "draft"})
        self._site.trash_post(post.id)

    def _write(
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
            self._unchanged_or_raise(remote)
        settled = self._expected(desired, fields) | {field: their_texts(remote, field) for field in record}
        unsure = tuple(field for field in self._unsure if field in fields)
        mark = mark_after(desired, settled, None if adopt else remote.mark, unsure=unsure)
        body["content"] = with_mark(desired.content if content else remote.raw, mark)
        post = self._update(desired, remote, body, mark, fields)
        return self._settled(desired, remote, post, mark, fields, drifted)

    def _unchanged_or_raise(self, remote: RemotePost) -> None:
        """Look at a post again; the mark would otherwise carry an old text over a newer one."""
        now = remote_post(self._site.post(remote.id))
        if now != remote:
            raise StalePlan(
                f"post {now.id} ({now.link}) was changed on the site while this run was on",
                hint="nothing of it was written; run the same command again to see what changed",
            )

    def _update(
        self, desired: DesiredPost, remote: RemotePost, body: PostBody, mark: Mark, fields: Sequence[Field] = ()
    ) -> RemotePost:
        if desired.categories == () and not remote.categories:
            # To a post without any, WordPress adds its default category at every update that does not say otherwise.
            body.setdefault("categories", [])
        try:
            return remote_post(self._site.update_post(remote.id, body))
        except AmbiguousWrite:
            now = remote_post(self._site.post(remote.id))
            # The mark tells that the write arrived, unless it is the one that was there before: `--force` puts back
            # what the mark says already.
            if now.mark == mark and remote.mark != mark and not self._lacking(desired, now, fields):
                return now
            return remote_post(self._site.update_post(remote.id, body))

    def _settled(
        self,
        desired: DesiredPost,
        before: RemotePost | None,
        post: RemotePost,
        mark: Mark,
        fields: Sequence[Field],
        drifted: Sequence[Field] = (),
    ) -> Written:
        """Correct the mark where the site stored something else than it was sent, and say so."""
        notes = _what_was_stored(desired, post, fields, self._terms)
        moved: list[Field] = []
        if before is not None:
            others = [field for field in desired.managed if field not in fields]
            changed = [field for field in others if their_texts(before, field) != their_texts(post, field)]
            moved = [field for field in changed if field not in drifted and self._moves_along(field, fields)]
            notes += tuple(_moved(desired, field) for field in changed)
        true = mark_after(desired, {field: their_texts(post, field) for field in (*fields, *moved)}, mark)
        if post.mark is None:
            hint = "a plugin of the site removes the metadata of blocks; without the mark wppush can't keep this post"
            return Written(post=post, notes=(*notes, _note(desired, "the site removed the mark from the post", hint)))
        if true != post.mark:
            post = self._update(desired, post, {"content": with_mark(post.raw, true)}, true)
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
        fields = tuple(field for field in _STORED_LAST if field in sent)
        return tuple(
            field
            for field, texts in self._expected(desired, fields).items()
            if not {*texts} & {*their_texts(post, field)}
        )

    def _expected(self, desired: DesiredPost, fields: Sequence[Field]) -> dict[Field, tuple[str, ...]]:
        return {field: expected_texts(desired, field, self._terms) for field in fields}

    def _look_for(self, source: str) -> RemotePost | None:
        """Look for a post that may be on its way: the site may still be at work on it."""
        for seconds in _LOOKS:
            if seconds:
                time.sleep(seconds)
            found = self._with_mark(source)
            if found:
                return found[0]
        return None

    def _elder(self, post: RemotePost, source: str) -> RemotePost | None:
        """Give the post that another run made of the same file, where it is the older one."""
        first = next(iter(self._with_mark(source)), None)
        return first if first is not None and first.id < post.id else None

    def _with_mark(self, source: str) -> list[RemotePost]:
        posts = map(remote_post, self._site.posts_containing(source))
        return [post for post in posts if post.mark is not None and post.mark.source == source and not post.trashed]


def _what_was_stored(
    desired: DesiredPost, post: RemotePost, fields: Sequence[Field], terms: TermIndex
) -> tuple[Diagnostic, ...]:
    """Say what WordPress accepted and then stored otherwise."""
    changed = [
        field for field in fields if not set(expected_texts(desired, field, terms)) & set(their_texts(post, field))
    ]
    notes: list[Diagnostic] = []
    if "slug" in changed:
        notes.append(_note(desired, f'WordPress stored the slug "{post.slug}" instead of "{desired.slug}"'))
    if "footnotes" in changed and desired.footnotes and not post.footnotes:
        hint = "the theme or a plugin has taken custom fields from posts, so WordPress has no place for notes"
        notes.append(_note(desired, "WordPress did not store the footnotes", hint))
        changed.remove("footnotes")
    if filtered := [field for field in TEXTS if field in changed]:
        notes.append(_filtered(desired, filtered))
    notes += [
        _note(desired, f"WordPress stored other {taxonomy} than it was sent")
        for taxonomy in TAXONOMIES
        if taxonomy in changed
    ]
    if "status" in changed:
        notes.append(_note(desired, f'WordPress stored the status "{post.status}" instead of "{desired.status}"'))
    if "date" in changed:
        notes.append(_note(desired, f"WordPress stored the date {post.date} (site time)"))
    return tuple(notes)


def _moved(desired: DesiredPost, field: Field) -> Diagnostic:
    return _note(desired, f"the {field} changed on the site while the post was written", "look at the post")


def _filtered(desired: DesiredPost, fields: Sequence[Field]) -> Diagnostic:
    hint = "WordPress filters the HTML of users without the capability unfiltered_html"
    return _note(desired, f"WordPress stored {' and '.join(fields)} in an altered form", hint)


def _note(desired: DesiredPost, message: str, hint: str | None = None) -> Diagnostic:
    place = Location(path=desired.name)
    return Diagnostic(code="WP311", severity=Severity.WARNING, message=message, location=place, hint=hint)
