"""Answers of a hostile site: without an end, too large, too deep, of the wrong kind. None fills the memory."""

from __future__ import annotations

import gzip
import itertools
import time
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
import requests
from urllib3.exceptions import HTTPError

from attacker import Asked, Attacker, attacker, head, reply
from wppush.wordpress.answer import MOST_OF_A_PAGE, Answer, Endless, ask, bounded_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST = 4 * 1024 * 1024
"""Bytes that the tests let an answer have."""


def asks(site: Attacker, *, total: float = 30.0, read: float = 10.0) -> Answer:
    with bounded_session() as session:
        return ask(session, "GET", site.url, most=MOST, total=total, timeout=(5.0, read))


def sending(pieces: Iterable[bytes]) -> Callable[[Asked], Iterable[bytes]]:
    return lambda _: pieces


def test_an_answer_of_json_is_read_whole_packed_or_not() -> None:
    said = [{"title": "가" * 1000}] * 100
    plain = reply(said)[0].partition(b"\r\n\r\n")[2]
    gzipped = gzip.compress(plain)
    for name, body in {"": plain, "gzip": gzipped, "x-gzip": gzipped, "deflate": zlib.compress(plain)}.items():
        with attacker(sending(reply(body, **({"Content_Encoding": name} if name else {})))) as site:
            assert asks(site).json() == said
            assert site.asked[0].headers["Accept-Encoding"] == "gzip, deflate"


def test_a_body_without_an_end_is_left() -> None:
    def endless(_: Asked) -> Iterator[bytes]:
        yield head()
        yield from itertools.repeat(b"[" + b" " * 65_535)

    with attacker(endless) as site:
        with pytest.raises(Endless, match="more than 4 MB"):
            asks(site)
        assert site.sent < 4 * MOST  # what lies in the buffers of the line is sent as well


def test_an_answer_that_says_that_it_is_too_large_is_not_read() -> None:
    with attacker(lambda _: [head(Content_Length=str(10**12))]) as site, pytest.raises(Endless, match="more than 4 MB"):
        asks(site)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_unpacks_to_gigabytes_is_left(encoding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(b" " * 1_048_576) for _ in range(256)) + packer.flush()
    assert len(bomb) < 1024 * 1024
    with attacker(lambda _: reply(bomb, Content_Encoding=encoding)) as site:
        tracemalloc.start()
        try:
            with pytest.raises(Endless, match="more than 4 MB"):
                asks(site)
            assert tracemalloc.get_traced_memory()[1] < 4 * MOST
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip, deflate, gzip, deflate"])
def test_a_packing_that_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    body = gzip.compress(gzip.compress(b"[]"))
    with attacker(lambda _: reply(body, Content_Encoding=encoding)) as site, pytest.raises(Endless, match="compressed"):
        asks(site)


def test_broken_packing_is_an_error() -> None:
    with (
        attacker(lambda _: reply(b"no gzip", Content_Encoding="gzip")) as site,
        pytest.raises(Endless, match="unpacked"),
    ):
        asks(site)


def _every(seconds: float, piece: bytes) -> Iterator[bytes]:
    while True:
        time.sleep(seconds)
        yield piece


TRICKLES = {
    "body": lambda: itertools.chain([head()], _every(0.05, b" ")),
    "a chunk": lambda: itertools.chain([head(Transfer_Encoding="chunked") + b"ffff\r\n"], _every(0.05, b" ")),
    "the length of a chunk": lambda: itertools.chain([head(Transfer_Encoding="chunked")], _every(0.05, b"0")),
    "what stands behind the last chunk": lambda: itertools.chain(
        [head(Transfer_Encoding="chunked") + b"2\r\n[]\r\n0\r\n"], _every(0.01, b"X-More: 1\r\n")
    ),
}


@pytest.mark.parametrize("where", TRICKLES)
def test_a_body_that_trickles_is_left_when_its_time_is_over(where: str) -> None:
    with attacker(lambda _: TRICKLES[where]()) as site, pytest.raises(Endless, match=r"more than 0\.5 seconds"):
        asks(site, total=0.5)


@pytest.mark.parametrize("pieces", [b"x", b"HTTP/1.1 100 Continue\r\n\r\n"], ids=["a byte", "100"])
def test_headers_that_trickle_are_left_when_their_time_is_over(pieces: bytes) -> None:
    with attacker(lambda _: _every(0.02, pieces)) as site, pytest.raises((requests.RequestException, HTTPError)):
        asks(site, read=0.5)


@pytest.mark.parametrize(
    "headers",
    [b"X-Long: " + b"x" * 1_000_000 + b"\r\n", b"X-Many: x\r\n" * 100_000],
    ids=["long", "many"],
)
def test_enormous_headers_are_an_error(headers: bytes) -> None:
    sent = [b"HTTP/1.1 200 OK\r\n", headers, b"\r\n[]"]
    with attacker(lambda _: sent) as site, pytest.raises((requests.RequestException, HTTPError)):
        asks(site)


@pytest.mark.parametrize(("status", "kind"), [("500 Oh", "application/json"), ("200 OK", "text/html")])
def test_of_a_page_that_is_no_json_only_the_beginning_is_read(status: str, kind: str) -> None:
    def endless(_: Asked) -> Iterable[bytes]:
        return itertools.chain([head(status=status, kind=kind)], itertools.repeat(b"<p>no</p>" * 1000))

    with attacker(endless) as site:
        answer = asks(site)
    assert answer.status_code == int(status[:3])
    assert len(answer.content) == MOST_OF_A_PAGE
    assert answer.text.startswith("<p>no</p><p>")


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with attacker(lambda _: reply(status="307 Elsewhere", Location="http://127.0.0.1:1/")) as site:
        assert asks(site).status_code == 307
        assert len(site.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"[" + b"9" * 5000 + b"]",
        b"[NaN]",
        b"[Infinity]",
        rb'[{"title": "\ud800"}]',
        rb'["\udc00\ud800"]',
        b"[1",
        b"",
        b"\xff\xfe[",
    ],
)
def test_json_that_can_not_be_worked_with_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (what json raises, and what comes of it, are the caller's to word)
        Answer(status_code=200, headers={}, content=body).json()


def test_characters_of_two_halves_and_words_that_look_like_half_of_one_are_taken() -> None:
    body = rb'["\ud83d\ude00", "C:\\ud800", "\ud55c\uae00"]'
    assert Answer(status_code=200, headers={}, content=body).json() == ["😀", "C:\\ud800", "한글"]


@pytest.mark.parametrize("charset", ["rot13", "no-such", "hex", "utf-8", "utf-16"])
def test_text_is_given_whatever_encoding_it_says_it_has(charset: str) -> None:
    answer = Answer(status_code=500, headers={"Content-Type": f"text/html; charset={charset}"}, content=b"\xffoh")
    assert answer.text


def test_the_error_does_not_lead_to_the_request_that_holds_the_password() -> None:
    with attacker(lambda _: []) as site, bounded_session() as session:
        session.auth = ("hyeon", "abcd efgh")
        with pytest.raises(requests.RequestException) as caught:
            ask(session, "GET", site.url, timeout=(5.0, 5.0))
    assert caught.value.request is None
    assert caught.value.response is None
