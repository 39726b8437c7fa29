"""Posts as a site can show them: what it has no block or no field for is rendered otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.plan import DesiredPost
    from wppush.wordpress.routes import WordPress


def fitting(posts: Sequence[DesiredPost], site: WordPress) -> list[DesiredPost]:
    """Give posts whose formulas are code, and whose notes are a list, where the site has no block or field for them.

    The site is asked only where there are any. Raises SiteError.
    """
    formulas = not any(post.uses_math for post in posts) or site.has_block("core/math")
    return [_fitted(post, site, formulas=formulas) for post in posts]


def _fitted(post: DesiredPost, site: WordPress, *, formulas: bool) -> DesiredPost:
    notes = post.footnotes is None or site.type(post.type).keeps_footnotes
    if post.again is None or (notes and (formulas or not post.uses_math)):
        return post
    return post.again(formulas, notes)
