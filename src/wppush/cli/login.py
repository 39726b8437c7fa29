"""`wppush login`: from WordPress's own question in the browser to a login that is kept."""

from __future__ import annotations

import click

from wppush.cli.options import insecure_option, log_options, site_option


@click.command(short_help="Log in to a site, once.")
@click.argument("url", required=False)
@site_option
@click.option("--username", metavar="NAME", help="Who logs in; only asked for where the browser does not say.")
@click.option("--paste", is_flag=True, help="Ask for the application password instead of waiting for the browser.")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening it.")
@click.option("--password-stdin", is_flag=True, help="Read the application password from standard input.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(1, 3600),
    default=300,
    show_default=True,
    help="How long to wait for the browser.",
)
@insecure_option
@click.option("--ci", is_flag=True, help="Make an application password for a CI, or say how to.")
@click.option("--show", is_flag=True, help="With --ci: print the password, also on a terminal.")
@log_options
def login(
    url: str | None, *, site: str | None, username: str | None, ci: bool, show: bool, insecure: bool, **way: object
) -> None:
    """Log in to the site at URL, else to the one that publish would take, and keep the login.

    WordPress asks in the browser whether wppush may log in, and makes an application password, which can be taken back
    alone. It is kept in the system's keyring, or where there is none in a file that only you may read. Variables of
    the environment come before a kept login.

    \b
    wppush login https://blog.example
    wppush login https://blog.example --paste
    wppush login --username me --password-stdin < password.txt
    wppush login --ci | gh secret set WPPUSH_APP_PASSWORD
    """
    from wppush.cli.entering import Way, credentials, hand_to_ci
    from wppush.cli.failure import fail
    from wppush.errors import WppushError
    from wppush.login import address, enter, is_named, raise_where_tokens_log_in
    from wppush.report.account import print_entered

    if url is not None and site is not None:
        raise click.UsageError("give either URL or --site, not both")
    if show and not ci:
        raise click.UsageError("--show is for --ci")
    try:
        if ci:
            hand_to_ci(url, site, username=username, show=show, insecure=insecure)
            return
        place = address(url, site)
        raise_where_tokens_log_in(place)
        entered = enter(place, credentials(place, username, Way(insecure=insecure, **way)), insecure=insecure)  # type: ignore[arg-type]  # click has checked them
    except WppushError as error:
        fail(error, command="login", as_json=False)
    print_entered(entered.account, left_behind=entered.left_behind, is_named=is_named(place))
