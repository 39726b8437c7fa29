"""A site behind https, and what only such a one can have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from attacker import attacker, reply
from certificates import certificate, needs_openssl, tls_server
from visits import OK, PROBLEM, look, visit_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from local_site import Site

NAME = "127.1"
"""A name of this machine that does not look like one, so that authorities of the environment count."""


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for that name, which is believed."""
    now = datetime.now(UTC)
    made = certificate(tmp_path / "made", f"DNS:{NAME}", now - timedelta(days=1), now + timedelta(days=60))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(made))
    return made


@needs_openssl
def test_a_wordpress_that_does_not_know_of_its_https_gets_the_line_that_tells_it(
    site: Site, plugin: Callable[[str], None], shown: Path
) -> None:
    plugin("""
    add_filter('wp_is_application_passwords_available', '__return_false');
    remove_action('template_redirect', 'redirect_canonical');
    """)
    with tls_server(shown, site.url) as port:
        visit = visit_to(f"https://{NAME}:{port}")
        first = [look(visit, name) for name in ("certificate", "front page", "WordPress")]
        assert [each.standing for each in first] == [OK] * 3, first
        found = look(visit, "application passwords")
    assert (found.standing, "    if (($_SERVER['HTTP_X_FORWARDED_PROTO']" in found.todo) == (PROBLEM, True), found


@needs_openssl
def test_a_redirect_from_https_to_http_is_a_problem(shown: Path) -> None:
    def answer(_: object) -> list[bytes]:
        return reply(b"", kind="text/html") if len(server.asked) > 1 else moved

    with attacker(answer) as server:
        plain = server.url.replace("127.0.0.1", NAME)
        moved = reply(b"", status="301 Moved Permanently", kind="text/html", Location=f"{plain}/")
        with tls_server(shown, server.url) as port:
            found = look(visit_to(f"https://{NAME}:{port}"), "front page")
    assert (found.standing, "one that is not" in found.meaning) == (PROBLEM, True), found
