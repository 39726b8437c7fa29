"""A WordPress of one's own on this machine, for looking before publishing, and for the tests.

It listens on 127.0.0.1 only, lives in the user's cache folder, goes on when the command ends, and needs no database
server and no installation: PHP's web server with SQLite, or WordPress Playground on Node where there is no PHP.
"""

from wppush.preview.lifecycle import reset, start, status, stop
from wppush.preview.model import LocalUser, LocalWordPress

__all__ = ["LocalUser", "LocalWordPress", "reset", "start", "status", "stop"]
