"""A plan that somebody has looked at is carried out as it was, or not at all."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from blog import POST, Blog
from media.pictures import picture, written

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from local_site import Site

WITH_PICTURE = f"{POST}\n![A corner](images/corner.png)\n"


def test_a_plan_has_one_digest_wherever_it_is_made_until_a_file_or_the_site_changes(
    blog: Blog, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.write(WITH_PICTURE)
    written(picture(), blog.folder / "posts/images/corner.png")
    digest = blog.plan().report()["digest"]
    assert re.fullmatch("[0-9a-f]{16}", digest)
    elsewhere = Blog(tmp_path / "else" / "where", site.environ(), monkeypatch)
    shutil.copytree(blog.folder, elsewhere.folder, dirs_exist_ok=True)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    run = elsewhere.start("plan")
    stdout, _ = run.communicate(timeout=60)
    assert stdout.splitlines()[-1] == f"plan {digest}"

    written(picture(seed=2), blog.folder / "posts/images/corner.png")
    site.forget_requests()
    refused = blog.publish("--plan-digest", digest)
    assert refused.status == 4
    error = refused.report()["error"]
    assert (error["kind"], error["code"]) == ("StalePlan", "WP381")
    assert site.writes() == []
    assert site.posts() == []
    done = elsewhere.publish("--plan-digest", digest)
    assert (done.status, done.report()["digest"]) == (0, digest)


def test_a_post_that_was_changed_on_the_site_makes_another_plan(blog: Blog, site: Site) -> None:
    blog.write()
    blog.publish()
    blog.write(POST.replace("second one", "last one"))
    digest = blog.plan().report()["digest"]
    assert blog.plan().report()["digest"] == digest
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json={"excerpt": "Theirs."})
    refused = blog.run("publish", "posts", "--plan-digest", digest)
    assert refused.status == 4
    assert "not the one that was looked at" in refused.stderr
    assert "last one" not in site.only_post()["content"]["raw"]
    now = blog.plan().report()["digest"]
    assert now in refused.stderr
    assert blog.publish("--plan-digest", now).file()["action"] == "updated"


def test_the_report_shows_what_is_uploaded_and_how_much_it_is(blog: Blog) -> None:
    blog.write(WITH_PICTURE)
    file = written(picture(), blog.folder / "posts/images/corner.png")
    size = file.stat().st_size
    plan = blog.plan().report()
    [upload] = plan["media"]
    assert (upload["source"], upload["action"], upload["size"]) == ("posts/images/corner.png", "upload", size)
    shown = blog.run("plan", "posts", "--diff")
    lines = shown.stdout.splitlines()
    assert {"+++ file: posts/images/corner.png", "+alt: A corner", "+excerpt: A short one."} <= {*lines}
    assert re.search(r"^upload +posts/images/corner\.png +[\d.]+ (bytes|KB)$", shown.stdout, re.MULTILINE)
    assert lines[-2:] == ["1 to upload, 1 to create", f"plan {plan['digest']}"]
    assert blog.run("publish").stdout.splitlines()[-1] == "1 uploaded, 1 created"


def test_a_diff_names_what_the_site_does_not_have_yet_as_the_files_do(blog: Blog) -> None:
    blog.write(
        "---\nfeatured_image: images/corner.png\n---\n# New\n\nSee [it](about.md) ![](images/corner.png)\n", "new.md"
    )
    blog.write("---\ntype: page\nparent: home.md\n---\n# About\n\nWords.\n", "about.md")
    blog.write("---\ntype: page\n---\n# Home\n\nWords.\n", "home.md")
    written(picture(), blog.folder / "posts/images/corner.png")
    lines = blog.run("plan", "--diff").stdout.splitlines()
    assert "+featured_image: posts/images/corner.png" in lines
    assert "+parent: posts/home.md" in lines
    [text] = [line for line in lines if line.startswith("+<p>See")]
    assert 'href="about.md"' in text
    assert 'src="images/corner.png"' in text
