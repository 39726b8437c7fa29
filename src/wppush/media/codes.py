"""Every code that `media` can report, with its meaning: the one table that the reports and the docs read."""

from __future__ import annotations

from wppush.codes import BaseCode


class Code(BaseCode):
    """A `WP4xx` code."""

    # A file of the author's
    MISSING = "WP401", "There is no such file, or it is a folder."
    UNREADABLE = "WP402", "The operating system does not let wppush read the file."
    EMPTY = "WP403", "The file is empty."
    TOO_LARGE = "WP404", "The file is larger than the settings allow."
    CHANGED = "WP405", "The file was changed while wppush was at work."

    # What is in it
    TYPE = "WP410", "WordPress takes no files of this type, unless `types` in `[media]` says that this site does."
    CONTENT = "WP411", "The file's content is not what its name says."
    LFS_POINTER = "WP412", "The file is a pointer of Git LFS: the file itself was not downloaded."

    # What is to be made of it
    BROKEN_IMAGE = "WP420", "The image can not be opened, so it can not be made smaller or converted."
    TOO_MANY_PIXELS = "WP421", "The image has so many pixels that opening it could fill the memory."
    LOCATION_STAYS = "WP422", "The place where the picture was taken can not be taken out of files of this type."

    # A file from elsewhere
    BAD_ADDRESS = "WP440", "The address is none from which a file can be fetched."
    NOT_PUBLIC = "WP441", "The address leads into a private network, from which nothing is published."
    UNREACHABLE = "WP442", "The other server does not answer, or answers with an error."
    NOT_MEDIA = "WP443", "The other server sends something else than an image, a sound or a film."
    REMOTE_TOO_LARGE = "WP444", "What the other server sends is larger than the settings allow."
    TOO_SLOW = "WP445", "The other server took too long."
