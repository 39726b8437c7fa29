"""Footnotes: their words are a field of the post, beside its content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

from local_site import OBSERVER
from proxy import Answer

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site
    from proxy import Proxy, Seen

TEXT = """\
---
title: Notes
status: publish
---
Light.[^sun] More light.[^2] And again.[^sun]

[^2]: The *second*, with "quotes", a back\\\\slash and <b>tags</b>.
[^sun]: The first.

    It has two paragraphs.
"""
NOTES_OF_AN_EDITOR = json.dumps([{"id": "a", "content": "A note."}])


def notes(site: Site) -> list[dict[str, Any]]:
    stored = site.only_post()["meta"]["footnotes"]
    found: list[dict[str, Any]] = json.loads(stored) if stored else []
    return found


def page(site: Site) -> str:
    answer = requests.get(site.only_post()["link"], params={OBSERVER: "1"}, timeout=60)
    assert answer.status_code == 200
    return answer.text


def test_notes_are_stored_in_the_order_of_their_references_and_shown(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "notes.md")
    entry = blog.publish().file()
    assert entry["action"] == "created"
    assert "footnotes" in entry["changed_fields"]
    assert [note["content"] for note in notes(site)] == [
        "The first.<br><br>It has two paragraphs.",
        'The <em>second</em>, with "quotes", a back\\slash and <b>tags</b>.',
    ]
    html = page(site)
    for note in notes(site):
        assert html.count(f'id="{note["id"]}"') == 1
        assert f'href="#{note["id"]}"' in html
    assert "It has two paragraphs." in html
    assert "[^" not in html


def test_a_second_publish_writes_nothing_and_takes_two_requests(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "notes.md")
    blog.publish()
    before = site.only_post()
    site.forget_requests()
    assert blog.run("publish", "posts/notes.md", "--json").file()["action"] == "unchanged"
    assert len(site.requests()) == 2
    assert site.only_post() == before


def test_other_words_in_a_note_change_the_footnotes_alone(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "notes.md")
    blog.publish()
    before = site.only_post()
    blog.write(TEXT.replace("The first.", "The sun."), "notes.md")
    plan = blog.run("plan", "posts", "--diff")
    assert "-footnote 1: The first.<br><br>It has two paragraphs." in plan.stdout
    assert "+footnote 1: The sun.<br><br>It has two paragraphs." in plan.stdout
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["footnotes"])
    after = site.only_post()
    assert [note["id"] for note in notes(site)] == [note["id"] for note in json.loads(before["meta"]["footnotes"])]
    assert notes(site)[0]["content"].startswith("The sun.")
    assert before["content"]["raw"].partition("} -->")[2] == after["content"]["raw"].partition("} -->")[2]
    assert blog.publish().file()["action"] == "unchanged"


def test_the_last_note_that_goes_takes_the_field_along(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "notes.md")
    blog.publish()
    blog.write("---\ntitle: Notes\nstatus: publish\n---\nLight.\n", "notes.md")
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["content", "footnotes"])
    assert site.only_post()["meta"]["footnotes"] == ""
    site.forget_requests()
    assert blog.publish().file()["action"] == "unchanged"
    assert site.writes() == []
    blog.write(TEXT, "notes.md")
    assert blog.publish().file()["changed_fields"] == ["content", "footnotes"]
    assert len(notes(site)) == 2


def test_a_post_that_gets_its_first_note_later_is_updated(blog: Blog) -> None:
    blog.write("---\ntitle: Notes\nstatus: publish\n---\nLight.\n", "notes.md")
    blog.publish()
    assert "footnotes" not in blog.publish().file()["changed_fields"]
    blog.write(TEXT, "notes.md")
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["content", "footnotes"])
    assert blog.publish().file()["action"] == "unchanged"


def test_a_note_edited_on_the_site_is_reported_and_kept(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "notes.md")
    blog.publish()
    stored = notes(site)
    edited = [{**stored[0], "content": "Edited on the site."}, stored[1]]
    post = site.only_post()
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"meta": {"footnotes": json.dumps(edited)}})
    entry = blog.publish().file()
    assert (entry["action"], entry["drifted_fields"]) == ("drift", ["footnotes"])
    assert notes(site)[0]["content"] == "Edited on the site."
    blog.write(TEXT.replace("The first.", "The sun."), "notes.md")
    assert blog.publish().file()["action"] == "conflict"
    assert blog.publish("--force").file()["changed_fields"] == ["footnotes"]
    assert notes(site)[0]["content"].startswith("The sun.")


def test_json_that_is_only_written_otherwise_is_no_change(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "notes.md")
    blog.publish()
    post = site.only_post()
    otherwise = json.dumps([{"content": note["content"], "id": note["id"]} for note in notes(site)], indent=1)
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"meta": {"footnotes": otherwise}})
    assert site.only_post()["meta"]["footnotes"] != post["meta"]["footnotes"]
    assert blog.publish().file()["action"] == "unchanged"


def test_an_author_whose_html_is_filtered_gets_notes_that_stay(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    blog.write(TEXT.replace("The first.", "The first <iframe src='x'></iframe> & é."), "notes.md")
    entry = blog.publish().file()
    assert entry["action"] == "created"
    assert [item["code"] for item in entry["diagnostics"]] == ["WP225", "WP311"]
    assert "footnotes" in entry["diagnostics"][1]["message"]
    assert notes(site)[0]["content"] == "The first  &amp; é.<br><br>It has two paragraphs."
    assert "It has two paragraphs." in page(site)
    before = site.only_post()
    site.forget_requests()
    assert blog.publish().file()["action"] == "unchanged"
    assert site.writes() == []
    blog.write(TEXT.replace("The first.", "The sun."), "notes.md")
    assert blog.publish().file()["changed_fields"] == ["footnotes"]
    assert site.only_post()["id"] == before["id"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_post_that_is_taken_over_loses_the_notes_that_its_text_had(blog: Blog, site: Site) -> None:
    meta = {"footnotes": NOTES_OF_AN_EDITOR}
    old = {"title": "Old", "slug": "notes", "status": "publish", "content": "Old.", "meta": meta}
    site.rest("POST", "/wp/v2/posts", json=old)
    blog.write("---\ntitle: Notes\nstatus: publish\n---\nLight.\n", "notes.md")
    entry = blog.publish("--adopt").file()
    assert (entry["action"], entry["changed_fields"]) == ("adopted", ["title", "content", "footnotes"])
    assert site.only_post()["meta"]["footnotes"] == ""
    assert blog.publish().file()["action"] == "unchanged"


@pytest.mark.parametrize("settings", ["", 'format = "html"\n', '[markdown]\nflavor = "gfm"\n'])
@pytest.mark.parametrize("text", [TEXT, "---\ntitle: Notes\n---\n[A file](/a.pdf)\n"])
def test_a_file_renamed_together_with_its_slug_keeps_its_post(blog: Blog, site: Site, settings: str, text: str) -> None:
    """The ids of notes, and of files to download, hang on the file's name: two posts may stand on one page."""
    blog.configure(settings)
    path = blog.write(text, "one-name.md")
    first = blog.publish().file()
    path.rename(path.with_name("other-name.md"))
    entry = blog.publish().file()
    assert (entry["id"], entry["action"]) == (first["id"], "updated")
    assert site.only_post()["slug"] == "other-name"
    assert blog.publish().file()["action"] == "unchanged"
    blog.write(text, "third-name.md")
    assert [entry["action"] for entry in blog.publish().report()["files"]] == ["unchanged", "created"]


@pytest.mark.parametrize("again", [False, True])
def test_a_write_that_wordpress_did_not_finish_is_made_good(blog: Blog, site: Site, proxy: Proxy, again: bool) -> None:
    """It dies after it has stored the post, and before the terms and notes: in a hook of a plugin, say."""
    cut = 0

    def die(seen: Seen) -> Answer | None:
        nonlocal cut
        if seen.method != "POST" or "/posts" not in seen.path or cut:
            return None
        cut += 1
        body = json.loads(seen.body)
        route = seen.path.partition("?")[0].removeprefix("/wp-json")
        site.rest("POST", route, json={key: body[key] for key in body if key not in ("meta", "tags")})
        return Answer(status=500, body=b"dead", headers={"Content-Type": "text/html"})

    text = TEXT.replace("---\nLight", "tags: [a]\n---\nLight")
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write(text, "notes.md")
    if again:
        blog.publish()
        blog.write(text.replace("The first.", "The sun.").replace("[a]", "[a, b]"), "notes.md")
    proxy.script = die
    entry = blog.publish().file()
    assert (entry["action"], entry["diagnostics"][1:]) == ("updated" if again else "created", [])
    assert notes(site)[0]["content"].startswith("The sun." if again else "The first.")
    assert len(site.only_post()["tags"]) == (2 if again else 1)
    assert blog.publish().file()["action"] == "unchanged"


@pytest.mark.parametrize("stored", ["[" * 100_000, '[{"id":"a","content":"\\ud800"}]', "null", "9" * 6000])
def test_whatever_stands_in_the_field_is_shown_and_not_written_over(blog: Blog, site: Site, stored: str) -> None:
    blog.write(TEXT, "notes.md")
    blog.publish()
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json={"meta": {"footnotes": stored}})
    run = blog.run("plan", "posts", "--diff")
    assert run.status == 0
    assert "-footnote" in run.stdout
    assert blog.publish().file()["drifted_fields"] == ["footnotes"]
    assert blog.publish("--force").file()["action"] == "updated"
    assert blog.publish().file()["action"] == "unchanged"


def test_notes_that_an_editor_added_go_with_the_text_that_is_overwritten(blog: Blog, site: Site) -> None:
    text = "---\ntitle: Notes\nstatus: publish\n---\nLight.\n"
    blog.write(text, "notes.md")
    blog.publish()
    post = site.only_post()
    added = {
        "content": post["content"]["raw"] + "\n\n<!-- wp:footnotes /-->",
        "meta": {"footnotes": NOTES_OF_AN_EDITOR},
    }
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json=added)
    assert blog.publish().file()["drifted_fields"] == ["content"]
    assert site.only_post()["meta"]["footnotes"] == NOTES_OF_AN_EDITOR
    assert blog.publish("--force").file()["changed_fields"] == ["content", "footnotes"]
    assert site.only_post()["meta"]["footnotes"] == ""
    assert blog.publish().file()["action"] == "unchanged"
    blog.write(TEXT, "notes.md")
    assert blog.publish().file()["action"] == "updated"
