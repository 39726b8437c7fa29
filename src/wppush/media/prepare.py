"""What is made of a file before it is uploaded. Works on a copy; the author's file is never written."""

from __future__ import annotations

import importlib.util
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wppush.errors import ConfigError
from wppush.media.files import check_unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.media.files import MediaFile, Options


def check_options(options: Options) -> None:
    """Raise ConfigError where an option needs Pillow and it is not installed."""
    if options.need_pillow and importlib.util.find_spec("PIL") is None:
        hint = "type: pip install 'wppush[images]'"
        raise ConfigError("max_width and webp in [media] of wppush.toml need Pillow, which is not installed", hint=hint)


@contextmanager
def prepared(media: MediaFile) -> Iterator[MediaFile]:
    """Give the file as it is to be uploaded, with `path`, `filename`, `mime` and `size` of what was made of it.

    What was made is gone afterwards. Raises SourceError where the author's file was changed since it was opened, is no
    image that can be opened, or is too large.
    """
    check_unchanged(media)
    yield media
