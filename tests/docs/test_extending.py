"""The example package of docs/extending.md is installed as written, and does what the page says."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wppush
from judging import judge

if TYPE_CHECKING:
    from judging import Judge
    from local_site import Site

__all__ = ["judge"]

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
EXAMPLE = dict(re.findall(r"^`{5}(\w+)\n(.*?)\n`{5}$", PAGE, re.MULTILINE | re.DOTALL))


def install(folder: Path, module: str) -> None:
    """Do what pip does with a package of one module."""
    project = tomllib.loads(EXAMPLE["toml"])["project"]
    [(group, names)] = project["entry-points"].items()
    [(name, value)] = names.items()
    (folder / f"{value}.py").write_text(module, encoding="utf-8")
    info = folder / f"{value}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {value}\n")


def render(folder: Path, text: str, settings: str = "") -> subprocess.CompletedProcess[str]:
    """Run `wppush render` where the package in `folder` is installed."""
    blog = folder / "blog"
    blog.mkdir()
    (blog / "wppush.toml").write_text(f'project = "blog"\n{settings}', encoding="utf-8")
    (blog / "a.md").write_text(f"---\ntitle: A\n---\n{text}\n", encoding="utf-8")
    command = [sys.executable, "-m", "wppush", "render", "a.md"]
    environ = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=blog, env=environ, capture_output=True, text=True)


def test_the_package_makes_the_block_that_the_page_shows(tmp_path: Path, judge: Judge) -> None:
    install(tmp_path, EXAMPLE["python"])
    done = render(tmp_path, EXAMPLE["markdown"])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == EXAMPLE["html"] + "\n"
    judge.accepts_exactly(EXAMPLE["html"])


def test_it_makes_the_html_of_a_post_without_blocks(tmp_path: Path) -> None:
    install(tmp_path, EXAMPLE["python"])
    done = render(tmp_path, EXAMPLE["markdown"], 'format = "html"\n')
    assert done.stdout.startswith("<table><tbody><tr><td>Seoul</td>")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (("return [Block(", "return [int('x'), Block("), "WP250", "failed here: ValueError: invalid literal"),
        (("return element.tag ==", "return element.no =="), "WP250", "failed here: AttributeError"),
        (("return [Block(", "return 'text' and ['text'] or [Block("), "WP251", "gave str here instead of blocks"),
        (("return [Block(", "raise SystemExit(0); return [Block("), "WP250", "failed here: SystemExit: 0"),
        (('"table"', '"My table"'), "WP251", "gave a block here whose name is 'My table'"),
        (("False}", "{False}}"), "WP251", "gave a block here whose attributes can't be written as JSON"),
        (("False}", "float('nan')}"), "WP251", "gave a block here whose attributes can't be written as JSON"),
        (("content=(f", "content=(5, f"), "WP251", "gave a block here whose content has int in it"),
        (("content=(f", 'content=("\\ud800", f'), "WP250", "failed here: UnicodeEncodeError"),
        (("content=(", "content=str("), "WP251", "gave a block here whose content is str"),
    ],
)
def test_a_handler_that_fails_is_named_with_the_line_of_the_file(
    tmp_path: Path, change: tuple[str, str], code: str, words: str
) -> None:
    install(tmp_path, EXAMPLE["python"].replace(*change))
    done = render(tmp_path, EXAMPLE["markdown"])
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    said = " ".join(done.stderr.split())
    assert f'the block handler "csv" of wppush-csv {words}' in said
    assert code in said
    assert re.search(r"a\.md:[45]\b", said)


def test_a_handler_may_say_something_about_the_text(tmp_path: Path) -> None:
    warning = 'context.warn(element, "too few rows", "add one"); return [Block('
    install(tmp_path, EXAMPLE["python"].replace("return [Block(", warning))
    done = render(tmp_path, EXAMPLE["markdown"])
    assert done.returncode == 0
    assert "WP252" in done.stderr
    assert "too few rows" in done.stderr


def test_a_handler_that_can_not_be_loaded_is_named(tmp_path: Path) -> None:
    install(tmp_path, "def matches(element): return False\n")
    done = render(tmp_path, "words")
    assert done.returncode == 1
    assert 'the block handler "csv" of wppush-csv (wppush_csv) can\'t be loaded' in " ".join(done.stderr.split())


def test_every_name_that_the_page_offers_is_public() -> None:
    import wppush.blocks
    import wppush.rendering

    names = re.findall(r"^\| `wppush\.(blocks|rendering)\.(\w+)`", PAGE, re.MULTILINE)
    assert len(names) >= 6
    for module, name in names:
        assert name in getattr(wppush, module).__all__
    for name in re.findall(r"`context\.(\w+)", PAGE):
        assert hasattr(wppush.rendering.Context({}), name)
    for name in re.findall(
        r"`(\w+)`(?= for )|`(\w+)\(", "".join(re.findall(r"^\| `wppush.blocks.escape`.*", PAGE, re.MULTILINE))
    ):
        assert hasattr(wppush.blocks.escape, name[0] or name[1])


def test_the_python_of_the_page_runs() -> None:
    first, _ = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(first, {})
    assert printed.getvalue() == wppush.render("Some *Markdown*.") + "\n"


def test_the_project_of_the_page_publishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    _, second = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "posts").mkdir()
    (tmp_path / "wppush.toml").write_text('project = "blog"\ncontent = "posts"\n', encoding="utf-8")
    (tmp_path / "posts/a.md").write_text("Words.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, value in site.environ().items():
        monkeypatch.setenv(name, value)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(second, {})
    assert "posts/a.md created" in printed.getvalue()
    assert site.only_post()["slug"] == "a"
