"""What the user may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.doctor.verdict import info, ok, problem, warning

if TYPE_CHECKING:
    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit

_NEEDED = "edit_posts"
_RIGHTS = (
    ("publish_posts", "publish posts: they wait as pending until an editor publishes them"),
    ("edit_published_posts", "change posts once they are published"),
    ("edit_others_posts", "change posts of others, or publish in their name"),
    ("edit_pages", "write pages"),
    ("publish_pages", "publish pages"),
    ("upload_files", "upload pictures and files: posts that show any are refused"),
    ("manage_categories", "make new categories"),
)


def role(visit: Visit) -> Verdict:
    """What the user may do with posts, pages, files and categories."""
    roles = visit.user.get("roles")
    names = ", ".join(map(str, roles)) if isinstance(roles, list) and roles else "no role"
    if not visit.may(_NEEDED):
        return problem(
            f"{names}: may not write posts",
            "nothing can be published as this user",
            "Have an administrator give the user the role Author or Editor: Users → All Users → Edit → Role.",
        )
    lacking = [words for capability, words in _RIGHTS if not visit.may(capability)]
    if not lacking:
        return ok(f"{names}: may do all that wppush does")
    if visit.may("publish_posts") and visit.may("upload_files") and visit.may("edit_published_posts"):
        return info(f"{names}: may publish posts and upload files", f"may not {'; '.join(lacking)}")
    return warning(
        f"{names}: may write posts",
        f"may not {'; '.join(lacking)}",
        "For all of this, have an administrator give the user the role Editor; or write `status: pending`"
        " into the files.",
    )


def html(visit: Visit) -> Verdict:
    """Whether WordPress leaves the user's HTML as it is."""
    if visit.may("unfiltered_html"):
        return ok("is stored as it is written")
    return info(
        "is filtered",
        "WordPress takes out what it does not trust this user with: scripts, styles, forms and frames in raw HTML."
        " Blocks of Markdown come through whole",
        "If posts have such HTML: publish as an editor or administrator (in a network of sites: as its super"
        " administrator).",
    )


def uploads(visit: Visit) -> Verdict:
    """Whether files can be uploaded, and what is known of their limits."""
    if not visit.may("upload_files"):
        return warning(
            "not allowed",
            "posts that show pictures or files of this machine are refused",
            "Have an administrator give the user the role Author or Editor.",
        )
    return ok(
        "allowed; WordPress does not tell how large a file may be",
        "nginx takes 1 MB in one request unless client_max_body_size says more; PHP's limits for forms do not count."
        " Pictures, PDF, audio, video and office files are taken, SVG is not without a plugin",
    )
