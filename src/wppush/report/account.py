"""Who is logged in where, and what a login has come to, for a person and for a program."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Protocol

import click

from wppush.report.json import FORMAT_VERSION, _dump
from wppush.report.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping


class Account(Protocol):
    """What is known of somebody who is logged in."""

    @property
    def url(self) -> str: ...
    @property
    def username(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def source(self) -> str: ...
    @property
    def rights(self) -> Mapping[str, bool]: ...


def account_json(account: Account, words: Mapping[str, str]) -> str:
    """Give the report of `whoami`; `words` are what the rights are called, and WordPress's names for them."""
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "command": "whoami",
            "site": account.url,
            "username": account.username,
            "name": account.name,
            "roles": list(account.roles),
            "source": account.source,
            "capabilities": {name: account.rights[name] for name in words.values()},
        }
    )


def print_account(account: Account, words: Mapping[str, str]) -> None:
    """Print who is logged in where, and what the user may do."""
    _say(f"{_who(account)} at {account.url}")
    _say(f"the {'token' if account.source.startswith('WPPUSH_TOKEN') else 'password'} is from {account.source}")
    for may, label in ((True, "may"), (False, "may not")):
        found = [word for word, name in words.items() if account.rights[name] is may]
        if found:
            _say(f"{label:<8} {', '.join(found)}")


def print_entered(account: Account, *, left_behind: str | None, is_named: bool) -> None:
    """Print what a login has come to, and what to type next."""
    url = account.url
    _say(f"Logged in as {_who(account)} at {url}.")
    _say(f"The application password is kept in {account.source}. To take it back: wppush logout {url}")
    if not account.rights["edit_posts"]:
        _warn("this user may not write posts: an administrator can give the role Author or Editor")
    elif not account.rights["publish_posts"]:
        _warn("this user may write posts, but not publish them: they wait until an editor does")
    if left_behind:
        _warn(f"the password of the login before could not be revoked: see the end of {url}/wp-admin/profile.php")
    if is_named:
        _say("Next: wppush publish")
    else:
        _say(f'To publish there from this folder, write into wppush.toml:\n\n[sites.blog]\nurl = "{url}"\n')


def ci_words(url: str, username: str) -> str:
    """Give what to type so that a CI can log in."""
    address, name = shlex.quote(url), shlex.quote(username)
    make = f"wppush login {address} --ci"
    return clean(
        f"""\
A CI needs three values, under these names. The password goes from WordPress straight to where it is stored: it is made
for the CI alone, is on no screen and in no history, and can be revoked without ending your own login.

GitHub:
    gh secret set WPPUSH_URL --body {address}
    gh secret set WPPUSH_USERNAME --body {name}
    {make} | gh secret set WPPUSH_APP_PASSWORD

GitLab:
    glab variable set WPPUSH_URL {address}
    glab variable set WPPUSH_USERNAME {name}
    {make} | glab variable set WPPUSH_APP_PASSWORD --masked

Anywhere else, to see it on the screen once:
    {make} --show"""
    )


def _who(account: Account) -> str:
    return f"{account.username} ({', '.join(account.roles) or 'no role'})"


def _say(words: str) -> None:
    click.echo("\n".join(clean_line(line) for line in words.split("\n")))


def _warn(words: str) -> None:
    click.echo(clean_line(f"warning: {words}"), err=True)
