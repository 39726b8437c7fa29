"""What the options of a run take, and what they refuse before anything is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from blog import Blog

NOWHERE = {"WPPUSH_URL": "http://127.0.0.1:9", "WPPUSH_USERNAME": "me", "WPPUSH_APP_PASSWORD": "abcd"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "title,excrept"], "'excrept' is no field; did you mean \"excerpt\"?"),
        (["--only", "title,"], "'' is no field; the fields are title, slug"),
        (["--only", "taxonomies."], "'taxonomies.' is no field; did you mean \"taxonomies\"?"),
        (["--only", "title.x"], "'title.x' is no field; did you mean \"title\"?"),
        (["--status", "published"], "'published' is not one of 'draft', 'publish', 'pending', 'private'"),
        (["--status", "draft", "--only", "title"], "add status to the fields"),
        (["--prune", "--changed-since", "main"], "give it without --changed-since"),
        (["--prune", "posts/first-light.md"], "'posts/first-light.md' is none: name the folder"),
        (["--prune", "posts", "posts/*.md"], "'posts/*.md' is none"),
    ],
)
@pytest.mark.parametrize("command", ["publish", "plan"])
def test_what_makes_no_sense_is_wrong_use(blog: Blog, command: str, words: list[str], said: str) -> None:
    blog.write()
    run = blog.run(command, *words, environ=NOWHERE)
    assert run.status == 2
    assert said in " ".join(run.stderr.split())


@pytest.mark.parametrize(
    "words",
    [["--only", "title, taxonomies.genre,meta,meta.rating,taxonomies"], ["--prune"], ["--prune", "posts"]],
)
def test_what_makes_sense_comes_as_far_as_the_site(blog: Blog, words: list[str]) -> None:
    blog.write()
    run = blog.run("publish", *words, environ=NOWHERE)
    assert (run.status, "127.0.0.1:9" in run.stderr) == (1, True)


def test_without_a_path_the_content_folder_is_meant_from_wherever_it_is_run(blog: Blog) -> None:
    blog.write()
    blog.write("# A\n\nWords.\n", "deep/er.md")
    assert blog.run("check").stdout == "2 files, no errors\n"
    assert blog.run("check", cwd=blog.folder / "posts" / "deep").stdout == "2 files, no errors\n"


def test_check_reports_links_and_pictures_that_lead_nowhere(blog: Blog) -> None:
    blog.write("# A\n\n[gone](gone.md) ![none](img/none.png)\n", "a.md")
    blog.write("---\nfeatured_image: cover.png\n---\nWords.\n", "b.md")
    run = blog.run("check")
    assert run.status == 1
    assert [line.partition(" ")[0] for line in run.stderr.splitlines() if "error WP" in line] == [
        "posts/a.md:3:8:",
        "posts/a.md:3:25:",
        "posts/b.md:2:17:",
    ]
    assert all(name in run.stderr for name in ("gone.md", "img/none.png", "cover.png"))


def test_a_file_whose_folder_is_for_no_site_that_is_meant_needs_a_site(blog: Blog) -> None:
    blog.configure('[sites.a]\nurl = "http://127.0.0.1:9"\n[sites.b]\nurl = "http://127.0.0.1:7"\n')
    blog.write()
    run = blog.run("publish")
    assert run.status == 1
    assert "--site NAME, one of a, b" in run.stderr
    unknown = blog.run("publish", "--site", "a", "--site", "c", environ={"WPPUSH_APP_PASSWORD": "abcd"})
    assert unknown.status == 1
    assert "There is no site 'c'" in unknown.stderr
    assert "127.0.0.1" not in unknown.stderr
