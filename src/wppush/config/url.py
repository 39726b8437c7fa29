"""The address of a site: checked, and brought to one form.

No message here quotes an address that could carry a password or a token.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

from wppush.codes import SettingsCode
from wppush.errors import ConfigError

_INSIDE_WORDPRESS = re.compile(r"/+(?:wp-json|wp-admin|wp-login\.php|index\.php)(?:/.*)?\Z")
_HOST = re.compile(r"[^\s/?#@\\\[\]<>%\"^`{|}]+")
_EXAMPLE = "write it as in the browser's address bar: https://example.com"


def site_url(text: str) -> str:
    """The address of the front page: no slash at the end, nothing of /wp-admin or /wp-json.

    Raises ConfigError for anything but a plain http or https address.
    """
    url = text.strip(" ")
    if not url:
        raise ConfigError("The URL is empty.", hint=_EXAMPLE, ref=SettingsCode.ADDRESS)
    if any(not char.isprintable() or char.isspace() for char in url):
        raise ConfigError(
            "The URL has a blank, a line break or a control character in it.", hint=_EXAMPLE, ref=SettingsCode.ADDRESS
        )
    if "@" in url.partition("?")[0].partition("#")[0]:
        message = "The URL has a user name or a password in it."
        hint = "write it without; set WPPUSH_USERNAME and WPPUSH_APP_PASSWORD"
        raise ConfigError(message, hint=hint, ref=SettingsCode.ADDRESS)
    if "?" in url or "#" in url:
        raise ConfigError("The URL has a ? or a # in it.", hint=_EXAMPLE, ref=SettingsCode.ADDRESS)
    scheme, separator, _ = url.partition("://")
    if not separator:
        rest = re.sub(r"\A(?:https?:)?/*", "", url, flags=re.IGNORECASE)
        raise ConfigError(
            f"The URL {url} has no https:// before it.",
            hint=f'did you mean "https://{rest}"?',
            ref=SettingsCode.ADDRESS,
        )
    if scheme.lower() not in ("http", "https"):
        raise ConfigError(f"The URL {url} is neither https nor http.", hint=_EXAMPLE, ref=SettingsCode.ADDRESS)
    parts = _split(url)
    path = _INSIDE_WORDPRESS.sub("", parts.path).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc.lower().rstrip(":"), path, "", ""))


def is_loopback(url: str) -> bool:
    """Say whether the address is this machine, so that what is sent to it passes no wire."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_wordpress_com(url: str) -> bool:
    """Say whether an address is one that WordPress.com gives to the sites that it hosts."""
    return (urlsplit(url).hostname or "").endswith(".wordpress.com")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:  # brackets without an IPv6 address, a port that is no number
        message = f"The URL {url} is not an address: {error}."
        raise ConfigError(message, hint=_EXAMPLE, ref=SettingsCode.ADDRESS) from None
    is_ipv6 = "[" in parts.netloc  # urlsplit has checked what stands between the brackets
    if not (is_ipv6 or _HOST.fullmatch(host)) or port == 0:
        raise ConfigError(f"The URL {url} names no host.", hint=_EXAMPLE, ref=SettingsCode.ADDRESS)
    return parts
