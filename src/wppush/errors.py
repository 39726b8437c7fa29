"""The exception tree: what can go wrong, as facts.

An error carries what a caller needs to decide (a status, a code, the diagnostics of a file); it prints nothing and
knows no exit status. `wppush.cli` is the one place that turns errors into words and a status.

    WppushError
    ├── ConfigError              wppush.toml, the environment or the choice of a site
    ├── CredentialsError         no application password, or it would travel unprotected
    ├── SourceError              faults in the author's files, all of them at once
    ├── PreviewError             no WordPress could be brought up on this machine
    ├── PlanError                the plan may not be carried out
    │   ├── StalePlan            a post is no longer what it was when the plan was made
    │   └── UnsafePlan           too many posts would go to the trash
    ├── SiteError                what the site did
    │   ├── TransportError       no answer, or one that is not from the REST API
    │   └── ApiError             an error in WordPress's own form
    │       ├── AuthError        401 or 403
    │       ├── NotFound         404 or 410
    │       ├── RateLimited      429, or 503 with Retry-After, after the retries
    │       └── UploadRefused    the site does not take a file: its type, or its size
    ├── AmbiguousWrite           a write was sent, and nothing says whether it was carried out
    └── Interrupted              somebody has ended the run before it came to this
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from wppush.codes import SiteCode

if TYPE_CHECKING:
    from collections.abc import Sequence


class Fault(Protocol):
    """What a SourceError carries; `wppush.diagnostics.Diagnostic` is one."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str | None: ...
    @property
    def location(self) -> object | None: ...


class WppushError(Exception):
    """Whatever wppush raises on purpose. `hint` says what to type or look at instead, `ref` is the code to look up.

    Kinds of which all are looked up under one heading have their `ref` themselves.
    """

    ref: str = ""
    """`WP301`: what `wppush explain` takes. See `wppush.codes`."""

    def __init__(self, message: str, *, hint: str | None = None, ref: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if ref is not None:
            self.ref = ref


class ConfigError(WppushError):
    """`wppush.toml`, the environment or the choice of a site is not usable."""


class CredentialsError(WppushError):
    """There is no application password, or it would travel unprotected."""


class SourceError(WppushError):
    """Faults in the author's files: every fault of every file, found before anything is written.

    Each has a code of its own; `ref` is that of all of them, `Code.FAULTS` of `wppush.source`.
    """

    ref = "WP100"

    def __init__(self, diagnostics: Sequence[Fault]) -> None:
        super().__init__(f"{len(diagnostics)} {'fault' if len(diagnostics) == 1 else 'faults'} in the files")
        self.diagnostics = tuple(diagnostics)


class PreviewError(WppushError):
    """No WordPress could be brought up on this machine."""


class PlanError(WppushError):
    """The plan may not be carried out."""


class StalePlan(PlanError):
    """A post is no longer what it was when the plan was made; nothing of it was written."""


class UnsafePlan(PlanError):
    """More posts would go to the trash than a run may move there without being told to."""

    ref = SiteCode.TOO_MANY_GONE


class Interrupted(WppushError):
    """Somebody has ended the run before it came to a site."""

    ref = SiteCode.INTERRUPTED


class SiteError(WppushError):
    """Whatever the site did that kept wppush from its work."""


class TransportError(SiteError):
    """No answer, or one that does not come from the REST API (an HTML page, broken JSON, a redirect of a write).

    `sent` is False where it is certain that the site never received the request.
    """

    def __init__(
        self,
        message: str,
        *,
        method: str,
        route: str,
        sent: bool = True,
        hint: str | None = None,
        ref: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint, ref=ref)
        self.method = method
        self.route = route
        self.sent = sent


class ApiError(SiteError):
    """An error in WordPress's own form: `{"code": …, "message": …, "data": {"status": …}}`."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str,
        method: str,
        route: str,
        data: dict[str, object] | None = None,
        hint: str | None = None,
        ref: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint, ref=ref)
        self.status = status
        self.code = code
        self.method = method
        self.route = route
        self.data = data or {}


class AuthError(ApiError):
    """401 or 403: not logged in, or not allowed to."""


class NotFound(ApiError):
    """404 or 410: no such route, or the post is gone."""


class RateLimited(ApiError):
    """429, or 503 with Retry-After, still after the retries."""

    ref = SiteCode.TOO_MANY


class UploadRefused(ApiError):
    """The site does not take a file, for its type or its size. Nothing of it is in the media library."""

    ref = SiteCode.UPLOAD_REFUSED


class AmbiguousWrite(SiteError):
    """A write was sent and no usable answer came: it may have been carried out, or may be still.

    Running again is safe: the mark is looked up before anything is created. `attachment_id` is the entry of the media
    library that WordPress had made when it broke down, where it says so. `broke_down`: the site has answered with 500,
    so it is no longer at work on the write. `retry_after`: it has answered with 503, and asked to wait for so many
    seconds; what is not there then may be sent again. `in_batch`: others were sent along with it. `out_of_reach`: nor
    did the site answer when the post was looked for.
    """

    ref = SiteCode.UNSURE

    def __init__(
        self,
        message: str,
        *,
        method: str,
        route: str,
        hint: str | None = None,
        attachment_id: int | None = None,
        broke_down: bool = False,
        retry_after: float | None = None,
        in_batch: bool = False,
    ) -> None:
        super().__init__(message, hint=hint)
        self.method = method
        self.route = route
        self.attachment_id = attachment_id
        self.broke_down = broke_down
        self.retry_after = retry_after
        self.in_batch = in_batch
        self.out_of_reach = False
