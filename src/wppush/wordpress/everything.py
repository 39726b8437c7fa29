"""Everything that a site gives of its content: posts of every type and status, terms, settings, widgets, styles.

For a question about the whole site ("does anything show this file?") that may be answered with no only by who has seen
all of it. So what the user is not shown is an error here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wppush.codes import SiteCode
from wppush.errors import ApiError, AuthError, NotFound, SiteError
from wppush.wordpress.listing import MOST_PAGES, counted
from wppush.wordpress.transport import Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wppush.wordpress.routes import WordPress
    from wppush.wordpress.transport import Response, Transport

NEEDED = ("edit_others_posts", "edit_others_pages", "delete_others_posts", "edit_theme_options", "manage_options")
"""What a user may do who sees everything: an administrator."""
_PER_PAGE = 50
"""Each comes as visitors see it, too, which takes WordPress its time: so that shortcodes tell what they show."""
_MEDIA = "/wp/v2/media"
_OF_FILES = "id,featured_media,description.raw,caption.raw,meta"
_EDIT = {"context": "edit"}


def raise_unless_all_is_seen(site: WordPress) -> None:
    """Raise AuthError for a user who does not see everything."""
    if missing := [name for name in NEEDED if not site.may(name)]:
        raise AuthError(
            f"{site.user['name']} does not see everything that {site.url} shows ({', '.join(missing)} is missing)",
            status=403,
            code="",
            method="GET",
            route="",
            hint="use the account of an administrator",
            ref=SiteCode.SEES_NOT_ALL,
        )


def everything(site: WordPress, transport: Transport) -> Iterator[dict[str, object]]:
    """Give each post, term, widget and the settings, as JSON with all of its fields. Raises SiteError."""
    _see_all_types(site, transport)
    statuses = ",".join(_statuses(transport))
    for route in sorted({kind.route for kind in site.types().values()} - {_MEDIA}):
        yield from _list(transport, route, {**_EDIT, "status": statuses})
    yield from _list(transport, _MEDIA, {**_EDIT, "status": "inherit,private,trash", "_fields": _OF_FILES})
    terms = ["/wp/v2/categories", "/wp/v2/tags", *(taxonomy.route for taxonomy in site.taxonomies().values())]
    for route in sorted(set(terms)):
        yield from _list(transport, route, _EDIT)
    yield from _list(transport, "/wp/v2/widgets", _EDIT)
    yield from _one(transport, "/wp/v2/settings", {})
    for theme in _list(transport, "/wp/v2/themes", {"status": "active"}):
        if (number := _styles_of(theme)) is not None:
            yield from _one(transport, f"/wp/v2/global-styles/{number}", _EDIT)


def _see_all_types(site: WordPress, transport: Transport) -> None:
    """Raise SiteError where there are types whose posts the user may not edit: those are left out of `types()`."""
    answer = transport.send(Request(method="GET", route="/wp/v2/types")).json
    hidden = sorted(set(answer if isinstance(answer, dict) else ()) - site.types().keys())
    if hidden:
        raise SiteError(
            f"{site.user['name']} may not see the drafts among what {site.url} has of type {', '.join(hidden)}",
            hint="use the account of a user who may edit these, too",
            ref=SiteCode.SEES_NOT_ALL,
        )


def _statuses(transport: Transport) -> list[str]:
    """Give every status that a post may have; `any` leaves out the trash, and what a plugin keeps out of searches."""
    answer = transport.send(Request(method="GET", route="/wp/v2/statuses", params=_EDIT)).json
    return sorted({"any", "trash", *map(str, answer if isinstance(answer, dict) else ())})


def _list(transport: Transport, route: str, params: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Give each entry of a list, also of one that WordPress gives whole whatever page is asked for."""
    seen: set[str] = set()
    for page in range(1, MOST_PAGES):
        wanted = {"per_page": str(_PER_PAGE), **params, "page": str(page)}
        try:
            response = transport.send(Request(method="GET", route=route, params=wanted))
        except NotFound:
            # A type without a list, as global styles are.
            return
        except AuthError as error:
            error.hint = f"{route} is not shown to this user, and may have what is looked for"
            raise
        except ApiError as error:
            if error.code == "rest_post_invalid_page_number":
                return
            raise
        found = cast("list[object]", response.json) if isinstance(response.json, list) else _values(response.json)
        new = [entry for entry in found if isinstance(entry, dict) and str(entry.get("id", entry)) not in seen]
        seen.update(str(entry.get("id", entry)) for entry in new)
        yield from new
        if not new or page >= _last_page(response, len(found)):
            _see_all(response, route, len(seen))
            return


def _values(value: object) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else []


def _last_page(response: Response, size: int) -> int:
    said = counted(response, "X-WP-TotalPages")
    return said if said is not None else 1 if size < _PER_PAGE else MOST_PAGES


def _see_all(response: Response, route: str, seen: int) -> None:
    said = counted(response, "X-WP-Total")
    if said is not None and said > seen:
        raise SiteError(
            f"the site has {said} entries at {route} and shows {seen} of them to this user",
            hint="use the account of an administrator who may edit all of them",
            ref=SiteCode.SEES_NOT_ALL,
        )


def _one(transport: Transport, route: str, params: Mapping[str, str]) -> Iterator[dict[str, object]]:
    try:
        answer = transport.send(Request(method="GET", route=route, params=params)).json
    except NotFound:
        return
    if isinstance(answer, dict):
        yield answer


def _styles_of(theme: dict[str, object]) -> int | None:
    links = theme.get("_links")
    found = links.get("wp:user-global-styles") if isinstance(links, dict) else None
    for link in found if isinstance(found, list) else []:
        last = str(link.get("href", "")).rpartition("/")[2] if isinstance(link, dict) else ""
        if last.isdecimal():
            return int(last)
    return None
