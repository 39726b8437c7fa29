"""From an empty folder and an empty home to a blog that is published, updated and linked: what the tutorial says, done.

The browser is a real one, on the real pages of WordPress: it logs in, approves, and opens the block editor.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chromium import Watched, chromium, missing
from github_api import comments_of
from github_runner import PUSH, REPOSITORY, ROOT, Runner, pull_request
from page_story import HOME, Story

if TYPE_CHECKING:
    from local_site import Site

TUTORIAL = Path(__file__).parents[2] / "docs/tutorial.md"
APPROVE = Path(__file__).with_name("approve.py")


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_the_tutorial_leads_from_an_empty_folder_to_a_blog_that_the_editor_takes_for_its_own(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = site.users["admin"]
    environ = {
        # A browser that runs beside the program, as on a desktop.
        "BROWSER": f"{shlex.quote(sys.executable)} {shlex.quote(str(APPROVE))} %s &",
        "DISPLAY": os.environ.get("DISPLAY", ":none"),
        "APPROVE_USERNAME": account.username,
        "APPROVE_PASSWORD": account.password,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    story = Story(tmp_path / "empty", {HOME: site}, monkeypatch, environ=environ, anonymous=True)
    assert story.tell(TUTORIAL.read_text(encoding="utf-8")) >= 8
    posts = {post["slug"]: post for post in site.posts()}
    assert set(posts) == {"hello", "rain-on-the-roof"}
    hello, rain = posts["hello"], posts["rain-on-the-roof"]
    assert {post["status"] for post in posts.values()} == {"publish"}
    assert f'<a href="{hello["link"]}">hello</a>' in rain["content"]["raw"]
    assert rain["featured_media"] != 0
    with chromium() as browser:
        watched = Watched(browser)
        watched.log_in(site.url, account.username, account.password)
        for post in posts.values():
            watched.open_editor(site.url, post["id"])
            blocks = watched.blocks()
            assert len(blocks) >= 3
            assert [name for name, valid in blocks if not valid] == []
            assert "unexpected or invalid content" not in watched.page.content()
        assert watched.complaints == []
    in_ci(tmp_path, site)


def in_ci(tmp_path: Path, site: Site) -> None:
    """Go on with the same folder in the steps of the GitHub action: planned on a pull request, published on merge."""
    folder, temp = tmp_path / "empty/my-blog", tmp_path / "runner"
    temp.mkdir()
    executable = Path(sys.executable)
    runner = Runner(temp=temp, python=executable.parent, action_path=ROOT, installed={"python": str(executable)})
    environ = site.environ()
    inputs = {name: environ[f"WPPUSH_{name.upper().replace('-', '_')}"] for name in ("url", "username", "app-password")}
    ids = {post["id"] for post in site.posts()}
    (folder / "posts/from-ci.md").write_text("---\ntitle: From CI\n---\nAfter [rain](rain-on-the-roof.md).\n")
    with comments_of(REPOSITORY) as comments:
        planned = runner.use(folder, "pull_request", pull_request(7), inputs=inputs, api=comments.url)
        [body] = comments.of_bot()
    assert planned.status == 0, planned.log
    assert (planned.outputs["command"], "1 to create" in body) == ("plan", True)
    assert json.loads(planned.outputs["counts"]) == {"create": 1, "drift": 1, "unchanged": 1}
    assert {post["id"] for post in site.posts()} == ids
    merged = runner.use(folder, "push", PUSH, inputs=inputs)
    assert merged.status == 0, merged.log
    assert json.loads(merged.outputs["counts"]) == {"created": 1, "drift": 1, "unchanged": 1}
    posts = {post["slug"]: post for post in site.posts()}
    assert {post["id"] for post in posts.values()} == ids | {posts["from-ci"]["id"]}
    assert "Alter" in posts["hello"]["content"]["raw"]
    assert f'<a href="{posts["rain-on-the-roof"]["link"]}">rain</a>' in posts["from-ci"]["content"]["raw"]
