"""Bringing the media library to what a plan says, before the posts are written that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic, Location, Severity
from wppush.errors import AuthError, SiteError, SourceError
from wppush.media import RemoteFile
from wppush.media.prepare import prepared
from wppush.plan import UpdateMedia, UploadMedia
from wppush.sync.calls import Elder, Work
from wppush.sync.foresee import foresee_media
from wppush.sync.outcome import Action
from wppush.sync.remote import remote_media
from wppush.wordpress.attachment import AttachmentId

if TYPE_CHECKING:
    from wppush.plan import Directory, RemoteMedia
    from wppush.sync.outcome import Outcome
    from wppush.wordpress.attachment import Attachment
    from wppush.wordpress.media import Texts
    from wppush.wordpress.routes import WordPress

OnUpload = Callable[[str, int, int], None]
"""Told of a file, as reports name it: how many of its bytes are sent, and how many it has. Called in any thread."""


class Uploads:
    """Uploads files and changes what is said of them; what it made is in the directory afterwards."""

    def __init__(
        self, site: WordPress, directory: Directory, on_upload: OnUpload | None = None, *, is_old: Callable[[], bool]
    ) -> None:
        """`is_old`: says whether the look at the site that the plan was made with is too long ago to write after it."""
        self._site = site
        self._directory = directory
        self._is_old = is_old
        self._on_upload = on_upload
        self.failed: dict[str, str] = {}
        """By slug, why a file is not there, or why the library does not say of it what it should."""

    async def carry_out(self, change: UploadMedia | UpdateMedia) -> Outcome:
        """Upload a file, or change what is said of one. Raises SiteError and SourceError, and remembers a failure."""
        outlook = foresee_media(change)
        slug = change.use.slug if isinstance(change, UploadMedia) else change.slug
        try:
            known = await Work(partial(self._bring, change))
            if isinstance(change, UploadMedia) and (elder := await Elder(known.item.id, slug)) is not None:
                # Another run was at it at the same moment, and WordPress has given both the same slug.
                known = await Work(partial(self._give_way, known, elder))
        except AuthError as error:
            if isinstance(change, UploadMedia) or error.status != HTTPStatus.FORBIDDEN:
                self.failed[slug] = error.message
                raise
            # It is somebody else's. The file is there, so no post has to wait for its words.
            return replace(outlook, action=Action.SKIPPED, changed_fields=(), diagnostics=(_not_ours(change),))
        except (SiteError, SourceError) as error:
            # A post whose mark said that this was written would keep the next run from trying it.
            self.failed[slug] = faults_of(error)
            raise
        self._directory.media[slug] = known
        done = {Action.UPLOAD: Action.UPLOADED, Action.UPDATE: Action.UPDATED}[outlook.action]
        return replace(outlook, action=done, id=known.item.id, link=known.item.url)

    def _bring(self, change: UploadMedia | UpdateMedia) -> RemoteMedia:
        return self._upload(change) if isinstance(change, UploadMedia) else self._update(change)

    def _upload(self, change: UploadMedia) -> RemoteMedia:
        use = change.use
        if isinstance(use.file, RemoteFile):
            raise TypeError(f"{use.file.name} has to be fetched while the plan is made")
        texts: Texts = {"title": use.file.title}
        if use.alt:
            texts["alt_text"] = use.alt
        if use.caption:
            texts["caption"] = use.caption
        with prepared(use.file) as file:
            attachment = self._site.media.upload(
                file.path,
                name=file.name,
                filename=file.filename,
                mime=file.mime,
                slug=use.slug,
                texts=texts,
                on_progress=partial(self._tell, file.name, file.size),
            )
        return remote_media(self._site.media.finish(attachment))

    def _give_way(self, known: RemoteMedia, elder: Attachment) -> RemoteMedia:
        self._site.media.take_back(AttachmentId(known.item.id))
        return remote_media(self._site.media.finish(elder))

    def _tell(self, name: str, size: int, sent: int) -> None:
        if self._on_upload is not None:
            self._on_upload(name, sent, size)

    def _update(self, change: UpdateMedia) -> RemoteMedia:
        texts: Texts = {}
        if change.alt is not None:
            texts["alt_text"] = change.alt
        if change.caption is not None:
            texts["caption"] = change.caption
        number = AttachmentId(change.remote.item.id)
        if texts and self._is_old():
            now, then = remote_media(self._site.media.attachment(number)), change.remote
            if (now.alt, now.caption) != (then.alt, then.caption):
                raise SiteError(
                    f"what the media library says of {change.name} was changed while this run was on",
                    hint="nothing of it was written; run the same command again to see what changed",
                    ref=SiteCode.CHANGED_MEANWHILE,
                )
        attachment = self._site.media.update(number, texts) if texts else self._site.media.attachment(number)
        return remote_media(self._site.media.finish(attachment))


def faults_of(error: SiteError | SourceError) -> str:
    """Give what went wrong, in a sentence for the posts that wait for it."""
    return error.diagnostics[0].message if isinstance(error, SourceError) else error.message


def _not_ours(change: UpdateMedia) -> Diagnostic:
    said = [f'{name} "{text}"' for name, text in (("alt", change.alt), ("caption", change.caption)) if text is not None]
    return Diagnostic(
        code=SiteCode.NOT_YOURS,
        severity=Severity.WARNING,
        message=f"{change.name} is in the media library as somebody else's, so that does not say {', '.join(said)}",
        location=Location(path=change.used_by[0]) if change.used_by else None,
        hint="have an editor publish it once, or write it there",
    )
