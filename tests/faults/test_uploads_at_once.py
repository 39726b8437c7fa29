"""Two runs upload one picture at the same moment: WordPress may take both, and the younger one is taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from media.pictures import picture, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog
    from local_site import Site

OTHER_RUN = """
// The other run's upload is stored when WordPress has looked whether ours has a slug of its own.
add_filter('pre_wp_unique_post_slug', function ($said, $slug, $id, $status, $type) {
  if ($type !== 'attachment' || strpos($slug, 'wppush-') !== 0) {
    return $said;
  }
  if (!get_option('other_run')) {
    update_option('other_run', 1);
    $copy = wp_upload_bits('other.png', null, base64_decode('%s'));
    wp_insert_attachment(
      ['post_name' => $slug, 'post_mime_type' => 'image/png', 'post_title' => 'cat', 'post_status' => 'inherit'],
      $copy['file']
    );
  }
  return $slug;
}, 10, 5);
"""
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


@pytest.mark.parametrize("number", [1, 3])
def test_the_younger_of_two_uploads_with_the_very_same_slug_is_taken_away(
    number: int, site: Site, blog: Blog, plugin: Callable[[str], None]
) -> None:
    for seed in range(number):
        written(picture(60, 40, seed=seed), blog.folder / f"posts/{seed}.png")
    blog.write("---\ntitle: A\n---\n" + "".join(f"![A cat]({seed}.png)\n\n" for seed in range(number)), "a.md")
    plugin(OTHER_RUN % PIXEL)
    run = blog.publish()
    assert run.status == 0, run.stdout
    media = site.posts(kind="media")
    assert len(media) == len({entry["slug"] for entry in media}) == number
    raw = site.only_post()["content"]["raw"]
    assert all(f"wp-image-{entry['id']}" in raw and entry["source_url"] in raw for entry in media)
    assert "other.png" in raw
    assert blog.publish().report()["summary"] == {"unchanged": 1}
