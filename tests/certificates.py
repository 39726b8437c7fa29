"""Certificates with any dates and names, signed by nobody but themselves, and a server that shows one."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes certificates: install it")

_SETTINGS = """\
[ca]
default_ca = own
[own]
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = {names}
basicConstraints = critical, CA:{authority}
"""


def certificate(folder: Path, names: str, begin: datetime, end: datetime, *, authority: bool = True) -> Path:
    """Make a certificate for `DNS:name,IP:address`, with its key; give the one file of both."""
    folder.mkdir(parents=True)
    (folder / "index.txt").touch()
    settings = folder / "openssl.cnf"
    settings.write_text(_SETTINGS.format(folder=folder, names=names, authority=str(authority).upper()))
    key, request, made = folder / "key.pem", folder / "request.pem", folder / "made.pem"
    dates = ["-startdate", f"{begin:%Y%m%d%H%M%S}Z", "-enddate", f"{end:%Y%m%d%H%M%S}Z"]
    orders: tuple[list[str | Path], ...] = (
        ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a-test", "-keyout", key, "-out", request],
        ["ca", "-batch", "-config", settings, "-selfsign", "-keyfile", key, "-in", request, "-out", made, *dates],
    )
    for words in orders:
        subprocess.run(["openssl", *words], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text(made.read_text() + key.read_text())
    return both


@contextmanager
def tls_server(shown: Path, upstream: str | None = None) -> Iterator[int]:
    """Run a server on 127.0.0.1 that shows a certificate; give its port.

    Then it hangs up, or passes what comes on to `upstream`, an address of plain http.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, context, upstream), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listening: socket.socket, context: ssl.SSLContext, upstream: str | None) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with suppress(OSError), line, context.wrap_socket(line, server_side=True) as secure:
            if upstream is not None:
                _pass_on(secure, upstream)


def _pass_on(secure: ssl.SSLSocket, upstream: str) -> None:
    """Pass one request without a body on, and the answer back until it ends: they say so themselves."""
    target = urlsplit(upstream)
    asked = data = b""
    while b"\r\n\r\n" not in asked and (data := secure.recv(65536)):
        asked += data
    if not data:
        return
    with socket.create_connection((target.hostname or "", target.port or 80), 60) as far:
        far.sendall(asked.replace(b"Connection: keep-alive", b"Connection: close"))
        while data := far.recv(65536):
            secure.sendall(data)
    secure.unwrap()
