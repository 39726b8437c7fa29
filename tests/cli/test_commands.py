"""The commands that need no site, wrong use, and what the reports look like."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from blog import POST

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog
    from local_site import Site


def test_check_names_every_fault_of_every_file_with_its_place_and_what_to_type(blog: Blog) -> None:
    blog.write("---\nstatus: pubish\ntags: [a, '']\n---\nWords.\n", "a.md")
    blog.write("---\ntitle: x\ntitle: y\n---\nWords.\n", "b.md")
    run = blog.run("check", "posts")
    assert run.status == 1
    assert run.stdout == ""
    lines = run.stderr.splitlines()
    assert lines[0].startswith("posts/a.md:2:9: error WP140: ")
    assert "publish" in lines[1]
    assert any(line.startswith("posts/a.md:3:11: error WP160: ") for line in lines)
    assert any(line.startswith("posts/b.md:3:1: error WP123: ") for line in lines)
    assert lines[-1] == "error WP100: 3 faults in the files"


def test_check_lets_warnings_pass_and_says_did_you_mean(blog: Blog) -> None:
    blog.write("---\ntitle: x\ncategorys: [a]\n---\nWords.\n", "a.md")
    run = blog.run("check", "posts")
    assert (run.status, run.stdout) == (0, "1 file, no errors\n")
    quiet = blog.run("check", "posts", "--quiet")
    assert (quiet.status, quiet.stdout, quiet.stderr) == (0, "", run.stderr)
    assert "posts/a.md:3:1: warning WP126" in run.stderr
    assert "categories" in run.stderr


def test_check_as_json_is_one_object_with_and_without_faults(blog: Blog) -> None:
    blog.write()
    [entry] = blog.run("check", "posts", "--json").report()["files"]
    assert entry == {"source": "posts/first-light.md", "diagnostics": []}
    blog.write("---\ndate: tomorrow\n---\nWords.\n", "b.md")
    run = blog.run("check", "posts", "--json")
    assert run.status == 1
    assert run.report()["error"]["kind"] == "SourceError"
    [broken] = run.report()["files"]
    [fault] = broken["diagnostics"]
    assert (broken["source"], fault["path"], fault["line"], fault["column"]) == ("posts/b.md", "posts/b.md", 2, 7)
    assert fault["hint"]


def test_render_prints_the_markup_of_one_file(blog: Blog) -> None:
    blog.write()
    run = blog.run("render", "posts/first-light.md")
    assert run.status == 0
    assert run.stdout == (
        "<!-- wp:paragraph -->\n<p>The first paragraph.</p>\n<!-- /wp:paragraph -->\n\n"
        "<!-- wp:paragraph -->\n<p>The second one.</p>\n<!-- /wp:paragraph -->\n"
    )


def test_render_reads_markdown_with_the_extensions_of_the_configuration(blog: Blog) -> None:
    blog.write("Press ++ctrl+c++.\n", "a.md")
    blog.configure('[markdown]\nextensions = ["pymdownx.keys"]\n')
    run = blog.run("render", "posts/a.md")
    assert run.status == 0
    assert "<kbd" in run.stdout


def test_an_extension_that_is_not_there_is_named_with_what_to_do(blog: Blog) -> None:
    blog.write()
    blog.configure('[markdown]\nextensions = ["no_such_extension"]\n')
    run = blog.run("check", "posts")
    assert run.status == 1
    assert "no_such_extension" in run.stderr
    assert "[markdown]" in run.stderr


def test_render_of_a_folder_is_wrong_use(blog: Blog) -> None:
    blog.write()
    blog.write("Words.\n", "other.md")
    assert blog.run("render", "posts").status == 2


@pytest.mark.parametrize(
    "words",
    [["render"], ["publish", "--nonsense", "posts"], ["nonsense"], ["preview"], ["preview", "posts", "--stop"]],
)
def test_wrong_use_ends_with_2(blog: Blog, words: list[str]) -> None:
    assert blog.run(*words).status == 2


def test_a_missing_site_says_what_to_type(blog: Blog) -> None:
    blog.write()
    run = blog.run("publish", "posts")
    assert run.status == 1
    assert "export WPPUSH_URL=" in run.stderr
    assert blog.run("plan", "posts", "--json").report()["error"]["kind"] == "ConfigError"


def test_a_password_is_not_sent_in_clear_to_another_machine(blog: Blog) -> None:
    blog.write()
    environ = {"WPPUSH_URL": "http://blog.example", "WPPUSH_USERNAME": "me", "WPPUSH_APP_PASSWORD": "abcd efgh"}
    run = blog.run("publish", "posts", environ=environ)
    assert run.status == 1
    assert "--insecure" in run.stderr
    assert "abcd" not in run.stdout + run.stderr


def test_a_site_of_the_file_is_chosen_by_its_name(blog: Blog, site: Site) -> None:
    account = site.environ()
    toml = f'project = "a-blog"\ncontent = "posts"\n[sites.here]\nurl = "{account["WPPUSH_URL"]}"\nusername = "admin"\n'
    (blog.folder / "wppush.toml").write_text(toml)
    blog.write()
    secret = {"WPPUSH_APP_PASSWORD": account["WPPUSH_APP_PASSWORD"]}
    assert blog.run("publish", "posts", "--site", "here", environ=secret).status == 0
    assert len(site.posts()) == 1
    wrong = blog.run("publish", "posts", "--site", "hear", environ=secret)
    assert wrong.status == 1
    assert "here" in wrong.stderr


def test_the_table_has_a_line_for_each_file_and_a_sum(published: Blog) -> None:
    published.write("---\ntitle: Another\n---\nWords.\n", "another.md")
    run = published.run("publish", "posts")
    lines = run.stdout.splitlines()
    assert lines[0].startswith("created    posts/another.md")
    assert lines[1].startswith("unchanged  posts/first-light.md")
    assert lines[2] == "1 created, 1 unchanged"
    assert "\x1b" not in run.stdout


def test_a_diff_shows_each_field_that_would_change_and_the_terms_by_name(published: Blog) -> None:
    changed = POST.replace("First light", "Last light").replace("[seoul, night]", "[seoul, day]")
    published.write(changed.replace("2026-01-02", "2026-01-05").replace("Travel > Korea", "Travel"))
    run = published.run("plan", "posts", "--diff")
    lines = run.stdout.splitlines()
    assert lines[1] == "+++ file: posts/first-light.md"
    for line in (
        "-title: First light",
        "+title: Last light",
        "-date: 2026-01-02T08:00:00Z",
        "+date: 2026-01-05T08:00:00Z",
        "-categories: Korea",
        "+categories: Travel",
        "-tags: night, seoul",
        "+tags: day, seoul",
    ):
        assert line in lines
    assert "create  tag day" in run.stdout


def test_a_diff_of_a_new_post_is_all_plus(published: Blog) -> None:
    published.write("---\ntitle: Another\n---\nWords.\n", "another.md")
    lines = published.run("plan", "posts/another.md", "--diff").stdout.splitlines()
    assert lines[0] == "--- site: no such post"
    assert "+title: Another" in lines
    assert "+<p>Words.</p>" in lines


def test_a_file_name_can_not_speak_to_the_terminal(blog: Blog) -> None:
    blog.write("---\nstatus: pubish\n---\nWords.\n", "a\x1b[31m.md")
    run = blog.run("check", "posts")
    assert "\x1b" not in run.stderr
    assert "a\\x1b[31m.md" in run.stderr


def test_help_starts_without_the_libraries_that_only_work_needs() -> None:
    code = (
        "import sys, wppush.cli.commands\n"
        "heavy = {'requests', 'pydantic', 'markdown', 'yaml', 'frontmatter', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_entry_point_gives_the_status_on(blog: Blog) -> None:
    for words, status in ((["--version"], 0), (["--help"], 0), (["render"], 2), (["check", "nowhere"], 1)):
        run = blog.start(*words)
        run.communicate(timeout=60)
        assert run.returncode == status


@pytest.mark.usefixtures("own_cache")
def test_preview_shows_posts_without_account_or_configuration(blog: Blog) -> None:
    import requests

    blog.write()
    blog.write("---\ntitle: Draft\n---\nNot yet.\n", "draft.md")
    assert "No preview is running" in blog.run("preview", "--status").stdout
    try:
        run = blog.run("preview", "posts", "--no-open")
        assert run.status == 0, run.stderr
        assert "2 created" in run.stdout
        [published] = [word for word in run.stdout.split() if word.endswith("/first-light/")]
        assert "The second one." in requests.get(published, timeout=60).text
        [draft] = [line.rpartition(" ")[2] for line in run.stdout.splitlines() if "(draft)" in line]
        assert "Not yet." in requests.get(draft, timeout=60).text
        assert published.removesuffix("/first-light/") in blog.run("preview", "--status").stdout
        blog.write("---\ntitle: Draft\n---\nNow.\n", "draft.md")
        again = blog.run("preview", "posts", "--no-open")
        assert "1 updated, 1 unchanged" in again.stdout
        assert blog.run("preview", "--stop").stdout == "The preview has stopped.\n"
        assert blog.run("preview", "--stop").stdout == "No preview was running.\n"
    finally:
        blog.run("preview", "--reset")


def test_preview_says_what_is_wrong_with_a_file_before_it_starts_anything(blog: Blog, own_cache: Path) -> None:
    blog.write("---\nstatus: pubish\n---\nWords.\n", "a.md")
    run = blog.run("preview", "posts", "--no-open")
    assert run.status == 1
    assert "posts/a.md:2:9" in run.stderr
    assert not (own_cache / "preview").exists()


def test_render_shows_footnotes_beside_the_markup(blog: Blog) -> None:
    blog.write("---\ntitle: Notes\n---\nWords.[^1]\n\n[^1]: A note.\n")
    run = blog.run("render", "posts/first-light.md")
    assert "<!-- wp:footnotes /-->" in run.stdout
    assert '"content":"A note."' in run.stderr
    assert "A note." not in run.stdout


def test_markup_as_a_string_has_its_footnotes_in_it() -> None:
    import wppush

    assert "A note." in wppush.render("Words.[^1]\n\n[^1]: A note.")
