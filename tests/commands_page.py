"""The page about commands and options, made from the commands themselves."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import click

from wppush.cli.commands import cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands_page(generated: str) -> str:
    """Give the page; `generated` is the line that says how it is made."""
    found = list(_commands(cli, ("wppush",)))
    return "\n".join(
        [
            "# Commands",
            "",
            generated,
            "",
            "What `--help` says of each command. `wppush --version` prints the version.",
            "",
            "| command | what it does |",
            "|---|---|",
            *(
                f"| [`{name}`](#{name.replace(' ', '-')}) | {_cell(command.get_short_help_str(200))} |"
                for name, command in found
            ),
            *(line for name, command in found for line in _section(name, command)),
            "",
            "## Exit status",
            "",
            *_exit_status(cli.epilog or ""),
            "",
        ]
    )


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def _section(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield from ("", f"## {name}", "", "```text", f"{name} {usage}", "```", "")
    yield from _help(inspect.cleandoc(command.help or ""))
    rows = [
        _row(option, context) for option in command.params if isinstance(option, click.Option) and not option.hidden
    ]
    if rows:
        yield from ("", "| option | meaning |", "|---|---|", *rows)
    if command.epilog:
        yield from ("", *_help(inspect.cleandoc(command.epilog)))


def _help(text: str) -> Iterator[str]:
    """Give the words of a command's help; what click leaves as it stands are lines to be typed."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.split("\f")[0])):
        if number:
            yield ""
        if paragraph.startswith("\b\n"):
            yield from ("```text", *paragraph.splitlines()[1:], "```")
        else:
            yield from paragraph.splitlines()


def _row(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    assert record is not None
    names, about = record
    shown = re.sub(r"\s+/\s+", " / ", names)
    return f"| `{_cell(shown)}` | {_cell(about)} |"


def _exit_status(epilog: str) -> Iterator[str]:
    words = re.sub(r"^\s*Exit status:", "", epilog.replace("\b\n", ""))
    parts = [part.strip() for part in re.split(r"·|\n", words) if part.strip()]
    yield from ("| status | meaning |", "|---|---|")
    for part in parts:
        number, _, meaning = part.partition(" ")
        yield f"| {number} | {_cell(meaning)} |"


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("|", "\\|"))
