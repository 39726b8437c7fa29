"""Files to upload: what identifies one, what the site is to call it, and what is made of it first.

Knows nothing of a site. Pillow and the network are imported where they are used.
"""

from __future__ import annotations

from wppush.media.codes import Code
from wppush.media.elsewhere import RemoteFile
from wppush.media.files import SLUG_PREFIX, MediaFile, Options, open_file, slug_of
from wppush.media.prepare import check_options, prepared

__all__ = [
    "SLUG_PREFIX",
    "Code",
    "MediaFile",
    "Options",
    "RemoteFile",
    "check_options",
    "open_file",
    "prepared",
    "slug_of",
]
