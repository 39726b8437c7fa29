"""Posts that are in the trash because their files are gone: their marks say so, and what they were before.

Who finds a post there that somebody on the site has moved there leaves it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.blocks import Mark, digest

if TYPE_CHECKING:
    from wppush.plan.posts import RemotePost

_TRASHED = digest("trash")
WAS = "was"
"""Beside the fields, the mark has a digest of the status that the post had."""


def mark_of_trashed(remote: RemotePost, mark: Mark) -> Mark:
    """Give the mark of a post that goes to the trash because its file is gone: when the file is back, so is it."""
    return Mark(
        source=mark.source,
        base={**mark.base, "status": _TRASHED},
        sent={**mark.sent, WAS: digest(remote.status)},
    )


def says_trashed(remote: RemotePost) -> bool:
    """Say whether the mark has the post in the trash, because its file was gone, and it is not there (any longer)."""
    return remote.mark is not None and WAS in remote.mark.sent and not remote.trashed


def status_before_trash(remote: RemotePost) -> str | None:
    """Give the status that a post had when its file went; None for a post that somebody on the site has trashed."""
    mark = remote.mark
    if mark is None or not remote.trashed or mark.base.get("status") != _TRASHED:
        return None
    statuses = ("publish", "future", "draft", "pending", "private")
    return next((status for status in statuses if digest(status) == mark.sent.get(WAS)), "draft")
