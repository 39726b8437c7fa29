"""What has to change: (desired, remote) to a plan of typed changes. Pure."""

from __future__ import annotations

from wppush.plan.changes import (
    Adopt,
    Change,
    Conflict,
    CreatePost,
    CreateTerm,
    Drift,
    Plan,
    PostChange,
    Refused,
    RefusedBecause,
    TrashPost,
    Unchanged,
    UpdatePost,
)
from wppush.plan.make import make_plan, taxonomies_needed
from wppush.plan.posts import EMPTY_POST, FIELDS, DesiredPost, Field, RemotePost, Snapshot
from wppush.plan.terms import RemoteTerm, TermIndex

__all__ = [
    "EMPTY_POST",
    "FIELDS",
    "Adopt",
    "Change",
    "Conflict",
    "CreatePost",
    "CreateTerm",
    "DesiredPost",
    "Drift",
    "Field",
    "Plan",
    "PostChange",
    "Refused",
    "RefusedBecause",
    "RemotePost",
    "RemoteTerm",
    "Snapshot",
    "TermIndex",
    "TrashPost",
    "Unchanged",
    "UpdatePost",
    "make_plan",
    "taxonomies_needed",
]
