"""WP6xx: what there is to say about this machine, on which a preview runs a WordPress."""

from __future__ import annotations

from wppush.codes.base import BaseCode


class MachineCode(BaseCode):
    """A `WP6xx` code."""

    # What runs WordPress
    NO_ENGINE = "WP601", "Nothing on this machine can run WordPress."
    UNKNOWN_ENGINE = "WP602", "There is no such engine."
    SYSTEM = "WP603", "A preview needs a POSIX system."
    COMMAND_FAILED = "WP604", "A command that the preview needs has failed."

    # Which WordPress
    NO_WORDPRESS = "WP610", "WordPress could not be had."
    NO_SUCH_WORDPRESS = "WP611", "What `--wordpress` names is no version of WordPress, and no file or folder."
    ARCHIVE = "WP612", "What should hold WordPress does not, or is damaged."
    NO_SQLITE_PLUGIN = "WP613", "WordPress's SQLite plugin could not be had."

    # Where it lies
    FOLDER = "WP620", "The folder of the preview can not be used."
    OTHERWISE = "WP621", "The preview was set up in another way."
    SUBDIRECTORY = "WP622", "The preview's subdirectory is none."

    # Running
    NO_PORT = "WP630", "No port is free on this machine."
    ENDED = "WP631", "The server of the preview has ended, or does not answer."
    INSTALLATION = "WP632", "WordPress's installation has failed."
