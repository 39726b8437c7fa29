"""`wppush whoami`: as whom a run logs in, and what that user may do."""

from __future__ import annotations

import click

from wppush.cli.options import insecure_option, json_option, log_options, site_option


@click.command(short_help="Say who is logged in, and what the user may do.")
@click.argument("url", required=False)
@site_option
@insecure_option
@json_option
@log_options
def whoami(url: str | None, *, site: str | None, insecure: bool, as_json: bool) -> None:
    """Log in as publish would, and say as whom, with a password from where, and what this user may do.

    The site is the one at URL, else the one that publish would take.

    \b
    wppush whoami
    wppush whoami https://blog.example --json
    """
    from wppush.cli.failure import fail
    from wppush.errors import WppushError
    from wppush.login import MAY, chosen, who
    from wppush.report.account import account_json, print_account

    if url is not None and site is not None:
        raise click.UsageError("give either URL or --site, not both")
    try:
        account = who(chosen(url, site, insecure=insecure), insecure=insecure)
    except WppushError as error:
        fail(error, command="whoami", as_json=as_json)
    if as_json:
        click.echo(account_json(account, MAY))
    else:
        print_account(account, MAY)
