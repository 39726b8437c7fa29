"""An answer of a site, read within bounds: so many bytes unpacked, so many seconds, JSON so deep.

The site may be anybody's, or somebody may stand before it. `requests` reads until the other side ends, unpacks whatever
comes, and its time-out begins anew with each byte; a site could fill the memory with a few packets, or keep a run for
ever with a byte a minute. So nothing is read here that has no end.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Never

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import DecodeError

from wppush.wordpress.log import logged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from urllib3 import PoolManager
    from urllib3.response import BaseHTTPResponse

MOST_BYTES = 256 * 1024 * 1024
"""Of JSON, unpacked: a list of 100 posts may well have 50 MB."""
MOST_OF_A_PAGE = 1024 * 1024
"""Of everything else, such as an error's page: what comes after that is not read, as a few words of it are shown."""
TOTAL = 600.0
"""Seconds from the first byte to the last."""
ENCODINGS = "gzip, deflate"
"""What is asked for, and nothing else is unpacked: zlib stops where it is told to."""
_UNPACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_PIECE = 64 * 1024
# A first half of a character that the second one does not follow, or a second half alone, as JSON escapes them.
_HALF = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)


class Endless(requests.RequestException):
    """The answer has no end that one could wait for, or can not be unpacked within bounds. Its text follows a host."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a site has answered, whole, or the beginning of a page that is no JSON."""

    status_code: int
    headers: Mapping[str, str]
    """By names in any case."""
    content: bytes
    """Unpacked."""

    @cached_property
    def text(self) -> str:
        """The beginning of the body; what is no text of its encoding is replaced."""
        name = re.search(r"charset=[\"']?([\w.-]+)", self.headers.get("Content-Type", ""), re.IGNORECASE)
        beginning = self.content[:MOST_OF_A_PAGE]
        try:
            return beginning.decode(name[1] if name else "utf-8", "replace")
        except (LookupError, UnicodeError):  # no such encoding, or one of bytes to bytes
            return beginning.decode("utf-8", "replace")

    @property
    def says_json(self) -> bool:
        """Whether it is called JSON."""
        return "json" in self.headers.get("Content-Type", "").partition(";")[0].lower()

    def json(self) -> object:
        """Give what the JSON says. Raises ValueError for what is none, or none that could be worked with."""
        try:
            value: object = json.loads(self.content, parse_constant=_refuse_constant)
        except RecursionError:
            raise ValueError("it is nested too deeply") from None
        if _HALF.search(self.content):
            # Text that can be neither written nor sent again.
            json.dumps(value, ensure_ascii=False).encode()
        return value


def ask(
    session: requests.Session,
    method: str,
    url: str,
    *,
    most: int = MOST_BYTES,
    total: float = TOTAL,
    note: str = "",
    **how: Any,
) -> Answer:
    """Send a request, and give the answer, read within bounds; redirects are not followed. The log has a line of it.

    `note` is what the log says besides. Raises requests.RequestException or urllib3's HTTPError: Endless, where the
    answer went beyond a bound. None of these leads to the request that was sent, whose headers hold the password.
    """
    data = how.get("data")
    sent = 0 if data is None else len(data)
    try:
        with (
            logged(method, url, how.get("params"), sent=sent, note=note) as entry,
            session.request(method, url, stream=True, allow_redirects=False, **how) as response,
        ):
            answer = _read(response, most, total)
            entry.answered(answer.status_code, len(answer.content))
            return answer
    except requests.RequestException as error:
        error.request = None
        error.response = None
        raise


def bounded_session() -> requests.Session:
    """Give a session whose servers have to send their headers within the time-out for reading, and not byte by byte."""
    session = requests.Session()
    session.headers["Accept-Encoding"] = ENCODINGS
    for scheme in ("http://", "https://"):
        session.mount(scheme, BoundedAdapter())
    return session


def _read(response: requests.Response, most: int, total: float) -> Answer:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _UNPACKED:
        raise Endless("sends an answer compressed in a way that nobody asked for")
    answer = Answer(status_code=response.status_code, headers=response.headers, content=b"")
    is_data = response.status_code < HTTPStatus.MULTIPLE_CHOICES and answer.says_json
    said = response.headers.get("Content-Length", "")
    if is_data and said.isdecimal() and int(said[:18]) > most:
        raise Endless(f"sends an answer of more than {_megabytes(most)} MB")
    body = bytearray()
    for piece in _pieces(response.raw, total):
        body += piece
        if len(body) > (most if is_data else MOST_OF_A_PAGE):
            if is_data:
                raise Endless(f"sends an answer of more than {_megabytes(most)} MB")
            del body[MOST_OF_A_PAGE:]
            break
    return Answer(status_code=response.status_code, headers=response.headers, content=bytes(body))


def _pieces(raw: BaseHTTPResponse, total: float) -> Iterator[bytes]:
    end = time.monotonic() + total
    try:
        with _in_time(getattr(raw, "line", None), total):
            # Not read(), which would wait until all of a piece is there, however slowly it comes.
            while piece := raw.read1(_PIECE, decode_content=True):
                yield piece
                if time.monotonic() > end:
                    raise _too_long(total)
    except TimeoutError as error:
        raise _too_long(total) from error
    except DecodeError as error:
        raise Endless("sends an answer that can not be unpacked") from error


def _too_long(total: float) -> Endless:
    return Endless(f"takes more than {total:g} seconds for one answer")


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:g}"


def _refuse_constant(name: str) -> Never:
    message = f"{name} is no JSON"
    raise ValueError(message)


@contextmanager
def _in_time(line: socket.socket | None, seconds: float | None) -> Iterator[None]:
    """Cut the line, and raise TimeoutError, where what is done in here takes longer."""
    if line is None or seconds is None:
        yield
        return
    over = threading.Event()

    def cut() -> None:
        over.set()
        with suppress(OSError):
            # Not SSLSocket's own, which may only be called by the thread that reads.
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if over.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
    if over.is_set():
        # Without a length, a line that was cut looks like the end of the answer.
        raise TimeoutError


class _Connection(HTTPConnection):
    def getresponse(self) -> Any:
        return _with_line(self.sock, self.timeout, super().getresponse)


class _SecureConnection(HTTPSConnection):
    def getresponse(self) -> Any:
        return _with_line(self.sock, self.timeout, super().getresponse)


def _with_line(line: socket.socket | None, timeout: object, getresponse: Callable[[], Any]) -> Any:
    """Give the answer whose headers came in time, with the line on which its body will come, for who has to cut it."""
    with _in_time(line, timeout if isinstance(timeout, int | float) else None):
        answer = getresponse()
    answer.line = line
    return answer


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class BoundedAdapter(HTTPAdapter):
    """Connections on which a server has to send all of its headers within the time-out for reading."""

    def init_poolmanager(self, *args: Any, **how: Any) -> None:
        """Make the pool of connections."""
        super().init_poolmanager(*args, **how)
        _bound(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **how: Any) -> Any:
        """Give the pool of connections by way of a proxy."""
        return _bound(super().proxy_manager_for(*args, **how))


def _bound(pools: PoolManager) -> PoolManager:
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return pools
