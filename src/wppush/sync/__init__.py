"""The only package that writes to a site: it reads the snapshot and applies a plan."""

from __future__ import annotations

from wppush.sync.apply import apply_plan
from wppush.sync.foresee import foresee_all
from wppush.sync.others import other_posts
from wppush.sync.outcome import Action, Outcome
from wppush.sync.snapshot import take_media, take_snapshot, unknown_users
from wppush.sync.unused import UnusedFile, delete_files, unused_files

__all__ = [
    "Action",
    "Outcome",
    "UnusedFile",
    "apply_plan",
    "delete_files",
    "foresee_all",
    "other_posts",
    "take_media",
    "take_snapshot",
    "unknown_users",
    "unused_files",
]
