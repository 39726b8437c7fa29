"""The talk with somebody who logs in: what is said, what is asked, and which way is taken."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from wppush.config.sites import raise_unless_encrypted
from wppush.login import (
    Credentials,
    app_name,
    approval_url,
    approved_in_browser,
    chosen,
    is_far_away,
    made_for_ci,
    pressed_enter,
    take_back,
    typed_password,
)
from wppush.report.account import ci_words
from wppush.report.text import clean_line
from wppush.wordpress.front_door import look_at

if TYPE_CHECKING:
    from wppush.config import Secret
    from wppush.wordpress.front_door import FrontDoor

_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How somebody wants to log in."""

    paste: bool = False
    no_browser: bool = False
    password_stdin: bool = False
    timeout: float = 300.0
    insecure: bool = False


def credentials(url: str, username: str | None, way: Way) -> Credentials:
    """Give a user's name and application password. Raises WppushError, and UsageError where nobody can be asked."""
    raise_unless_encrypted(url, insecure=way.insecure)
    if way.password_stdin:
        if username is None:
            raise click.UsageError("--password-stdin needs --username NAME")
        try:
            return Credentials(username=username, password=typed_password(sys.stdin.readline()))
        except ValueError as error:
            raise click.UsageError(f"standard input has something else: {error}") from None
    door = look_at(url, insecure=way.insecure)
    by_hand = not door.may_answer_here or (is_far_away(os.environ) and not way.no_browser)
    if not (way.paste or by_hand):
        found = _from_browser(door, way)
        if found is not None:
            return found
    return _pasted(door, username)


def _from_browser(door: FrontDoor, way: Way) -> Credentials | None:
    name = f"{door.name} ({door.url})" if door.name else door.url
    _note(f"{name} asks in the browser whether wppush may log in.")
    _note("Open this page:" if way.no_browser else "If no browser opens, go to:")
    if sys.stdin.isatty():
        _note("(Where it shows an error instead of a question, press Enter here.)")
    return approved_in_browser(
        door, opens=not way.no_browser, say=_note, gives_up=pressed_enter, seconds=float(way.timeout)
    )


def _pasted(door: FrontDoor, username: str | None) -> Credentials:
    if not sys.stdin.isatty():
        raise click.UsageError(
            f"this site's answer can not come here by itself, and there is no terminal to ask at. Approve wppush at"
            f" {approval_url(door)}, then type: wppush login {door.url} --username NAME --password-stdin"
        )
    _note("Approve wppush on this page, in any browser, and copy the password that it shows:")
    _note(approval_url(door))
    username = username or str(click.prompt("User name", err=True)).strip()
    return Credentials(username=username, password=_asked_for_password())


def _asked_for_password() -> Secret:
    for left in reversed(range(_TRIES)):
        given = click.prompt("Application password (it is not shown)", hide_input=True, err=True)
        try:
            return typed_password(given)
        except ValueError as error:
            _note(f"That is something else: {error}.")
            if not left:
                break
    raise click.UsageError("no application password was given")


def hand_to_ci(url: str | None, site: str | None, *, username: str | None, show: bool, insecure: bool) -> None:
    """Make an application password for a CI and print it, and nothing else, where it goes to a program.

    On a terminal it says how to do that, and ends with 2. Raises WppushError.
    """
    place = chosen(url, site, username=username, insecure=insecure)
    if sys.stdout.isatty() and not show:
        _note(ci_words(place.url, place.username), lines=True)
        raise click.exceptions.Exit(2)
    name = app_name(where="in a CI, made on")
    made = made_for_ci(place, name, insecure=insecure)
    try:
        # Without the end of a line where a program reads it: it would become part of the secret.
        click.echo(made.password.reveal(), nl=sys.stdout.isatty())
        sys.stdout.flush()
    except OSError:
        take_back(place, made, insecure=insecure)
        raise
    _note(
        f"Made for {place.username} at {place.url}, and kept nowhere here. It stands as “{name}” in the profile there."
    )


def _note(words: str, *, lines: bool = False) -> None:
    """Say something on standard error."""
    click.echo(words if lines else clean_line(words), err=True)
