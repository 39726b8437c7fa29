"""The routes of the media library: what wppush asks of `/wp/v2/media`, each with the shape of its answer checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wppush.wordpress.transport import Transport


class MediaLibrary:
    """The media library of one site, as one user."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
