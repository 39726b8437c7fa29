"""Files at an address elsewhere, fetched so that they can be uploaded.

The address is an author's, or comes from a text that somebody else wrote; it is asked from a machine that may stand in
a company's network or a cloud. So only public addresses are asked, and the very address that was looked at is the one
that is connected to: a name that leads somewhere else a moment later gains nothing. No credentials, cookies or proxies
of the environment take part, redirects are followed one by one with the same look at each, and size and time are
counted here instead of believed.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from wppush.diagnostics import Diagnostic, Location
from wppush.errors import SourceError
from wppush.media.addresses import is_public
from wppush.media.codes import Code
from wppush.media.elsewhere import shown
from wppush.media.files import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wppush.media.addresses import Address

    Allow = Callable[[Address], bool]

MOST_REDIRECTS = 5
TOTAL = 60.0
"""Seconds for everything."""
_STALLED = 15.0
"""Seconds without a byte."""
_PIECE = 64 * 1024
_TYPES = ("image/", "audio/", "video/")
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-wav": "wav",
    "video/quicktime": "mov",
    "video/x-matroska": "mkv",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch(url: str, *, into: Path, limit: int, total: float = TOTAL, allow: Allow = is_public) -> Path:
    """Fetch a file and give where it was put: in a folder of its own below `into`, under a name made of the address.

    `limit` is in bytes, `total` in seconds, `allow` says which addresses may be asked. Raises SourceError with one
    diagnostic that names the address, without the query that may hold a key.
    """
    with _Watch(total) as watch:
        place = url
        for _ in range(MOST_REDIRECTS + 1):
            with _asked(_parsed(place, url), url, watch, allow) as answer:
                if answer.status in _REDIRECTS:
                    place = _next(place, answer, url)
                    continue
                return _stored(answer, place, url, into, limit, watch)
    raise _fault(Code.UNREACHABLE, url, f"redirects more than {MOST_REDIRECTS} times")


def _stored(answer: http.client.HTTPResponse, place: str, url: str, into: Path, limit: int, watch: _Watch) -> Path:
    if answer.status != HTTPStatus.OK:
        raise _fault(Code.UNREACHABLE, url, f"is answered with the status {answer.status}")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not kind.startswith(_TYPES):
        raise _fault(Code.NOT_MEDIA, url, f"is {kind or 'of no type'}, and no image, sound or film")
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _fault(Code.NOT_MEDIA, url, "is sent compressed, although it was asked for as it is")
    folder = into / hashlib.sha256(url.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _name(place, kind)
    try:
        _copy(answer, path, url, limit)
        watch.check()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _copy(answer: http.client.HTTPResponse, path: Path, url: str, limit: int) -> None:
    size = 0
    with path.open("wb") as file:
        for piece in _pieces(answer):
            size += len(piece)
            if size > limit:
                hint = "raise max_size in [media] of wppush.toml, or leave the image where it is"
                raise _fault(Code.REMOTE_TOO_LARGE, url, f"has more than {in_words(limit)}", hint)
            file.write(piece)
    said = answer.headers.get("Content-Length", "")
    if said.isdecimal() and size < int(said):
        raise ConnectionError(f"the line broke off after {size:,} of {int(said):,} bytes")


def _pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    # read() would wait until all of a piece is there, however slowly it comes.
    while piece := answer.read1(_PIECE):
        yield piece


class _Watch:
    """Cuts the line when the time is over, wherever the other side keeps us waiting."""

    def __init__(self, total: float) -> None:
        self._end = time.monotonic() + total
        self._timer = threading.Timer(total, self._cut)
        self._timer.daemon = True
        self._line: socket.socket | None = None
        self.over = False

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def left(self) -> float:
        """Seconds until the time is over; a little, where it is."""
        return max(0.01, self._end - time.monotonic())

    def check(self) -> None:
        """Raise TimeoutError where the time is over."""
        if self.over or time.monotonic() >= self._end:
            raise TimeoutError

    def watch(self, line: socket.socket) -> None:
        """Make this the line to be cut."""
        self._line = line
        self.check()

    def _cut(self) -> None:
        self.over = True
        if self._line is not None:
            with suppress(OSError):
                # Not SSLSocket's own, which may only be called by the thread that reads.
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)


@contextmanager
def _asked(target: Url, url: str, watch: _Watch, allow: Allow) -> Iterator[http.client.HTTPResponse]:
    """Give the answer to one request, while the line is open. What goes wrong until then becomes a fault."""
    try:
        with _line_to(target, url, watch, allow) as line:
            connection = http.client.HTTPConnection(target.host or "", timeout=_STALLED)
            connection.sock = line
            headers = {"Host": target.netloc or "", "User-Agent": "wppush", "Accept": "image/*, audio/*, video/*"}
            connection.request("GET", target.request_uri, headers={**headers, "Accept-Encoding": "identity"})
            with connection.getresponse() as answer:
                yield answer
    except (OSError, http.client.HTTPException, ValueError) as error:
        if watch.over or (isinstance(error, TimeoutError) and watch.left < _STALLED / 100):
            raise _fault(Code.TOO_SLOW, url, "takes too long", "leave the image where it is") from error
        said = "does not answer in time" if isinstance(error, TimeoutError) else f"can not be fetched: {error}"
        raise _fault(Code.UNREACHABLE, url, said) from error


@contextmanager
def _line_to(target: Url, url: str, watch: _Watch, allow: Allow) -> Iterator[socket.socket]:
    """Connect to the first address of the name that may be asked and answers, and encrypt the line for https."""
    host = (target.host or "").strip("[]")
    port = target.port or (443 if target.scheme == "https" else 80)
    line = _connected(_addresses(host, port, url, allow), port, watch)
    try:
        if target.scheme == "https":
            context = ssl.create_default_context(cafile=os.environ.get("REQUESTS_CA_BUNDLE") or DEFAULT_CA_BUNDLE_PATH)
            line = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
            watch.watch(line)
            line.do_handshake()
        yield line
    finally:
        line.close()


def _connected(addresses: list[str], port: int, watch: _Watch) -> socket.socket:
    for number, address in enumerate(addresses, start=1):
        try:
            line = socket.create_connection((address, port), timeout=min(_STALLED, watch.left))
        except OSError:
            watch.check()
            if number == len(addresses):
                raise
            continue
        line.settimeout(_STALLED)
        watch.watch(line)
        return line
    raise OSError("no address")


def _addresses(host: str, port: int, url: str, allow: Allow) -> list[str]:
    """Give those addresses of a name that may be asked. Raises SourceError where there is none."""
    found = dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    # With a zone (fe80::1%eth0) it is an address of the local network, which ip_address() says as well.
    allowed = [address for address in found if allow(ip_address(address))]
    if not allowed:
        hint = "download the image into the folder of the post, and write its path instead of the address"
        raise _fault(Code.NOT_PUBLIC, url, f"leads to {', '.join(found)}, which is no public address", hint)
    return allowed


def _parsed(place: str, url: str) -> Url:
    try:
        target = parse_url(place)
    except LocationParseError:
        raise _fault(Code.BAD_ADDRESS, url, "is no address") from None
    if target.scheme not in ("http", "https") or not target.host:
        raise _fault(Code.BAD_ADDRESS, url, "is no address of http or https")
    if target.auth:
        hint = "download the image into the folder of the post, and write its path instead of the address"
        raise _fault(Code.BAD_ADDRESS, url, "has a user name in it, which wppush does not use", hint)
    return target


def _next(place: str, answer: http.client.HTTPResponse, url: str) -> str:
    where_to = answer.headers.get("Location")
    if not where_to:
        raise _fault(Code.UNREACHABLE, url, "redirects to nowhere")
    return urljoin(place, where_to)


def _name(place: str, kind: str) -> str:
    """Give a file's name for what came from an address: its last part, with an ending if it has none."""
    last = unquote(PurePosixPath(parse_url(place).path or "").name)
    last = re.sub(r"[^\w.-]+", "-", last).strip("-.")[-100:] or "file"
    if PurePosixPath(last).suffix:
        return last
    return f"{last}.{_ENDINGS.get(kind, re.sub(r'[^a-z0-9]', '', kind.partition('/')[2].removeprefix('x-')) or 'bin')}"


def _fault(code: Code, url: str, message: str, hint: str | None = None) -> SourceError:
    name = shown(url)
    place = Location(path=name)
    return SourceError([Diagnostic(code=code.value, message=f"{name} {message}", location=place, hint=hint)])
