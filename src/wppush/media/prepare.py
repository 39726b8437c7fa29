"""What is made of a file before it is uploaded. Works on a copy; the author's file is never written.

Taking the location out leaves the pixels alone and needs no library. Making an image smaller, or a WebP of it, is
Pillow's work. What an option can not improve is uploaded as it is: a narrow image, an animation, a WebP that would be
larger than the JPEG.
"""

from __future__ import annotations

import importlib.util
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode
from wppush.errors import ConfigError
from wppush.media.codes import Code
from wppush.media.files import check_size, check_unchanged, fault
from wppush.media.location import Unreadable, without_location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wppush.media.files import MediaFile, Options


def check_options(options: Options) -> None:
    """Raise ConfigError where an option needs Pillow and it is not installed."""
    if options.need_pillow and importlib.util.find_spec("PIL") is None:
        hint = "type: pip install 'wppush[images]'"
        raise ConfigError(
            "max_width and webp in [media] of wppush.toml need Pillow, which is not installed",
            hint=hint,
            ref=SettingsCode.PILLOW,
        )


@contextmanager
def prepared(media: MediaFile) -> Iterator[MediaFile]:
    """Give the file as it is to be uploaded, with `path`, `filename`, `mime` and `size` of what was made of it.

    What was made is gone afterwards. Raises SourceError where the author's file was changed since it was opened, is no
    image that can be opened, or is too large; ConfigError where Pillow is needed and missing.
    """
    check_options(media.options)
    check_unchanged(media)
    if not media.needs_preparing:
        yield media
        return
    with tempfile.TemporaryDirectory(prefix="wppush-") as folder:
        made = _made(media, Path(folder))
        check_size(made.size, media.name, media.options)
        yield made


def _made(media: MediaFile, folder: Path) -> MediaFile:
    made = media
    if media.options.strip_location:
        try:
            content = without_location(media.path.read_bytes(), media.mime)
        except Unreadable as error:
            raise fault(Code.BROKEN_IMAGE, media.name, f"is broken: {error}", "open it, and save it again") from None
        path = folder / "stripped"
        path.write_bytes(content)
        made = replace(media, path=path, size=len(content))
    if media.options.need_pillow:
        from wppush.media.pixels import reworked

        result = reworked(made, folder)
        if result is not None:
            path, mime, ending = result
            filename = f"{PurePath(media.filename).stem}.{ending}"
            made = replace(made, path=path, size=path.stat().st_size, mime=mime, filename=filename)
    return made
