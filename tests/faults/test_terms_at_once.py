"""Two runs make one term at the same moment: WordPress may take both, and the younger one is taken away again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from proxy import proxy_to

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site
    from proxy import Seen

CATEGORIES = "/wp/v2/categories"


def test_the_younger_of_two_terms_below_another_one_is_taken_away(site: Site, blog: Blog) -> None:
    """Its slug has no number behind it, because there is a term of its name elsewhere."""
    food = site.rest("POST", CATEGORIES, json={"name": "Food"})["id"]
    travel = site.rest("POST", CATEGORIES, json={"name": "Travel"})["id"]
    site.rest("POST", CATEGORIES, json={"name": "Korea", "parent": travel})
    # Older than the one that the run makes, and of that name only when WordPress has looked for it.
    elder = site.rest("POST", CATEGORIES, json={"name": "Somebody's", "parent": food})["id"]
    made: list[Seen] = []

    def race(seen: Seen) -> None:
        if seen.method == "POST" and b'"Korea"' in seen.body and "/posts" not in seen.path:
            made.append(seen)
        elif len(made) == 1:
            site.rest("POST", f"{CATEGORIES}/{elder}", json={"name": "Korea"})
            made.append(seen)

    blog.write("---\ntitle: A\ncategories: [Food > Korea]\n---\nWords.\n", "a.md")
    with proxy_to(site.url) as proxy:
        proxy.script = race
        assert blog.run("publish", "posts", "--json", environ={"WPPUSH_URL": proxy.url}).status == 0
    assert made
    below = site.rest("GET", CATEGORIES, params={"parent": food})
    assert [(term["id"], term["name"]) for term in below] == [(elder, "Korea")], json.dumps(below)
    assert site.only_post()["categories"] == [elder]
