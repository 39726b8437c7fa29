"""The JSON of an entry in the media library, in WordPress's own spelling, and what can be read from it."""

from __future__ import annotations

from typing import NewType, NotRequired

# Not typing's: before Python 3.12 that one can't say at run time which keys are required.
from typing_extensions import TypedDict

from wppush.wordpress.wire import Raw

AttachmentId = NewType("AttachmentId", int)


class ImageSize(TypedDict):
    """One of the sizes that WordPress has made of an image."""

    source_url: str
    width: int
    height: int


class MediaDetails(TypedDict):
    """What WordPress has found out about a file. For an image that it could not read, and other files: next to nothing."""

    width: NotRequired[int]
    height: NotRequired[int]
    sizes: NotRequired[dict[str, ImageSize]]
    """By name: thumbnail, medium, large, full and what the theme adds."""
    original_image: NotRequired[str]
    """The file's name before WordPress made `source_url` of it, for its width or its orientation."""


class Attachment(TypedDict):
    """An entry of `/wp/v2/media` with `_fields=ATTACHMENT_FIELDS`."""

    id: int
    slug: str
    source_url: str
    mime_type: str
    alt_text: str
    media_details: MediaDetails
    post: NotRequired[int | None]
    """The post that it was uploaded to."""
    title: NotRequired[Raw]
    """This, the caption and what is missing: only for those who may edit it."""
    caption: NotRequired[Raw]
    missing_image_sizes: NotRequired[list[str]]
    """Sizes that WordPress did not get round to: the upload was cut off."""


ATTACHMENT_FIELDS = (
    "id,slug,source_url,mime_type,alt_text,media_details.width,media_details.height,media_details.sizes,"
    "media_details.original_image,post,title.raw,caption.raw,missing_image_sizes"
)

_SLUG_LENGTH = len("wppush-") + 32


def base_slug(slug: str) -> str:
    """Give the slug that was asked for, where WordPress has added a number to it."""
    return slug[:_SLUG_LENGTH]


def is_whole(attachment: Attachment) -> bool:
    """Say whether WordPress has made all sizes of an image. True where it does not tell."""
    return not attachment.get("missing_image_sizes")


def original_url(attachment: Attachment) -> str:
    """Give the address of the file as it was uploaded, also where WordPress shows a smaller or turned copy of it."""
    name = attachment["media_details"].get("original_image")
    if not name:
        return attachment["source_url"]
    folder = attachment["source_url"].rpartition("/")[0]
    return f"{folder}/{name}"
