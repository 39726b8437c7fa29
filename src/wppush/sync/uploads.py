"""Bringing the media library to what a plan says, before any post is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.errors import SiteError, SourceError
from wppush.media.prepare import prepared
from wppush.plan import UpdateMedia, UploadMedia
from wppush.sync.foresee import foresee_media
from wppush.sync.outcome import Action
from wppush.sync.remote import remote_media
from wppush.wordpress.attachment import AttachmentId

if TYPE_CHECKING:
    from wppush.plan import Directory, RemoteMedia
    from wppush.sync.outcome import Outcome
    from wppush.wordpress.media import Texts
    from wppush.wordpress.routes import WordPress


class Uploads:
    """Uploads files and changes what is said of them; what it made is in the directory afterwards."""

    def __init__(self, site: WordPress, directory: Directory) -> None:
        self._site = site
        self._directory = directory
        self.failed: dict[str, str] = {}
        """By slug, why a file is not there."""

    def carry_out(self, change: UploadMedia | UpdateMedia) -> Outcome:
        """Upload a file, or change what is said of one. Raises SiteError and SourceError, and remembers a failure."""
        outlook = foresee_media(change)
        slug = change.use.slug if isinstance(change, UploadMedia) else change.slug
        try:
            known = self._upload(change) if isinstance(change, UploadMedia) else self._update(change)
        except (SiteError, SourceError) as error:
            # Of a file that is there and keeps its old words no post has to wait.
            if isinstance(change, UploadMedia):
                self.failed[slug] = error.message
            raise
        self._directory.media[slug] = known
        done = {Action.UPLOAD: Action.UPLOADED, Action.UPDATE: Action.UPDATED}[outlook.action]
        return replace(outlook, action=done, id=known.item.id, link=known.item.url)

    def _upload(self, change: UploadMedia) -> RemoteMedia:
        use = change.use
        texts: Texts = {"title": use.file.title}
        if use.alt:
            texts["alt_text"] = use.alt
        if use.caption:
            texts["caption"] = use.caption
        with prepared(use.file) as file:
            attachment = self._site.media.upload(
                file.path, name=file.name, filename=file.filename, mime=file.mime, slug=use.slug, texts=texts
            )
        return remote_media(self._site.media.finish(attachment))

    def _update(self, change: UpdateMedia) -> RemoteMedia:
        texts: Texts = {}
        if change.alt is not None:
            texts["alt_text"] = change.alt
        if change.caption is not None:
            texts["caption"] = change.caption
        number = AttachmentId(change.remote.item.id)
        attachment = self._site.media.update(number, texts) if texts else self._site.media.attachment(number)
        return remote_media(self._site.media.finish(attachment))
