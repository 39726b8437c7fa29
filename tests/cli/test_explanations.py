"""What `wppush explain` says is true: each example brings up its code, and what it says to write instead does not."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from blog import Blog
from wppush.media import Code as MediaCode
from wppush.rendering.codes import Code as MarkdownCode
from wppush.report.explain import GROUPS, explanation, meanings
from wppush.source import Code as FilesCode

if TYPE_CHECKING:
    from wppush.codes import BaseCode

TESTS = Path(__file__).resolve().parents[1]
SOURCE = TESTS.parent / "src" / "wppush"
EXPLANATIONS = SOURCE / "report" / "explanations"
WITH_FILES = [code for code in meanings() if explanation(code).example]
OF_SETTINGS = "WP5"
TOGETHER = {"WP242": ["WP241"]}
"""Codes that never come alone: what closes nothing was meant to close what then stays open."""
FAMILIES: dict[str, type[BaseCode]] = {"media": MediaCode, "source": FilesCode, "rendering": MarkdownCode}


def said_of(blog: Blog, files: dict[str, str], *, command: str) -> set[str]:
    """Give the codes of what a command has to say of the files of an example."""
    for name, text in files.items():
        path = blog.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = next((blog.folder / name for name in files if name.endswith("wppush.toml")), blog.folder / "x").parent
    report = blog.run(command, "--json", cwd=project).report()
    if command == "plan":
        return {report["error"]["code"]}
    said = {entry["code"] for file in report["files"] for entry in file["diagnostics"]}
    return said | ({report["error"]["code"]} - {FilesCode.FAULTS} if "error" in report else set())


@pytest.mark.parametrize("code", WITH_FILES)
def test_an_example_brings_up_its_code_and_what_to_write_instead_does_not(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = explanation(code)
    blog = Blog(tmp_path, {}, monkeypatch)
    (tmp_path / "wppush.toml").unlink()
    (tmp_path / "posts").rmdir()
    example = said.example
    command = "check"
    if code.startswith(OF_SETTINGS):  # these are about a run at a site, and something has to be there to publish
        command = "plan"
        example = {"wppush.toml": 'project = "my-blog"\n', "posts/a.md": "The night is warm.\n", **example}
    assert said_of(blog, example, command=command) == {code, *TOGETHER.get(code, ())}
    if said.instead:
        then = said_of(blog, {**example, **said.instead}, command=command)
        assert code not in then if command == "plan" else then == set()


def test_every_code_has_an_explanation_and_a_page_that_is_there() -> None:
    assert [code for code in meanings() if not explanation(code).text] == []
    headings = [
        line.removeprefix("## ")
        for group in GROUPS
        for line in (EXPLANATIONS / f"{group.name}.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("## WP")
    ]
    assert headings == list(meanings())
    pages = {explanation(code).page for code in meanings()}
    assert sorted(page for page in pages if not (TESTS.parent / "docs" / page).exists()) == []


def test_every_code_is_brought_up_by_its_example_or_by_a_test() -> None:
    tried = set(WITH_FILES)
    for file in TESTS.rglob("*.py"):
        if file == Path(__file__) or file.name in {"diagnostics_page.py", "generated_docs.py"}:
            continue
        text = file.read_text(encoding="utf-8")
        tried |= set(re.findall(r"\bWP\d{3}\b", text))
        for package, family in FAMILIES.items():
            if re.search(rf"^from wppush\.{package}[.\w]* import .*\bCode\b", text, re.MULTILINE):
                names = set(re.findall(r"\bCode\.(\w+)", text)) & set(family.__members__)
                tried |= {str(family[name]) for name in names}
    for file in (TESTS / "render" / "fixtures").rglob("*.md"):
        tried |= set(re.findall(r"\bWP\d{3}\b", file.read_text(encoding="utf-8")))
    assert sorted(set(meanings()) - tried) == []


@cache
def trees() -> dict[str, ast.Module]:
    """Give what the program is made of, by the files below its folder."""
    files = sorted(SOURCE.rglob("*.py"))
    return {str(file.relative_to(SOURCE)): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def name_of(node: ast.expr) -> str:
    """Give the last word of `a.b.c`, or nothing."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def kinds_of_errors() -> tuple[set[str], set[str]]:
    """Give the names of all kinds of WppushError, and of those that have a code by themselves."""
    classes = [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    kinds, coded = {"WppushError"}, set[str]()
    while True:
        before = len(kinds) + len(coded)
        for node in classes:
            bases = {name_of(base) for base in node.bases}
            if bases & kinds:
                kinds.add(node.name)
                assigned = [line.targets[0] for line in node.body if isinstance(line, ast.Assign)]
                if bases & coded or "ref" in map(name_of, assigned):
                    coded.add(node.name)
        if len(kinds) + len(coded) == before:
            return kinds, coded


def test_every_error_that_is_raised_has_a_code() -> None:
    kinds, coded = kinds_of_errors()
    without = []
    for file, tree in trees().items():
        nodes = list(ast.walk(tree))
        raised = {id(node.exc) for node in nodes if isinstance(node, ast.Raise)}
        for call in nodes:
            if not isinstance(call, ast.Call):
                continue
            words = {keyword.arg for keyword in call.keywords}
            # What is raised with a hint is one of ours, also where its kind is in a variable.
            is_ours = name_of(call.func) in kinds or (id(call) in raised and "hint" in words)
            if is_ours and name_of(call.func) not in coded and "ref" not in words:
                without.append(f"{file}:{call.lineno} {name_of(call.func)}")
    assert len(kinds) > 10
    assert without == []


@pytest.mark.parametrize("typed", ["WP203", "wp203", "203", " 203 "])
def test_a_code_is_explained_however_it_is_typed(typed: str, blog: Blog) -> None:
    run = blog.run("explain", typed)
    assert run.status == 0
    title, _, text = run.stdout.partition("\n\n")
    assert title == f"WP203: {meanings()['WP203']}"
    assert "  post.md:\n    Seoul is <b>warm at night.\n" in text
    assert text.endswith("Read on: docs/markdown.md\n")


def test_all_codes_are_listed_by_group(blog: Blog) -> None:
    lines = blog.run("explain").stdout.splitlines()
    assert [line[:5] for line in lines if line.startswith("WP")] == [f"{group.name}xx" for group in GROUPS]
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(meanings())


def test_a_program_reads_the_same(blog: Blog) -> None:
    report: dict[str, Any] = blog.run("explain", "511", "--json").report()
    assert (report["format_version"], report["command"], report["code"]) == (1, "explain", "WP511")
    assert report["explanation"] == explanation("WP511").text
    listed = blog.run("explain", "--json").report()["codes"]
    assert {entry["code"]: entry["title"] for entry in listed} == meanings()


@pytest.mark.parametrize(("typed", "hint"), [("WP530x", "did you mean WP530"), ("foo", "lists them all")])
def test_a_code_that_there_is_not_is_wrong_use(typed: str, hint: str, blog: Blog) -> None:
    run = blog.run("explain", typed)
    assert (run.status, run.stdout) == (2, "")
    assert hint in run.stderr
