"""The REST API: where it is, whether anybody may ask it, and what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wppush.doctor import firewalls
from wppush.doctor.front import refused
from wppush.doctor.verdict import info, ok, problem, warning
from wppush.doctor.visit import host_of, is_index, refuses
from wppush.wordpress.failure import describe, without_query

if TYPE_CHECKING:
    from wppush.doctor.reading import Read
    from wppush.doctor.verdict import Verdict
    from wppush.doctor.visit import Visit
    from wppush.wordpress.transport import ApiRoot


def rest_api(visit: Visit) -> Verdict:
    """Where the REST API is, and whether it answers, or who refuses in its place."""
    if (withheld := visit.withheld) is not None and visit.root is not None:
        return problem(withheld.message, "the password is not sent there because a page says so", withheld.hint or "")
    root, read = visit.tried[-1]
    if is_index(read):
        return _found(visit, root)
    if refuses(read):
        return _closed(visit, read)
    for _, each in visit.tried:
        if (verdict := refused(each)) is not None:
            return verdict
    return _not_where_it_should_be(visit) or problem(
        f"not found: {_came(visit, read)}",
        "without it nothing can be published",
        "See whether a plugin has switched it off (“Disable REST API”, or a security plugin): switch plugins off one by"
        " one. Or the address is not that of WordPress's front page.",
    )


def _not_where_it_should_be(visit: Visit) -> Verdict | None:
    for root, read in visit.tried:
        if root == visit.named and not is_index(read):
            return problem(
                f"not at {without_query(read.url)}, where the front page says that it is: {_came(visit, read)}",
                "the web server does not hand such addresses to WordPress, or something answers in its place",
                "In WordPress: Settings → Permalinks, save once more. With Apache, .htaccess has to count"
                " (AllowOverride All, mod_rewrite); with nginx:\n    try_files $uri $uri/ /index.php?$args;\n"
                "Or choose “Plain” permalinks, which need nothing of the server.",
            )
    return None


def _found(visit: Visit, root: ApiRoot) -> Verdict:
    place = f"{without_query(root.url)}{'?rest_route=/' if root.plain else ''}"
    if root == visit.named:
        return ok(f"at {place}, as the front page says")
    if root.plain:
        return _not_where_it_should_be(visit) or problem(
            f"at {place} alone, which the front page does not say",
            "wppush looks where the front page says, and at /wp-json; it does not get to this one",
            "See what has taken the link to the API out of the front page (a plugin for security or speed), or choose"
            " permalinks other than “Plain”.",
        )
    return ok(f"at {place}")


def _closed(visit: Visit, read: Read) -> Verdict:
    """Say what it means that nobody may see the index without logging in."""
    said = f"{read.status} {read.code}"
    if visit.user:
        return ok(f"closed to visitors ({said}), open to {visit.chosen.username}")
    if not visit.has_credentials:
        return warning(
            f"closed to visitors ({said})",
            "it may be open to who logs in; that is seen when there is a password",
            f"Type: wppush login {visit.url}",
        )
    if visit.me is not None and visit.me.status == _UNAUTHORIZED:
        return warning(
            f"closed to visitors ({said})",
            "it may be open to who logs in, but that has not worked; see below",
            "Mend the login first.",
        )
    wall = firewalls.refusing(read)
    words = visit.redacted(str(read.fields.get("message", "")))
    return problem(
        f"closed: {said}: {words}",
        f"{wall.name if wall else 'a plugin'} lets nobody use it, not even {visit.chosen.username} with the password",
        wall.todo if wall else "Switch off what closes the REST API to those who log in with application passwords.",
    )


def _came(visit: Visit, read: Read) -> str:
    if read.answer is None:
        return visit.redacted(read.error)
    return describe(read.answer, visit.redacted(read.answer.text))


def permalinks(visit: Visit) -> Verdict:
    """Whether addresses of posts are readable, or numbers."""
    if visit.root is not None and visit.root.plain:
        return info(
            "plain",
            "posts have addresses such as /?p=12, and a slug in a file is not seen in them",
            "For readable ones: Settings → Permalinks, “Post name”.",
        )
    return ok("readable ones")


def batches(visit: Visit) -> Verdict:
    """Whether many posts can be written with one request."""
    routes: Any = visit.index.get("routes")
    if not isinstance(routes, dict):
        return info("the site does not tell")
    try:
        most = int(routes["/batch/v1"]["endpoints"][0]["args"]["requests"].get("maxItems", 25))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError):
        return info("none", "posts are written one by one, which takes about three times as long")
    return ok(f"up to {most} posts in one request")


def editor(visit: Visit) -> Verdict:
    """Whether posts can be written over the API, and whether the block editor is there to edit them."""
    routes = visit.index.get("routes")
    if isinstance(routes, dict) and "/wp/v2/posts" not in routes:
        return problem(
            "posts are not in the REST API",
            "a plugin or the theme has taken them out (show_in_rest), and the block editor with them",
            "Switch that off, as nothing can be published otherwise.",
        )
    plugins = visit.plugins
    if plugins is None:
        return info("posts can be written; which editor is used is told to administrators alone")
    classic = sorted(plugin for plugin in plugins if plugin.partition("/")[0] in _CLASSIC)
    if classic:
        return warning(
            f"posts can be written, but the block editor is off ({', '.join(classic)})",
            "the site shows blocks all the same; who edits a post there sees the comments of the blocks as text",
            'Switch that plugin off; or, for posts of plain HTML, write in wppush.toml:\n    format = "html"',
        )
    return ok("posts can be written, and no plugin switches the block editor off")


_UNAUTHORIZED = 401
_CLASSIC = frozenset({"classic-editor", "disable-gutenberg", "enable-classic-editor", "no-gutenberg"})


def protection(visit: Visit) -> Verdict:
    """Which security plugins and firewalls are known to stand before the site."""
    names = visit.index.get("namespaces")
    reads = [visit.home, *(read for _, read in visit.tried), *([visit.me] if visit.me else [])]
    walls = firewalls.standing_before(reads, names if isinstance(names, list) else [], visit.plugins or [])
    if not walls:
        return ok("none that is known")
    return info(
        ", ".join(wall.name for wall in walls),
        "it may refuse requests that it does not like; remember it when something is blocked",
    )


def application_passwords(visit: Visit) -> Verdict:
    """Whether the site takes application passwords."""
    said = visit.index.get("authentication")
    if said is None:
        return info("the site does not tell")
    if isinstance(said, dict) and "application-passwords" in said:
        return ok("offered")
    names = visit.index.get("namespaces")
    walls = firewalls.standing_before([], names if isinstance(names, list) else [], [])
    hints = [wall.todo for wall in walls]
    if visit.url.startswith("http:"):
        hints.append(
            "Have the site served over https; on a test site: define('WP_ENVIRONMENT_TYPE', 'local'); in wp-config.php"
        )
    elif str(visit.index.get("url", "")).startswith("http:"):
        hints.append(
            "WordPress does not know that it is served over https, maybe as a proxy before it ends the encryption."
            " In wp-config.php:\n"
            "    if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') { $_SERVER['HTTPS'] = 'on'; }"
        )
    hints.append(
        "Look for a plugin for security that switches them off, or for the filter wp_is_application_passwords_available"
        " in the theme."
    )
    return problem(
        f"off at {host_of(visit.url)}",
        "WordPress offers them over https only, and plugins can switch them off; nobody can log in to the REST API so",
        "\n".join(hints),
    )
