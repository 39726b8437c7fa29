"""Every command explains itself: in short, with an example, in lines that fit, and options are the same everywhere."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from wppush.cli.commands import cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def walked(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in sorted(group.commands.items()):
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from walked(command, (*path, name))


COMMANDS = {" ".join(path): command for path, command in walked(cli)}
SHARED = ("--site", "--insecure", "--jobs", "--max-rate", "--quiet", "--json", "--verbose", "--log-file", "--yes")
"""Options that mean the same wherever they are; those that are there stand in this order, but for `--yes`."""
OTHERWISE = {("init", "--yes"), ("media prune", "--yes")}
"""What `--yes` agrees to is said where it stands."""


def help_of(name: str) -> str:
    done = CliRunner().invoke(cli, [*name.split(), "--help"], prog_name="wppush", terminal_width=80)
    assert done.exit_code == 0
    return done.stdout


def examples(command: click.Command) -> list[str]:
    """Give the lines below `\\b` that are typed."""
    blocks = re.findall(r"^[ \t]*\x08\n(.*?)(?:\n[ \t]*\n|\Z)", command.help or "", re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def options(command: click.Command) -> dict[str, click.Option]:
    found = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    return {max(option.opts, key=len): option for option in found}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_a_command_fits_a_terminal(name: str) -> None:
    lines = help_of(name).splitlines()
    assert lines[0].startswith(f"Usage: {' '.join(['wppush', *name.split()])} ")
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if not isinstance(command, click.Group)])
def test_a_command_says_in_short_what_it_does_and_shows_how_it_is_typed(name: str) -> None:
    command = COMMANDS[name]
    assert command.short_help
    assert command.short_help.endswith(".")
    assert command.short_help == command.get_short_help_str(60), "it is cut in the list of commands"
    typed = [line for line in examples(command) if line.startswith("wppush ") or " wppush " in line]
    assert [line for line in typed if re.search(rf"\bwppush {name}\b", line)] != []
    for line in typed:
        words = shlex.split(re.split(r" [|<>] |\)", line[line.index("wppush ") + len("wppush ") :])[0])
        used = {word.partition("=")[0] for word in words if word.startswith("-")}
        called: click.Command = cli
        while isinstance(called, click.Group):
            called = called.commands[words.pop(0)]
        assert used <= {
            option for parameter in called.params for option in (*parameter.opts, *parameter.secondary_opts)
        }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    for option in options(COMMANDS[name]).values():
        assert option.help, option.opts
        assert option.help.endswith("."), option.opts
        assert option.help[0].isupper(), option.opts


def test_options_have_the_same_words_and_the_same_order_everywhere() -> None:
    words: dict[str, set[str | None]] = {}
    for name, command in COMMANDS.items():
        found = options(command)
        for option in found:
            if option in SHARED and (name, option) not in OTHERWISE:
                words.setdefault(option, set()).add(found[option].help)
        order = [option for option in found if option in SHARED[:-1]]
        assert order == sorted(order, key=SHARED.index), name
    words["--site"].discard("A site of wppush.toml; may be given several times.")
    assert {option: said for option, said in words.items() if len(said) > 1} == {}


def test_whatever_asks_a_site_can_log_its_requests() -> None:
    asks = {name for name, command in COMMANDS.items() if {"--insecure", "--engine"} & options(command).keys()}
    assert asks >= {"publish", "plan", "list", "open", "login", "logout", "whoami", "doctor", "media prune", "preview"}
    assert {name for name, command in COMMANDS.items() if "--log-file" in options(command)} == asks
    assert {name for name, command in COMMANDS.items() if "--verbose" in options(command)} == asks
