"""TLS in front of a site, for the tool that speaks nothing else: a certificate for this machine, and a relay."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path


class Tls:
    """A relay that takes TLS and passes on what is inside; it lasts as long as the program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._served: dict[str, str] = {}
        self.certificate = folder / "certificate.pem"

    def prepare(self) -> None:
        """Make the certificate.

        :raises OSError: there is no openssl.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost"),
                *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
                *("-keyout", self._folder / "key.pem", "-out", self.certificate),
            ],
            check=True,
            capture_output=True,
        )

    def serve(self, upstream: str) -> str:
        """Give the host and port where an address is served through TLS."""
        if upstream not in self._served:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate, self._folder / "key.pem")
            listening = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)
            target = urlsplit(upstream)
            threading.Thread(target=_accept, args=(listening, target.hostname, target.port), daemon=True).start()
            self._served[upstream] = f"localhost:{listening.getsockname()[1]}"
        return self._served[upstream]


def _accept(listening: ssl.SSLSocket, host: str, port: int) -> None:
    while True:
        with contextlib.suppress(OSError):
            near, _ = listening.accept()
            threading.Thread(target=_answer, args=(near, host, port), daemon=True).start()


def _answer(near: socket.socket, host: str, port: int) -> None:
    """Pass one connection on: what comes goes up in a thread beside this one, until the answer has ended."""
    with contextlib.suppress(OSError), near, socket.create_connection((host, port)) as far:
        threading.Thread(target=_copy, args=(near, far), daemon=True).start()
        _copy(far, near)
        # The end of the connection is the end of the answer; closing alone would wait for the other thread.
        near.shutdown(socket.SHUT_RDWR)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError, ValueError):
        while data := source.recv(65536):
            target.sendall(data)
