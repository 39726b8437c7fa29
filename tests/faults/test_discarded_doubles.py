"""A run that has made the second post of a file, and is cut off while it moves that to the trash again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from faults.haste import make_haste
from proxy import Answer, proxy_to

if TYPE_CHECKING:
    import pytest

    from blog import Blog
    from local_site import Site
    from proxy import Seen


def test_a_double_that_was_only_half_discarded_leaves_no_draft(
    site: Site, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins: list[Seen] = []
    writes: list[Seen] = []

    def cut(seen: Seen) -> Answer | None:
        if seen.method == "POST" and seen.path.partition("?")[0].endswith("/wp/v2/posts"):
            # Another run makes the same post between our look and our create.
            twins.append(seen)
            site.rest("POST", "/wp/v2/posts", json=json.loads(seen.body))
        elif twins and seen.method != "GET":
            writes.append(seen)
        # The first write after the create arrives; from there on nothing does.
        return Answer(status=502, headers={"Content-Type": "text/html"}) if len(writes) > 1 else None

    blog.write()
    with monkeypatch.context() as patch, proxy_to(site.url) as proxy:
        make_haste(patch)
        proxy.script = cut
        blog.run("publish", "posts", environ={"WPPUSH_URL": proxy.url})
    assert len(writes) > 1
    assert blog.publish().status == 0
    assert sorted(post["status"] for post in site.posts()) == ["publish", "trash"]
    assert blog.publish().report()["summary"] == {"unchanged": 1}
