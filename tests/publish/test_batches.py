"""Many posts in few requests, and each of them once whatever becomes of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from proxy import Answer, Swallow

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog
    from local_site import Site
    from proxy import Proxy, Seen

POSTS = 30
"""More than go into one batch."""
SOME = 12
"""As many as go into one."""


def _write(blog: Blog, *, words: str = "first", count: int = POSTS) -> None:
    for number in range(count):
        blog.write(
            f"---\ntitle: Post {number}\nslug: post-{number}x\ntags: [tag {number % 3}]\n---\n"
            f"The {words} words of {number}.\n",
            f"{number:02}.md",
        )


def _is_batch(seen: Seen) -> bool:
    return "batch" in seen.path


def _has_each_once(site: Site, *, words: str = "first", count: int = POSTS) -> bool:
    posts = site.posts("any")
    texts = sorted(post["content"]["raw"].split("The ")[1].split(".")[0] for post in posts)
    slugs = sorted(post["slug"] for post in posts)
    expected = sorted(f"post-{number}x" for number in range(count))
    return texts == sorted(f"{words} words of {number}" for number in range(count)) and slugs == expected


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for what may be on its way without long pauses."""
    monkeypatch.setattr("wppush.sync.once.LOOKS", (0.0, 0.1))


def test_many_posts_take_few_requests_and_none_when_nothing_changed(site: Site, blog: Blog) -> None:
    _write(blog)
    site.forget_requests()
    assert blog.publish().report()["summary"] == {"created": POSTS}
    # Three batches of posts of 10 to 25, each followed by a look for twins; one of terms.
    assert len(site.writes()) <= 5
    assert len(site.requests()) <= 20
    assert _has_each_once(site)
    assert {tag["name"]: tag["count"] for tag in site.posts(kind="tags")} == dict.fromkeys(
        ("tag 0", "tag 1", "tag 2"), 10
    )

    _write(blog, words="second")
    site.forget_requests()
    assert blog.publish().report()["summary"] == {"updated": POSTS}
    assert len(site.writes()) <= 4
    assert _has_each_once(site, words="second")

    site.forget_requests()
    assert blog.publish().report()["summary"] == {"unchanged": POSTS}
    assert site.writes() == []
    assert len(site.requests()) <= 3


def test_a_site_without_batches_gets_single_requests(site: Site, blog: Blog, plugin: Callable[[str], None]) -> None:
    plugin("add_filter('rest_endpoints', function ($all) { unset($all['/batch/v1']); return $all; });")
    _write(blog, count=6)
    site.forget_requests()
    assert blog.publish().status == 0
    assert not [line for line in site.writes() if "batch" in line]
    assert _has_each_once(site, count=6)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=403, body=b"<html>no</html>", headers={"Content-Type": "text/html"}),
        Answer(status=404, body=b"<html>what?</html>", headers={"Content-Type": "text/html"}),
        Answer(
            status=400,
            body=b'{"code":"rest_invalid_param","message":"no"}',
            headers={"Content-Type": "application/json"},
        ),
    ],
    ids=["a firewall", "a page", "an error"],
)
def test_what_lets_no_batch_through_gets_single_requests(site: Site, blog: Blog, proxy: Proxy, answer: Answer) -> None:
    proxy.script = lambda seen: answer if _is_batch(seen) and seen.method == "POST" else None
    _write(blog, count=8)
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert run.report()["summary"] == {"created": 8}
    assert _has_each_once(site, count=8)


def test_a_batch_that_is_too_large_for_the_server_is_parted(site: Site, blog: Blog, proxy: Proxy) -> None:
    def most(seen: Seen) -> Answer | None:
        return Answer(status=413, headers={"Content-Type": "text/html"}) if len(seen.body) > 2500 else None

    proxy.script = most
    _write(blog, count=SOME)
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert run.report()["summary"] == {"created": SOME}
    assert any(_is_batch(seen) and len(seen.body) <= 2500 for seen in proxy.seen)
    assert _has_each_once(site, count=SOME)


@pytest.mark.usefixtures("quick")
def test_posts_of_a_batch_whose_answer_is_lost_are_found_and_not_sent_again(
    site: Site, blog: Blog, proxy: Proxy
) -> None:
    lost: list[Seen] = []

    def lose_one(seen: Seen) -> Swallow | None:
        if _is_batch(seen) and b"words of" in seen.body and not lost:
            lost.append(seen)
            return Swallow()
        return None

    proxy.script = lose_one
    _write(blog, count=SOME)
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert lost
    assert run.report()["summary"] == {"created": SOME}
    assert _has_each_once(site, count=SOME)
    assert len(site.posts()) == SOME
    assert blog.publish().report()["summary"] == {"unchanged": SOME}


@pytest.mark.usefixtures("quick")
def test_a_post_that_breaks_the_site_down_takes_no_other_with_it(
    site: Site, blog: Blog, plugin: Callable[[str], None]
) -> None:
    plugin(
        "add_filter('wp_insert_post_data', function ($data) {"
        " if ('Post 7' === $data['post_title']) { no_such_function(); } return $data; });"
    )
    _write(blog, count=SOME)
    report = blog.publish().report()
    assert report["summary"] == {"created": SOME - 1, "failed": 1}
    [failed] = [entry for entry in report["files"] if entry["action"] == "failed"]
    assert failed["source"] == "posts/07.md"
    assert len(site.posts()) == SOME - 1
    plugin("")
    assert blog.publish().report()["summary"] == {"created": 1, "unchanged": SOME - 1}
    assert _has_each_once(site, count=SOME)


@pytest.mark.usefixtures("quick")
def test_one_refused_part_leaves_the_others_of_its_batch(site: Site, blog: Blog, plugin: Callable[[str], None]) -> None:
    plugin(
        "add_filter('rest_pre_insert_post', function ($post) {"
        " $bad = 'Post 3' === $post->post_title;"
        " return $bad ? new WP_Error('not_today', 'Not today.', ['status' => 403]) : $post; });"
    )
    _write(blog, count=8)
    report = blog.publish().report()
    assert report["summary"] == {"created": 7, "failed": 1}
    [failed] = [entry for entry in report["files"] if entry["action"] == "failed"]
    assert "Not today." in failed["diagnostics"][0]["message"]
    assert len(site.posts()) == 7


def test_two_runs_at_once_leave_one_post_for_each_file(site: Site, blog: Blog) -> None:
    _write(blog, count=SOME)
    runs = [blog.start("publish", "posts", "--json") for _ in range(2)]
    for run in runs:
        run.communicate(timeout=120)
    assert _has_each_once(site, count=SOME)
    assert sorted(tag["name"] for tag in site.posts(kind="tags")) == ["tag 0", "tag 1", "tag 2"]
    assert blog.publish().report()["summary"] == {"unchanged": SOME}


def test_posts_that_each_lead_to_the_one_before_do_not_wait_for_each_other_in_a_row(site: Site, blog: Blog) -> None:
    for number in range(POSTS):
        link = f"After [that]({number - 1:02}.md)." if number else "The first."
        blog.write(f"---\ntitle: Post {number}\nslug: post-{number}x\n---\n{link}\n", f"{number:02}.md")
    site.forget_requests()
    run = blog.publish()
    assert run.status == 0
    assert len(site.writes()) <= POSTS // 2
    texts = {post["slug"]: post["content"]["raw"] for post in site.posts()}
    for number in range(1, POSTS):
        assert f'href="{site.url}/post-{number - 1}x/"' in texts[f"post-{number}x"]
    assert blog.publish().report()["summary"] == {"unchanged": POSTS}
