"""Two runs make one term at the same moment: WordPress may take both, and the younger one is taken away again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from proxy import proxy_to

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_the_younger_of_two_terms_with_the_very_same_slug_is_taken_away(
    site: Site, blog: Blog, plugin: Callable[[str], None]
) -> None:
    """WordPress stores a term in two steps: one that is stored between those of another one is not seen by it."""
    tags = "/wp/v2/tags"
    elder = site.rest("POST", tags, json={"name": "somebody's"})["id"]
    plugin(
        "add_action('create_term', function () {"
        "  global $wpdb;"
        f"  $wpdb->update($wpdb->terms, ['name' => 'korea', 'slug' => 'korea'], ['term_id' => {elder}]);"
        "});"
    )
    blog.write("---\ntitle: A\ntags: [korea]\n---\nWords.\n", "a.md")
    assert blog.publish().status == 0
    assert [(tag["id"], tag["slug"]) for tag in site.rest("GET", tags)] == [(elder, "korea")]
    assert site.only_post()["tags"] == [elder]


def test_categories_that_another_run_leaves_for_a_moment_do_not_stay(
    site: Site, blog: Blog, plugin: Callable[[str], None]
) -> None:
    """An update without categories has the default one in between, and this run may come to see that."""
    blog.write("---\ntitle: A\ncategories: [Food]\n---\nWords.\n", "a.md")
    assert blog.publish().status == 0
    post = site.only_post()
    plugin(
        "add_action('rest_after_insert_post', function ($post) {"
        "  if (!get_option('other_run')) {"
        "    update_option('other_run', 1);"
        "    wp_set_object_terms($post->ID, [(int) get_option('default_category')], 'category');"
        "  }"
        "});"
    )
    blog.write("---\ntitle: A\ncategories: []\n---\nWords.\n", "a.md")
    run = blog.publish()
    assert (run.status, run.file()["diagnostics"]) == (0, [])
    assert site.only_post()["categories"] == []
    assert site.only_post()["id"] == post["id"]
    assert blog.publish().report()["summary"] == {"unchanged": 1}


def test_a_post_without_categories_stays_so_where_another_run_leaves_one_for_a_moment(
    site: Site, blog: Blog, plugin: Callable[[str], None]
) -> None:
    """The default category is there when this run's update is answered, and gone again at its next one."""
    blog.write("---\ntitle: A\ncategories: []\ntags: [one]\n---\nWords.\n", "a.md")
    assert blog.publish().status == 0
    assert site.only_post()["categories"] == []
    plugin(
        "function others($id, $terms, $turn) {"
        "  if ((int) get_option('other_run') === $turn) {"
        "    update_option('other_run', $turn + 1);"
        "    wp_set_object_terms($id, $terms, 'category');"
        "  }"
        "}"
        "add_action('rest_after_insert_post', function ($post) {"
        "  others($post->ID, [(int) get_option('default_category')], 0);"
        "});"
        f"add_action('rest_api_init', function () {{ others({site.only_post()['id']}, [], 1); }});"
    )
    blog.write("---\ntitle: A\ncategories: []\ntags: [two]\n---\nOther words.\n", "a.md")
    run = blog.publish()
    assert (run.status, run.file()["diagnostics"]) == (0, [])
    assert site.only_post()["categories"] == []
    assert blog.publish().report()["summary"] == {"unchanged": 1}
