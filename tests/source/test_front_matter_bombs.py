"""Front matter that is made to run something, or to take a machine's memory or a day: each is one fault, at once."""

from __future__ import annotations

import itertools
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from wppush.source.codes import Code
from wppush.source.file import MOST_BYTES, File

if TYPE_CHECKING:
    from pathlib import Path

K = 1024
M = K * K
PAIRS = list(itertools.pairwise("abcdefghijklmnopqrst"))
LISTS = "a: &a [x]\n" + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in PAIRS)
MERGED = "a: &a {k: v}\n" + "".join(f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 9)}]}}\n" for old, new in PAIRS)
BOMBS = {
    "aliases of YAML": (f"---\n{LISTS}---\nx", Code.TOO_COMPLEX),
    "merged aliases of YAML": (f"---\n{MERGED}---\nx", Code.TOO_COMPLEX),
    "an alias of itself": ("---\na: &a [*a]\n---\nx", Code.TOO_COMPLEX),
    "depth in YAML": (f"---\na: {'[' * M}\n---\nx", Code.TOO_COMPLEX),
    "mappings in YAML": (f"---\na: {'{a: ' * (M // 8)}\n---\nx", Code.TOO_COMPLEX),
    "keys of YAML": ("---\n" + "".join(f"k{number}: v\n" for number in range(M // 8)) + "---\nx", Code.TOO_COMPLEX),
    "depth in TOML": (f"+++\na = {'[' * M}\n+++\nx", Code.TOO_COMPLEX),
    "a key of TOML in a thousand parts": (f"+++\n{'a.' * 200_000}a = 1\n+++\nx", Code.TOO_COMPLEX),
    "a table of TOML in a thousand parts": (f"+++\n[{'a . ' * 200_000}a]\n+++\nx", Code.TOO_COMPLEX),
    "quotes of TOML": ("+++\na = " + '"\\' * M + "\n+++\nx", Code.SYNTAX),
    "three quotes of TOML": ("+++\na = " + '"""\\' * M + "\n+++\nx", Code.SYNTAX),
    "depth in JSON": (";;;\n" + '"a": ' + "[" * M + "\n;;;\nx", Code.TOO_COMPLEX),
    "braces of JSON": ("{\n" * M, Code.NEVER_CLOSED),
    "quotes of JSON": ("{\n" + '"\\' * M, Code.NEVER_CLOSED),
    "digits of JSON": ('{\n"a": ' + "9" * M + "\n}\nx", Code.SYNTAX),
    "50 MB": ("---\ntitle: " + "x" * 50 * M + "\n---\nx", Code.FILE_TOO_LARGE),
}


def read(path: Path, text: str) -> File:
    path.write_text(text, encoding="utf-8")
    file = File(path=path, content_root=path.parent, project_root=path.parent)
    file.read()
    return file


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_in_front_matter_is_one_fault(tmp_path: Path, bomb: str) -> None:
    """Without the limits, some of these take all memory, and others the square of their length in time."""
    text, code = BOMBS[bomb]
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", _READ, str(tmp_path / "a.md")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_limited)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [code]


_READ = """
import sys
from pathlib import Path
from wppush.source.file import File
path = Path(sys.argv[1])
file = File(path=path, content_root=path.parent, project_root=path.parent)
file.read()
print(*(said.code for said in file.diagnostics if said.severity == "error"))
"""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (K * M, K * M))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system [touch ran]",
        "!!python/name:os.system ''",
        "!!python/object/new:os.system ['touch ran']",
        "!<tag:yaml.org,2002:python/object/apply:subprocess.run> [[touch, ran]]",
        "!!binary aGk=",
        "!include /etc/passwd",
    ],
)
def test_a_tag_of_yaml_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    monkeypatch.chdir(tmp_path)
    file = read(tmp_path / "a.md", f"---\ntitle: {tag}\n---\nx\n")
    assert Code.UNSUPPORTED in [said.code for said in file.diagnostics]
    assert not (tmp_path / "ran").exists()


def test_quotes_within_quotes_do_not_hide_how_deep_toml_is(tmp_path: Path) -> None:
    fine = (
        '+++\ntitle = """a."b"".c""""" # a.b\nexcerpt = "' + "a." * 100 + "\"\nslug = '...................'\n+++\nx\n"
    )
    assert Code.TOO_COMPLEX not in [said.code for said in read(tmp_path / "a.md", fine).diagnostics]
    deep = '+++\ntitle = """a"""\n' + "x." * 20 + "x = 1\n+++\nx\n"
    assert Code.TOO_COMPLEX in [said.code for said in read(tmp_path / "b.md", deep).diagnostics]


def test_a_file_without_an_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES * 1000)  # all of it a hole, which takes no room on the disk
    found = File(path=path, content_root=tmp_path, project_root=tmp_path)
    found.read()
    assert [said.code for said in found.diagnostics] == [Code.FILE_TOO_LARGE]
