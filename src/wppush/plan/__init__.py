"""What has to change: (desired, remote) to a plan of typed changes. Pure."""

from __future__ import annotations

from wppush.plan.changes import (
    Adopt,
    Change,
    Conflict,
    CreatePost,
    CreateTerm,
    Drift,
    FileChange,
    Gone,
    Plan,
    PostChange,
    Prune,
    Refused,
    RefusedBecause,
    Relink,
    Skipped,
    TrashPost,
    Unchanged,
    UpdateMedia,
    UpdatePost,
    UploadMedia,
)
from wppush.plan.directory import Directory, Place, RemoteMedia
from wppush.plan.links import unresolved
from wppush.plan.make import make_plan
from wppush.plan.media import media_wanted, uses_of
from wppush.plan.needs import Needs, needs
from wppush.plan.posts import (
    EMPTY_POST,
    FIELDS,
    DesiredPost,
    FeaturedImage,
    Field,
    MediaUse,
    PostLink,
    RemotePost,
    Snapshot,
    Text,
)
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
    "Directory",
    "Drift",
    "FeaturedImage",
    "Field",
    "FileChange",
    "Gone",
    "MediaUse",
    "Needs",
    "Place",
    "Plan",
    "PostChange",
    "PostLink",
    "Prune",
    "Refused",
    "RefusedBecause",
    "Relink",
    "RemoteMedia",
    "RemotePost",
    "RemoteTerm",
    "Skipped",
    "Snapshot",
    "TermIndex",
    "Text",
    "TrashPost",
    "Unchanged",
    "UpdateMedia",
    "UpdatePost",
    "UploadMedia",
    "make_plan",
    "media_wanted",
    "needs",
    "unresolved",
    "uses_of",
]
