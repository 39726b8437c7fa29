"""The types of posts and the taxonomies of a site: what stands in its index, and where its routes are."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """A type of posts that the REST API has."""

    name: str
    route: str
    """`/wp/v2/posts`, or one in another namespace."""
    hierarchical: bool = False
    supports: frozenset[str] | None = None
    """`title`, `editor`, `excerpt`, `custom-fields` and so on; None where the site was not asked."""
    taxonomies: frozenset[str] = frozenset()
    """By name: `category`, `post_tag`, `genre`."""
    capabilities: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What a user needs for this type, by what it is called for posts: `publish_posts` is `publish_pages` for pages."""

    def capability(self, name: str) -> str:
        """Give what a capability for posts is called for this type."""
        return self.capabilities.get(name, name)

    @property
    def keeps_footnotes(self) -> bool:
        """Whether its posts have the field that WordPress keeps the words of footnotes in."""
        return self.supports is None or {"editor", "custom-fields", "revisions"} <= self.supports


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteTaxonomy:
    """A taxonomy that the REST API has."""

    name: str
    route: str
    key: str
    """What a post calls its terms: `categories`, `tags`, `genre`."""
    hierarchical: bool
    types: frozenset[str] = field(default=frozenset())
    capabilities: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def creating(self) -> str:
        """The capability that a user needs to add terms: WordPress lets whoever writes posts add tags."""
        name = "edit_terms" if self.hierarchical else "assign_terms"
        return self.capabilities.get(name, "manage_categories" if self.hierarchical else "edit_posts")


POST = PostType(name="post", route="/wp/v2/posts", taxonomies=frozenset({"category", "post_tag"}))
_EDITING = ("edit", "edit_others", "edit_published", "edit_private", "publish")
_OF_PAGES = {f"{what}_posts": f"{what}_pages" for what in _EDITING}
PAGE = PostType(name="page", route="/wp/v2/pages", hierarchical=True, capabilities=MappingProxyType(_OF_PAGES))
KNOWN: Mapping[str, PostType] = MappingProxyType({"post": POST, "page": PAGE})
"""Those that every WordPress has, at these routes."""
