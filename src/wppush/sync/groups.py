"""How calls of one kind are sent together, and what each of them gets."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from wppush.blocks import project_of
from wppush.errors import ApiError, SiteError
from wppush.sync.calls import Again, Call, Create, Elder, Marked, NewTerm, Trash, Twins, Update, Work
from wppush.wordpress.attachment import base_slug
from wppush.wordpress.batch import size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wppush.plan import RemotePost
    from wppush.sync.store import Store
    from wppush.wordpress.batch import Result
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.transport import Request

Reply = Any
"""What a call gives, or the exception that it raises."""
_WRITES = (Create, Update, Trash, NewTerm)
_READS = 30
"""So many looks go into one request: three slugs for each post fit into an address."""
_FEW = 3
"""So many searches cost as much as the two requests that look for all."""


def is_write(call: Call[Any]) -> bool:
    """Say whether a call changes something, and may stand in a batch."""
    return isinstance(call, _WRITES)


class Groups:
    """Sends calls. `send` may be called from several threads at once."""

    def __init__(self, site: WordPress, store: Store) -> None:
        self._site = site
        self._store = store
        self._batches = site.batches

    @property
    def bytes(self) -> int:
        """How large a request may be."""
        return self._batches.bytes

    def ask(self) -> None:
        """Ask the site whether it takes batches. Raises SiteError."""
        _ = self._batches.most

    def most_writes(self, call: Call[Any]) -> int:
        """Give how many writes go into one request with this one."""
        return self._batches.most if self._may_be_together(call) else 1

    def most_reads(self, call: Call[Any]) -> int:
        """Give how many calls like this one go into one request."""
        return 1 if isinstance(call, Work) else _READS

    def kind_of(self, call: Call[Any]) -> str:
        """Give what calls have in common that may go out in one request."""
        if is_write(call):
            return "write" if self._may_be_together(call) else "write alone"
        return type(call).__name__

    def size_of(self, call: Call[Any]) -> int:
        """Give about how many bytes a call takes up in a request."""
        return size_of(self._request(call)) if is_write(call) else 0

    def send(self, calls: Sequence[Call[Any]]) -> list[Reply]:
        """Send calls of one kind and give what each gets: an exception is given, not raised, where it is of one."""
        first = calls[0]
        match first:
            case Again():
                return self._again([call for call in calls if isinstance(call, Again)])
            case Marked():
                return self._marked([call for call in calls if isinstance(call, Marked)])
            case Twins():
                return self._twins([call for call in calls if isinstance(call, Twins)])
            case Elder():
                return self._elders([call for call in calls if isinstance(call, Elder)])
            case Work():
                return [first.do()]
        requests = [self._request(call) for call in calls]
        results = self._batches.send(requests)
        return [self._reply(*each) for each in zip(calls, requests, results, strict=True)]

    def _may_be_together(self, call: Call[Any]) -> bool:
        return not (isinstance(call, Create | Update) and call.alone) and self._batches.takes(self._request(call))

    def _request(self, call: Call[Any]) -> Request:
        match call:
            case Create():
                return self._store.creating(call.kind, call.body)
            case Update():
                return self._store.updating(call.post, call.body)
            case Trash():
                return self._store.trashing(call.post)
            case NewTerm():
                return self._site.creating_term(call.taxonomy, call.name, call.parent)
        raise TypeError(f"{call!r} is no write")

    def _reply(self, call: Call[Any], request: Request, result: Result) -> Reply:
        try:
            match call:
                case Trash():
                    gone = isinstance(result, ApiError) and result.status == HTTPStatus.GONE
                    return result if isinstance(result, SiteError) and not gone else None
                case NewTerm():
                    return self._site.created_term(request, result)
                case Create() | Update():
                    kind = call.kind if isinstance(call, Create) else call.post.type
                    return result if isinstance(result, SiteError) else self._store.written(kind, request, result)
        except SiteError as error:
            return error
        raise TypeError(f"{call!r} is no write")

    def _again(self, calls: Sequence[Again]) -> list[Reply]:
        found: dict[int, RemotePost] = {}
        if len(calls) > 1:
            by_kind: defaultdict[str, list[int]] = defaultdict(list)
            for call in calls:
                by_kind[call.post.type].append(call.post.id)
            for kind, ids in sorted(by_kind.items()):
                found |= {post.id: post for post in self._store.with_ids(kind, ids)}
        # One that is not in the list tells by itself why.
        return [found.get(call.post.id) or _tried(partial(self._store.again, call.post)) for call in calls]

    def _marked(self, calls: Sequence[Marked]) -> list[Reply]:
        if len(calls) < _FEW:
            return [_tried(partial(self._with_mark, call.kind, call.source)) for call in calls]
        # What may just have been made is among the newest posts of the project.
        newest: dict[str, list[RemotePost]] = {}
        for call in calls:
            if call.kind not in newest:
                newest[call.kind] = _of_project(self._store.newest(call.kind, project_of(call.source)))
        return [_with_source(newest[call.kind], call.source) for call in calls]

    def _twins(self, calls: Sequence[Twins]) -> list[Reply]:
        plain = [call for call in calls if _number(call) is not None] if len(calls) >= _FEW else []
        slugs: defaultdict[str, list[str]] = defaultdict(list)
        for call in plain:
            slugs[call.made.type] += _slugs_like(call)
        made = {call.made.id for call in plain}
        others: list[RemotePost] = []
        for kind, names in sorted(slugs.items()):
            # WordPress gives a second post of a slug another one, with a number behind it.
            if ids := [number for number in self._store.numbers_of(kind, names) if number not in made]:
                others += self._store.with_ids(kind, ids)
        others = _of_project(others)
        return [
            _with_source(others, call.source) if call in plain else _tried(partial(self._others, call))
            for call in calls
        ]

    def _elders(self, calls: Sequence[Elder]) -> list[Reply]:
        there = {
            base_slug(entry["slug"]): entry for entry in self._site.media.with_slugs([call.slug for call in calls])
        }
        found = [there.get(call.slug) for call in calls]
        return [entry if entry and entry["id"] < call.made else None for call, entry in zip(calls, found, strict=True)]

    def _others(self, call: Twins) -> list[RemotePost]:
        return [post for post in self._with_mark(call.made.type, call.source) if post.id != call.made.id]

    def _with_mark(self, kind: str, source: str) -> list[RemotePost]:
        return _with_source(self._store.containing(kind, source), source)


def _with_source(posts: Sequence[RemotePost], source: str) -> list[RemotePost]:
    found = [post for post in posts if post.mark is not None and post.mark.source == source and not post.trashed]
    return sorted(found, key=lambda post: post.id)


def _of_project(posts: Sequence[RemotePost]) -> list[RemotePost]:
    return [post for post in posts if post.mark is not None]


def _number(call: Twins) -> int | None:
    """Give the number behind the slug that a new post got; 1 for none, None where it got quite another one."""
    slug = unquote(call.slug)
    if call.made.slug == slug:
        return 1
    numbered = re.fullmatch(r"-([0-9]{1,3})", call.made.slug.removeprefix(slug))
    return int(numbered[1]) if numbered and call.made.slug.startswith(slug) else None


def _slugs_like(call: Twins) -> list[str]:
    most = max(3, _number(call) or 1)
    return [call.slug, *(f"{call.slug}-{number}" for number in range(2, most + 1))]


def _tried(do: Callable[[], Reply]) -> Reply:
    try:
        return do()
    except SiteError as error:
        return error
