"""`--changed-since`: what a commit has changed is published, and nothing else is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from git_repository import commit, git, needs_git, write

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site

pytestmark = needs_git


def test_what_has_changed_since_a_commit_is_published_with_what_mentions_it(blog: Blog, site: Site) -> None:
    git(blog.folder, "init", "--quiet")
    commit(
        blog.folder,
        {
            "posts/one.md": "# One\n\nWords.\n",
            "posts/two.md": "# Two\n\nSee [one](one.md).\n",
            "posts/three.md": "# Three\n\nWords.\n",
        },
    )
    nothing = blog.run("publish", "--changed-since", "HEAD", environ={"WPPUSH_URL": ""})
    assert (nothing.status, nothing.stdout) == (0, "nothing changed since HEAD\n")
    report = blog.publish("--changed-since", "HEAD").report()
    assert (report["note"], report["files"], report["summary"]) == ("nothing changed since HEAD", [], {})
    assert site.requests() == []

    write(blog.folder, {"posts/one.md": "# One\n\nOther words.\n"})
    run = blog.publish("--changed-since", "HEAD")
    assert {entry["source"]: entry["action"] for entry in run.report()["files"]} == {
        "posts/one.md": "created",
        "posts/two.md": "created",
    }
    commit(blog.folder, {"posts/three.md": "# Three\n\nMore.\n"})
    assert blog.plan("--changed-since", "HEAD").report()["files"] == []
    [entry] = blog.run("plan", "posts/th*.md", "--changed-since", "HEAD~1", "--only", "title", "--json").report()[
        "files"
    ]
    assert (entry["source"], entry["action"]) == ("posts/three.md", "skipped")
    unknown = blog.run("publish", "--changed-since", "nowhere")
    assert unknown.status == 1
    assert "git knows no commit 'nowhere'" in unknown.stderr
