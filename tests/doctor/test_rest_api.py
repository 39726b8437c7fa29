"""The REST API of a real WordPress, and what plugins, servers and settings do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proxy import Answer, Proxy, Seen
from visits import INFO, OK, PROBLEM, WARNING, look, visit_as, visit_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_site import Site

    Plugin = Callable[[str], None]

FOR_NOBODY = "return is_user_logged_in() ? $e : new WP_Error('rest_login_required', 'Members only', ['status' => 401]);"
NO_LINK = """
remove_action('wp_head', 'rest_output_link_wp_head');
remove_action('template_redirect', 'rest_output_link_header', 11);
"""


def test_a_fresh_wordpress_has_everything_that_is_needed(site: Site) -> None:
    visit = visit_as(site, "admin")
    names = ("front page", "WordPress", "REST API", "permalinks", "version", "batches", "editor", "protection")
    assert {name: look(visit, name).standing for name in names} == dict.fromkeys(names, OK)
    assert look(visit, "version").found == f"WordPress {site.version}"
    assert "as the front page says" in look(visit, "REST API").found
    assert look(visit, "application passwords").found == "offered"


def test_plain_permalinks_are_told_and_are_no_problem(site_plain: Site) -> None:
    visit = visit_as(site_plain, "admin")
    assert look(visit, "REST API").standing is OK
    found = look(visit, "permalinks")
    assert (found.standing, found.found) == (INFO, "plain")
    assert look(visit, "login").standing is OK


def test_an_api_that_is_closed_to_visitors_is_fine_for_who_logs_in(site: Site, plugin: Plugin) -> None:
    plugin(f"add_filter('rest_authentication_errors', function ($e) {{ {FOR_NOBODY} }});")
    visit = visit_as(site, "admin")
    found = look(visit, "REST API")
    assert (found.standing, "closed to visitors (401 rest_login_required)" in found.found) == (OK, True), found
    assert look(visit, "batches").standing is OK
    found = look(visit_to(site.url), "REST API")
    assert (found.standing, "wppush login" in found.todo) == (WARNING, True), found


@pytest.mark.parametrize(
    ("code", "who"), [("rest_disabled", "a plugin"), ("itsec_rest_api_access_restricted", "Solid")]
)
def test_an_api_that_is_closed_to_everybody_is_a_problem(site: Site, plugin: Plugin, code: str, who: str) -> None:
    plugin(f"add_filter('rest_authentication_errors', fn() => new WP_Error('{code}', 'Closed', ['status' => 403]));")
    found = look(visit_as(site, "admin"), "REST API")
    assert (found.standing, f"403 {code}: Closed" in found.found) == (PROBLEM, True), found
    assert found.meaning.startswith(who)


def test_an_api_that_the_front_page_does_not_name_is_looked_for(site: Site, plugin: Plugin, proxy: Proxy) -> None:
    plugin(NO_LINK)
    found = look(visit_as(site, "admin"), "REST API")
    assert (found.standing, found.found) == (OK, f"at {site.url}/wp-json")
    proxy.script = lambda seen: Answer(status=404, body=b"<p>no</p>") if "/wp-json" in seen.path else None
    found = look(visit_as(site, "admin", url=proxy.url), "REST API")
    assert (found.standing, "which the front page does not say" in found.found) == (PROBLEM, True), found


def test_an_api_that_is_not_where_the_front_page_says_is_a_problem(site: Site, plugin: Plugin, proxy: Proxy) -> None:
    plugin("add_filter('rest_url_prefix', fn() => 'moved-json');")
    proxy.script = lambda seen: Answer(status=404, body=b"<p>no</p>") if "/wp-json" in seen.path else None
    found = look(visit_as(site, "admin", url=proxy.url), "REST API")
    assert (found.standing, "moved-json/, where the front page says" in found.found) == (PROBLEM, True), found
    assert "    try_files" in found.todo


def test_a_challenge_in_the_place_of_the_api_is_known(site: Site, proxy: Proxy, plugin: Plugin) -> None:
    plugin(NO_LINK)

    def challenge(seen: Seen) -> Answer | None:
        page = Answer(status=403, body=b"<title>Just a moment...</title>", headers={"CF-Mitigated": "challenge"})
        return page if "/wp-json" in seen.path or "rest_route" in seen.path else None

    proxy.script = challenge
    found = look(visit_as(site, "admin", url=proxy.url), "REST API")
    assert (found.standing, found.found.startswith("Cloudflare refuses")) == (PROBLEM, True), found
    proxy.script = lambda seen: Answer(status=404, body=b"<p>no</p>") if seen.path != "/" else None
    found = look(visit_as(site, "admin", url=proxy.url), "REST API")
    assert (found.standing, found.found.startswith("not found")) == (PROBLEM, True), found


def test_application_passwords_that_are_off_are_a_problem(site: Site, plugin: Plugin) -> None:
    plugin("""
    add_filter('wp_is_application_passwords_available', '__return_false');
    add_action('rest_api_init', fn() => register_rest_route('wordfence/v1', '/x', [
        'callback' => '__return_true', 'permission_callback' => '__return_true']));
    """)
    visit = visit_as(site, "admin")
    found = look(visit, "application passwords")
    assert (found.standing, found.found.startswith("off")) == (PROBLEM, True)
    assert "Wordfence → All Options" in found.todo
    assert "WP_ENVIRONMENT_TYPE" in found.todo
    found = look(visit, "protection")
    assert (found.standing, found.found) == (INFO, "Wordfence")


def test_what_is_taken_out_of_the_api_is_noticed(site: Site, plugin: Plugin) -> None:
    plugin("""
    add_filter('rest_endpoints', fn($all) => array_diff_key($all, ['/batch/v1' => 1, '/wp/v2/posts' => 1]));
    add_filter('rest_post_dispatch', function ($r, $s, $q) {
        if ($q->get_route() === '/') { unset($r->data['gmt_offset'], $r->data['authentication']); }
        return $r;
    }, 10, 3);
    """)
    visit = visit_as(site, "admin")
    assert look(visit, "batches").found == "none"
    assert look(visit, "editor").standing is PROBLEM
    assert look(visit, "time zone").found == look(visit, "application passwords").found == "the site does not tell"
    plugin("add_filter('rest_index', function ($r) { unset($r->data['routes']); return $r; });")
    assert look(visit_as(site, "admin"), "batches").found == "the site does not tell"


def test_plugins_that_switch_the_block_editor_off_are_named(site: Site) -> None:
    folder = site.folder / "wordpress/wp-content/plugins/classic-editor"
    folder.mkdir()
    file = folder / "classic-editor.php"
    file.write_text("<?php\n/* Plugin Name: A classic editor */")
    try:
        site.rest("POST", "/wp/v2/plugins/classic-editor/classic-editor", json={"status": "active"})
        found = look(visit_as(site, "admin"), "editor")
        assert (found.standing, "classic-editor/classic-editor" in found.found) == (WARNING, True), found
        assert '    format = "html"' in found.todo
        assert look(visit_as(site, "editor"), "editor").standing is INFO
    finally:
        file.unlink()
        folder.rmdir()


def test_the_version_is_read_where_the_site_tells_it(site: Site, plugin: Plugin) -> None:
    plugin("remove_action('wp_head', 'wp_generator');")
    assert look(visit_to(site.url), "version").found == f"WordPress {site.version}"
    plugin("add_filter('the_generator', '__return_empty_string');")
    found = look(visit_to(site.url), "version")
    assert (found.standing, "6.5 or newer" in found.found) == (OK, True), found
    plugin("""
    add_filter('the_generator', '__return_empty_string');
    add_filter('rest_endpoints', fn($all) => array_diff_key($all, ['/wp/v2/font-families' => 1]));
    """)
    assert look(visit_to(site.url), "version").standing is WARNING
    plugin("add_filter('the_generator', fn() => '<meta name=\"generator\" content=\"WordPress 6.4.3\" />');")
    found = look(visit_to(site.url), "version")
    assert (found.standing, found.found) == (PROBLEM, "WordPress 6.4.3")
    plugin("""
    add_filter('the_generator', '__return_empty_string');
    add_filter('rest_index', function ($r) { unset($r->data['routes']); return $r; });
    """)
    assert look(visit_to(site.url), "version").found == "the site does not tell"


def test_a_front_page_that_says_coming_soon_keeps_nothing_from_being_published(site: Site, plugin: Plugin) -> None:
    plugin("add_action('template_redirect', function () { status_header(503); exit('<p>Coming soon</p>'); }, 1);")
    visit = visit_as(site, "admin")
    found = look(visit, "front page")
    assert (found.standing, "the REST API answers all the same" in found.found) == (WARNING, True), found
    assert look(visit, "REST API").standing is OK


def test_a_wrong_password_is_not_taken_for_an_api_that_is_closed_to_everybody(site: Site, plugin: Plugin) -> None:
    plugin(f"add_filter('rest_authentication_errors', function ($e) {{ {FOR_NOBODY} }});")
    visit = visit_as(site, "admin", password="w" * 24)
    assert look(visit, "REST API").standing is WARNING
    assert look(visit, "Authorization header").standing is INFO
    assert look(visit, "login").standing is PROBLEM
