"""The manual pages, made from the commands: `make docs` writes them into share/man, from where they are packed.

Roff as both groff and mandoc read it: every letter beyond ASCII by its number, no macro beyond those of man(7).
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wppush.cli.commands import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parent.parent / "share/man/man1"

_ENVIRONMENT = {
    "WPPUSH_URL, WPPUSH_USERNAME, WPPUSH_APP_PASSWORD": "The site, the user's name, and an application password; they "
    "come before a login that is kept.",
    "WPPUSH_USERNAME_NAME, WPPUSH_APP_PASSWORD_NAME": "The same for the site NAME of wppush.toml.",
    "WPPUSH_CACHE": "The folder in which previews and what they download are kept.",
    "NO_COLOR": "Where it is set, there are no colours.",
}
_FILES = {"wppush.toml": "The settings of a project; the nearest one counts, in the folder of the files or above."}


def man_pages() -> dict[str, str]:
    """Give every page by the name of its file: `wppush.1`, `wppush-publish.1`."""
    return {f"{name.replace(' ', '-')}.1": _page(name, command) for name, command in _walked(cli, "wppush")}


def _walked(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for part, inner in sorted(command.commands.items()):
            if not inner.hidden:
                yield from _walked(inner, f"{name} {part}")


def _page(name: str, command: click.Command) -> str:
    is_main = command is cli
    context = click.Context(command, info_name=name)
    help_text = inspect.cleandoc(command.help or "").split("\f")[0]
    short = command.short_help or help_text.split(". ")[0].replace("\n", " ")
    title = name.replace(" ", "-")
    lines = [
        '.\\" Made by `make docs` from the help of the command.',
        f'.TH {_text(title.upper())} 1 "" "wppush" "wppush manual"',
        ".SH NAME",
        f"{_text(title)} \\- {_text(short.rstrip('.')[:1].lower() + short.rstrip('.')[1:])}",
        ".SH SYNOPSIS",
        f".B {_text(name)}",
        _text(" ".join(command.collect_usage_pieces(context))),
        ".SH DESCRIPTION",
        *_paragraphs(help_text),
    ]
    entries = [
        option.get_help_record(context)
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
    ]
    # Not from the command: click keeps the first one that it was asked for, under the names of that moment.
    entries.append(("-h, --help", "Show this message and exit."))
    lines += [".SH OPTIONS", *(line for entry in entries if entry for line in _entry(*entry))]
    if isinstance(command, click.Group):
        inner = [(each, each_command) for each, each_command in _walked(command, name) if each_command is not command]
        lines += [".SH COMMANDS", *(line for each, what in inner for line in _entry(each, what.short_help or ""))]
    if is_main:
        lines += [".SH ENVIRONMENT", *(line for entry in _ENVIRONMENT.items() for line in _entry(*entry))]
        lines += [".SH FILES", *(line for entry in _FILES.items() for line in _entry(*entry))]
    lines += [".SH EXIT STATUS", *(line for entry in _exit_status() for line in _entry(*entry))]
    above = name.rpartition(" ")[0].replace(" ", "-")
    see = [] if is_main else [f".BR {_text(above)} (1),", ".BR wppush\\-explain (1)"]
    lines += [".SH SEE ALSO", *(see or [".BR wppush\\-publish (1),", ".BR wppush\\-doctor (1)"])]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text)):
        if paragraph.startswith("\b\n"):
            yield from (".PP", ".RS 4", ".nf", *map(_text, paragraph.splitlines()[1:]), ".fi", ".RE")
            continue
        if number:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))


def _entry(term: str, meaning: str) -> Iterator[str]:
    yield from (".TP", f".B {_text(term)}", _text(" ".join(meaning.split())))


def _exit_status() -> Iterator[tuple[str, str]]:
    words = (cli.epilog or "").replace("\b\n", "").removeprefix("Exit status:")
    for part in filter(None, (part.strip() for part in re.split(r"·|\n", words))):
        number, _, meaning = part.partition(" ")
        yield number, f"{meaning[:1].upper()}{meaning[1:]}."


def _text(text: str) -> str:
    """Give a text in which nothing is an order to roff."""
    safe = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga").replace("~", "\\(ti")
    )
    safe = "".join(letter if ord(letter) < 128 else f"\\[u{ord(letter):04X}]" for letter in safe.replace("^", "\\(ha"))
    return f"\\&{safe}" if safe.startswith(".") else safe


def write() -> None:
    """Write every page, and take away those of commands that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pages = man_pages()
    for file in FOLDER.glob("*.1"):
        if file.name not in pages:
            file.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="ascii")
