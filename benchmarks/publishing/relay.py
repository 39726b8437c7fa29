"""A relay on this machine that counts the bytes of each direction, and changes nothing."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator


class Relay:
    """What went through, in bytes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.up = 0
        self.down = 0
        self._lock = threading.Lock()

    def take(self) -> tuple[int, int]:
        """Give what went up and down since the last call."""
        with self._lock:
            taken = self.up, self.down
            self.up = self.down = 0
        return taken

    def count(self, size: int, *, up: bool) -> None:
        """Add what was passed on."""
        with self._lock:
            if up:
                self.up += size
            else:
                self.down += size


@contextlib.contextmanager
def relay(upstream: str) -> Iterator[Relay]:
    """Relay a free port of this machine to an address such as http://127.0.0.1:8080."""
    target = urlsplit(upstream)
    address = (target.hostname or "", target.port or 80)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = Relay(f"http://127.0.0.1:{listening.getsockname()[1]}")
        threading.Thread(target=_accept, args=(listening, address, running), daemon=True).start()
        try:
            yield running
        finally:
            # Whoever waits in accept() is woken by this, not by closing alone.
            listening.shutdown(socket.SHUT_RDWR)


def _accept(listening: socket.socket, address: tuple[str, int], counted: Relay) -> None:
    with contextlib.suppress(OSError):
        while True:
            near, _ = listening.accept()
            far = socket.create_connection(address)
            for source, target, up in ((near, far, True), (far, near, False)):
                threading.Thread(target=_pass_on, args=(source, target, counted, up), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, counted: Relay, up: bool) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            counted.count(len(data), up=up)
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
    if not up:
        # The answer is over, and with it the connection: PHP's web server keeps none.
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.close()
