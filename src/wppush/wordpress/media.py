"""The routes of the media library: what wppush asks of `/wp/v2/media`, each with the shape of its answer checked.

An upload is not idempotent, and WordPress does not look whether it has the same bytes already. So each has a slug that
is made of its bytes, by which it is found again: before it is sent, and after an answer that does not say whether it
arrived. It is never sent twice.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, TypedDict, cast
from urllib.parse import quote

from pydantic import TypeAdapter

from wppush.errors import AmbiguousWrite, ApiError, NotFound, TransportError
from wppush.wordpress.attachment import ATTACHMENT_FIELDS, Attachment, AttachmentId, base_slug, is_whole
from wppush.wordpress.listing import LONGEST_QUERY, PER_PAGE, chunks, pages, shaped
from wppush.wordpress.refusal import explained
from wppush.wordpress.retry import may_add_again
from wppush.wordpress.transport import Request
from wppush.wordpress.upload import FileBody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from wppush.wordpress.transport import Transport

ROUTE = "/wp/v2/media"
OURS = "wppush-"
"""How the slug of each of our uploads begins."""
_EDIT = {"context": "edit", "_fields": ATTACHMENT_FIELDS}
_LIST = {"per_page": str(PER_PAGE), "orderby": "id", "order": "asc"}
_STATUS = {"status": "inherit,private"}
"""Private ones as well: the site's owner may have hidden one. WordPress knows no `any` for media."""
_LOOKS = (0.0, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each look for an upload whose answer was lost: the site may still be at work on its smaller copies."""
_MOST_TRIES = 5
"""To have WordPress make the sizes that it did not get round to; its own editor tries as often."""
_LOST = (
    "run the same command again: the file is looked for before it is sent once more; if it is lost again,"
    " the web server may take no file of this size (client_max_body_size in nginx)"
)


class Texts(TypedDict, total=False):
    """What can be said about a file. Tags are taken out of the title and the alternative text."""

    title: str
    alt_text: str
    caption: str


class MediaLibrary:
    """The media library of one site, as one user. Every method raises SiteError."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def with_slugs(self, slugs: Sequence[str]) -> list[Attachment]:
        """Give, for each of these slugs of ours, the entry that has it; `base_slug` of its slug is the one asked for.

        Also an entry to whose slug WordPress has added a 2. Those that the user may see and not edit are without
        `title`, `caption` and `missing_image_sizes`. One in the trash has given its slug away.
        """
        found: dict[str, Attachment] = {}
        for names in chunks([name for slug in slugs for name in (slug, f"{slug}-2")]):
            for attachment in self._with_names(names):
                known = found.setdefault(base_slug(attachment["slug"]), attachment)
                if len(attachment["slug"]) < len(known["slug"]):
                    found[base_slug(attachment["slug"])] = attachment
        return [found[slug] for slug in dict.fromkeys(slugs) if slug in found]

    def _with_names(self, names: Sequence[str]) -> list[Attachment]:
        params = {**_LIST, **_STATUS, "slug": ",".join(names)}
        found: dict[int, Attachment] = {}
        hidden = 0
        for response in pages(self._transport, ROUTE, {**params, **_EDIT}):
            entries = cast("list[object]", response.json)
            found |= {entry["id"]: entry for entry in map(_attachment, entries)}
            said = response.headers.get("X-WP-Total", "")
            hidden = int(said) - len(found) if said.isdecimal() else 0
        if hidden > 0:
            # WordPress counts those that the user may not edit, and leaves them out.
            for response in pages(self._transport, ROUTE, {**params, "_fields": ATTACHMENT_FIELDS}):
                entries = cast("list[object]", response.json)
                found = {entry["id"]: entry for entry in map(_attachment, entries)} | found
        return [found[number] for number in sorted(found)]

    def attachment(self, attachment_id: AttachmentId) -> Attachment:
        """Give one entry, as those see it who may edit it."""
        return _attachment(self._transport.send(Request(method="GET", route=_route(attachment_id), params=_EDIT)).json)

    def upload(
        self,
        path: Path,
        *,
        name: str,
        filename: str,
        mime: str,
        slug: str,
        texts: Texts | None = None,
        on_progress: Callable[[int], None] | None = None,
    ) -> Attachment:
        """Put a file into the media library and give its entry; `name` is what errors call it.

        Where somebody has put the same bytes there meanwhile, theirs is given and ours is taken away again: as far as
        WordPress has seen it, and given ours another slug. Raises
        UploadRefused where the site takes no such file, and AmbiguousWrite where the file may still turn up later.
        """
        texts = texts or {}
        at_once, later = _fitting(texts)
        request = Request(
            method="POST",
            route=ROUTE,
            params={"slug": slug, "_fields": ATTACHMENT_FIELDS, **at_once},
            file=FileBody(
                path=path,
                headers={"Content-Type": mime, "Content-Disposition": f'attachment; filename="{filename}"'},
                on_progress=on_progress,
            ),
            adds=True,
        )
        try:
            made = self._made_once(request, slug)
        except ApiError as error:
            raise explained(error, name=name, mime=mime, size=path.stat().st_size) from error
        if made["slug"] != slug and (elder := self._holder(slug, made)) is not None:
            self.take_back(AttachmentId(made["id"]))
            return elder
        return self.update(AttachmentId(made["id"]), later) if later else made

    def _made(self, request: Request) -> Attachment:
        answer = self._transport.send(request).json
        try:
            return _attachment(answer)
        except TransportError as error:
            raise AmbiguousWrite(error.message, method=request.method, route=request.route, hint=error.hint) from error

    def _made_once(self, request: Request, slug: str) -> Attachment:
        """Send an upload; once more only where the site asks for that, and it is not there."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._made(request)
            except AmbiguousWrite as error:
                found = self._found_after(error, slug)
                if found is not None:
                    return self.finish(found)
                if not may_add_again(attempt, error.retry_after):
                    hint = error.hint or _LOST
                    raise AmbiguousWrite(
                        error.message, method=error.method, route=error.route, hint=hint, retry_after=error.retry_after
                    ) from error

    def _found_after(self, error: AmbiguousWrite, slug: str) -> Attachment | None:
        """Look for an upload whose answer was lost, and see whether it gets whole."""
        if error.attachment_id is not None:
            return self.attachment(AttachmentId(error.attachment_id))
        found: Attachment | None = None
        for seconds in _LOOKS:
            time.sleep(seconds)
            found = next(iter(self.with_slugs([slug])), None)
            if found is not None and is_whole(found):
                break
        return found

    def _holder(self, slug: str, made: Attachment) -> Attachment | None:
        """Give the entry that has the slug which ours was to have. Not, where only others may see it."""
        return next((found for found in self.with_slugs([slug]) if found["id"] != made["id"]), None)

    def take_back(self, attachment_id: AttachmentId) -> None:
        """Delete an upload that nothing shows yet, for good; where that can not be, it stays."""
        try:
            self._transport.send(
                Request(method="DELETE", route=_route(attachment_id), params={"force": "true", "_fields": "id"})
            )
        except (ApiError, AmbiguousWrite):
            # A second copy in the library harms nobody; a run that stops here would.
            return

    def finish(self, attachment: Attachment) -> Attachment:
        """Have WordPress make the sizes of an image that it did not get round to, as far as it can.

        It gets on a little with each try, also where it breaks down again. Some sites can make no sizes at all: so what
        comes back may be as unfinished as before. The file itself is there in any case.
        """
        for _ in range(_MOST_TRIES):
            missing = attachment.get("missing_image_sizes")
            if is_whole(attachment):
                break
            try:
                attachment = self._processed(AttachmentId(attachment["id"]))
            except ApiError:
                # It is somebody else's, or the site has no such route.
                break
            if attachment.get("missing_image_sizes") == missing:
                break
        return attachment

    def _processed(self, attachment_id: AttachmentId) -> Attachment:
        route = f"{_route(attachment_id)}/post-process"
        request = Request(method="POST", route=route, params=_EDIT, json={"action": "create-image-subsizes"})
        try:
            return self._made(request)
        except AmbiguousWrite:
            return self.attachment(attachment_id)

    def update(self, attachment_id: AttachmentId, texts: Texts) -> Attachment:
        """Change what is said about a file; what is not named stays. Sending it twice does no more than once."""
        sent = cast("dict[str, object]", texts)
        request = Request(method="POST", route=_route(attachment_id), params=_EDIT, json=sent)
        try:
            return self._made(request)
        except AmbiguousWrite:
            return self._made(request)

    def all_of_ours(self) -> list[Attachment]:
        """Give every entry that wppush has made and the user may edit, by id.

        WordPress can not search for the beginning of a slug, so the slugs of all entries are read, 100 in a request.
        """
        params = {**_LIST, **_STATUS, "context": "edit", "_fields": "id,slug"}
        ours = [str(entry["id"]) for entry in self._briefly(params) if str(entry.get("slug", "")).startswith(OURS)]
        found: list[Attachment] = []
        for start in range(0, len(ours), PER_PAGE):
            wanted = ",".join(ours[start : start + PER_PAGE])
            for response in pages(self._transport, ROUTE, {**_LIST, **_EDIT, **_STATUS, "include": wanted}):
                found += map(_attachment, cast("list[object]", response.json))
        return found

    def _briefly(self, params: dict[str, str]) -> Iterator[dict[str, object]]:
        for response in pages(self._transport, ROUTE, params):
            entries = cast("Iterable[object]", response.json)
            yield from (entry for entry in entries if isinstance(entry, dict) and "id" in entry)

    def delete(self, attachment_id: AttachmentId) -> bool:
        """Take a file out of the media library; into the trash where the site has one for media, else for good.

        Gives whether it can be taken out of the trash again.
        """
        with contextlib.suppress(NotFound):
            try:
                self._delete(attachment_id, {})
            except ApiError as error:
                if error.code != "rest_trash_not_supported":
                    raise
                self._delete(attachment_id, {"force": "true"})
                return False
            return True
        return False

    def _delete(self, attachment_id: AttachmentId, params: dict[str, str]) -> None:
        request = Request(method="DELETE", route=_route(attachment_id), params={"_fields": "id", **params})
        try:
            self._transport.send(request)
        except AmbiguousWrite:
            self._transport.send(request)


_ATTACHMENT = TypeAdapter(Attachment)


def _attachment(value: object) -> Attachment:
    if isinstance(value, dict):
        # PHP writes what is empty as a list; `_fields` leaves out what has nothing in it.
        details = value.get("media_details")
        details = dict(details) if isinstance(details, dict) else {}
        if not isinstance(details.get("sizes"), dict):
            details.pop("sizes", None)
        value = {**value, "media_details": details}
        for field in ("title", "caption"):
            if not isinstance(value.get(field), dict) or "raw" not in value[field]:
                value.pop(field, None)
    return shaped(value, _ATTACHMENT, ROUTE)


def _route(attachment_id: int) -> str:
    return f"{ROUTE}/{attachment_id}"


def _fitting(texts: Texts) -> tuple[dict[str, str], Texts]:
    """Part the texts into those that go along in the URL of the upload and those for which that has no room."""
    at_once: dict[str, str] = {}
    room = LONGEST_QUERY - len(quote(ATTACHMENT_FIELDS)) - 500
    later: dict[str, str] = {}
    for key, value in texts.items():
        text = str(value)
        room -= len(quote(text))
        (at_once if room > 0 else later)[key] = text
    return at_once, cast("Texts", later)
