"""The entry point: `wppush`, or `python -m wppush`."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """Run the command line and end with its status."""
    import click

    from wppush.cli.commands import cli
    from wppush.cli.failure import Exit

    # A report names files and titles in any script, also where the locale's encoding has no letters for them.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if "_WPPUSH_COMPLETE" in os.environ:
        import wppush.cli.completing  # noqa: F401 - it takes the place of click's own
    try:
        # Not click's standalone mode: that one ends an interrupted run with 1.
        status = cli.main(prog_name="wppush", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; run the same command again to finish", err=True)
        status = Exit.INTERRUPTED
    except OSError as error:
        # Standard output is full, or nobody reads it any more; what is left of it would be tried once more at the end.
        click.echo(f"error: {error}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = Exit.ERROR
    sys.exit(status)


if __name__ == "__main__":
    main()
