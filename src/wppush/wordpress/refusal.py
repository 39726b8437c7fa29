"""Why the site does not take a file, in words that name the file, its type and its size."""

from __future__ import annotations

from http import HTTPStatus

from wppush.codes import SiteCode
from wppush.errors import ApiError, AuthError, UploadRefused

_MAY_NOT = ("rest_cannot_create", "rest_cannot_edit")


def explained(error: ApiError, *, name: str, mime: str, size: int) -> ApiError:
    """Give the error for an upload that was answered with one. What is no refusal of the file stays as it is."""
    if error.code in _MAY_NOT:
        return _as(
            AuthError,
            error,
            f"the user may not upload files, so {name} was not uploaded",
            "use the account of an author, an editor or an administrator",
            SiteCode.MAY_NOT_UPLOAD,
        )
    if error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _as(
            UploadRefused,
            error,
            f"{name} has {size:,} bytes, more than the web server of the site takes in one request",
            "have its limit raised (client_max_body_size in nginx, 1 MB unless it is set; LimitRequestBody in Apache),"
            " or make the file smaller: max_width and webp in [media] of wppush.toml do that for images",
        )
    if error.code.startswith("rest_upload_"):
        said = error.message.partition(f"{error.code}: ")[2]
        return _as(
            UploadRefused,
            error,
            f"WordPress does not take {name} ({mime}, {size:,} bytes): {said or error.code}",
            "if it is for the type, a plugin can let WordPress take more types; in a network of sites, its settings can"
            " allow more types, larger files and more space",
        )
    return error


def _as(
    kind: type[ApiError], error: ApiError, message: str, hint: str, ref: SiteCode = SiteCode.UPLOAD_REFUSED
) -> ApiError:
    return kind(
        message,
        status=error.status,
        code=error.code,
        method=error.method,
        route=error.route,
        data=error.data,
        hint=hint,
        ref=ref,
    )
