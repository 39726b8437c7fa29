"""Formulas: MathML where the site has WordPress's block for them, code where it has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
title: Formulas
status: publish
---
So $a < b$ it is.[^1]

$$
\\frac{a}{b}
$$

[^1]: As $b > a$.
"""
NOT_FOUND = Answer(
    status=404,
    body=b'{"code":"rest_block_type_invalid","message":"Invalid block type.","data":{"status":404}}',
    headers={"Content-Type": "application/json"},
)


def asks_for_the_block(request: str) -> bool:
    return "block-types" in request


def old_site(seen: Seen) -> Answer | None:
    """Answer as a WordPress before 6.9 does."""
    return NOT_FOUND if asks_for_the_block(seen.path) else None


def needs_the_block(site: Site) -> None:
    """Skip where WordPress has no block for formulas; what it gets instead, the other tests say for all versions."""
    if site.version.startswith("6.") and int(site.version.split(".")[1]) < 9:
        pytest.skip("the block for formulas came with WordPress 6.9")


@pytest.mark.parametrize("user", ["admin", "author"])
def test_formulas_are_published_as_mathml_and_shown(blog: Blog, site: Site, user: str) -> None:
    needs_the_block(site)
    blog.environ = site.environ(user)
    blog.write(TEXT, "formulas.md")
    entry = blog.publish().file()
    assert entry["action"] == "created"
    post = site.only_post()
    assert '<!-- wp:math {"latex":"\\u005cfrac{a}{b}"} -->' in post["content"]["raw"]
    page = requests.get(post["link"], params={OBSERVER: "1"}, timeout=60).text
    assert '<math display="block"><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac>' in page
    assert page.count("<math") == 3
    assert "<mi>b</mi><mo>&gt;</mo><mi>a</mi>" in page
    assert blog.publish().file()["action"] == "unchanged"


def test_a_site_is_asked_for_the_block_once_and_only_where_there_are_formulas(blog: Blog, site: Site) -> None:
    blog.write(TEXT, "formulas.md")
    blog.write(TEXT.replace("title: F", "title: More f"), "more.md")
    blog.publish()
    assert len([request for request in site.requests() if asks_for_the_block(request)]) == 1
    for name in ("formulas.md", "more.md"):
        blog.write("---\ntitle: None\n---\nNo formulas.\n", name)
    site.forget_requests()
    blog.plan()
    assert not any(asks_for_the_block(request) for request in site.requests())


def test_a_site_without_the_block_gets_code(blog: Blog, site: Site, proxy: Proxy) -> None:
    proxy.script = old_site
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write(TEXT, "formulas.md")
    entry = blog.publish().file()
    assert [item["code"] for item in entry["diagnostics"]] == ["WP224"]
    post = site.only_post()
    assert "<math" not in post["content"]["raw"]
    assert "<p>So <code>a &lt; b</code> it is." in post["content"]["raw"]
    assert '<pre class="wp-block-code language-latex"><code>\\frac{a}{b}</code></pre>' in post["content"]["raw"]
    assert "As <code>b &gt; a</code>." in post["meta"]["footnotes"]
    assert blog.publish().file()["action"] == "unchanged"


def test_a_site_that_is_brought_up_to_date_gets_mathml_at_the_next_publish(
    blog: Blog, site: Site, proxy: Proxy
) -> None:
    needs_the_block(site)
    proxy.script = old_site
    blog.environ["WPPUSH_URL"] = proxy.url
    blog.write(TEXT, "formulas.md")
    blog.publish()
    proxy.script = lambda _: None
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["content", "footnotes"])
    assert "<!-- wp:math" in site.only_post()["content"]["raw"]
