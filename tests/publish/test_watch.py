"""`wppush publish --watch` in a process of its own: what is saved is published, and nothing else is asked for."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from blog import POST
from media.pictures import encoded, picture
from proxy import Answer
from watched import Watched, watched

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site
    from proxy import Proxy

__all__ = ["watched"]


def test_what_is_saved_is_published_once_and_what_shows_it_with_it(
    blog: Blog, site: Site, watched: list[Watched]
) -> None:
    blog.write()
    blog.write("---\ntitle: Other\n---\nSee [that](first-light.md). ![A](a.png)\n", "other.md")
    (blog.folder / "posts/a.png").write_bytes(encoded(picture(40, 40), "PNG"))
    run = Watched(blog, "publish", "posts", "--watch")
    watched.append(run)
    first = run.until("Ctrl-C ends")
    assert sum("/first-light/" in line for line in first) == 1
    assert len(site.posts()) == 2

    # Without a change, nothing is asked for: an editor's copy, a touch, a file that no post shows.
    site.forget_requests()
    (blog.folder / "posts/.first-light.md.swp").write_text("x")
    (blog.folder / "posts/first-light.md~").write_text("x")
    (blog.folder / "posts/4913").write_text("x")
    (blog.folder / "posts/.git").mkdir()
    (blog.folder / "posts/.git/index.md").write_text("x")
    time.sleep(1.0)
    assert site.requests() == []

    # As editors save: another file is written and renamed. The login is that of before.
    new = blog.folder / "posts/.first-light.md.new"
    new.write_text(POST.replace("The second one.", "The second one, changed."))
    new.replace(blog.folder / "posts/first-light.md")
    said = run.until("1 updated")
    assert any("posts/first-light.md" in line and line.startswith("updated") for line in said)
    assert not any("/first-light/" in line for line in said)
    assert not [line for line in site.requests() if "users/me" in line]
    assert len(site.writes()) == 1

    # A picture is saved: the post that shows it.
    site.forget_requests()
    (blog.folder / "posts/a.png").write_bytes(encoded(picture(50, 50), "PNG"))
    said = run.until("1 updated")
    assert any("posts/other.md" in line for line in said)

    # A fault is said, keeps no other file waiting, and the watch goes on.
    blog.write("---\ntitle: Bad\nstatus: pubish\n---\nWords.\n", "bad.md")
    run.until("error WP100")
    blog.write("---\ntitle: Good\n---\nWords.\n", "sub/good.md")
    run.until("1 created")
    blog.write("---\ntitle: Bad\nstatus: draft\n---\nWords.\n", "bad.md")
    run.until("1 created")

    # A file that is gone is said, and its post stays.
    (blog.folder / "posts/sub/good.md").unlink()
    assert "posts/sub/good.md" in run.until("is gone")[-1]
    # Settings are read anew.
    blog.configure("[defaults]\ncomments = false\n")
    run.until("settings have changed")
    run.until("3 updated")
    posts = {post["slug"]: post["comment_status"] for post in site.posts()}
    assert posts == {"first-light": "closed", "other": "closed", "bad": "closed", "good": "open"}
    assert run.end() == 0
    run.until("ended: ")
    assert "updated" in run.said[-1]
    assert not any("Traceback" in line for line in run.said)


def test_what_failed_is_done_with_the_next_save_and_a_lost_site_is_reached_again(
    blog: Blog, site: Site, proxy: Proxy, watched: list[Watched]
) -> None:
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write("---\ntitle: One\n---\nWords.\n", "one.md")
    blog.write("---\ntitle: Two\n---\nWords.\n", "two.md")
    run = Watched(blog, "publish", "--watch", "-v")
    watched.append(run)
    run.until("Ctrl-C ends")
    proxy.script = lambda _: Answer(status=403, body=b"<p>No.")
    blog.write("---\ntitle: One\n---\nNew words.\n", "one.md")
    assert run.until("error ")[-1].startswith("error WP3")
    proxy.script = lambda _: None
    blog.write("---\ntitle: Two\n---\nNew words.\n", "two.md")
    said = run.until("2 updated")
    assert any("GET " in line and "/users/me" in line for line in said)
    assert all("New words." in post["content"]["raw"] for post in site.posts())

    # What somebody changes on the site waits for a decision, and that is the status at the end.
    [one] = [post for post in site.posts() if post["slug"] == "one"]
    site.rest("POST", f"/wp/v2/posts/{one['id']}", json={"content": one["content"]["raw"].replace("New", "Their")})
    blog.write("---\ntitle: One\n---\nNewer words.\n", "one.md")
    run.until("1 in conflict")
    assert run.end(signal.SIGTERM) == 4


def test_what_no_file_would_mend_ends_it_at_once(blog: Blog) -> None:
    blog.write()
    for words in (["--json"], ["--prune"], ["--plan-digest", "0123456789abcdef"]):
        refused = blog.run("publish", "--watch", *words)
        assert (refused.status, f"--watch goes without {words[0]}" in refused.stderr) == (2, True)
    wrong = blog.run("publish", "--watch", environ={"WPPUSH_APP_PASSWORD": "abcd"})
    assert wrong.status == 1
    assert "watching" not in wrong.stderr
    blog.configure("nonsense = 1\n")
    assert blog.run("publish", "--watch").status == 1
