"""`format = "html"`: posts of plain HTML, for sites without the block editor. The page shows the same elements."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import requests

from prose_fixtures import load
from wppush.blocks import read_mark, strip_mark
from wppush.config import MarkdownConfig

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site

RICH = """\
---
title: Rich
slug: rich
---
## A heading {#here}

Some *emphasis*, a `[gallery]` and a [link](https://example.com/?a=1&b=2)
on two lines and\\
a third.

- one
- two
  - inner

    ```py
    if a < b:

        print([1])
    ```
- three

  in two paragraphs

3. three
4. four

> A quote
>
> of two paragraphs

![A picture](https://example.com/a.png "A caption")

![Another](https://example.com/b.png)

| a | b |
|---|--:|
| 1 | **2** |

```
https://www.youtube.com/watch?v=dQw4w9WgXcQ

https://www.youtube.com/watch?v=dQw4w9WgXcQ
```

<details>
<summary>More</summary>
<p>Inside</p>
</details>

---
"""
SHOWN = {"href", "src", "alt", "style", "id", "start", "class"}
MADE_OF = frozenset(["embed", "html", "lines", "more", "nextpage", "shortcode", "shortcodes", "wp_block"])
VOID = {"br", "hr", "img"}


class Elements(HTMLParser):
    """The tags and words within the element of a page that has a class, or of a whole text."""

    def __init__(self, within: str | None = None) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = within
        self._depth = 0 if within else 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if not self._depth:
            self._depth = int(self._within in (said.get("class") or "").split())
            return
        shown = [f'{key}="{value}"' for key, value in sorted(said.items()) if key in SHOWN and value]
        self.found.append(" ".join([f"<{tag}", *shown]) + ">")
        self._depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in VOID:
            self._depth -= 1
            if self._depth:
                self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        words = data if self.found.count("<pre>") > self.found.count("</pre>") else " ".join(data.split())
        if self._depth and words:
            self.found.append(words)


def elements(html: str, within: str | None = None) -> list[str]:
    reader = Elements(within)
    reader.feed(html)
    reader.close()
    return reader.found


def tags(found: list[str]) -> list[str]:
    """Give elements without punctuation, which WordPress makes typographic."""
    return [piece if piece.startswith("<") else re.sub(r"[\W_]+", "", piece) for piece in found]


@pytest.fixture
def classic(blog: Blog) -> Blog:
    """A blog whose posts are plain HTML."""
    blog.configure('format = "html"\n')
    return blog


def every_construct(*, without: frozenset[str] = frozenset()) -> str:
    """Give a post that has each construct in its plainest use."""
    first = {fixture.name.split(":")[0]: fixture for fixture in reversed(load())}
    texts = [
        first[name].markdown
        for name in sorted(first)
        if name not in without and first[name].settings == MarkdownConfig()
    ]
    return "\n\n".join(["---\ntitle: Everything\n---", *texts, "The end.\n"])


def test_a_page_shows_the_elements_that_were_sent(classic: Blog, site: Site) -> None:
    classic.write(RICH, "rich.md")
    entry = classic.publish().file()
    assert (entry["action"], entry["diagnostics"]) == ("created", [])
    post = site.only_post()
    stored = strip_mark(post["content"]["raw"])
    assert "wp:" not in stored
    assert "wp-block" not in stored
    page = requests.get(post["link"], timeout=60).text
    assert elements(page, "entry-content") == elements(stored)
    assert classic.publish().file()["action"] == "unchanged"


def test_every_construct_is_shown_as_it_was_sent(classic: Blog, site: Site) -> None:
    """What WordPress makes something of when it shows the page is left out: that is what it is for."""
    classic.configure('links = "warn"\n')
    classic.write(every_construct(without=MADE_OF))
    assert classic.publish().status == 0
    post = site.only_post()
    page = requests.get(post["link"], timeout=60).text
    assert "<p>The end." in page
    assert tags(elements(page, "entry-content")) == tags(elements(strip_mark(post["content"]["raw"])))


def test_wordpress_tries_to_embed_an_address_alone_in_its_paragraph(classic: Blog, site: Site) -> None:
    classic.write("---\ntitle: Film\n---\nWords.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4\n")
    classic.publish()
    requests.get(site.only_post()["link"], timeout=60)
    with contextlib.closing(sqlite3.connect(site.folder / "database/wordpress.sqlite")) as database:
        asked = database.execute("SELECT meta_key FROM wp_postmeta WHERE meta_key LIKE '%oembed%'").fetchall()
    assert asked  # what the provider answered, or that it did not


@pytest.mark.parametrize("text", ["", "---", "- a\n- b", "```\na\n```", "![a](https://example.com/a.png)"])
def test_any_end_of_a_post_carries_the_mark(classic: Blog, site: Site, text: str) -> None:
    classic.write(f"---\ntitle: End\n---\n{text}\n", "end.md")
    classic.publish()
    assert read_mark(site.only_post()["content"]["raw"]) is not None
    site.forget_requests()
    assert classic.publish().file()["action"] == "unchanged"
    assert site.writes() == []


def test_an_author_whose_html_is_filtered_keeps_the_mark(classic: Blog, site: Site) -> None:
    classic.environ = site.environ("author")
    classic.write(RICH, "rich.md")
    assert classic.publish().file()["action"] == "created"
    post = site.only_post()
    assert post["content"]["raw"].count("<!-- wppush source=") == 1
    assert classic.publish().file()["action"] == "unchanged"
    classic.write(RICH.replace("A quote", "Another quote"), "rich.md")
    assert classic.publish().file()["changed_fields"] == ["content"]
    assert classic.publish().file()["action"] == "unchanged"
    assert [post["id"] for post in site.posts()] == [post["id"]]


@pytest.mark.parametrize("user", ["admin", "author"])
def test_every_construct_is_published_once(classic: Blog, site: Site, user: str) -> None:
    classic.environ = site.environ(user)
    classic.configure('links = "warn"\n')
    classic.write(every_construct())
    assert classic.publish().file()["action"] == "created"
    site.forget_requests()
    assert classic.publish().file()["action"] == "unchanged"
    assert site.writes() == []


def test_an_edit_on_the_site_is_drift_and_both_sides_are_a_conflict(classic: Blog, site: Site) -> None:
    classic.write()
    classic.publish()
    post = site.only_post()
    edited = post["content"]["raw"].replace("first paragraph", "first sentence")
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": edited})
    entry = classic.publish().file()
    assert (entry["action"], entry["drifted_fields"]) == ("drift", ["content"])
    path = classic.write()
    path.write_text(path.read_text(encoding="utf-8").replace("second one", "last one"), encoding="utf-8")
    run = classic.publish()
    assert (run.status, run.file()["action"]) == (4, "conflict")
    assert site.only_post()["content"]["raw"] == edited
    assert classic.publish("--force").file()["action"] == "updated"
    assert "The last one." in site.only_post()["content"]["raw"]


def test_a_post_is_found_by_its_mark_alone(classic: Blog, site: Site) -> None:
    classic.write()
    first = classic.publish().file()
    site.rest("POST", f"/wp/v2/posts/{first['id']}", json={"slug": "elsewhere", "title": "Another title"})
    entry = classic.publish().file()
    assert (entry["id"], entry["action"], entry["drifted_fields"]) == (first["id"], "drift", ["title", "slug"])
    assert len(site.posts()) == 1


def test_a_post_of_the_classic_editor_is_taken_over_as_it_stands(classic: Blog, site: Site) -> None:
    words = "<p>The same words.</p>\n\n[gallery]"
    body = {"title": "Old", "slug": "old", "status": "publish", "content": words}
    old = site.rest("POST", "/wp/v2/posts", json=body)
    classic.write("---\ntitle: Old\nslug: old\n---\nThe same words.\n\n[gallery]\n", "old.md")
    assert classic.publish().file()["action"] == "refused"
    entry = classic.publish("--adopt").file()
    assert (entry["id"], entry["action"], entry["changed_fields"]) == (old["id"], "adopted", [])
    assert strip_mark(site.only_post()["content"]["raw"]) == words
    assert classic.publish().file()["action"] == "unchanged"


@pytest.mark.parametrize("format_", ["blocks", "html"])
def test_a_mark_that_an_author_copied_is_not_the_posts(blog: Blog, site: Site, format_: str) -> None:
    blog.configure(f'format = "{format_}"\n')
    marked = '{"metadata":{"wppush":{"source":"ffffffffffffffff"}}}'
    copied = f"<!-- wp:paragraph {marked} -->\n<p>By hand.</p>\n<!-- /wp:paragraph -->"
    blog.write(f"---\ntitle: Copied\n---\n{copied}\n\n<div>\nRaw <!-- wppush source=ffffffffffffffff -->\n</div>\n")
    assert blog.publish().file()["action"] == "created"
    assert "ffffffffffffffff" not in site.only_post()["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_renamed_file_is_the_same_post(classic: Blog, site: Site) -> None:
    text = "---\ntitle: Same\n---\nWords that are found again.\n"
    old = classic.write(text, "old.md")
    first = classic.publish().file()
    old.unlink()
    classic.write(text, "new.md")
    assert classic.publish().file()["id"] == first["id"]
    assert site.only_post()["slug"] == "new"


def test_another_format_is_one_update_of_the_same_post(blog: Blog, site: Site) -> None:
    blog.write()
    first = blog.publish().file()
    marked = site.only_post()["content"]["raw"]
    blog.configure('format = "html"\n')
    entry = blog.publish().file()
    assert (entry["id"], entry["action"], entry["changed_fields"]) == (first["id"], "updated", ["content"])
    raw = site.only_post()["content"]["raw"]
    assert strip_mark(raw) == "<p>The first paragraph.</p>\n\n<p>The second one.</p>"
    assert blog.publish().file()["action"] == "unchanged"
    file = blog.folder / "wppush.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('format = "html"\n', ""), encoding="utf-8")
    assert blog.publish().file()["action"] == "updated"
    assert site.only_post()["content"]["raw"] == marked
    assert blog.publish().file()["action"] == "unchanged"


def test_footnotes_change_their_form_with_the_post(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Notes\n---\nWords.[^1]\n\n[^1]: A note.\n")
    blog.publish()
    as_blocks = site.only_post()
    blog.configure('format = "html"\n')
    assert blog.publish().file()["action"] == "updated"
    assert '<li>A note. <a href="#fnref-' in site.only_post()["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"
    file = blog.folder / "wppush.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('format = "html"\n', ""), encoding="utf-8")
    assert blog.publish().file()["action"] == "updated"
    assert site.only_post()["meta"]["footnotes"] == as_blocks["meta"]["footnotes"]
    assert site.only_post()["content"]["raw"] == as_blocks["content"]["raw"]
    assert blog.publish().file()["action"] == "unchanged"
