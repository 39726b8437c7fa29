"""What wppush asks of one WordPress: who is logged in, its types of posts, its terms and users."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter

from wppush.codes import SiteCode
from wppush.errors import ApiError, SiteError
from wppush.wordpress.application_passwords import ApplicationPasswords
from wppush.wordpress.batch import Batches
from wppush.wordpress.doubles import elders_of
from wppush.wordpress.everything import everything, raise_unless_all_is_seen
from wppush.wordpress.listing import PER_PAGE, pages, shaped
from wppush.wordpress.media import MediaLibrary
from wppush.wordpress.posts import PostRoutes
from wppush.wordpress.transport import Request
from wppush.wordpress.types import KNOWN, PostType, RemoteTaxonomy
from wppush.wordpress.wire import (
    BASE_TAXONOMIES,
    TERM_FIELDS,
    SiteTaxonomy,
    SiteType,
    Term,
    TermId,
    UserEntry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wppush.wordpress.transport import Response, Transport
    from wppush.wordpress.wire import User

_ID = {"_fields": "id"}
_BY_ID = {"orderby": "id", "order": "asc"}
_TERM = TypeAdapter(Term)
_TYPES = TypeAdapter(dict[str, SiteType])
_USERS = TypeAdapter(list[UserEntry])
_TAXONOMIES = TypeAdapter(dict[str, SiteTaxonomy])


class WordPress:
    """The routes of one site, as one user.

    Every method raises SiteError: TransportError, ApiError (AuthError, NotFound, RateLimited) and, for writes,
    AmbiguousWrite. All posts come with `context=edit`, trashed ones included; those that the user may not edit are
    left out by WordPress without a word.
    """

    def __init__(self, transport: Transport, *, url: str, user: User, wordpress_com: bool = False) -> None:
        self._transport = transport
        self.url = url
        self.user = user
        self.media = MediaLibrary(transport)
        # WordPress.com has no batches, and its index, which is that of many sites, does not name the dashboard.
        self.batches = Batches(transport, most=1 if wordpress_com else None)
        self.application_passwords = ApplicationPasswords(transport)
        self._types: dict[str, PostType] | None = None
        self._taxonomies: dict[str, RemoteTaxonomy] | None = None
        self._admin_url = f"{url}/wp-admin/" if wordpress_com else None

    @property
    def jobs(self) -> int:
        """The most requests at once; the site may have less than that of them at a time."""
        return self._transport.jobs

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def admin_url(self) -> str:
        """Give the address of the dashboard, with a slash at its end: WordPress may lie elsewhere than its pages."""
        if self._admin_url is None:
            index = self._get("/", {"_fields": "url"}).json
            said = index.get("url") if isinstance(index, dict) else None
            is_address = isinstance(said, str) and said.startswith(("https://", "http://"))
            self._admin_url = f"{str(said if is_address else self.url).rstrip('/')}/wp-admin/"
        return self._admin_url

    def posts(self, kind: str = "post", *, more: Iterable[str] = (), published: bool = False) -> PostRoutes:
        """Give the routes of a type of posts; `more` are fields to be asked for besides those that all have.

        `published`: for a user who may not ask for posts that are not, as WordPress lets only those who edit the type.
        Raises SiteError for a type that the site does not show in REST.
        """
        return PostRoutes(self._transport, self.type(kind), more=more, published=published)

    def type(self, name: str) -> PostType:
        """Give a type of posts; the site is asked only for one that not every WordPress has."""
        if name in KNOWN:
            return KNOWN[name]
        types = self.types()
        if name not in types:
            known = ", ".join(sorted(types))
            raise SiteError(
                f'{self.url} has no type "{name}" in its REST API',
                hint=f"its types are {known}; a plugin or theme registers others, with show_in_rest",
                ref=SiteCode.NO_SUCH_KIND,
            )
        return types[name]

    def types(self) -> dict[str, PostType]:
        """Give the types of posts that the site shows in REST, by name."""
        if self._types is None:
            route = "/wp/v2/types"
            # Without `_fields`: of an object with a key for each type, WordPress would leave none (6.5 to 7.1).
            answer = self._get(route, {"context": "edit"})
            self._types = {
                name: PostType(
                    name=name,
                    route=f"/{kind.get('rest_namespace', 'wp/v2')}/{kind['rest_base']}",
                    hierarchical=kind.get("hierarchical", False),
                    supports=_supports(kind.get("supports")),
                    taxonomies=frozenset(kind.get("taxonomies", [])),
                    capabilities=_capabilities(kind.get("capabilities")),
                )
                for name, kind in shaped(answer.json, _TYPES, route).items()
            }
        return self._types

    def taxonomy(self, name: str) -> RemoteTaxonomy:
        """Give a taxonomy by its name. Raises SiteError for one that the site does not show in REST."""
        if name in BASE_TAXONOMIES:
            key = BASE_TAXONOMIES[name]
            return RemoteTaxonomy(name=name, route=f"/wp/v2/{key}", key=key, hierarchical=name == "category")
        known = self.taxonomies()
        if name not in known:
            raise SiteError(
                f'{self.url} has no taxonomy "{name}" in its REST API',
                hint=f"its taxonomies are {', '.join(sorted(known))}; a plugin or theme registers others, with"
                " show_in_rest",
                ref=SiteCode.NO_SUCH_KIND,
            )
        return known[name]

    def taxonomies(self) -> dict[str, RemoteTaxonomy]:
        """Give the taxonomies that the site shows in REST, by name."""
        if self._taxonomies is None:
            route = "/wp/v2/taxonomies"
            answer = self._get(route, {"context": "edit"})
            # Without any, PHP makes a list of it.
            found = shaped(answer.json or {}, _TAXONOMIES, route)
            self._taxonomies = {
                key: RemoteTaxonomy(
                    name=key,
                    route=f"/{entry.get('rest_namespace', 'wp/v2')}/{entry['rest_base']}",
                    key=entry["rest_base"],
                    hierarchical=entry.get("hierarchical", False),
                    types=frozenset(entry.get("types", [])),
                    capabilities=_capabilities(entry.get("capabilities")),
                )
                for key, entry in found.items()
            }
        return self._taxonomies

    @property
    def user_is_filtered(self) -> bool:
        """Whether WordPress certainly filters the HTML that the user writes. (Some sites filter everybody's.)"""
        return not self.user["capabilities"].get("unfiltered_html")

    def may(self, capability: str) -> bool:
        """Say whether the user has a capability of WordPress, such as `upload_files`."""
        return bool(self.user["capabilities"].get(capability))

    def has_block(self, name: str) -> bool:
        """Say whether the site has a block such as `core/math`; not, where it does not tell."""
        try:
            self._get(f"/wp/v2/block-types/{name}", {"_fields": "name"})
        except ApiError as error:
            if error.status in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED):
                return False
            raise
        return True

    def everything(self) -> Iterator[dict[str, object]]:
        """Give everything that the site shows, as JSON. Raises AuthError for a user who does not see all of it."""
        raise_unless_all_is_seen(self)
        return everything(self, self._transport)

    def user_id(self, name: str) -> int | None:
        """Give the id of a user by slug or e-mail; None where the site has none, or does not show it to this user."""
        wanted = name.casefold()
        if wanted in (self.user["slug"], self.user.get("email", "").casefold()):
            return self.user["id"]
        if "@" in wanted:
            # The search finds parts of addresses; only who may list users can look at them whole.
            found = self._users({"search": wanted, "context": "edit", "_fields": "id,email"})
            return next((user["id"] for user in found if user.get("email", "").casefold() == wanted), None)
        # Who may not list users is shown those alone who have published something, unless he asks for authors.
        asked: tuple[dict[str, str], ...] = ({}, {"who": "authors"})
        return next((user["id"] for more in asked for user in self._users({"slug": wanted, **_ID, **more})), None)

    def _users(self, params: Mapping[str, str]) -> list[UserEntry]:
        try:
            answer = self._get("/wp/v2/users", {"per_page": str(PER_PAGE), **params})
        except ApiError as error:
            if error.status in (HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED, HTTPStatus.BAD_REQUEST):
                return []
            raise
        return shaped(answer.json, _USERS, "/wp/v2/users")

    def terms(self, taxonomy: str) -> list[Term]:
        """Give every term of a taxonomy, by its name: `category`, `post_tag`, `genre`."""
        route = self.taxonomy(taxonomy).route
        params = {"per_page": str(PER_PAGE), "_fields": TERM_FIELDS, **_BY_ID}
        return [shaped(term, _TERM, route) for page in pages(self._transport, route, params) for term in _list(page)]

    def creating_term(self, taxonomy: str, name: str, parent: TermId | None) -> Request:
        """Give the request that makes a term. Sent twice, it is refused the second time with the first one's id."""
        body: dict[str, object] = {"name": name}
        if parent is not None:
            body["parent"] = parent
        return Request(method="POST", route=self.taxonomy(taxonomy).route, params={"_fields": TERM_FIELDS}, json=body)

    def created_term(self, request: Request, answer: object) -> Term:
        """Give the term that came back; where it exists already (another run made it), that one, without a slug.

        Raises what `answer` is, where it is an error.
        """
        if isinstance(answer, ApiError) and answer.code == "term_exists":
            sent = request.json or {}
            answer = {"id": answer.data.get("term_id"), "slug": "", **sent}
        if isinstance(answer, SiteError):
            raise answer
        return shaped(answer, _TERM, request.route)

    def elders_of(self, taxonomy: str, made: Sequence[Term]) -> dict[TermId, TermId]:
        """Give the terms that another run has made at the same moment, by the ids of ours; see `doubles`."""
        return elders_of(self._transport, self.taxonomy(taxonomy).route, made)

    def _get(self, route: str, params: Mapping[str, str]) -> Response:
        return self._transport.send(Request(method="GET", route=route, params=params))


def _list(page: Response) -> list[object]:
    return cast("list[object]", page.json)


def _capabilities(said: dict[str, object] | None) -> dict[str, str]:
    return {name: capability for name, capability in (said or {}).items() if isinstance(capability, str)}


def _supports(said: dict[str, object] | list[object] | None) -> frozenset[str] | None:
    return frozenset(said) if isinstance(said, dict) else None
