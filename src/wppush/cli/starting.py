"""The talk with somebody who begins a project: what is proposed, what is asked, and what was written."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wppush.cli.screen import near
from wppush.config import load, site_meant
from wppush.config.url import is_wordpress_com, site_url
from wppush.errors import ConfigError
from wppush.report.terminal import print_diff, print_note
from wppush.report.text import clean_line
from wppush.scaffold import Answers, Standing, beginning, layout_of, project_name, recognise, write

if TYPE_CHECKING:
    from wppush.scaffold import Layout, NewFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody has said on the command line; None: nothing."""

    url: str | None
    project: str | None
    content: str | None
    github: bool
    gitlab: bool


def start(folder: str, wishes: Wishes, *, yes: bool, force: bool, dry_run: bool) -> None:
    """Ask what is not known, write the files that are not there, and say what comes next. Raises WppushError."""
    place = Path(folder).absolute()
    if not place.is_dir():
        raise click.BadParameter(f"there is no folder {folder!r}; make it: mkdir -p {folder!r}", param_hint="--folder")
    place = place.resolve()
    content = None if wishes.content is None else _below(place, wishes.content)
    has_settings = (place / "wppush.toml").is_file() and not force
    if has_settings and (force := _overwrites(place, asking=not yes and not dry_run)):
        has_settings = False
    layout = recognise(place, content=content)
    url = None if wishes.url is None else _address(wishes.url)
    if has_settings:
        config = load(place)
        layout = layout_of(config, layout)
        project = config.project
        url = url or _site_of(place)
    else:
        url, project, layout = _answers(place, layout, wishes, url, asking=not yes)
    answers = Answers(project=project, url=url, github=wishes.github, gitlab=wishes.gitlab)
    files = beginning(place, layout, answers, now=datetime.now().astimezone())
    _introduce(layout)
    for file in files:
        _show(file) if dry_run else _write(file, force=force)
    if not dry_run:
        (place / layout.content).mkdir(parents=True, exist_ok=True)
        _say_what_comes_next(place, layout, url, answers)


def _answers(
    place: Path, layout: Layout, wishes: Wishes, url: str | None, *, asking: bool
) -> tuple[str | None, str, Layout]:
    """Give the address, the project's name and the layout: as they were said, else asked for, else proposed."""
    url = url or (_address(said) if (said := os.environ.get("WPPUSH_URL", "").strip()) else None)
    project = wishes.project or project_name(place)
    open_questions = [
        words
        for words, answer in [
            ("URL", wishes.url),
            (f"--project {project}", wishes.project),
            (f"--content {layout.content}", wishes.content),
        ]
        if answer is None
    ]
    if not asking or not open_questions:
        return url, project, layout
    if not sys.stdin.isatty():
        raise click.UsageError(
            "there is no terminal to ask in: give --yes to take what is proposed, or say "
            f"{' '.join(open_questions)} yourself"
        )
    if layout.tool:
        click.echo(f"This is a folder of {layout.tool}'s.", err=True)
    if wishes.url is None:
        said = click.prompt("Address of the site", default=url or "later", value_proc=_address_or_later, err=True)
        url = said or None
    if wishes.project is None:
        project = click.prompt("Name of the project, for good", default=project, value_proc=_name, err=True)
    if wishes.content is None:
        answer = click.prompt(
            "Folder of the Markdown files",
            default=layout.content,
            value_proc=lambda text: _below(place, text),
            err=True,
        )
        layout = recognise(place, content=answer)
    return url, project, layout


def _overwrites(place: Path, *, asking: bool) -> bool:
    """Ask whether a wppush.toml that is there may be written anew; without a terminal it is kept."""
    if not asking or not sys.stdin.isatty():
        return False
    click.echo((place / "wppush.toml").read_text(encoding="utf-8", errors="replace"), err=True)
    return click.confirm("This wppush.toml is there already. Write another one in its place?", err=True)


def _address_or_later(text: str) -> str:
    return "" if text.strip() in ("", "later") else _address(text)


def _address(text: str) -> str:
    """Give an address as a site has it, also where it was typed without https."""
    said = text.strip()
    try:
        return site_url(said if "://" in said else f"https://{said}")
    except ConfigError as error:
        raise click.BadParameter(f"{error.message} {error.hint}", param_hint="URL") from None


def _name(text: str) -> str:
    name = text.strip()
    if not name or not name.isprintable():
        raise click.BadParameter("write a name such as my-blog")
    return name


def _below(place: Path, content: str) -> str:
    """Give a folder as wppush.toml names it: below the project's."""
    folder = Path(os.path.normpath(place / content.strip()))
    if not content.strip().isprintable() or not folder.is_relative_to(place) or folder.is_file():
        raise click.BadParameter(f"{content!r} is no folder below {place}; write posts", param_hint="--content")
    return folder.relative_to(place).as_posix()


def _site_of(place: Path) -> str | None:
    try:
        return site_meant(load(place), None, os.environ).url
    except ConfigError:
        return None


def _introduce(layout: Layout) -> None:
    if layout.tool:
        print_note(f"A folder of {layout.tool}'s: the settings fit its files.")
    for remark in layout.remarks:
        print_note(f"- {clean_line(remark)}")


def _show(file: NewFile) -> None:
    name = clean_line(near(file.path))
    if file.standing is Standing.THERE:
        click.echo(f"would keep {name}, which says something else:")
        print_diff(_differences(file))
    elif file.standing is Standing.SAME:
        click.echo(f"would keep {name}")
    else:
        click.echo(f"would write {name}:" if file.standing is Standing.NEW else f"would add to {name}:")
        print_diff(_differences(file))


def _write(file: NewFile, *, force: bool) -> None:
    name = clean_line(near(file.path))
    if write(file, overwrite=force):
        click.echo(f"{'added to' if file.standing is Standing.ADDED_TO else 'wrote'} {name}")
    elif file.standing is Standing.SAME:
        click.echo(f"kept {name}")
    else:
        click.echo(f"kept {name}, which says something else (--force overwrites it):")
        print_diff(_differences(file))


def _differences(file: NewFile) -> list[str]:
    before = (file.before or "").splitlines()
    lines = unified_diff(before, file.text.splitlines(), "there", "proposed", lineterm="")
    return list(lines)[2:] if file.before is not None else [f"+{line}" for line in file.text.splitlines()]


def _say_what_comes_next(place: Path, layout: Layout, url: str | None, answers: Answers) -> None:
    if place != Path.cwd().resolve():
        click.echo(f"\nNext, in {clean_line(near(place))}:")
    else:
        click.echo("\nNext:")
    has_token = url is not None and is_wordpress_com(url)
    steps = [
        (f"wppush login {url or 'https://blog.example'}", "once: WordPress asks you in the browser"),
        (f"wppush preview {clean_line(layout.content)}", "optional: look at it on this machine"),
        ("wppush publish", "as often as you like"),
    ]
    if has_token:
        steps[0] = ("export WPPUSH_TOKEN='…'", "an access token of WordPress.com: wppush explain WP519")
    if url is None:
        steps.insert(0, ("edit wppush.toml", "put the address of your site into it"))
    if (answers.github or answers.gitlab) and not has_token:
        steps.append(("wppush login --ci", "what CI needs, to be stored as its secrets"))
    width = max(len(words) for words, _ in steps)
    for words, why in steps:
        click.echo(f"  {words:<{width}}  {why}")
