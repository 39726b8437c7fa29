"""`wppush completion`: the script by which a shell completes commands, options and values."""

from __future__ import annotations

import os

import click


@click.command(short_help="Print the script for completion in a shell.")
@click.argument("shell", metavar="[bash|zsh|fish]", required=False, type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str | None) -> None:
    """Print the script by which bash, zsh or fish completes commands, options, files, sites and fields of wppush.

    Without a name it is for the shell in $SHELL. Save it where the shell looks for such scripts, once:

    \b
    wppush completion bash > ~/.local/share/bash-completion/completions/wppush
    wppush completion zsh > ~/.zfunc/_wppush
    wppush completion fish > ~/.config/fish/completions/wppush.fish

    For zsh, ~/.zshrc has to have `fpath+=~/.zfunc` before `compinit`. To have it in this shell alone:

    \b
    eval "$(wppush completion bash)"
    """
    from wppush.cli.completing import SHELLS, script

    shell = shell or os.environ.get("SHELL", "").rpartition("/")[2]
    if shell not in SHELLS:
        raise click.UsageError(f"say which shell it is for: wppush completion {'|'.join(SHELLS)}")
    click.echo(script(shell), nl=False)
