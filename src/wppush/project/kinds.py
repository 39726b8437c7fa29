"""What a file asks of its type: whether the site has it, which fields and taxonomies it has, and who may write it.

Of posts and pages WordPress itself says that, so nothing is asked of the site for them; whatever else there is, only
the site knows. What a type has no place for WordPress drops without a word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.codes import SiteCode
from wppush.diagnostics import Diagnostic
from wppush.errors import SourceError
from wppush.plan.posts import TAXONOMY
from wppush.plan.terms import desired_paths
from wppush.wordpress.types import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wppush.plan import DesiredPost, Field
    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.types import PostType

_NO_POSTS = frozenset(
    {
        "attachment",
        "nav_menu_item",
        "wp_font_face",
        "wp_font_family",
        "wp_global_styles",
        "wp_template",
        "wp_template_part",
    }
)
"""Types of WordPress's own that are not written as posts are."""
_SUPPORTS: dict[Field, str] = {
    "title": "title",
    "excerpt": "excerpt",
    "author": "author",
    "menu_order": "page-attributes",
    "featured_image": "thumbnail",
    "format": "post-formats",
    "comments": "comments",
    "pings": "comments",
}
"""What a type has to support for a field."""
_TAXONOMY_OF: dict[Field, str] = {"categories": "category", "tags": "post_tag"}
_NOTHING: tuple[object, ...] = ("", (), 0, False, "standard", "closed")


def raise_unless_there(posts: Sequence[DesiredPost], site: WordPress) -> None:
    """Refuse types, fields and taxonomies that the site does not have. Raises SourceError with all of them."""
    faults = [fault for post in posts for fault in _faults(post, site)]
    if faults:
        raise SourceError(faults)


def without_what_is_not_there(post: DesiredPost, site: WordPress) -> DesiredPost:
    """Give the post without fields that its type has no place for: a title made from a file's name, empty values."""
    lacking = _lacking(post, site.type(post.type))
    return replace(post, left_out=post.left_out | lacking) if lacking else post


def _faults(post: DesiredPost, site: WordPress) -> Iterable[Diagnostic]:
    if post.type not in KNOWN and (post.type in _NO_POSTS or post.type not in site.types()):
        known = ", ".join(sorted(set(site.types()) - _NO_POSTS))
        message = f'the site has no type of posts "{post.type}" that wppush could write'
        hint = f"its types are {known}; a plugin or the theme registers others, with show_in_rest"
        yield _fault(post, "type", message, hint)
        return
    kind = site.type(post.type)
    if not site.may(kind.capability("edit_posts")):
        message = f"{site.user['name']} may not write posts of the type {kind.name}"
        hint = "use the account of an editor or an administrator" if kind.name in KNOWN else "ask an administrator"
        yield _fault(post, "type", message, hint, code=SiteCode.MAY_NOT)
        return
    if kind.supports is not None and "editor" not in kind.supports:
        message = f"posts of the type {kind.name} have no text, and without one wppush can not keep them"
        yield _fault(post, "type", message, 'the plugin or theme that registers it has to add "editor" to its supports')
        return
    for field in sorted(_lacking(post, kind)):
        if field != "title" and getattr(post, field, None) not in _NOTHING:
            yield _fault(post, field, f"posts of the type {kind.name} have no {field}", f"delete {field}")
    if post.meta and kind.supports is not None and "custom-fields" not in kind.supports:
        message = f"posts of the type {kind.name} have no fields of their own, so meta can not be stored"
        hint = 'the plugin or theme that registers it has to add "custom-fields" to its supports'
        yield _fault(post, "meta", message, hint)
    for name in sorted(post.taxonomies):
        yield from _of_taxonomy(post, name, site)


def _of_taxonomy(post: DesiredPost, name: str, site: WordPress) -> Iterable[Diagnostic]:
    known = site.taxonomies()
    field = f"{TAXONOMY}{name}"
    if name not in known:
        hint = (
            f"its taxonomies are {', '.join(sorted(known))}; a plugin or the theme registers others, with show_in_rest"
        )
        yield _fault(post, field, f'the site has no taxonomy "{name}"', hint)
    elif post.type not in known[name].types:
        own = ", ".join(sorted(found for found, taxonomy in known.items() if post.type in taxonomy.types))
        message = f"posts of the type {post.type} have no {name}"
        yield _fault(post, field, message, f"its taxonomies are {own}" if own else "it has no taxonomy")
    elif not known[name].hierarchical and any(len(path) > 1 for path in desired_paths(post, field)):
        message = f"the terms of {name} have no parents"
        yield _fault(post, field, message, "write each name alone, without >")


def _lacking(post: DesiredPost, kind: PostType) -> frozenset[Field]:
    """Give the fields that the file has and its type has not; of WordPress's own types that was said before."""
    if kind.supports is None:
        return frozenset()
    found: set[Field] = set()
    for field in post.managed:
        needed = _SUPPORTS.get(field)
        if (
            (needed is not None and needed not in kind.supports)
            or (field == "parent" and not kind.hierarchical)
            or (field in _TAXONOMY_OF and _TAXONOMY_OF[field] not in kind.taxonomies)
            or field == "sticky"
        ):
            found.add(field)
    return frozenset(found)


def _fault(
    post: DesiredPost, field: Field, message: str, hint: str, *, code: str = SiteCode.NO_SUCH_KIND
) -> Diagnostic:
    return Diagnostic(code=code, message=message, location=post.place(field), hint=hint)
