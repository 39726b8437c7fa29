"""What the options of a run take, and what they refuse before anything is looked at."""

from __future__ import annotations

import io
import re
import threading
from typing import TYPE_CHECKING

import pytest

from blog import POST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog import Blog
    from local_site import Site

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
        (["--jobs", "0"], "0 is not in the range 1<=x<=16"),
        (["--jobs", "17"], "17 is not in the range 1<=x<=16"),
        (["--max-rate", "0"], "0.0 is not in the range x>0"),
        (["--max-rate", "inf"], "write a number; without --max-rate there is no limit"),
        (["--max-rate", "nan"], "write a number"),
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
    assert [line.partition(" ")[0] for line in run.stderr.splitlines() if ": error WP" in line] == [
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


def test_only_some_fields_are_written_and_the_status_is_that_of_the_run(published: Blog, site: Site) -> None:
    published.write(POST.replace("First light", "Second light").replace("A short one", "A long one"))
    published.write("# New\n\nWords.\n", "new.md")
    run = published.publish("--only", "title,tags")
    assert {entry["source"]: (entry["action"], entry["changed_fields"]) for entry in run.report()["files"]} == {
        "posts/first-light.md": ("updated", ["title"]),
        "posts/new.md": ("skipped", []),
    }
    post = site.only_post()
    assert (post["title"]["raw"], post["excerpt"]["raw"]) == ("Second light", "A short one.")
    published.publish("--status", "private")
    assert [post["status"] for post in site.posts()] == ["private", "private"]


def test_new_terms_are_made_as_the_command_says_else_as_the_configuration_does(published: Blog, site: Site) -> None:
    published.write("---\ntitle: First light\nslug: first-light\ntags: [dawn]\n---\nWords.\n")
    refused = published.run("publish", "--no-create-terms")
    assert refused.status == 1
    assert '"dawn"' in refused.stderr
    assert "--create-terms" in refused.stderr
    published.configure("create_terms = false\n")
    assert published.run("publish").status == 1
    assert "dawn" not in {tag["name"] for tag in site.posts(kind="tags")}
    assert published.run("publish", "--create-terms").status == 0
    assert "dawn" in {tag["name"] for tag in site.posts(kind="tags")}


def test_a_large_upload_has_a_bar_of_its_own_until_it_is_settled() -> None:
    from rich.console import Console

    from wppush.report.bar import LARGE, Bar, bars_on
    from wppush.sync import Action, Outcome

    screen = io.StringIO()
    with bars_on(Console(file=screen, force_terminal=True, color_system=None, width=200)) as bars:
        progress = Bar(bars, 3)

        def outcomes() -> Iterator[Outcome]:
            progress.upload("small.png", 10, LARGE)
            assert len(bars.tasks) == 1
            progress.upload("large[/1].mp4", 10, LARGE + 1)
            assert [(task.description, task.completed, task.total) for task in bars.tasks[1:]] == [
                ("Uploading large\\[/1].mp4", 10, LARGE + 1)
            ]
            progress.upload("large[/1].mp4", LARGE + 1, LARGE + 1)
            assert bars.tasks[1].description == "The site works on large\\[/1].mp4"
            other = threading.Thread(target=progress.upload, args=("other.mp4", LARGE, 4 * LARGE))
            other.start()
            other.join()
            bars.refresh()
            yield Outcome(source="a.md", action=Action.CREATED)
            yield Outcome(source="large[/1].mp4", kind="media", action=Action.UPLOADED)

        assert len(list(progress.through(outcomes()))) == 2
        assert [(task.description, task.completed) for task in bars.tasks] == [
            ("Publishing", 2),
            ("Uploading other.mp4", LARGE),
        ]
        bars.refresh()
    last = screen.getvalue().rpartition("Publishing")[2]
    assert re.search(r" 2/3 +[\d.]+ posts/s 0:00:0\d", last)
    assert re.search(r"other\.mp4 .* 25 %", last)


def test_without_a_terminal_a_large_run_says_now_and_then_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    from wppush.report.progress import Lines, progress
    from wppush.sync import Action, Outcome

    outcome = Outcome(source="a.md", action=Action.CREATED)
    seconds = iter(range(1000))
    said: list[str] = []
    assert len(list(Lines(35, said.append, clock=lambda: float(next(seconds))).through([outcome] * 35))) == 35
    assert said == [
        "published 10 of 35 (1.0/s, 0:00:25 left)",
        "published 20 of 35 (1.0/s, 0:00:15 left)",
        "published 30 of 35 (1.0/s, 0:00:05 left)",
    ]
    for count, quiet in ((20, False), (250, True), (250, False)):
        with progress(count, quiet=quiet) as shown:
            assert len(list(shown.through([outcome] * count))) == count
    assert [line.partition(" (")[0] for line in capsys.readouterr().err.splitlines()] == [
        "published 100 of 250",
        "published 200 of 250",
    ]


def test_quiet_says_nothing_but_what_is_wrong(published: Blog, site: Site) -> None:
    published.write("# New\n\nWords.\n", "new.md")
    quiet = published.run("publish", "--quiet", "--jobs", "1", "--max-rate", "1000")
    assert (quiet.status, quiet.stdout, quiet.stderr) == (0, "", "")
    assert len(site.posts()) == 2
    assert published.run("publish", "-q", "--json").report()["summary"] == {"unchanged": 2}
    [first] = [post for post in site.posts() if post["slug"] == "first-light"]
    site.rest("POST", f"/wp/v2/posts/{first['id']}", json={"title": "Somebody else's"})
    published.write("# Newer\n\nWords.\n", "new.md")
    published.write(POST.replace("First light", "Second light"))
    for command in ("plan", "publish"):
        wrong = published.run(command, "-q")
        assert (wrong.status, wrong.stdout) == (4, "")
        assert [line.split()[0] for line in wrong.stderr.splitlines()] == ["posts/first-light.md:", "→"]
