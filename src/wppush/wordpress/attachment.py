"""The JSON of an entry in the media library, in WordPress's own spelling, and what can be read from it."""

from __future__ import annotations

from typing import NewType, NotRequired

# Not typing's: before Python 3.12 that one can't say at run time which keys are required.
from typing_extensions import TypedDict

from wppush.wordpress.wire import Raw  # noqa: TC001 (read at run time, when the shape of an answer is checked)

AttachmentId = NewType("AttachmentId", int)


class ImageSize(TypedDict):
    """One of the sizes that WordPress has made of an image."""

    source_url: str
    width: int
    height: int


class MediaDetails(TypedDict):
    """What WordPress has found out about a file; about other files than images next to nothing."""

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
    date_gmt: NotRequired[str]
    """When it was uploaded."""
    post: NotRequired[int | None]
    """The post that it was uploaded to."""
    title: NotRequired[Raw]
    """This, the caption and what is missing: only for those who may edit it."""
    caption: NotRequired[Raw]
    missing_image_sizes: NotRequired[list[str]]
    """Sizes that WordPress did not get round to: the upload was cut off."""


ATTACHMENT_FIELDS = (
    "id,slug,source_url,mime_type,alt_text,media_details,date_gmt,post,title.raw,caption,missing_image_sizes"
)
"""WordPress 6.5 to 7.1 give the caption and the details as a whole, or, of `caption.raw`, nothing."""

_SLUG_LENGTH = len("wppush-") + 32


def base_slug(slug: str) -> str:
    """Give the slug that was asked for, where WordPress has added a number to it."""
    return slug[:_SLUG_LENGTH]


def is_whole(attachment: Attachment) -> bool:
    """Say whether WordPress has made all sizes of an image. True where it does not tell, and for other files.

    Of PDFs it makes pictures only where PHP has Imagick, and counts them as missing everywhere else.
    """
    return not attachment["mime_type"].startswith("image/") or not attachment.get("missing_image_sizes")


def original_url(attachment: Attachment) -> str:
    """Give the address of the file as it was uploaded, also where WordPress shows a smaller or turned copy of it."""
    name = attachment["media_details"].get("original_image")
    if not name:
        return attachment["source_url"]
    folder = attachment["source_url"].rpartition("/")[0]
    return f"{folder}/{name}"
