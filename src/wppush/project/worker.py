"""The program that renders texts for another process: orders come in by standard input, what they became goes out.

What it imports makes up most of the time that it takes to start, so that is little.
"""

from __future__ import annotations

import os
import signal
import traceback
from typing import TYPE_CHECKING

from wppush.errors import ConfigError, SourceError
from wppush.project.making import make
from wppush.project.workers import receive, send
from wppush.source.notes import NoteIndex

if TYPE_CHECKING:
    from wppush.project.making import Manner, Order


def main() -> None:
    """Render what is ordered until nobody orders any more."""
    # Ctrl-C is for the process that gives the orders: when it ends, so does its end of the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What an extension prints is no answer.
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - for its number
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    try:
        manner, content_root, project_root = receive(orders)
        notes = NoteIndex(content_root, project_root)
        send(answers, "ready")
        while True:
            send(answers, _answer(receive(orders), manner, notes))
    except (EOFError, BrokenPipeError):
        # Nobody is there any longer, so nothing is left to be flushed.
        os._exit(0)


def _answer(order: Order, manner: Manner, notes: NoteIndex) -> tuple[str, object]:
    try:
        return "made", make(order, manner, notes)
    except SourceError as error:
        return "faults", error.diagnostics
    except ConfigError as error:
        return "config", (error.message, error.hint, error.ref)
    except Exception:
        return "broken", traceback.format_exc()
