"""A page of the documentation, done as its reader would do it: files written, commands typed, output compared.

A page is read from top to bottom, in a folder of its own:

- a fence with `title="posts/hello.md"` is that file, and is written;
- a fence `console` has commands, in lines that begin with `$ `, and below a command what it says. Nothing below it: its
  output is not looked at. In output, `…` stands for anything, alone on a line also for some lines;
- a command has to end with 0, unless `$ echo $?` is the next one, and shows with what;
- a comment `<!-- test: words -->` says what somebody does beside the command line, in the words of `EVENTS`.

On a page the site is https://blog.example, a second one https://staging.example, and who publishes is `me`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sysconfig
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner
from markdown_it import MarkdownIt

from wppush.cli.commands import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pytest

    from local_site import Site

HOME = "https://blog.example"
SECOND = "https://staging.example"
_TITLE = re.compile(r'title="([^"]+)"')
_EVENT = re.compile(r"<!-- test: (.+?) -->")
_SECRET = re.compile(r"xxxx(?: xxxx)+")
_WPPUSH = re.compile(r"wppush (?P<words>[^|&;<>$`*?~]*?)(?: (?P<sign>[|>]) (?P<rest>[^|&;<>]*))?")
"""A line without anything that only a shell understands, but for the one place where its output goes."""
_DIGITS = re.compile(r"\b[0-9a-f]{16}\b")
_TIME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """A fence of a page."""

    language: str
    title: str | None
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What somebody does beside the command line."""

    words: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A line that is typed, and what it says."""

    words: str
    says: str
    """Empty: that is not shown."""
    line: int


def steps(text: str) -> Iterator[Fence | Event]:
    """Give what there is to do on a page, in its order."""
    for token in MarkdownIt("commonmark").parse(text):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "fence":
            title = _TITLE.search(token.info)
            language = token.info.split(" ", 1)[0]
            yield Fence(language=language, title=title and title[1], text=token.content, line=line)
        elif token.type == "html_block":
            yield from (Event(words=words, line=line) for words in _EVENT.findall(token.content))


def commands(fence: Fence) -> list[Command]:
    """Give the commands of a fence."""
    found: list[Command] = []
    lines = iter(enumerate(fence.text.splitlines(), fence.line + 1))
    for number, line in lines:
        if line.startswith("$ "):
            words = line.removeprefix("$ ")
            while words.endswith("\\"):
                words = words.removesuffix("\\") + next(lines)[1].strip()
            found.append(Command(words=words, says="", line=number))
        elif found:
            last = found[-1]
            found[-1] = Command(words=last.words, says=f"{last.says}{line}\n", line=last.line)
        else:
            raise ValueError(f"line {number} is no command: {line}")
    return found


class Story:
    """One reader of one page."""

    def __init__(
        self,
        folder: Path,
        sites: dict[str, Site],
        monkeypatch: pytest.MonkeyPatch,
        *,
        environ: Mapping[str, str] | None = None,
        anonymous: bool = False,
    ) -> None:
        """`anonymous`: the environment says nothing of a site and who publishes there. `environ`: what else it has."""
        self.place = folder
        self._sites = sites
        self._monkeypatch = monkeypatch
        self._status = 0
        self._environ = {name: value for name, value in os.environ.items() if not name.startswith(("WPPUSH_", "COV"))}
        self._environ |= {
            **({} if anonymous else sites[HOME].environ()),
            "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder.parent / "home"),
            "XDG_CONFIG_HOME": str(folder.parent / "home/.config"),
            "BROWSER": "true",
            "NO_COLOR": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_{what}": "me@blog.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
            **(environ or {}),
        }
        for place in (folder, folder.parent / "home"):
            place.mkdir(exist_ok=True)

    def tell(self, text: str) -> int:
        """Do what a page says; give how many commands there were."""
        number = 0
        for step in steps(text):
            if isinstance(step, Event):
                verb, _, rest = step.words.partition(" ")
                EVENTS[verb](self, rest)
            elif step.title is not None:
                file = self.place / step.title
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(self._real(step.text), encoding="utf-8")
            elif step.language == "console":
                typed = commands(step)
                for command, after in zip(typed, [*typed[1:], None], strict=True):
                    self._type(command, shown=after is not None and after.words == "echo $?")
                number += len(typed)
        return number

    @property
    def site(self) -> Site:
        return self._sites[HOME]

    def _type(self, command: Command, *, shown: bool) -> None:
        if command.words == "echo $?":
            said = f"{self._status}\n"
        else:
            self._status, said = self._run(self._real(command.words))
            assert shown or self._status == 0, f"line {command.line}: $ {command.words} ({self._status})\n{said}"
        if command.says:
            found = self._shown(said)
            assert is_shown(command.says, found), f"line {command.line}: $ {command.words} says\n{found}"

    def _run(self, words: str) -> tuple[int, str]:
        if words.startswith("cd "):
            self.place = self.place / words.removeprefix("cd ")
            return 0, ""
        if words.startswith("unset "):
            for name in words.split()[1:]:
                del self._environ[name]
            return 0, ""
        if words.startswith("export "):
            name, _, value = shlex.split(words)[1].partition("=")
            self._environ[name] = value
            if name == "WPPUSH_USERNAME":
                self._environ["WPPUSH_APP_PASSWORD"] = self.site.users[value].app_password
            return 0, ""
        # A preview goes on when the program that has started it ends.
        if not words.startswith("wppush preview") and (typed := _WPPUSH.fullmatch(words)):
            status, said, out = self._wppush(shlex.split(typed["words"]))
            if typed["sign"] == ">":
                (self.place / typed["rest"]).write_text(out, encoding="utf-8")
            return self._shell(typed["rest"], out) if typed["sign"] == "|" else (status, "" if typed["sign"] else said)
        return self._shell(words)

    def _shell(self, words: str, given: str = "") -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "-c", words],
            cwd=self.place,
            env=self._environ,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_TIME,
        )
        return done.returncode, done.stdout

    def _wppush(self, words: list[str]) -> tuple[int, str, str]:
        # In this process: starting Python anew for every line of every page would take most of the time.
        with self._monkeypatch.context() as patch:
            patch.chdir(self.place)
            for name in [*os.environ]:
                if name.startswith("WPPUSH_") and name != "WPPUSH_CACHE":
                    patch.delenv(name)
            for name, value in self._environ.items():
                patch.setenv(name, value)
            result = CliRunner().invoke(cli, words, prog_name="wppush", catch_exceptions=False)
        return result.exit_code, result.output, result.stdout

    def _real(self, text: str) -> str:
        """Give the words of a page with the addresses and names of the sites that there are."""
        place = SECOND if "_STAGING=" in text else HOME
        account = self._sites[place].users[self._environ.get("WPPUSH_USERNAME", "admin")]
        for address, site in self._sites.items():
            text = text.replace(address, site.url)
        text = re.sub(r"""(USERNAME\w*=|username = ")me\b""", r"\1admin", text)
        return _SECRET.sub(account.app_password, text)

    def _shown(self, said: str) -> str:
        """Give the words of a command with the addresses that pages have."""
        for address, site in self._sites.items():
            said = said.replace(site.url, address)
        return said.replace(str(self.place), "/home/me/blog")


def is_shown(wanted: str, said: str) -> bool:
    """Say whether output is what a page shows of it."""
    return _pattern(_plain(wanted)).fullmatch(_plain(said)) is not None


def _plain(text: str) -> str:
    """Give output without what differs from run to run."""
    lines = (re.sub(r"\s+", " ", line).rstrip() for line in text.strip("\n").split("\n"))
    return _DIGITS.sub("0" * 16, "".join(f"{line}\n" for line in lines))


def _pattern(wanted: str) -> re.Pattern[str]:
    lines = []
    for line in wanted.splitlines():
        if line.strip() == "…":
            lines.append(r"(?:[^\n]*\n)*?")
            continue
        words = r"[^\n]*".join(map(re.escape, line.removesuffix(" …").split("…")))
        lines.append(words + (r"(?: [^\n]*)?\n" if line.endswith(" …") else r"\n"))
    return re.compile("".join(lines))


def _edit(story: Story, words: str) -> None:
    """Change words of a post as an editor does."""
    slug, _, change = words.partition(" ")
    old, _, new = change.partition(" => ")
    [post] = [post for post in story.site.posts() if post["slug"] == slug]
    raw = post["content"]["raw"]
    assert old in raw, f"{slug} has no {old!r}"
    story.site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": raw.replace(old, new)})


def _add(story: Story, words: str) -> None:
    """Write a post on the site."""
    slug, _, text = words.partition(" ")
    post = {"slug": slug, "title": slug.capitalize(), "content": f"<p>{text}</p>", "status": "publish"}
    story.site.rest("POST", "/wp/v2/posts", json=post)


def _picture(story: Story, words: str) -> None:
    """Put a picture into the folder, or a document."""
    from PIL import Image

    file = story.place / words
    file.parent.mkdir(parents=True, exist_ok=True)
    # No two pictures are the same file: the library would have them once.
    Image.new("RGB", (64, 48), f"#{zlib.crc32(words.encode()):06x}"[:7]).save(file)


EVENTS: dict[str, Callable[[Story, str], None]] = {"edit": _edit, "add": _add, "picture": _picture}
"""What comments can tell: `edit SLUG OLD => NEW`, `add SLUG WORDS`, `picture PATH`."""
