"""The post of one file, without rendering it: by its mark, as a run finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from wppush.codes import SettingsCode, SiteCode
from wppush.errors import ConfigError, SiteError, SourceError

if TYPE_CHECKING:
    from wppush.config import Config
    from wppush.plan import RemotePost
    from wppush.source import Document
    from wppush.wordpress.routes import WordPress


def document_of(config: Config, path: str) -> Document:
    """Read one file. Raises SourceError, and ConfigError where a path names several."""
    from wppush.project.selection import files_of, reading_of

    files = files_of(config, [path])
    if len(files) != 1:
        raise ConfigError(f"{path} is {len(files)} files.", hint="name one file", ref=SettingsCode.ONE_FILE)
    reading = reading_of(config, files)
    if reading.faults:
        raise SourceError(list(reading.faults))
    return reading.documents[0]


def post_of(config: Config, document: Document, site: WordPress) -> RemotePost:
    """Give the post that a file has on the site. Raises SiteError where it has none."""
    from wppush.blocks import source_of
    from wppush.plan import DesiredPost
    from wppush.plan.match import match_posts
    from wppush.project.selection import claimed
    from wppush.sync import take_snapshot
    from wppush.texts import keep

    matter = document.front_matter
    wanted = DesiredPost(
        name=document.name,
        source=source_of(config.project, document.key),
        title="",
        slug=document.slug,
        words=keep(""),
        type=matter.type or "post",
        id=matter.id,
    )
    snapshot = take_snapshot(site, [wanted])
    found = match_posts([wanted], snapshot, claimed=claimed(config, [wanted], snapshot), force=False)[wanted.source]
    own = [post for post in snapshot.posts if post.mark is not None and post.mark.source == wanted.source]
    if found.remote is not None and (found.in_the_way is None or found.remote in own):
        return found.remote
    message = f"{site.url} has no post of {document.name}"
    if found.remote is not None:
        message += f"; the one at {found.remote.link} was not written from it"
    raise SiteError(message, hint=f"type: wppush publish {document.name}", ref=SiteCode.NO_POST)


def page_of(post: RemotePost, site: WordPress) -> str:
    """Give the address at which a post is looked at; that of a draft is for whoever is logged in."""
    if post.trashed:
        return f"{site.admin_url()}edit.php?{urlencode({'post_status': 'trash', 'post_type': post.type})}"
    # What opens in a browser is an address of the web, whatever a site says.
    link = post.link if post.link.startswith(("https://", "http://")) else f"{site.url}/?p={post.id}"
    if post.status in ("publish", "private"):
        return link
    return f"{link}{'&' if '?' in link else '?'}preview=true"


def editor_of(post: RemotePost, site: WordPress) -> str:
    """Give the address of the editor with a post in it."""
    return f"{site.admin_url()}post.php?{urlencode({'post': post.id, 'action': 'edit'})}"
