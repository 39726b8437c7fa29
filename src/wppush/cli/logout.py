"""`wppush logout`: take a kept login back."""

from __future__ import annotations

import click

from wppush.cli.options import insecure_option, log_options, site_option


@click.command(short_help="Revoke a kept login, and forget it.")
@click.argument("url", required=False)
@site_option
@click.option("--username", metavar="NAME", help="Who, where several users are logged in.")
@click.option("--local", is_flag=True, help="Forget it here alone; on the site the password goes on to work.")
@insecure_option
@log_options
def logout(url: str | None, *, site: str | None, username: str | None, local: bool, insecure: bool) -> None:
    """Revoke the application password of a kept login on its site, and forget it.

    The site is the one at URL, else the one that publish would take. Where it does not answer, nothing is forgotten.

    \b
    wppush logout https://blog.example
    wppush logout https://blog.example --local
    """
    from wppush.cli.failure import fail
    from wppush.config import Logins
    from wppush.errors import WppushError
    from wppush.login import address, kept_login, leave

    if url is not None and site is not None:
        raise click.UsageError("give either URL or --site, not both")
    try:
        logins = Logins()
        login = kept_login(address(url, site), username, logins)
        who = f"{login.username} at {login.url}"
        if local:
            logins.forget(login)
            click.echo(f"Forgot {who}. On the site the password still works: revoke it at the end of")
            click.echo(f"{login.url}/wp-admin/profile.php")
        elif leave(login, insecure=insecure, logins=logins):
            click.echo(f"Logged out {who}: the application password is revoked and forgotten.")
        else:
            click.echo(f"Forgot {who}: the site did not take the password any more.")
    except WppushError as error:
        fail(error, command="logout", as_json=False)
