"""Whether the password arrives and is taken, told apart at a real WordPress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proxy import Answer, Proxy, Swallow
from visits import INFO, NOT_CHECKED, OK, PROBLEM, WARNING, look, visit_as, visit_to
from wppush.doctor.fixes import pass_authorization

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_site import Site
    from wppush.doctor.visit import Visit

WRONG = "abcd EFGH ijkl MNOP qrst UVWX"
SAYS_WHY = """
add_filter('rest_authentication_errors', function ($e) {
    $r = wp_authenticate_application_password(null, $_SERVER['PHP_AUTH_USER'] ?? '', $_SERVER['PHP_AUTH_PW'] ?? '');
    return is_wp_error($r) ? new WP_Error($r->get_error_code(), 'No', ['status' => 401]) : $e;
});
"""


def both(visit: Visit) -> tuple[str, str]:
    return look(visit, "Authorization header").standing, look(visit, "login").standing


def test_a_header_that_gets_lost_is_told_by_what_xml_rpc_takes(site: Site, proxy: Proxy) -> None:
    proxy.drops = ("authorization",)
    proxy.adds = {"Server": "Apache/2.4.62 (Debian)"}
    found = look(visit_as(site, "admin", url=proxy.url), "Authorization header")
    assert (found.standing, found.found.startswith("gets lost")) == (PROBLEM, True), found
    assert '    SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1' in found.todo
    assert "CGIPassAuth On" in found.todo
    assert "fastcgi_param" not in found.todo


def test_the_lines_to_paste_are_those_of_the_server() -> None:
    assert "fastcgi_param HTTP_AUTHORIZATION $http_authorization;" in pass_authorization("nginx/1.26")
    assert pass_authorization("LiteSpeed").startswith("LiteSpeed")
    every = pass_authorization("")
    assert all(f"{name}:" in every for name in ("Apache", "nginx", "LiteSpeed"))


def test_a_wrong_password_is_not_taken_for_a_lost_header(site: Site) -> None:
    visit = visit_as(site, "admin", password=WRONG)
    assert both(visit) == (INFO, PROBLEM)
    found = look(visit, "login")
    assert "WordPress does not say which" in found.meaning
    assert "does not look like an application password" not in found.todo
    site.rest("POST", "/wp/v2/posts", json={"title": "One", "status": "publish"})
    visit = visit_as(site, "admin", password="my login password")
    assert look(visit, "credentials").standing is INFO
    found = look(visit, "login")
    assert "there is a user admin" in found.meaning
    assert "does not look like an application password" in found.todo


@pytest.mark.parametrize(
    "code",
    [
        "add_filter('xmlrpc_enabled', '__return_false');",
        "add_filter('xmlrpc_methods', '__return_empty_array');",
        "if (defined('XMLRPC_REQUEST')) { http_response_code(403); exit('<p>no</p>'); }",
        "if (defined('XMLRPC_REQUEST')) { exit('<!DOCTYPE x><methodResponse></methodResponse>'); }",
        "if (defined('XMLRPC_REQUEST')) { exit('<methodResponse>'); }",
    ],
)
def test_without_xml_rpc_nobody_knows_what_became_of_the_header(
    site: Site, plugin: Callable[[str], None], code: str
) -> None:
    plugin(code)
    found = look(visit_as(site, "admin", password=WRONG), "Authorization header")
    assert (found.standing, "XML-RPC says nothing" in found.found) == (WARNING, True), found
    assert "CGIPassAuth On" in found.todo


@pytest.mark.parametrize(
    ("username", "words", "off"),
    [
        ("admin", "the password is wrong", False),
        ("nobody", "there is no such user", False),
        ("nobody@blog.example", "no user with this e-mail address", False),
        ("admin", "off for this user", True),
    ],
)
def test_a_site_that_says_why_is_believed(
    site: Site, plugin: Callable[[str], None], username: str, words: str, *, off: bool
) -> None:
    switch = "add_filter('wp_is_application_passwords_available_for_user', '__return_false');" if off else ""
    plugin(SAYS_WHY + switch)
    visit = visit_to(site.url, username=username, password=WRONG)
    # The index refuses a wrong password as well: only without one it is open.
    plugin("if (isset($_SERVER['PHP_AUTH_USER'])) {" + SAYS_WHY + "}" + switch)
    assert look(visit, "Authorization header").found == "arrives: WordPress has looked at the password"
    found = look(visit, "login")
    assert (found.standing, words in found.found) == (PROBLEM, True), found


def test_what_answers_instead_of_wordpress_is_shown(site: Site, proxy: Proxy) -> None:
    proxy.script = lambda seen: (
        Answer(body=b"<p>Please log in</p>", headers={"Content-Type": "text/html"}) if "users/me" in seen.path else None
    )
    visit = visit_as(site, "admin", url=proxy.url)
    found = look(visit, "Authorization header")
    assert (found.standing, "Please log in" in found.found) == (PROBLEM, True), found
    proxy.script = lambda seen: Swallow() if "users/me" in seen.path else None
    found = look(visit_as(site, "admin", url=proxy.url), "Authorization header")
    assert (found.standing, found.found.startswith("no answer")) == (PROBLEM, True), found
    proxy.script = lambda seen: (
        Answer(status=403, body=b"<p>Generated by Wordfence</p>") if "users/me" in seen.path else None
    )
    found = look(visit_as(site, "admin", url=proxy.url), "Authorization header")
    assert found.found.startswith("Wordfence refuses")


def test_a_plugin_that_refuses_the_login_is_named(site: Site, plugin: Callable[[str], None]) -> None:
    plugin("""
    add_filter('rest_authentication_errors', fn($e) => isset($_SERVER['PHP_AUTH_USER'])
        ? new WP_Error('itsec_rest_api_access_restricted', 'No', ['status' => 401]) : $e);
    """)
    visit = visit_as(site, "admin")
    assert both(visit) == (INFO, PROBLEM)
    assert look(visit, "login").found.startswith("Solid Security")


def test_nobody_is_not_logged_in(site: Site) -> None:
    assert both(visit_to(site.url)) == (NOT_CHECKED, NOT_CHECKED)
    assert both(visit_as(site, "author")) == (OK, OK)


@pytest.mark.parametrize(
    ("user", "role", "html", "uploads"),
    [
        ("admin", OK, OK, OK),
        ("editor", OK, OK, OK),
        ("author", INFO, INFO, OK),
        ("contributor", WARNING, INFO, WARNING),
    ],
)
def test_what_each_role_may_do_is_told(site: Site, user: str, role: str, html: str, uploads: str) -> None:
    visit = visit_as(site, user)
    assert [look(visit, name).standing for name in ("role", "HTML", "uploads")] == [role, html, uploads]


def test_a_subscriber_may_not_publish(site: Site) -> None:
    number = site.rest("GET", "/wp/v2/users", params={"slug": "contributor", "_fields": "id"})[0]["id"]
    site.rest("POST", f"/wp/v2/users/{number}", json={"roles": ["subscriber"]})
    found = look(visit_as(site, "contributor"), "role")
    assert (found.standing, found.found) == (PROBLEM, "subscriber: may not write posts")
