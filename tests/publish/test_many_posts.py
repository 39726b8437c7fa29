"""Many posts at once: what they cost in requests, and that links and pictures of all of them arrive."""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from many_posts import PICTURES, links_of, write_posts

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site

COUNT = int(os.environ.get("WPPUSH_POSTS", "101"))


def summary(blog: Blog, site: Site, *, writes: bool) -> tuple[dict[str, int], list[str]]:
    """Publish, and give what was done and the requests that it took; `pytest -s` shows how long."""
    site.forget_requests()
    began = time.monotonic()
    run = blog.publish()
    seconds = time.monotonic() - began
    requests = site.requests()
    kinds = Counter(line.partition(" ")[0] for line in requests)
    sys.stderr.write(f"{COUNT} posts: {seconds:.1f} s, {len(requests)} requests ({dict(kinds)})\n")
    assert run.status == 0, run.stdout[:2000]
    assert bool(site.writes()) == writes
    # What is left as it is, is no progress.
    assert writes or "published " not in run.stderr
    found = run.report()["summary"]
    assert isinstance(found, dict)
    return found, requests


def test_many_posts_are_published_with_their_links_in_few_requests(blog: Blog, site: Site) -> None:
    write_posts(blog.folder / "posts", COUNT)
    pages = -(-COUNT // 100)
    done, requests = summary(blog, site, writes=True)
    assert (done["created"], done["uploaded"]) == (COUNT, PICTURES)
    again = done.get("updated", 0)
    reads = [line for line in requests if line.startswith("GET")]
    # Looking: by marks, by slugs, for types, terms, media, whether another run made the same posts, and at each post
    # before it is written for the second time; writing: each post once, those of rings twice, terms, pictures. Most of
    # it for ten or more posts at a time; a post that waits for another one may be alone.
    assert len(reads) <= 9 + 3 * pages + (COUNT + again) // 3
    assert len(requests) - len(reads) <= PICTURES + 8 + (COUNT + again) // 3
    posts = {post["title"]["raw"]: post for post in site.posts()}
    assert len(posts) == COUNT
    for number in range(COUNT):
        content = posts[f"Post {number}"]["content"]["raw"]
        for other in links_of(number, COUNT):
            end = "#more" if other % 3 == 0 else ""
            assert f'<a href="{posts[f"Post {other}"]["link"]}{end}">' in content
        assert re.search(r'<!-- wp:image \{"id":\d+', content)
    assert len(site.posts(kind="media")) == PICTURES

    def nothing_to_do() -> None:
        done, requests = summary(blog, site, writes=False)
        assert done == {"unchanged": COUNT}
        # Who is logged in, the pages of posts, and the one page of pages.
        assert len(requests) == 2 + pages, requests

    nothing_to_do()
    edited = write_posts(blog.folder / "posts", COUNT, edition=2, every=1 if COUNT > 101 else 4)
    done, requests = summary(blog, site, writes=True)
    assert done == {"updated": edited} | ({"unchanged": COUNT - edited} if edited < COUNT else {})
    # The look at the site, the media library, and once more at the posts: they may have been edited since the look.
    assert len(requests) <= 8 + pages + edited // 4
    assert len([line for line in requests if not line.startswith("GET")]) <= 4 + edited // 10
    assert sum("of edition 2 of" in post["content"]["raw"] for post in site.posts()) == edited
    nothing_to_do()
    one = write_posts(blog.folder / "posts", COUNT, edition=3, every=COUNT)
    done, requests = summary(blog, site, writes=True)
    assert done == {"updated": one, "unchanged": COUNT - one}
    # What nothing to do takes, the media library for the picture in it, and the write; not the looks of a slow machine.
    assert len([line for line in requests if not re.match(r"GET /wp-json/wp/v2/posts/\d", line)]) == 2 + pages + 1 + 1
