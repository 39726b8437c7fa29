"""Texts rendered by other processes: the same bytes and the same faults, and nothing left running."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prose_fixtures import load
from wppush.errors import ConfigError, SourceError
from wppush.project import Project, posts, workers
from wppush.project.making import Manner, Order
from wppush.project.workers import MOST, PAYS, make_all, processes_for
from wppush.texts import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from wppush.plan import DesiredPost

EXTENSION = """
import os, sys, time
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Acts(Preprocessor):
    def run(self, lines):
        text = "\\n".join(lines)
        print("an extension that prints")
        if "CRASH" in text:
            os._exit(3)
        if "FAIL" in text:
            raise ValueError("no such thing")
        if "SLEEP" in text:
            time.sleep(60)
        return [line.replace("PROCESS", str(os.getpid())) for line in lines]

class Acting(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Acts(md), "acting", 100)

def makeExtension(**settings):
    return Acting(**settings)
"""


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Project]:
    """Make a project of some texts whose extension prints, fails or ends its process where a text says so."""
    (tmp_path / "acting.py").write_text(EXTENSION)
    monkeypatch.syspath_prepend(str(tmp_path))

    def made(texts: dict[str, str]) -> Project:
        (tmp_path / "wppush.toml").write_text(
            'project = "blog"\ncontent = "posts"\n[markdown]\nextensions = ["acting"]\n'
        )
        for name, text in texts.items():
            (tmp_path / "posts" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "posts" / name).write_text(text)
        return Project.load(tmp_path)

    return made


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even the smallest run rendered by two other processes."""
    monkeypatch.setattr(posts, "processes_for", lambda _: 2)


def outcome(project: Project) -> list[object]:
    try:
        return list(map(seen, project.check()))
    except SourceError as error:
        return list(error.diagnostics)


def seen(post: DesiredPost) -> object:
    """Give all that a text has a share in."""
    return (
        (post.name, post.title, post.content, post.nameless, post.footnotes, post.uses_math),
        (post.links, [(use.address, use.slug, use.location) for use in post.media], post.diagnostics),
    )


def test_both_ways_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (tmp_path / "wppush.toml").write_text('project = "blog"\ncontent = "posts"\nlinks = "warn"\n')
    for number, fixture in enumerate(load()[::3]):
        links = f"[one](text-{number - 1}.md#one) and [[text-{number // 2}#Two]][^note]\n\n[^note]: Said.\n"
        (folder / f"text-{number}.md").write_text(f"{fixture.markdown}\n\n{links}", encoding="utf-8")
    project = Project.load(tmp_path)
    alone = outcome(project)
    assert len(alone) > 50
    monkeypatch.setattr(posts, "processes_for", lambda _: 3)
    assert outcome(project) == alone


def test_few_texts_are_rendered_by_this_process_and_many_by_others() -> None:
    assert processes_for(PAYS - 1) == 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    assert processes_for(100 * PAYS) == min(cores, MOST)


@pytest.mark.usefixtures("others")
def test_other_processes_render_and_are_gone_afterwards(blog: Callable[[dict[str, str]], Project]) -> None:
    made = blog({f"post-{number}.md": "PROCESS" for number in range(40)}).check()
    processes = {int("".join(filter(str.isdigit, post.content))) for post in made}
    assert len(processes) == 2
    assert os.getpid() not in processes
    assert not any(map(runs, processes))


@pytest.mark.usefixtures("others")
def test_a_process_that_breaks_down_is_a_fault_of_its_file_and_no_other_fault_is_lost(
    blog: Callable[[dict[str, str]], Project],
) -> None:
    texts = {f"post-{number:02}.md": f"Words of {number}." for number in range(30)}
    texts |= {
        "post-03.md": "CRASH",
        "post-04.md": "CRASH",
        "post-17.md": "FAIL",
        "post-29.md": "---\nstatus: nothing\n---\nWords.",
    }
    with pytest.raises(SourceError) as raised:
        blog(texts).check()
    found = [(fault.code, str(fault.location)) for fault in raised.value.diagnostics]
    assert [entry for entry in found if entry[0] == "WP115"] == [
        ("WP115", "posts/post-03.md"),
        ("WP115", "posts/post-04.md"),
    ]
    assert [place.partition(":")[0] for _, place in found] == [
        f"posts/post-{name}.md" for name in ("29", "03", "04", "17")
    ]
    assert "status 3" in next(fault.message for fault in raised.value.diagnostics if fault.code == "WP115")


@pytest.mark.usefixtures("others")
def test_an_extension_that_is_not_there_is_said_as_ever(
    blog: Callable[[dict[str, str]], Project], tmp_path: Path
) -> None:
    project = blog({"a.md": "Words.", "b.md": "Words."})
    (tmp_path / "wppush.toml").write_text('project = "blog"\ncontent = "posts"\n[markdown]\nextensions = ["nowhere"]\n')
    project = Project.load(tmp_path)
    with pytest.raises(ConfigError, match="nowhere"):
        project.check()


def test_who_stops_waiting_leaves_no_process_behind(blog: Callable[[dict[str, str]], Project], tmp_path: Path) -> None:
    manner = Manner.of(blog({"a.md": "Words."}).config)

    def order(text: str) -> Order:
        said = {"name": "a.md", "path": tmp_path / "a.md", "first_line": 1, "take_title": False, "seed": ""}
        return Order(text=keep(text), **said)  # type: ignore[arg-type] # each value is of its own type

    results = make_all(map(order, ["PROCESS", "SLEEP", "SLEEP"]), manner, (tmp_path, tmp_path), processes=2)
    first = next(results)
    assert not isinstance(first, SourceError)
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)  # type: ignore[attr-defined] # it is a generator
    assert time.monotonic() - start < 30  # the others sleep for 60
    assert not runs(int("".join(filter(str.isdigit, first.content.read()))))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_processes_end_when_the_one_that_orders_is_killed(
    blog: Callable[[dict[str, str]], Project], tmp_path: Path
) -> None:
    blog({f"post-{number:02}.md": f"Words of {number}." for number in range(60)})
    noting = "open(f'{__file__}.{os.getpid()}', 'w').close()"
    (tmp_path / "acting.py").write_text(f"{EXTENSION}\n{noting}\n")
    script = (
        "from wppush.project import Project, posts\n"
        "import time\n"
        "posts.processes_for = lambda _: 2\n"
        f"project = Project.load({str(tmp_path)!r})\n"
        "from wppush.project.posts import Posts\n"
        "from wppush.project.selection import files_of, reading_of\n"
        "reading = reading_of(project.config, files_of(project.config, []))\n"
        "made = Posts(project.config).make_all(reading.documents)\n"
        "next(made)\n"
        "print('begun', flush=True)\n"
        "time.sleep(60)\n"
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    running = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    )
    with running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        processes = [int(file.suffix[1:]) for file in tmp_path.glob("acting.py.*")]
        assert processes
        running.kill()
    deadline = time.monotonic() + 20
    while any(map(runs, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(runs, processes))


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("program", ["raise SystemExit(1)", None])
def test_where_no_other_process_comes_up_this_one_renders(
    blog: Callable[[dict[str, str]], Project], program: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if program is None:
        monkeypatch.setattr(sys, "executable", "/nowhere/python")
    else:
        monkeypatch.setattr(workers, "_PROGRAM", program)
    made = blog({f"post-{number}.md": "PROCESS" for number in range(8)}).check()
    assert {"".join(filter(str.isdigit, post.content)) for post in made} == {str(os.getpid())}


def test_a_text_goes_to_another_process_as_such() -> None:
    kept = keep("words \udcff\n")
    again = pickle.loads(pickle.dumps(kept))
    assert again == kept
    assert again.read() == kept.read()
    assert again.at != kept.at


def runs(process: int) -> bool:
    """Say whether a process is at work; one that has ended and is not yet taken note of is not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()
