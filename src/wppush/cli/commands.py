"""The group of commands.

A command's file imports click alone; what it needs to do its work is imported when it does it, so that `--help` and
shell completion answer at once.
"""

from __future__ import annotations

import click

from wppush import __version__
from wppush.cli.check import check
from wppush.cli.completion import completion
from wppush.cli.doctor import doctor
from wppush.cli.explain import explain
from wppush.cli.init import init
from wppush.cli.list import list_posts
from wppush.cli.login import login
from wppush.cli.logout import logout
from wppush.cli.media import media
from wppush.cli.new import new
from wppush.cli.open import open_post
from wppush.cli.plan import plan
from wppush.cli.preview import preview
from wppush.cli.publish import publish
from wppush.cli.render import render
from wppush.cli.schema import schema
from wppush.cli.whoami import whoami

_EPILOG = """\b
Exit status: 0 done, or nothing to do · 1 error · 2 wrong use
3 changes pending (plan --exit-code) · 4 a post waits for a decision
130 interrupted"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.version_option(__version__, prog_name="wppush")
def cli() -> None:
    """Publish Markdown files to WordPress as native blocks. Run it twice and nothing changes."""


for command in (
    publish,
    plan,
    check,
    render,
    preview,
    media,
    schema,
    completion,
    explain,
    doctor,
    login,
    logout,
    whoami,
    init,
    new,
    open_post,
    list_posts,
):
    cli.add_command(command)
