"""One comment below a pull request, made once and brought up to date afterwards, by GitHub's API.

It is found by its hidden first line, among the comments that the token of the run has written: somebody else's with the
same line could be changed by them after it was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITER = "github-actions[bot]"
"""Whose comments those are that are written with the token of a run."""
_PAGE = 100
_MOST_PAGES = 50
_TIME = 30


class NotTaken(Exception):
    """GitHub did not take the comment; the message says why, and what to write into the workflow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What is to be put below a pull request."""

    pull_request: int
    marker: str
    body: str
    is_news: bool
    """Without news a comment is brought up to date, and none is made."""


def put(comment: Comment, *, api: str, repository: str, token: str) -> str | None:
    """Make the comment, or bring it up to date, and give its address; None where none was needed. Raises NotTaken."""
    with requests.Session() as session:
        session.auth = _Bearer(token)
        session.headers.update({"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"})
        base = f"{api.rstrip('/')}/repos/{repository}/issues"
        body = {"body": f"{comment.marker}\n{comment.body}"}
        for there in _comments(session, f"{base}/{comment.pull_request}/comments"):
            if there["body"].startswith(comment.marker) and there["user"]["login"] == WRITER:
                return _address(_ask(session, "PATCH", f"{base}/comments/{there['id']}", json=body))
        if not comment.is_news:
            return None
        return _address(_ask(session, "POST", f"{base}/{comment.pull_request}/comments", json=body))


class _Bearer(requests.auth.AuthBase):
    """The token, where a header alone would give way to what .netrc has."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _comments(session: requests.Session, url: str) -> Iterator[dict[str, Any]]:
    for number in range(1, _MOST_PAGES + 1):
        found = _ask(session, "GET", url, params={"per_page": _PAGE, "page": number})
        yield from ({**entry, "body": entry.get("body") or ""} for entry in found if entry.get("user"))
        if len(found) < _PAGE:
            return


def _ask(session: requests.Session, method: str, url: str, **what: Any) -> Any:
    try:
        response = session.request(method, url, timeout=_TIME, allow_redirects=False, **what)
        if response.status_code in (401, 403, 404):
            raise NotTaken(f"GitHub says {response.status_code}: give the job `permissions: pull-requests: write`")
        if response.status_code >= 300:
            raise NotTaken(f"GitHub says {response.status_code}")
        return response.json()
    except (requests.RequestException, ValueError) as error:
        raise NotTaken(f"GitHub gave no usable answer: {type(error).__name__}") from None


def _address(answer: dict[str, Any]) -> str:
    return str(answer.get("html_url", ""))
