"""Links between files: they are the addresses of the posts on the site, and stay so when posts move."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from proxy import Answer
from wppush.blocks import strip_mark

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog, Run
    from judging import Judge
    from local_site import Site
    from proxy import Proxy, Seen


def write(blog: Blog, name: str, body: str, **said: str) -> Path:
    """Write a published post, `name` and its title alike, with more in its front matter."""
    matter = {"title": name, "status": "publish", "date": "2026-01-02 10:00:00 +0000", **said}
    lines = "".join(f"{key}: {value}\n" for key, value in matter.items())
    return blog.write(f"---\n{lines}---\n{body}\n", f"{name}.md")


def texts(site: Site, kind: str = "posts") -> dict[str, str]:
    """Give the text of each post that is not in the trash, by title."""
    return {post["title"]["raw"]: strip_mark(post["content"]["raw"]) for post in site.posts("any", kind)}


def links(site: Site, kind: str = "posts") -> dict[str, str]:
    return {post["title"]["raw"]: post["link"] for post in site.posts("any", kind)}


def named(site: Site, title: str, kind: str = "posts") -> dict[str, Any]:
    [post] = [post for post in site.posts("any", kind) if post["title"]["raw"] == title]
    return post


def actions(run: Run) -> dict[str, list[str]]:
    """Give what was done to each file, one entry a write."""
    done: dict[str, list[str]] = {}
    for entry in run.report()["files"]:
        done.setdefault(entry["source"].removeprefix("posts/").removesuffix(".md"), []).append(entry["action"])
    return done


def all_actions(run: Run) -> list[str]:
    return sorted(entry["action"] for entry in run.report()["files"])


def notes(run: Run) -> list[tuple[str, str, int | None]]:
    """Give code, severity and line of everything that was said."""
    said = [note for entry in run.report()["files"] for note in entry["diagnostics"]]
    return [(note["code"], note["severity"], note["line"]) for note in said]


EVERYWHERE = """\
[text](other.md), [[other]], [[other|words]], [part](../posts/other.md#The-part), <a href="other.md">raw</a>[^note]

- in a [list](other.md "Title")

| a [table](other.md) |
|---|
| [cell](./other.md) |

![A picture](https://example.com/a.png "A caption")

> a [quote][ref], [[other#The part]]

[^note]: A [note](other.md).
[ref]: other.md
"""


def test_links_wherever_they_stand_become_permalinks_and_stay(blog: Blog, site: Site) -> None:
    write(blog, "linker", EVERYWHERE)
    write(blog, "other", "Words.\n\n## The part\n\nMore.")
    first = blog.publish()
    assert first.status == 0, first.stdout
    assert actions(first) == {"linker": ["created"], "other": ["created"]}
    linker = named(site, "linker")
    other = links(site)["other"]
    text = strip_mark(linker["content"]["raw"])
    assert "other.md" not in text
    assert "[[" not in text
    assert text.count(f'href="{other}"') == 7
    assert text.count(f'href="{other}#the-part"') == 2
    assert f'<a href=\\"{other}\\">note</a>' in linker["meta"]["footnotes"]
    assert '<h2 id="the-part"' in named(site, "other")["content"]["rendered"]
    site.forget_requests()
    assert actions(blog.publish()) == {"linker": ["unchanged"], "other": ["unchanged"]}
    assert actions(blog.run("publish", "posts/other.md", "--json")) == {"other": ["unchanged"]}
    assert site.writes() == []
    write(blog, "other", "Words.\n\n## The part\n\nMore.", slug="moved")
    assert actions(blog.publish()) == {"linker": ["updated"], "other": ["updated"]}
    moved = named(site, "linker")
    assert f"{other}" not in moved["content"]["raw"]
    assert "/moved/" in moved["meta"]["footnotes"]


def test_rings_of_new_posts_are_whole_after_one_run(blog: Blog, site: Site) -> None:
    write(blog, "a", "To [b](b.md), [me](a.md) and [my part](a.md#part).\n\n## Part")
    write(blog, "b", "To [c](c.md) and [a](a.md).")
    write(blog, "c", "To [a](a.md).")
    write(blog, "d", "To [d](d.md).")
    planned, run = blog.plan(), blog.publish()
    # c, b, a, and then c once more; and d, which leads to itself.
    assert all_actions(planned) == ["create"] * 4 + ["update"] * (len(all_actions(run)) - 4)
    assert all_actions(run).count("created") == 4
    assert actions(run)["d"] == ["created", "updated"]
    where = links(site)
    text = texts(site)
    assert f'To <a href="{where["b"]}">b</a>, <a href="{where["a"]}">me</a> and <a href="#part">my' in text["a"]
    assert f'To <a href="{where["c"]}">c</a> and <a href="{where["a"]}">a</a>.' in text["b"]
    assert f'To <a href="{where["a"]}">a</a>.' in text["c"]
    assert f'To <a href="{where["d"]}">d</a>.' in text["d"]
    site.forget_requests()
    assert set(all_actions(blog.publish())) == {"unchanged"}
    assert site.writes() == []


def test_a_run_that_is_cut_off_before_the_second_write_is_finished_by_the_next(
    blog: Blog, site: Site, proxy: Proxy
) -> None:
    write(blog, "a", "To [b](b.md).")
    write(blog, "b", "To [a](a.md).")

    def cut_second_writes(seen: Seen) -> Answer | None:
        return Answer(status=400, body=b"{}") if seen.method == "POST" and "/posts/" in seen.path else None

    proxy.script = cut_second_writes
    cut = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert cut.status == 1
    assert "".join(texts(site).values()).count("href") == 1
    assert all_actions(blog.publish()) == ["unchanged", "updated"]
    where = links(site)
    assert f'href="{where["b"]}"' in texts(site)["a"]
    assert f'href="{where["a"]}"' in texts(site)["b"]
    assert set(all_actions(blog.publish())) == {"unchanged"}


def test_whatever_moves_a_post_moves_the_links_to_it_and_nothing_else(blog: Blog, site: Site) -> None:
    write(blog, "linker", "To [t](target.md).")
    write(blog, "drifted", "To [t](target.md).")
    write(blog, "other", "Words.")
    write(blog, "target", "Words.")
    assert blog.publish().status == 0
    still = {"linker": ["updated"], "drifted": ["drift"], "other": ["unchanged"]}
    edited = named(site, "drifted")
    theirs = edited["content"]["raw"].replace("To ", "Somebody’s ")
    site.rest("POST", f"/wp/v2/posts/{edited['id']}", json={"content": theirs})

    # In the file.
    write(blog, "target", "Words.", slug="by-the-file")
    assert actions(blog.publish()) == {**still, "target": ["updated"]}
    assert (
        f'href="{site.url}/2026/01/02/by-the-file/"' in texts(site)["linker"]
        or links(site)["target"] in texts(site)["linker"]
    )

    # On the site, by somebody.
    site.rest("POST", f"/wp/v2/posts/{named(site, 'target')['id']}", json={"slug": "by-somebody"})
    assert actions(blog.publish()) == {**still, "target": ["drift"]}
    assert "by-somebody" in texts(site)["linker"]
    assert actions(blog.publish()) == {**still, "linker": ["unchanged"], "target": ["drift"]}

    # By the site: another structure of permalinks, of which no post knows.
    set_permalinks(site, "/archives/%post_id%/")
    site.forget_requests()
    assert actions(blog.publish()) == {**still, "target": ["drift"]}
    assert len(site.writes()) == 1
    assert f"/archives/{named(site, 'target')['id']}/" in texts(site)["linker"]
    assert named(site, "drifted")["content"]["raw"] == theirs


def set_permalinks(site: Site, structure: str) -> None:
    """Change what Settings > Permalinks has, for which WordPress has no route."""
    with contextlib.closing(sqlite3.connect(site.folder / "database/wordpress.sqlite")) as database:
        for name, value in (("permalink_structure", structure), ("rewrite_rules", "")):
            database.execute("UPDATE wp_options SET option_value = ? WHERE option_name = ?", (value, name))
        database.commit()


def test_a_run_on_the_file_that_moves_leaves_the_links_to_the_next_run_on_the_folder(blog: Blog, site: Site) -> None:
    write(blog, "linker", "To [t](target.md).")
    write(blog, "target", "Words.", status="draft")
    run = blog.publish()
    assert ("WP321", "warning", 6) in notes(run)
    assert notes(blog.run("publish", "posts/linker.md", "--json")) == [("WP321", "warning", 6)]
    assert "?p=" in texts(site)["linker"]
    write(blog, "target", "Words.")
    assert actions(blog.run("publish", "posts/target.md", "--json")) == {"target": ["updated"]}
    assert "?p=" in texts(site)["linker"]
    run = blog.publish()
    assert actions(run) == {"linker": ["updated"], "target": ["unchanged"]}
    assert notes(run) == []
    assert links(site)["target"] in texts(site)["linker"]


def test_a_run_on_one_file_asks_once_for_all_that_it_links_to(blog: Blog, site: Site) -> None:
    write(blog, "linker", "To [a](a.md), [b](b.md#part) and [c](c.md).")
    write(blog, "a", "To [the linker](linker.md).")
    write(blog, "b", "Words.\n\n## Part\n\nMore.")
    write(blog, "c", "Words.")
    assert blog.publish().status == 0
    # A heading has its name because somebody links to it, so the post with the heading has to be written.
    write(blog, "late", "To [b](b.md#another) and [c](c.md#comments).")
    write(blog, "b", "Words.\n\n## Part\n\nMore.\n\n## Another")
    assert notes(blog.run("publish", "posts/late.md", "--json")) == [("WP334", "warning", 6)]
    assert actions(blog.publish())["b"] == ["updated"]
    assert notes(blog.run("publish", "posts/late.md", "--json")) == []
    for name in ("linker", "b"):
        site.forget_requests()
        run = blog.run("publish", f"posts/{name}.md", "--json")
        assert actions(run) == {name: ["unchanged"]}
        assert len(site.requests()) <= 3
        assert site.writes() == []


def test_links_that_lead_nowhere_are_all_named_before_anything_is_written(blog: Blog, site: Site) -> None:
    write(blog, "a", "To [one](gone.md) and [two](never.md).")
    write(blog, "b", "\n\nTo [three](gone.md), [[Nowhere|four]].")
    site.forget_requests()
    run = blog.publish()
    assert run.status == 1
    said = run.stdout + run.stderr
    assert said.count("WP190") == 3
    places = [(note["path"], note["line"], note["column"]) for note in run.report()["files"][0]["diagnostics"]]
    assert places == [("posts/a.md", 6, 10), ("posts/a.md", 6, 29)]
    assert site.requests() == []
    blog.configure('links = "warn"\n')
    run = blog.publish()
    assert run.status == 0
    assert sorted(code for code, _, _ in notes(run)) == ["WP190"] * 3 + ["WP230"]
    assert "To one and two." in texts(site)["a"]
    assert "To three, four." in texts(site)["b"]
    assert set(all_actions(blog.publish())) == {"unchanged"}


def test_a_link_to_a_file_that_was_never_published_is_an_error_unless_the_run_is_about_it(
    blog: Blog, site: Site
) -> None:
    write(blog, "linker", "To [t](target.md).")
    write(blog, "target", "Words.")
    (blog.folder / ".gitignore").write_text("target.md\n")
    for words in (("posts/linker.md",), ("posts",)):
        run = blog.run("publish", *words, "--json")
        assert run.status == 1
        assert "WP323" in run.stdout + run.stderr
        assert "add posts/target.md to the command" in run.stdout + run.stderr
    assert site.posts() == []
    blog.configure('links = "warn"\n')
    run = blog.run("publish", "posts/linker.md", "--json")
    assert notes(run) == [("WP323", "warning", 6)]
    assert "To t." in texts(site)["linker"]
    run = blog.run("publish", "posts/linker.md", "posts/target.md", "--json")
    assert actions(run) == {"linker": ["updated"], "target": ["created"]}
    assert f'To <a href="{links(site)["target"]}">t</a>.' in texts(site)["linker"]


def test_a_link_to_a_file_that_is_refused_or_fails_becomes_words_and_is_told_of_until_it_is_there(
    blog: Blog, site: Site, proxy: Proxy
) -> None:
    foreign = site.rest("POST", "/wp/v2/posts", json={"title": "Foreign", "slug": "refused", "status": "publish"})
    write(blog, "linker", "To [r](refused.md) and\n[f](fails.md).")
    write(blog, "refused", "Words.")
    write(blog, "fails", "To [l](linker.md).")

    def fail(seen: Seen) -> Answer | None:
        return Answer(status=400, body=b'{"code":"no","message":"No"}') if b'"fails"' in seen.body else None

    proxy.script = fail
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert actions(run) == {"linker": ["created", "unchanged"], "refused": ["refused"], "fails": ["failed"]}
    told = [note for note in notes(run) if note[0] == "WP323"]
    assert sorted(told) == [("WP323", "warning", 6), ("WP323", "warning", 7)]
    assert "To r and f." in texts(site)["linker"].replace("\n", " ")
    site.rest("DELETE", f"/wp/v2/posts/{foreign['id']}", params={"force": "true"})
    run = blog.publish()
    assert run.status == 0
    where = links(site)
    assert f'href="{where["refused"]}"' in texts(site)["linker"]
    assert f'href="{where["fails"]}"' in texts(site)["linker"]
    assert set(all_actions(blog.publish())) == {"unchanged"}


def test_pages_have_their_parents_and_links_follow_them_when_they_move(blog: Blog, site: Site) -> None:
    write(blog, "about", "To [the team](team.md).", type="page")
    write(blog, "team", "To [about](about.md) and [jobs](jobs.md#now).", type="page", parent="about.md")
    write(blog, "jobs", "Words.\n\n## Now", type="page", parent="team.md")
    write(blog, "linker", "To [jobs](jobs.md).")
    run = blog.publish()
    assert run.status == 0, run.stdout
    where = links(site, "pages")
    assert where["jobs"] == f"{site.url}/about/team/jobs/"
    assert f'href="{where["team"]}"' in texts(site, "pages")["about"]
    assert f'href="{where["jobs"]}#now"' in texts(site, "pages")["team"]
    assert f'href="{where["jobs"]}"' in texts(site)["linker"]
    site.forget_requests()
    assert set(all_actions(blog.publish())) == {"unchanged"}
    assert site.writes() == []
    # The page moves, and takes one along of which nothing is written.
    write(blog, "team", "To [about](about.md) and [jobs](jobs.md#now).", type="page", slug="people", parent="''")
    run = blog.publish()
    assert actions(run)["jobs"] == ["unchanged"]
    assert links(site, "pages")["jobs"] == f"{site.url}/people/jobs/"
    assert f'href="{site.url}/people/jobs/"' in texts(site)["linker"]
    assert f'href="{site.url}/people/jobs/#now"' in texts(site, "pages")["team"]
    assert f'href="{site.url}/people/"' in texts(site, "pages")["about"]
    assert set(all_actions(blog.publish())) == {"unchanged"}
    # Two that are each other's parents.
    write(blog, "team", "Words.", type="page", parent="jobs.md")
    run = blog.publish()
    assert run.status == 1
    assert (run.stdout + run.stderr).count("WP199") == 2


def test_a_page_that_moved_along_in_the_same_run_is_no_conflict(blog: Blog, proxy: Proxy) -> None:
    write(blog, "team", "Words.", type="page")
    write(blog, "jobs", "Words.", type="page", parent="team.md")
    assert blog.publish().status == 0

    def dawdle(seen: Seen) -> None:
        # The look at the site is old when the second page is written.
        if seen.method == "POST" and b"people" in seen.body:
            time.sleep(2.1)

    proxy.script = dawdle
    write(blog, "team", "Words.", type="page", slug="people")
    write(blog, "jobs", "Other words.", type="page", parent="team.md")
    run = blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url})
    assert actions(run) == {"team": ["updated"], "jobs": ["updated"]}
    assert set(all_actions(blog.publish())) == {"unchanged"}


def test_only_links_to_what_visitors_cannot_see_are_warned_of(blog: Blog, site: Site) -> None:
    """A scheduled post comes by itself; and whoever sees a draft sees the other drafts."""
    write(blog, "linker", "To [a](hidden.md),\n[b](waiting.md),\n[c](hidden.md#part) and\n[d](scheduled.md).")
    write(blog, "unseen", "To [a](hidden.md).", status="draft")
    write(blog, "hidden", "Words.\n\n## Part", status="private")
    write(blog, "waiting", "Words.", status="pending")
    write(blog, "scheduled", "Words.", date="2099-01-02 10:00:00 +0000")
    told = [("WP321", "warning", 6), ("WP321", "warning", 8), ("WP321", "warning", 7)]
    assert sorted(notes(blog.publish())) == sorted(told)
    run = blog.run("publish", "posts/linker.md", "--json")
    assert sorted(notes(run)) == sorted(told)
    assert actions(run) == {"linker": ["unchanged"]}
    assert links(site)["scheduled"] in texts(site)["linker"]


def test_a_post_in_the_trash_is_no_longer_linked_to_until_it_is_back(blog: Blog, site: Site) -> None:
    write(blog, "linker", "To [t](target.md).")
    write(blog, "target", "Words.")
    assert blog.publish().status == 0
    target = named(site, "target")["id"]
    site.rest("DELETE", f"/wp/v2/posts/{target}")
    run = blog.publish()
    assert actions(run) == {"linker": ["updated"], "target": ["drift"]}
    assert {code for code, _, _ in notes(run)} == {"WP302", "WP323"}
    assert "To t." in texts(site)["linker"]
    assert all_actions(blog.publish()) == ["drift", "unchanged"]
    assert actions(blog.publish("--force")) == {"linker": ["updated"], "target": ["updated"]}
    assert f'href="{links(site)["target"]}"' in texts(site)["linker"]
    assert set(all_actions(blog.publish())) == {"unchanged"}


def test_a_run_about_some_fields_writes_no_link_to_a_post_that_it_does_not_make(blog: Blog, site: Site) -> None:
    write(blog, "linker", "Words.")
    assert blog.publish().status == 0
    write(blog, "linker", "To [n](new.md).")
    write(blog, "new", "To [l](linker.md) and [n](newer.md).")
    write(blog, "newer", "Words.")
    run = blog.publish("--only", "content")
    assert actions(run) == {"linker": ["updated"], "new": ["skipped"], "newer": ["skipped"]}
    assert ("WP323", "warning", 6) in notes(run)
    assert [code for code, _, _ in notes(run)].count("WP322") == 2
    assert "To n." in texts(site)["linker"]
    assert blog.publish().status == 0
    assert f'href="{links(site)["new"]}"' in texts(site)["linker"]


def test_the_editor_saves_posts_with_links_as_they_are(blog: Blog, site: Site, judge: Judge) -> None:
    write(blog, "linker", EVERYWHERE)
    write(blog, "other", "To [the linker](linker.md) and [here](#the-part).\n\n## The part\n\nMore.")
    assert blog.publish().status == 0
    for post in site.posts():
        verdict = judge(post["content"]["raw"])
        assert verdict.faults == ()
        # Before 7.0 the editor puts the name of a heading behind its class.
        assert verdict.exact or judge.version < (7, 0), verdict.saved
        site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": post["content"]["raw"]})
    site.forget_requests()
    assert set(all_actions(blog.publish())) == {"unchanged"}
    assert site.writes() == []


def test_an_author_links_to_pages_and_posts_that_only_others_may_edit(blog: Blog, site: Site) -> None:
    write(blog, "linker", "To [p](about.md) and [o](other.md).")
    write(blog, "about", "Words.", type="page")
    write(blog, "other", "Words.")
    assert blog.run("publish", "posts/about.md", "posts/other.md", "--json").status == 0
    author = site.environ("author")
    run = blog.run("publish", "posts/linker.md", "--json", environ=author)
    assert actions(run) == {"linker": ["created"]}, run.stdout
    where = {**links(site), **links(site, "pages")}
    assert f'To <a href="{where["about"]}">p</a> and <a href="{where["other"]}">o</a>.' in texts(site)["linker"]
    site.forget_requests()
    assert actions(blog.run("publish", "posts/linker.md", "--json", environ=author)) == {"linker": ["unchanged"]}
    assert site.writes() == []
