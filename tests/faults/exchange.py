"""One request on its way through the proxy, and what the weather makes of it."""

from __future__ import annotations

import select
import socket
import struct
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from faults.fault_proxy import FaultProxy
    from faults.weather import Fault, Seen

_PATIENCE = 3.0
"""Seconds that a client is left without an answer; its time-out is shorter."""
LONGEST = 60.0
_PAGE = b"<!DOCTYPE html><html><head><title>Oh no</title></head><body><h1>Something went wrong</h1></body></html>"
_MAINTENANCE = b'{"code":"wp_die","message":"Briefly unavailable for scheduled maintenance.","data":{"status":503}}'
_RST = struct.pack("ii", 1, 0)


class Reply:
    """An answer of WordPress's."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


UNREACHED = Reply(502, [("Content-Type", "text/html")], _PAGE)
"""When WordPress itself is not there."""


class Exchange:
    """One request and what comes of it."""

    def __init__(self, proxy: FaultProxy, handler: BaseHTTPRequestHandler, seen: Seen, headers: dict[str, str]) -> None:
        self._proxy = proxy
        self._handler = handler
        self._seen = seen
        self._headers = headers
        self._line = handler.connection

    def carry_out(self) -> None:
        fault = self._proxy.judge(self._seen)
        if fault is None:
            self._give(self._pass_on())
            return
        reply = self._passed_on(fault)
        match fault.kind:
            case "refuse":
                self._proxy.refuse_for(fault.seconds)
            case "reset":
                # Takes effect when the line is closed; a shutdown would end it politely before.
                self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
                self._handler.close_connection = True
            case "swallow":
                self._leave()
            case "cut":
                self._give(reply, most=max(1, len(reply.body) // 2))
            case "cut headers":
                self._line.sendall(f"HTTP/1.1 {reply.status} OK\r\nContent-Type: applica".encode())
                self._leave()
            case "late":
                self._wait_until_it_leaves()
            case "status":
                self._give(_error(fault))
            case "page":
                self._give(Reply(200, [("Content-Type", "text/html; charset=UTF-8")], _PAGE))
            case "half json":
                self._give(Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2]))
            case "twice":
                self._give(reply)
            case "maintenance":
                headers = [("Content-Type", "application/json"), ("Retry-After", "600")]
                self._give(Reply(503, headers, _MAINTENANCE))
            case "trickle":
                self._give(reply, drops=20)
            case _:
                assert_never(fault.kind)

    def _passed_on(self, fault: Fault) -> Reply:
        """Pass the request on as the fault says; give what WordPress answered, where that is known by now."""
        if fault.kind == "twice":
            return self._passed_on_twice(fault)
        match fault.passing:
            case "never":
                return UNREACHED
            case "before":
                return self._pass_on()
            case "meanwhile":
                self._proxy.begin(self._pass_on)
            case "afterwards":
                self._proxy.begin(partial(self._pass_on, after=fault.seconds))
            case _:
                assert_never(fault.passing)
        return UNREACHED

    def _passed_on_twice(self, fault: Fault) -> Reply:
        match fault.passing:
            case "never" | "before":
                replies = [self._pass_on(), self._pass_on()]
                return replies[fault.second]
            case "meanwhile":
                replies = []
                other = self._proxy.begin(lambda: replies.append(self._pass_on()))
                reply = self._pass_on()
                other.join(LONGEST)
                return replies[0] if fault.second else reply
            case "afterwards":
                reply = self._pass_on()
                self._proxy.begin(partial(self._pass_on, after=fault.seconds))
                return reply
            case _:
                assert_never(fault.passing)

    def _pass_on(self, *, after: float = 0.0) -> Reply:
        time.sleep(after)
        return self._proxy.ask(self._seen, self._headers)

    def _give(self, reply: Reply, *, most: int | None = None, drops: int = 1) -> None:
        """Send an answer; of its body `most` bytes, in so many pieces."""
        handler = self._handler
        handler.send_response_only(reply.status)
        for name, value in reply.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        body = reply.body[:most]
        size = max(1, -(-len(body) // drops))
        for start in range(0, len(body), size):
            if start:
                time.sleep(0.01)
            handler.wfile.write(body[start : start + size])
        if most is not None:
            self._leave()

    def _leave(self) -> None:
        self._handler.close_connection = True
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)

    def _wait_until_it_leaves(self) -> None:
        # Nothing comes from a client that waits: what can be read is the end of the line.
        select.select([self._line], [], [], _PATIENCE)
        self._leave()


def _error(fault: Fault) -> Reply:
    headers = [("Retry-After", fault.retry_after)] if fault.retry_after is not None else []
    if fault.json:
        body = b'{"code":"internal_server_error","message":"There has been a critical error.","data":null}'
        return Reply(fault.status, [("Content-Type", "application/json; charset=UTF-8"), *headers], body)
    return Reply(fault.status, [("Content-Type", "text/html"), *headers], _PAGE)
