"""From this machine to the server: its name, a connection, and its certificate."""

from __future__ import annotations

import socket
import ssl
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

from wppush.config.url import is_loopback
from wppush.doctor.verdict import info, not_checked, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit

_SECONDS = 5.0
_MOST_ADDRESSES = 4
_SOON = 14
"""Days before its end at which a certificate is worth a word: those of Let's Encrypt are renewed a month before."""
_FAMILIES = {socket.AF_INET: "IPv4", socket.AF_INET6: "IPv6"}
_CHECK_ADDRESS = "Check how the address is written, and that this machine is online."


def name(visit: Visit) -> Verdict:
    """Whether the name of the host is known, and which addresses it has."""
    if proxy := _proxy(visit.url):
        return info(f"not looked up: the proxy {proxy} of the environment does that")
    host, port = _place(visit.url)
    try:
        addresses = _addresses(host, port)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it is no name that a host can have"
        return problem(f"{host} is not known: {why}", "no server can be asked", _CHECK_ADDRESS)
    numbers = ", ".join(address for _, address in addresses)
    return ok(f"{host} is {'an address, not a name' if numbers == host else numbers}")


def connection(visit: Visit) -> Verdict:
    """Whether the server takes a connection, at each of its addresses."""
    if proxy := _proxy(visit.url):
        return info(f"by way of the proxy {proxy} of the environment")
    host, port = _place(visit.url)
    open_, closed = [], []
    for family, address in _addresses(host, port)[:_MOST_ADDRESSES]:
        began = time.monotonic()
        try:
            socket.create_connection((address, port), _SECONDS).close()
        except OSError as error:
            why = "no answer in 5 seconds" if isinstance(error, TimeoutError) else error.strerror or str(error)
            closed.append(f"{_FAMILIES[family]} {address}: {why.lower()}")
        else:
            open_.append(f"{_FAMILIES[family]} {address} in {(time.monotonic() - began) * 1000:.0f} ms")
    if not open_:
        return problem(
            f"no connection to port {port}: {'; '.join(closed)}",
            "no web server listens there, or something on the way keeps this machine out",
            "Open the address in a browser on this machine. If that works, look for a firewall or a proxy that only the"
            " browser knows (HTTPS_PROXY); if not, ask whoever runs the server.",
        )
    if closed:
        return warning(
            f"{'; '.join(open_)}; but {'; '.join(closed)}",
            "requests may wait for the address that does not answer before they take the other one",
            "Have the DNS entry of the dead address taken away, or the server listen there.",
        )
    return ok("; ".join(open_))


def certificate(visit: Visit) -> Verdict:
    """Whether the connection is encrypted, by a certificate that is valid for this name, and for how long."""
    if not visit.url.startswith("https:"):
        if is_loopback(visit.url):
            return info("none: plain http, but nothing leaves this machine")
        return warning(
            "none: plain http",
            "whoever is on the way reads the application password; and WordPress offers no application passwords over"
            " http, unless WP_ENVIRONMENT_TYPE is 'local'",
            "Have https set up, and write the address with https://.",
        )
    if proxy := _proxy(visit.url):
        return info(f"looked at with each request, through the proxy {proxy}, but not for how long it is valid")
    host, port = _place(visit.url)
    try:
        with (
            socket.create_connection((host, port), _SECONDS) as line,
            _context(visit.url).wrap_socket(line, server_hostname=host) as secure,
        ):
            return _of(secure.getpeercert() or {}, host, secure.version() or "TLS")
    except ssl.SSLCertVerificationError as error:
        return _refused(error, host)
    except ssl.SSLError as error:
        return problem(
            f"no encrypted connection: {error.reason or error}",
            "the server speaks no TLS on this port, or only a version that is too old to be safe",
            f"Have TLS 1.2 or newer switched on; or is it http://{urlsplit(visit.url).netloc}?",
        )
    except OSError as error:
        return not_checked(f"the server ended the connection: {error.strerror or error}")


def _of(said: Mapping[str, object], host: str, protocol: str) -> Verdict:
    until = said.get("notAfter")
    end = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(until)), UTC) if until else None
    if end is None:
        return ok(f"valid for {host} ({protocol})")
    days = (end - datetime.now(UTC)).days
    found = f"valid for {host} until {end:%Y-%m-%d} ({days} {'day' if days == 1 else 'days'}; {protocol})"
    if days < _SOON:
        return warning(
            found,
            "when it has ended, nothing can be published, and browsers warn visitors",
            "Have it renewed; with Let's Encrypt, look why that has not happened by itself: certbot renew",
        )
    return ok(found)


_REFUSALS = {
    9: ("is not valid yet", "Set this machine's clock, or have the certificate replaced."),
    10: (
        "has expired",
        "Have it renewed (with Let's Encrypt: certbot renew). If it has not, set this machine's clock.",
    ),
    18: ("is signed by nobody but itself", "self"),
    19: ("comes from an authority that this machine does not know", "self"),
    20: (
        "can not be followed to an authority that this machine knows",
        "Have the server send the whole chain (with Let's Encrypt: fullchain.pem, not cert.pem).",
    ),
    62: ("is for another name", "Write the address with the name that the certificate has, or have this one added."),
    64: ("is for another address", "Write the address with the name that the certificate has."),
}
_SELF = """\
Have a certificate made that browsers believe, too; Let's Encrypt gives them for nothing. If it is your own authority's:
    export REQUESTS_CA_BUNDLE=/path/to/authority.pem"""


def _refused(error: ssl.SSLCertVerificationError, host: str) -> Verdict:
    what, todo = _REFUSALS.get(error.verify_code, ("is not valid", "Have it replaced by one that browsers believe."))
    return problem(
        f"the certificate of {host} {what} ({error.verify_message.rstrip('.')})",
        "somebody on the way could pass for the site, so nothing is sent to it",
        _SELF if todo == "self" else todo,
    )


def _context(url: str) -> ssl.SSLContext:
    """Give the context that requests has, with the authorities that it would believe."""
    with requests.Session() as session:
        session.trust_env = not is_loopback(url)
        bundle = session.merge_environment_settings(url, {}, None, None, None)["verify"]
    place = requests.utils.DEFAULT_CA_BUNDLE_PATH if bundle is True else str(bundle)
    return ssl.create_default_context(cafile=place)


def _proxy(url: str) -> str | None:
    """Give the host of the proxy that requests to the address take, without what it is logged in to with."""
    if is_loopback(url):
        return None
    proxy = requests.utils.select_proxy(url, requests.utils.get_environ_proxies(url))
    return None if proxy is None else urlsplit(proxy if "://" in proxy else f"//{proxy}").netloc.rpartition("@")[2]


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _addresses(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
    """Give the addresses of a host, each once. Raises OSError and UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((family, str(where[0])) for family, _, _, _, where in found if family in _FAMILIES))
