"""What the action says on GitHub, whatever files, sites and events bring up."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from github_api import BOT, TOKEN, comments_of
from github_runner import PUSH, REPOSITORY, pull_request, read_outputs
from wppush.report.github.comments import Comment, NotTaken, put
from wppush.report.github.event import Misuse, decide, marker
from wppush.report.github.orders import annotation, annotation_lines, output_lines, outputs
from wppush.report.github.page import COMMENT_LIMIT, page, shown
from wppush.report.reading import Remark, read_nothing, read_report

HOSTILE = [
    "a | b",
    "a `b` | ``",
    "@octocat #1 GH-1 example/posts#2",
    "</code><script>alert(1)</script>",
    "&lt;b&gt; &#124;",
    "](https://evil.example) ![x](https://evil.example/x.png)",
    "::error::x %0A::set-output name=x::y",
    "line\nbreak\r\n::warning::x",
    "<!-- wppush 0123456789abcdef -->",
    "\u202egnp.exe\x1b[31m",
    "https://blog.example/|x| <b>",
    "~~~\n- # *x* _y_ **z** \\| $x$ :smile:",
]


def entry(source: str, action: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "title": None,
        "id": 1,
        "link": None,
        "status": None,
        "changed_fields": [],
        "drifted_fields": [],
    }
    return {"source": source, "action": action, **plain, "diagnostics": [], **more}


def diagnostic(message: str, **more: Any) -> dict[str, Any]:
    plain = {"code": "WP133", "severity": "error", "hint": None, "path": None, "line": None, "column": None}
    return {"message": message, **plain, **more}


def report(*files: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"format_version": 1, "command": "plan", "site": "https://blog.example", "digest": "0123456789abcdef"}
    return {**head, "summary": {}, "new_terms": [], "files": list(files), "media": [], **more}


class Seen(HTMLParser):
    """What a browser would make of a page: its elements, the texts of each cell, and where links lead."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[list[str]] = []
        self.links: list[str | None] = []
        self.text = ""
        self._in_cell = False
        options = Options.CMARK_OPT_UNSAFE
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, options))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True
        elif tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] += data


# The page


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_others_are_shown_and_do_nothing(text: str) -> None:
    seen = Seen(f"| a | b |\n|---|---|\n| {shown(text)} | end |\n")

    assert [row for row in seen.rows if row] == [["a", "b"], [seen.rows[-1][0], "end"]]
    assert set(seen.tags) == {"table", "thead", "tbody", "tr", "th", "td", "code"}
    visible = re.sub(r"[\x00-\x1f\u202e]", "", text)
    assert re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", seen.rows[-1][0]) == visible


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_words_stay_in_their_cell(text: str) -> None:
    seen = Seen(f"| a | b |\n|---|---|\n| {shown(text)} | end |\n")

    assert [len(row) for row in seen.rows] == [2, 2]
    assert set(seen.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "code", "a"}
    assert ("a" in seen.tags) == bool(re.fullmatch(r"https?://[^\s<>\"]+", text))


def test_a_page_has_the_sum_a_row_for_each_change_and_every_remark() -> None:
    faults = [diagnostic("Edited here and there.", code="WP371", path="posts/b.md", line=3, column=7, hint="--force")]
    run = read_report(
        report(
            entry("posts/a.md", "create", link="https://blog.example/a/"),
            entry("posts/b.md", "conflict", drifted_fields=["title", "content"], diagnostics=faults),
            entry("posts/c.md", "unchanged"),
            new_terms=[{"taxonomy": "categories", "path": ["Reviews", "K-Drama"]}],
        ),
        root="blog",
    )

    seen = Seen(page(run, foot="The end."))

    assert "1 to create, 1 unchanged, 1 in conflict at https://blog.example" in seen.text
    assert seen.rows[1:] == [
        ["create", "categories Reviews > K-Drama", "", ""],
        ["create", "posts/a.md", "", "https://blog.example/a/"],
        ["conflict", "posts/b.md", "title, content", ""],
    ]
    assert "https://blog.example/a/" in seen.links
    assert "error WP371 blog/posts/b.md:3:7 Edited here and there. → --force" in seen.text
    assert "plan 0123456789abcdef" in seen.text
    assert seen.text.rstrip().endswith("The end.")


def test_a_page_says_what_happened_at_each_of_several_sites() -> None:
    one = report(entry("posts/a.md", "created", link="https://one.example/a/")) | {"name": "one"}
    error = {"code": "WP360", "kind": "AuthError", "message": "Not logged in.", "hint": "log in"}
    two = {"name": "two", "site": "https://two.example", "error": error, "files": []}
    run = read_report({"format_version": 1, "command": "publish", "sites": [one, two]})

    seen = Seen(page(run))

    assert seen.tags.count("h4") == 2
    assert "error WP360 Not logged in. → log in" in seen.text
    assert outputs(run, "r.json")["digest"] == "0123456789abcdef"


def test_a_page_is_never_longer_than_github_takes_and_says_what_is_missing() -> None:
    files = [entry(f"posts/{number}-{'ü|' * 60}.md", "create") for number in range(1000)]
    run = read_report(report(*files))

    text = page(run, foot="The end.", limit=COMMENT_LIMIT)

    assert len(text.encode()) <= COMMENT_LIMIT
    rows = text.count("| create |")
    assert 0 < rows < 1000
    assert f"{1000 - rows} more lines" in text
    assert text.endswith("The end.\n")


def test_a_run_without_a_report_is_said_to_have_none() -> None:
    run = read_nothing("publish", 2)

    assert "has ended with 2" in page(run)
    assert [line[:24] for line in annotation_lines(run)] == ["::error title=wppush::wp"]


# Annotations and outputs


@pytest.mark.parametrize("text", HOSTILE)
def test_an_annotation_is_one_order_whatever_it_says(text: str) -> None:
    line = annotation(Remark(severity="error", code=text, message=text, hint=text, path=text, line=3, column=7))

    assert len(line.splitlines()) == 1
    said = re.fullmatch(r"::error file=([^:,]*),line=3,col=7,title=([^:,]*)::(.*)", line)
    assert said is not None
    assert "%0A→ " in said[3]
    assert re.sub("%25|%0A|%0D|%3A|%2C", "", line).count("%") == 0


@given(
    st.dictionaries(
        st.sampled_from(["json", "links", "digest"]),
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n")),
    )
)
def test_no_value_names_another_output(values: dict[str, str]) -> None:
    assert read_outputs(output_lines(values)) == values


def test_the_end_of_an_output_can_not_be_guessed() -> None:
    first, second = (output_lines({"links": "x"}).splitlines() for _ in range(2))

    assert first[0] != second[0]
    assert len(first[-1]) == 32


def test_outputs_say_what_was_written() -> None:
    run = read_report(
        report(
            entry("posts/a.md", "created", link="https://blog.example/a/"),
            entry("posts/b.md", "unchanged", link="https://blog.example/b/"),
            media=[entry("posts/a.png", "uploaded", link="https://blog.example/a.png")],
            command="publish",
        )
    )

    said = outputs(run, "/tmp/report.json")

    assert json.loads(said["counts"]) == {"uploaded": 1, "created": 1, "unchanged": 1}
    assert json.loads(said["links"]) == ["https://blog.example/a/"]
    assert (said["command"], said["changed"], said["json"]) == ("publish", "true", "/tmp/report.json")


# The comment


def comment(body: str, *, is_news: bool = True) -> Comment:
    return Comment(pull_request=7, marker="<!-- wppush 0123456789abcdef -->", body=body, is_news=is_news)


def test_a_comment_is_made_when_there_is_news_and_brought_up_to_date_ever_after() -> None:
    with comments_of(REPOSITORY) as comments:
        where = {"api": comments.url, "repository": REPOSITORY, "token": TOKEN}
        for number in range(250):
            comments.add(7, f"Words {number}.", "somebody")

        assert put(comment("Nothing.", is_news=False), **where) is None
        assert comments.of_bot() == []
        made = put(comment("One to create."), **where)
        comments.add(7, "<!-- wppush fedcba9876543210 -->\nAnother use of the action.", BOT)
        again = put(comment("Nothing to do.", is_news=False), **where)

    assert made == again == "https://github.example/example/posts/pull/7#issuecomment-251"
    assert [body.splitlines()[1] for body in comments.of_bot()] == ["Nothing to do.", "Another use of the action."]
    base = f"/repos/{REPOSITORY}/issues"
    assert [line for line in comments.asked if not line.startswith("GET ")] == [
        f"POST {base}/7/comments",
        f"PATCH {base}/comments/251",
    ]


@pytest.mark.parametrize(("token", "refuses", "said"), [("wrong", False, "401"), (TOKEN, True, "pull-requests: write")])
def test_what_github_does_not_take_is_said_with_what_to_write(token: str, refuses: bool, said: str) -> None:
    with comments_of(REPOSITORY) as comments:
        comments.refuses = refuses
        with pytest.raises(NotTaken, match=said):
            put(comment("x"), api=comments.url, repository=REPOSITORY, token=token)
    with pytest.raises(NotTaken, match="no usable answer"):
        put(comment("x"), api=comments.url, repository=REPOSITORY, token=token)


# Events

MAIN = {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_REF": "refs/heads/main"}
BRANCH = {**MAIN, "GITHUB_REF": "refs/heads/draft"}
PULL = {**MAIN, "GITHUB_REF": "refs/pull/7/merge", "GITHUB_EVENT_NAME": "pull_request"}


@pytest.mark.parametrize(
    ("asked", "environ", "payload", "command", "number"),
    [
        ("auto", {**MAIN, "GITHUB_EVENT_NAME": "push"}, PUSH, "publish", None),
        ("auto", {**MAIN, "GITHUB_EVENT_NAME": "workflow_dispatch"}, PUSH, "publish", None),
        ("auto", {**MAIN, "GITHUB_EVENT_NAME": "schedule"}, {}, "publish", None),
        ("auto", {**BRANCH, "GITHUB_EVENT_NAME": "push"}, PUSH, "plan", None),
        ("auto", {**MAIN, "GITHUB_REF": "refs/tags/main", "GITHUB_EVENT_NAME": "push"}, PUSH, "plan", None),
        ("auto", {"GITHUB_EVENT_NAME": "push"}, {}, "plan", None),
        ("check", {**MAIN, "GITHUB_EVENT_NAME": "push"}, PUSH, "check", None),
        ("publish", {**BRANCH, "GITHUB_EVENT_NAME": "push"}, PUSH, "publish", None),
        ("auto", PULL, pull_request(7), "plan", 7),
        ("publish", PULL, pull_request(7), "publish", None),
        ("check", PULL, pull_request(7), "check", None),
        ("auto", PULL, pull_request(7, repository="somebody/posts"), "check", None),
        ("publish", PULL, pull_request(7, repository="somebody/posts"), "check", None),
        ("plan", PULL, pull_request(7, repository=None), "check", None),
        ("auto", {**PULL, "GITHUB_ACTOR": "dependabot[bot]"}, pull_request(7), "check", None),
    ],
)
def test_what_is_done_hangs_on_the_event(
    asked: str, environ: dict[str, str], payload: dict[str, Any], command: str, number: int | None
) -> None:
    decision = decide(asked, environ, payload)

    assert (decision.command, decision.pull_request) == (command, number)
    assert (decision.reason is not None) == (command == "check" and asked != "check")


@pytest.mark.parametrize(("asked", "event"), [("publsh", "push"), ("check", "pull_request_target")])
def test_what_the_action_does_not_do_is_refused(asked: str, event: str) -> None:
    with pytest.raises(Misuse):
        decide(asked, {**MAIN, "GITHUB_EVENT_NAME": event}, pull_request(7))


def test_each_use_of_the_action_has_a_comment_of_its_own() -> None:
    environ = {"GITHUB_WORKFLOW": "Publish -->", "GITHUB_JOB": "publish"}
    markers = {
        marker(environ, "posts", ""),
        marker(environ, "", "posts"),
        marker({**environ, "GITHUB_JOB": "x"}, "", ""),
    }

    assert len(markers) == 3
    assert all(re.fullmatch("<!-- wppush [0-9a-f]{16} -->", found) for found in markers)
    assert marker(environ, "posts", "") in markers
