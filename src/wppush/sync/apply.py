"""Carrying a plan out: the only place that writes to a site.

A create is not idempotent on WordPress, so it is made so:

* every create carries its mark, from the first byte on;
* when nothing says whether it arrived, the mark is looked up for a while, and the create is never sent a second time
  in one run: the next run finds the post, or finds that there is none;
* after a create, the mark is looked up once more. Where another run made the same post meanwhile, the lower id stays
  and the run that made the other one moves it to the trash.

An update may be sent twice, since the second one changes nothing.

The mark that goes out says what the site will have stored if it stores what it is sent. Where the reply shows
otherwise (a role whose HTML is filtered), a second write puts the true digests into the mark.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, assert_never

from wppush.blocks import with_mark
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import AmbiguousWrite, AuthError, RateLimited, SiteError, TransportError
from wppush.plan import Adopt, CreatePost, RemoteTerm, UpdatePost
from wppush.plan.fields import expected_texts, mark_after, our_text, their_texts
from wppush.plan.terms import TAXONOMIES
from wppush.sync.body import fields_body
from wppush.sync.foresee import foresee
from wppush.sync.outcome import Action, Outcome
from wppush.sync.remote import remote_post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wppush.blocks import Mark
    from wppush.plan import DesiredPost, Field, Plan, RemotePost, TermIndex
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.wire import PostBody

_LOOKS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look for a post that may be on its way."""
_DONE = {Action.CREATE: Action.CREATED, Action.UPDATE: Action.UPDATED, Action.ADOPT: Action.ADOPTED}


class _SlugTaken(Exception):
    """WordPress gave a new post another slug: somebody else's post has the wanted one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    post: RemotePost
    notes: tuple[Diagnostic, ...] = ()


def apply_plan(plan: Plan, site: WordPress) -> Iterator[Outcome]:
    """Write what the plan says, and give an outcome for each file as it is settled.

    One file's failure does not keep the others from being written; it is an outcome, not an exception. Once the site
    can't be reached or no longer lets us in, the rest is reported as failed without being tried. Terms that can't be
    made raise SiteError before any post is written.
    """
    writer = _Writer(site, _create_terms(plan, site))
    gone: SiteError | None = None
    for change in plan.posts:
        outlook = foresee(change)
        if not isinstance(change, CreatePost | UpdatePost | Adopt):
            yield outlook
        elif gone is not None:
            yield _failed(outlook, f"not tried: {gone.message}", hint="run the same command again")
        else:
            try:
                yield _carry_out(change, outlook, writer)
            except SiteError as error:
                gone = error if _ends_the_run(error) else None
                yield _failed(outlook, error.message, hint=error.hint)


def _ends_the_run(error: SiteError) -> bool:
    """Say whether the next post would fare no better: no site, no login, or no room. A 403 is about one post."""
    if isinstance(error, AuthError):
        return error.status == HTTPStatus.UNAUTHORIZED
    return isinstance(error, TransportError | RateLimited)


def _create_terms(plan: Plan, site: WordPress) -> TermIndex:
    """Make the missing terms and give the index with them."""
    terms = plan.index.copy()
    # One after the other: two simultaneous creates of one name can both succeed.
    for term in plan.terms:
        name = " > ".join(term.path)
        parent = terms.at(term.taxonomy, term.path[:-1]) if len(term.path) > 1 else None
        try:
            made = site.create_term(term.taxonomy, term.path[-1], parent=parent)
        except AuthError as error:
            error.hint = (
                f'"{name}" is not among the {term.taxonomy} of the site, and {site.user["name"]} may not add it'
            )
            raise
        terms.add(term.taxonomy, RemoteTerm(id=made, name=term.path[-1], parent=parent))
    return terms


def _carry_out(change: CreatePost | UpdatePost | Adopt, outlook: Outcome, writer: _Writer) -> Outcome:
    try:
        match change:
            case CreatePost():
                written = writer.create(change.desired)
            case UpdatePost():
                written = writer.update(change)
            case Adopt():
                written = writer.adopt(change)
            case _:
                assert_never(change)
    except _SlugTaken as taken:
        message = f'the slug "{change.desired.slug}" belongs to a post that you may not edit'
        note = f"WordPress gave the new post the slug {taken.slug}, so it was moved to the trash again"
        return _failed(outlook, f"{message}; {note}", hint="give the file another slug", action=Action.REFUSED)
    return replace(
        outlook,
        action=_DONE.get(outlook.action, outlook.action),
        id=written.post.id,
        link=written.post.link,
        status=written.post.status,
        diagnostics=(*outlook.diagnostics, *written.notes),
    )


def _failed(outlook: Outcome, message: str, *, hint: str | None, action: Action = Action.FAILED) -> Outcome:
    place = Location(path=outlook.source)
    note = Diagnostic(code="WP310", message=message, location=place, hint=hint)
    return replace(outlook, action=action, changed_fields=(), diagnostics=(*outlook.diagnostics, note))


class _Writer:
    """Writes one post and sees to it that its mark tells the truth afterwards."""

    def __init__(self, site: WordPress, terms: TermIndex) -> None:
        self._site = site
        self._terms = terms

    def create(self, desired: DesiredPost) -> _Written:
        fields = desired.managed
        mark = mark_after(desired, self._expected(desired, fields), None)
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
        elder = self._elder(post, desired.source)
        if elder is not None:
            self._site.trash_post(post.id)
            note = f"another run made post {elder.id} at the same time; ours, {post.id}, was moved to the trash"
            return _Written(post=elder, notes=(_note(desired, note),))
        if post.slug != our_text(desired, "slug") and post.slug.startswith(f"{our_text(desired, 'slug')}-"):
            self._site.trash_post(post.id)
            raise _SlugTaken(post.slug)
        return self._settled(desired, post, mark, fields)

    def update(self, change: UpdatePost) -> _Written:
        body = fields_body(change.desired, change.fields, self._terms)
        if change.restore:
            body["status"] = change.desired.status or change.desired.initial_status
        return self._write(change.desired, change.remote, body, change.fields, record=change.record)

    def adopt(self, change: Adopt) -> _Written:
        desired = change.desired
        body = fields_body(desired, change.fields, self._terms)
        adopted = replace(change.remote, mark=None)
        return self._write(desired, adopted, body, desired.managed, record=(), content="content" in change.fields)

    def _write(
        self,
        desired: DesiredPost,
        remote: RemotePost,
        body: PostBody,
        fields: Sequence[Field],
        *,
        record: Sequence[Field],
        content: bool | None = None,
    ) -> _Written:
        """Send `body` with the mark that will be true afterwards.

        The mark lives in the content, so that goes along always: the file's where it changed, else what stands on
        the site, to the byte, under a new mark.
        """
        settled = self._expected(desired, fields) | {field: their_texts(remote, field) for field in record}
        mark = mark_after(desired, settled, remote.mark)
        sends_content = "content" in fields if content is None else content
        body["content"] = with_mark(desired.content if sends_content else remote.raw, mark)
        post = self._update(remote, body, mark)
        return self._settled(desired, post, mark, fields)

    def _update(self, remote: RemotePost, body: PostBody, mark: Mark) -> RemotePost:
        try:
            return remote_post(self._site.update_post(remote.id, body))
        except AmbiguousWrite:
            now = remote_post(self._site.post(remote.id))
            if now.mark == mark:
                return now
            return remote_post(self._site.update_post(remote.id, body))

    def _settled(self, desired: DesiredPost, post: RemotePost, mark: Mark, fields: Sequence[Field]) -> _Written:
        """Correct the mark where the site stored something else than it was sent, and say so."""
        true = mark_after(desired, {field: their_texts(post, field) for field in fields}, mark)
        notes = _what_was_stored(desired, post, fields, self._terms)
        if post.mark is None:
            hint = "a plugin of the site removes the metadata of blocks; without the mark wppush can't keep this post"
            return _Written(post=post, notes=(*notes, _note(desired, "the site removed the mark from the post", hint)))
        if true != post.mark:
            post = self._update(post, {"content": with_mark(post.raw, true)}, true)
        return _Written(post=post, notes=notes)

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
    if filtered := [field for field in ("title", "excerpt", "content") if field in changed]:
        hint = "WordPress filters the HTML of users without the capability unfiltered_html"
        notes.append(_note(desired, f"WordPress stored {' and '.join(filtered)} in an altered form", hint))
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


def _note(desired: DesiredPost, message: str, hint: str | None = None) -> Diagnostic:
    place = Location(path=desired.name)
    return Diagnostic(code="WP311", severity=Severity.WARNING, message=message, location=place, hint=hint)
