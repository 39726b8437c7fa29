"""Where the log of requests goes: to the terminal with --verbose, with times to a file with --log-file."""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from wppush import __version__

if TYPE_CHECKING:
    from typing import TextIO

_HTTP = logging.getLogger("wppush.http")


def log_to_terminal(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Let standard error have a line for each request, until the command ends."""
    if wanted and not context.resilient_parsing:
        _begin(context, _ToTerminal())


def log_to_file(context: click.Context, _option: click.Parameter, path: str | None) -> None:
    """Let a file have a line for each request, until the command ends. A new file is for its owner alone."""
    if path is None or context.resilient_parsing:
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        file = open(descriptor, "a", encoding="utf-8", errors="backslashreplace")  # noqa: SIM115, PTH123 - for the whole command
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise click.BadParameter(f"{path!r} can not be written: {why}", param_hint="--log-file") from None
    log = _ToFile(file, path)
    _begin(context, log)
    log.write(f"wppush {__version__}: {context.command_path}")


def _begin(context: click.Context, log: _Log) -> None:
    if not any(isinstance(other, _Log) for other in _HTTP.handlers):
        before = _HTTP.level
        _HTTP.setLevel(logging.INFO)
        context.call_on_close(lambda: _HTTP.setLevel(before))
    _HTTP.addHandler(log)
    # The last one is called first.
    context.call_on_close(log.close)
    context.call_on_close(lambda: _HTTP.removeHandler(log))


class _Log(logging.Handler):
    """Takes lines that may name what others have named."""

    def emit(self, record: logging.LogRecord) -> None:
        from wppush.report.text import clean_line

        self.write(clean_line(record.getMessage()))

    def write(self, line: str) -> None:
        raise NotImplementedError


class _ToTerminal(_Log):
    def write(self, line: str) -> None:
        # Looked up each time: while a bar is shown, what stands there writes above it.
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


class _ToFile(_Log):
    def __init__(self, file: TextIO, name: str) -> None:
        super().__init__()
        self._file = file
        self._name = name
        self._broken = False

    def write(self, line: str) -> None:
        if self._broken or self._file.closed:
            # What is still on its way when a command fails is answered after its end.
            return
        now = datetime.now().astimezone().isoformat(timespec="milliseconds")
        try:
            self._file.write(f"{now} {line}\n")
            self._file.flush()
        except OSError as error:
            # A run is not ended by its log.
            self._broken = True
            sys.stderr.write(f"warning: {self._name} can not be written any more: {error.strerror}\n")

    def close(self) -> None:
        try:
            self._file.close()
        except OSError:
            self._broken = True
        super().close()
