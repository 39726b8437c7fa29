"""Cut lines, killed runs, two runs at once, and sites that are not what they should be: one post, or a clear error."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from blog import POST
from proxy import Answer, Swallow

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog, Run
    from local_site import Site
    from proxy import Proxy, Seen


def is_create(seen: Seen) -> bool:
    return seen.method == "POST" and seen.path.partition("?")[0].endswith("/wp/v2/posts")


def test_a_create_whose_answer_is_lost_is_found_again_and_sent_once(blog: Blog, site: Site, proxy: Proxy) -> None:
    proxy.script = lambda seen: Swallow() if is_create(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.publish()
    assert run.status == 0, run.stdout
    assert run.file()["action"] == "created"
    assert len([seen for seen in proxy.seen if is_create(seen)]) == 1
    assert len(site.posts()) == 1
    assert blog.publish().file()["action"] == "unchanged"


def test_a_run_that_loses_every_answer_after_the_create_is_made_good_by_the_next(
    blog: Blog, site: Site, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = False

    def cut(seen: Seen) -> Swallow | None:
        nonlocal created
        created = created or is_create(seen)
        return Swallow() if created else None

    monkeypatch.setattr("time.sleep", lambda _: None)
    proxy.script = cut
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.publish()
    assert (run.status, run.file()["action"]) == (1, "failed")
    assert [note["code"] for note in run.file()["diagnostics"]] == ["WP370"]
    proxy.script = lambda _: None
    again = blog.publish()
    assert (again.status, again.file()["action"]) == (0, "unchanged")
    assert len(site.posts()) == 1


def test_an_error_after_the_post_was_made_does_not_make_a_second_one(blog: Blog, site: Site, proxy: Proxy) -> None:
    """A 502 from the server before WordPress, which went on working."""

    def fail(seen: Seen) -> Answer | None:
        if not is_create(seen):
            return None
        body = json.loads(seen.body)
        site.rest("POST", "/wp/v2/posts", json=body)
        return Answer(status=502, body=b"<html>Bad gateway</html>", headers={"Content-Type": "text/html"})

    proxy.script = fail
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.publish()
    assert (run.status, run.file()["action"]) == (0, "created")
    assert len(site.posts()) == 1


OUT_OF_PATIENCE = Answer(
    status=503, body=b"<html>Backend fetch failed</html>", headers={"Content-Type": "text/html", "Retry-After": "0"}
)
"""What a cache before the site says when it waits no longer for an answer, also when the site is still at work."""


@pytest.mark.parametrize("number", [1, 4])
def test_a_create_that_a_cache_asks_to_wait_for_is_looked_for_first(
    blog: Blog, site: Site, proxy: Proxy, number: int
) -> None:
    def is_making(seen: Seen) -> bool:
        return seen.method == "POST" and seen.path.partition("?")[0].endswith(("/wp/v2/posts", "/batch/v1"))

    proxy.script = lambda seen: Swallow(instead=OUT_OF_PATIENCE) if is_making(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    for each in range(number):
        blog.write(f"---\ntitle: Post {each}\n---\nWords {each}.\n", f"post-{each}.md")
    run = blog.publish()
    assert (run.status, run.report()["summary"]) == (0, {"created": number})
    assert [post["status"] for post in site.posts()] == ["publish"] * number
    assert len([seen for seen in proxy.seen if is_making(seen)]) == 1


@pytest.mark.parametrize(("asked", "tries"), [("0", 5), ("3600", 1)])
def test_what_a_busy_site_has_not_taken_after_all_its_tries_is_said_and_made_by_the_next_run(
    blog: Blog, site: Site, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, asked: str, tries: int
) -> None:
    monkeypatch.setattr("wppush.sync.once.LOOKS", (0.0,))
    busy = replace(OUT_OF_PATIENCE, headers={**OUT_OF_PATIENCE.headers, "Retry-After": asked})
    proxy.script = lambda seen: busy if is_create(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.publish()
    assert (run.status, run.file()["action"]) == (1, "failed")
    [note] = run.file()["diagnostics"]
    hint = f"the site asks to wait {asked} seconds; then run the same command again"
    assert (note["code"], note["hint"]) == ("WP370", hint)
    assert len([seen for seen in proxy.seen if is_create(seen)]) == tries
    proxy.script = lambda _: None
    assert blog.publish().file()["action"] == "created"
    assert len(site.posts()) == 1


@pytest.mark.parametrize("number", [1, 4])
def test_a_create_that_arrives_twice_at_the_same_moment_leaves_one_post(
    blog: Blog, site: Site, proxy: Proxy, plugin: Callable[[str], None], number: int
) -> None:
    """Both get the very same slug, and an update would give the first one another: so it is seen to at once."""
    plugin("add_filter('pre_wp_unique_post_slug', fn ($said, $slug) => $slug, 10, 2);")
    bodies: list[dict[str, object]] = []

    def twice(seen: Seen) -> None:
        if seen.method == "POST" and "/batch/v1" in seen.path:
            bodies.extend(part["body"] for part in json.loads(seen.body)["requests"] if "/posts?" in part["path"])
        elif is_create(seen):
            bodies.append(json.loads(seen.body))
        elif seen.method == "GET" and bodies:
            while bodies:
                site.rest("POST", "/wp/v2/posts", json=bodies.pop())

    proxy.script = twice
    blog.environ["WPPUSH_URL"] = proxy.url
    for each in range(number):
        blog.write(f"---\ntitle: Post {each}\n---\nWords {each}.\n", f"post-{each}.md")
    run = blog.publish()
    assert (run.status, run.report()["summary"]) == (0, {"created": number})
    assert all("made the post twice" in entry["diagnostics"][0]["message"] for entry in run.report()["files"])
    live = [post["id"] for post in site.posts() if post["status"] == "publish"]
    assert sorted(live) == sorted(entry["id"] for entry in run.report()["files"])
    assert len(site.posts()) == 2 * number
    assert blog.publish().report()["summary"] == {"unchanged": number}


def test_an_update_whose_answer_is_lost_is_done_once(blog: Blog, proxy: Proxy) -> None:
    blog.write()
    first = blog.publish().file()
    lost = 0

    def cut(seen: Seen) -> Swallow | None:
        nonlocal lost
        if seen.method == "POST" and lost == 0:
            lost += 1
            return Swallow()
        return None

    proxy.script = cut
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write(POST.replace("second one", "last one"))
    entry = blog.publish().file()
    assert (entry["id"], entry["action"]) == (first["id"], "updated")
    assert len([seen for seen in proxy.seen if seen.method == "POST"]) == 1
    assert blog.publish().file()["action"] == "unchanged"


def test_a_term_whose_answer_is_lost_is_made_once(blog: Blog, site: Site, proxy: Proxy) -> None:
    lost = 0

    def cut(seen: Seen) -> Swallow | None:
        nonlocal lost
        if seen.method == "POST" and seen.path.partition("?")[0].endswith("/tags") and lost == 0:
            lost += 1
            return Swallow()
        return None

    proxy.script = cut
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write("---\ntitle: Tagged\ntags: [once]\n---\nWords.\n", "tagged.md")
    assert blog.publish().file()["action"] == "created"
    assert lost == 1
    assert [tag["name"] for tag in site.rest("GET", "/wp/v2/tags")] == ["once"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_read_that_fails_is_repeated(blog: Blog, proxy: Proxy) -> None:
    failed = 0

    def fail(seen: Seen) -> Answer | Swallow | None:
        nonlocal failed
        if seen.method == "GET" and failed < 2:
            failed += 1
            return Swallow() if failed == 1 else Answer(status=502, body=b"gone", headers={"Content-Type": "text/html"})
        return None

    proxy.script = fail
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    assert blog.publish().file()["action"] == "created"


def test_an_api_behind_a_redirect_is_found_by_what_the_home_page_says(blog: Blog, site: Site, proxy: Proxy) -> None:
    """As a site does whose address was given without www, or whose REST API lives elsewhere."""
    link = f'<{site.url}/wp-json/>; rel="https://api.w.org/"'
    page = f'<html><head><link rel="https://api.w.org/" href="{site.url}/wp-json/"></head></html>'.encode()
    for home in (
        Answer(headers={"Link": f"<https://example.com/>; rel=shortlink, {link}", "Content-Type": "text/html"}),
        Answer(body=page, headers={"Content-Type": "text/html"}),
    ):

        def redirect(seen: Seen, home: Answer = home) -> Answer:
            moved = Answer(status=301, headers={"Location": f"{site.url}{seen.path}"})
            return home if seen.path == "/" else moved

        proxy.script = redirect
        blog.environ["WPPUSH_URL"] = proxy.url
        blog.write()
        assert blog.publish().status == 0
    assert len(site.posts()) == 1


def test_the_password_does_not_follow_a_page_to_another_host(blog: Blog, site: Site, proxy: Proxy) -> None:
    link = {"Link": '<https://elsewhere.example/wp-json/>; rel="https://api.w.org/"', "Content-Type": "text/html"}
    proxy.script = lambda seen: Answer(headers=link) if seen.path == "/" else Answer(status=404)
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    refused(blog.run("publish", "posts"), site, "https://elsewhere.example", "set the site's url")


def test_a_throttled_write_is_sent_again(blog: Blog, site: Site, proxy: Proxy) -> None:
    refused = 0

    def throttle(seen: Seen) -> Answer | None:
        nonlocal refused
        if is_create(seen) and refused < 2:
            refused += 1
            return Answer(status=429 if refused == 1 else 503, headers={"Retry-After": "0"})
        return None

    proxy.script = throttle
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    assert blog.publish().file()["action"] == "created"
    assert (refused, len(site.posts())) == (2, 1)


def test_a_post_whose_name_is_taken_by_a_race_gives_way_to_the_elder(blog: Blog, site: Site, proxy: Proxy) -> None:
    """Another run makes the same post between our look and our create."""
    raced = False

    def race(seen: Seen) -> None:
        nonlocal raced
        if is_create(seen) and not raced:
            raced = True
            site.rest("POST", "/wp/v2/posts", json=json.loads(seen.body))

    proxy.script = race
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.publish()
    assert run.status == 0
    [elder, younger] = site.posts()
    assert (elder["status"], younger["status"]) == ("publish", "trash")
    assert (run.file()["id"], elder["slug"]) == (elder["id"], "first-light")
    assert blog.publish().file() == {**run.file(), "action": "unchanged", "changed_fields": [], "diagnostics": []}


def test_two_runs_at_once_leave_one_post_for_each_file(blog: Blog, site: Site) -> None:
    for number in range(3):
        blog.write(f"---\ntitle: Post {number}\ntags: [shared]\n---\nWords {number}.\n", f"post-{number}.md")
    runs = [blog.start("publish", "posts", "--json") for _ in range(2)]
    outputs = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    kept = [post for post in site.posts() if post["status"] == "publish"]
    assert sorted(post["slug"] for post in kept) == ["post-0", "post-1", "post-2"]
    assert blog.publish().report()["summary"] == {"unchanged": 3}


@pytest.mark.parametrize("writes_before_the_end", [1, 2, 4])
def test_a_killed_run_is_finished_by_the_next(blog: Blog, site: Site, writes_before_the_end: int) -> None:
    for number in range(4):
        # What links to another one waits for it, so each has a request of its own.
        link = f" After [that](post-{number - 1}.md)." if number else ""
        blog.write(f"---\ntitle: Post {number}\n---\nWords {number}.{link}\n", f"post-{number}.md")
    run = blog.start("publish", "posts")
    deadline = time.monotonic() + 60
    while len(site.writes()) < writes_before_the_end and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    run.kill()
    run.communicate()
    time.sleep(0.5)  # WordPress finishes what it was at
    again = blog.publish()
    assert again.status == 0, again.stdout
    assert sorted(post["slug"] for post in site.posts()) == [f"post-{number}" for number in range(4)]
    assert blog.publish().report()["summary"] == {"unchanged": 4}


def refused(run: Run, site: Site, *words: str) -> None:
    """Check that a run ended with a clear error and wrote nothing."""
    assert run.status == 1
    assert "Traceback" not in run.stderr
    for word in words:
        assert word in run.stderr
    assert site.posts() == []


def test_a_wrong_password_is_named_as_such(blog: Blog, site: Site) -> None:
    blog.write()
    blog.environ["WPPUSH_APP_PASSWORD"] = "aaaa bbbb cccc dddd eeee ffff"
    run = blog.run("publish", "posts")
    refused(run, site, "not logged in", "WPPUSH_APP_PASSWORD")
    assert "aaaa bbbb" not in run.stdout + run.stderr


def test_an_account_that_may_not_write_is_named_as_such(blog: Blog, site: Site) -> None:
    reader = {"username": "reader", "email": "reader@example.test", "password": "reads-only", "roles": ["subscriber"]}
    user = site.rest("POST", "/wp/v2/users", json=reader)
    made = site.rest("POST", f"/wp/v2/users/{user['id']}/application-passwords", json={"name": "test"})
    blog.environ |= {"WPPUSH_USERNAME": "reader", "WPPUSH_APP_PASSWORD": made["password"]}
    blog.write()
    refused(blog.run("publish", "posts"), site, "subscriber", "may not write posts")


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    blog.write()
    assert blog.publish().status == 0


def test_a_refused_connection_is_named_as_such(blog: Blog, site: Site) -> None:
    blog.write()
    blog.environ["WPPUSH_URL"] = "http://127.0.0.1:9"
    refused(blog.run("publish", "posts"), site, "127.0.0.1:9", "refuses the connection")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=404, body=b"not here", headers={"Content-Type": "text/plain"}), ["no WordPress REST API"]),
        (
            Answer(body=b"<html><body>Welcome</body></html>", headers={"Content-Type": "text/html"}),
            ["no WordPress REST API", "text/html"],
        ),
        (Answer(body=b'{"cut": "of', headers={"Content-Type": "application/json"}), ["no WordPress REST API"]),
        (Answer(body=b"[]", headers={"Content-Type": "application/json"}), ["JSON of another shape"]),
        (
            Answer(status=403, body=b"<h1>Blocked</h1>", headers={"Content-Type": "text/html"}),
            ["403", "Blocked"],
        ),
        (
            Answer(status=503, headers={"Retry-After": "600", "Content-Type": "text/html"}),
            ["503"],
        ),
    ],
    ids=["404", "html", "cut-json", "other-json", "firewall", "maintenance"],
)
def test_a_site_that_is_no_wordpress_is_named_as_such(
    blog: Blog, site: Site, proxy: Proxy, answer: Answer, words: list[str]
) -> None:
    proxy.script = lambda _: answer
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    refused(blog.run("publish", "posts"), site, *words)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=301, headers={"Location": "https://elsewhere.example/x"}), ["redirects", "elsewhere.example"]),
        (
            Answer(status=413, body=b"<html>too large</html>", headers={"Content-Type": "text/html"}),
            ["413", "client_max_body_size"],
        ),
        (
            Answer(status=403, body=b"<html>Request rejected</html>", headers={"Content-Type": "text/html"}),
            ["Request rejected", "firewall"],
        ),
        (
            Answer(
                status=401,
                body=b'{"code":"rest_cannot_create","message":"no"}',
                headers={"Content-Type": "application/json"},
            ),
            ["rest_cannot_create"],
        ),
    ],
    ids=["redirect", "too-large", "firewall", "logged-out"],
)
def test_a_write_that_is_turned_away_is_reported_for_its_file(
    blog: Blog, site: Site, proxy: Proxy, answer: Answer, words: list[str]
) -> None:
    proxy.script = lambda seen: answer if is_create(seen) else None
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write()
    run = blog.run("publish", "posts")
    refused(run, site, "posts/first-light.md", *words)


def test_a_site_with_plain_permalinks_is_found(blog: Blog, site_plain: Site) -> None:
    blog.environ = site_plain.environ()
    blog.write()
    assert blog.publish().file()["action"] == "created"
    assert blog.publish().file()["action"] == "unchanged"
    assert [post["slug"] for post in site_plain.posts()] == ["first-light"]


def test_a_site_in_a_subdirectory_and_another_time_zone_is_found(blog: Blog, site_subdirectory: Site) -> None:
    blog.environ = site_subdirectory.environ()
    blog.write(POST.replace("2026-01-02 10:00:00 +0200", "2026-01-02 10:00"))
    assert blog.publish().file()["action"] == "created"
    [post] = site_subdirectory.posts()
    assert (post["date"], post["date_gmt"]) == ("2026-01-02T10:00:00", "2026-01-02T15:00:00")
    assert blog.publish().file()["action"] == "unchanged"


def test_faults_in_files_are_all_named_before_anything_is_sent(blog: Blog, site: Site) -> None:
    blog.write()
    blog.write("---\nstatus: pubish\n---\nWords.\n", "b.md")
    blog.write("---\ndate: 2026-02-30\n---\nWords.\n", "c.md")
    site.forget_requests()
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert "posts/b.md:2:9: error" in run.stderr
    assert "posts/c.md:2:7: error" in run.stderr
    assert site.posts() == []
    assert site.writes() == []
    report = blog.publish().report()
    assert [entry["source"] for entry in report["files"]] == ["posts/b.md", "posts/c.md"]


def test_a_megabyte_arrives_whole(blog: Blog, site: Site) -> None:
    text = "\n\n".join(
        f"Paragraph {number} with & and <, “quotes” — and 😀." + " More words." * 40 for number in range(2_000)
    )
    blog.write(f"---\ntitle: Long\n---\n{text}\n", "long.md")
    assert blog.publish().file()["action"] == "created"
    assert blog.publish().file()["action"] == "unchanged"
    [post] = site.posts()
    assert len(post["content"]["raw"].encode()) > 1024 * 1024
    assert post["content"]["raw"].count("<!-- /wp:paragraph -->") == 2_000
