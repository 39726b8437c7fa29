"""What answers at the address: redirects, something that stands before the site, and whether it is WordPress."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wppush.diagnostics import Standing
from wppush.doctor import firewalls
from wppush.doctor.verdict import info, ok, problem, warning
from wppush.doctor.visit import MOST_REDIRECTS, host_of
from wppush.wordpress.failure import describe, without_query

if TYPE_CHECKING:
    from wppush.doctor.reading import Read
    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit

_BAD, _UNAUTHORIZED, _BROKEN, _UNAVAILABLE = 400, 401, 500, 503
_REDIRECTS = range(300, 400)
_GENERATOR = re.compile(
    # Within bounds, as the page may be anybody's.
    r"""<meta[^>]{1,99}name=["']generator["'][^>]{1,99}content=["']WordPress ([0-9][\w.-]{0,30})|"""
    r"""<generator>https?://wordpress\.org/\?v=([0-9][\w.-]{0,30})</generator>""",
    re.IGNORECASE,
)
_OLDEST = (6, 5)


def front_page(visit: Visit) -> Verdict:
    """What the address answers: redirects to https, to www or elsewhere, a refusal, or the front page."""
    verdict = _of_the_front_page(visit)
    if verdict.standing is not Standing.PROBLEM or visit.root is None:
        return verdict
    # Such as a page that says “coming soon”: wppush asks the API, and nothing but that.
    return warning(f"{verdict.found}; the REST API answers all the same", "visitors do not see the blog", verdict.todo)


def _of_the_front_page(visit: Visit) -> Verdict:
    home = visit.home
    if home.answer is None:
        return problem(
            f"no answer: {visit.redacted(home.error)}",
            "the server takes the connection and then says nothing that can be read",
            "Open the address in a browser. If that works, something lets browsers through only: ask the host.",
        )
    if home.status in _REDIRECTS:
        chain = " → ".join(without_query(hop.url) for hop in visit.hops)
        without_end = len(visit.hops) == MOST_REDIRECTS
        return problem(
            f"redirects {'without end' if without_end else 'to nowhere'}: {chain}",
            "the front page is never reached",
            "Have the redirects of the web server, of WordPress (Settings → General, both addresses) and of a CDN agree"
            " on one address.",
        )
    return refused(home) or _moved(visit) or _error(visit) or ok(f"answers {home.status}")


def _error(visit: Visit) -> Verdict | None:
    """Say what an error's page without a sign of WordPress comes to; None where it is no such page."""
    home = visit.home
    if home.answer is None or home.status < _BAD or visit.named is not None:
        return None
    return problem(
        f"answers with {describe(home.answer, visit.redacted(home.answer.text))}",
        "the server or something before it refuses; nothing says that it is WordPress",
        "Open the address in a browser. If it is fine there, ask the host what keeps programs out; else correct it.",
    )


def refused(read: Read) -> Verdict | None:
    """Say what keeps an answer from being WordPress's own; None where it may be."""
    wall = firewalls.refusing(read)
    if wall is not None:
        return problem(
            f"{wall.name} refuses: {read.status} for {host_of(read.url)}{urlsplit(read.url).path}",
            "it takes wppush for something that it should keep out, so the request never reaches WordPress",
            wall.todo,
        )
    asks = read.header("WWW-Authenticate").strip().lower()
    if read.status == _UNAUTHORIZED and asks.startswith(("basic", "digest")) and not read.code:
        return problem(
            "a password in front of the whole site (401)",
            "a request has room for one name and password, and that of the application password is needed there",
            "Have the path /wp-json/ let through without it (and /index.php, where permalinks are plain).",
        )
    if read.status == _UNAVAILABLE and _is_maintenance(read):
        return problem(
            "the site is in maintenance (503)",
            "WordPress is being updated, or an update has broken off",
            "Wait some minutes. If it stays so: delete the file .maintenance in WordPress's folder.",
        )
    if read.status >= _BROKEN:
        return problem(
            f"the server is broken or overloaded ({read.status})",
            "nothing can be published as long as it answers so",
            "Look into the error log of the server; with WordPress, WP_DEBUG_LOG writes wp-content/debug.log.",
        )
    return None


def wordpress(visit: Visit) -> Verdict:
    """Whether it is a WordPress at all."""
    signs = []
    if visit.named is not None:
        signs.append("the front page names its REST API")
    text = visit.home.answer.text if visit.home.answer else ""
    if "/wp-content/" in text or "/wp-includes/" in text or _GENERATOR.search(text):
        signs.append("the front page is made by it")
    if visit.root is not None:
        signs.append("its REST API answers")
    if signs:
        return ok("; ".join(signs))
    return problem(
        f"nothing of WordPress at {without_query(visit.home.url)}",
        "the address is not that of a WordPress site, or only that of a part of the server",
        "Write the address of the front page of the blog, such as https://example.com/blog.",
    )


def version(visit: Visit) -> Verdict:
    """Which WordPress it is, where it says so, and whether wppush is tried with it."""
    for read in (visit.home, visit.page({"feed": "rss2"})):
        found = _GENERATOR.search(read.answer.text) if read.answer else None
        if found:
            said = found[1] or found[2]
            break
    else:
        return _by_routes(visit)
    numbers = tuple(int(number) for number in re.findall(r"\d{1,6}", said)[:2])
    if numbers < _OLDEST:
        return problem(
            f"WordPress {said}",
            "wppush makes blocks for 6.5 and newer, and is tried with these; older ones may change or refuse them",
            "Update WordPress: Dashboard → Updates.",
        )
    return ok(f"WordPress {said}")


def _by_routes(visit: Visit) -> Verdict:
    routes = visit.index.get("routes")
    if isinstance(routes, dict) and "/wp/v2/font-families" in routes:
        return ok("the site does not tell; by its routes it is 6.5 or newer")
    if isinstance(routes, dict) and "/wp/v2/posts" in routes:
        return warning(
            "the site does not tell; it lacks routes that 6.5 has",
            "wppush makes blocks for 6.5 and newer; older ones may change or refuse them",
            "Look at Dashboard → Updates, and update WordPress if it is older.",
        )
    return info("the site does not tell")


def _moved(visit: Visit) -> Verdict | None:
    """Say what redirects come to; None where there are none that matter."""
    here, there = urlsplit(visit.url), urlsplit(visit.home.url)
    target = without_query(visit.home.url).rstrip("/")
    same_path = there.path.rstrip("/") == here.path.rstrip("/")
    if (here.scheme, here.netloc) == (there.scheme, there.netloc) and same_path:
        return None
    change = f"Write {target} as the address: url in wppush.toml, or WPPUSH_URL."
    bare = [name.hostname.removeprefix("www.") if name.hostname else "" for name in (here, there)]
    if bare[0] != bare[1]:
        return problem(f"moves to {target}", "this is another host, and the password is not sent there", change)
    if here.scheme == "https" and there.scheme == "http":
        return problem(
            f"moves to {target}",
            "from an encrypted connection to one that is not",
            "Set both addresses in Settings → General to https://.",
        )
    return warning(f"moves to {target}", "each run has to find that out anew; writes are never redirected", change)


def _is_maintenance(read: Read) -> bool:
    text = read.answer.text if read.answer else ""
    # The words are translated with WordPress; the number of seconds is what it sends with them.
    return "scheduled maintenance" in text.lower() or read.header("Retry-After") == "600"
