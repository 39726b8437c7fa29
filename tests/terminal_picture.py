"""What a terminal shows, as a picture: commands are run in a pseudo terminal, and what they print becomes an SVG."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import time
from dataclasses import dataclass
from fcntl import ioctl
from io import StringIO
from termios import TIOCSWINSZ
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COLUMNS, LINES = 92, 40
LONGEST = 120.0
"""Seconds that a command may take."""

_THEME = TerminalTheme(
    (22, 27, 34),
    (222, 228, 236),
    [(72, 79, 88), (255, 123, 114), (86, 211, 100), (227, 179, 65),
     (121, 192, 255), (210, 168, 255), (86, 212, 221), (222, 228, 236)],
    [(110, 118, 129), (255, 161, 152), (126, 231, 135), (242, 204, 96),
     (165, 214, 255), (226, 197, 255), (118, 227, 234), (255, 255, 255)],
)  # fmt: skip

# rich's own template fetches a typeface from somebody's server; this one takes what the reader's machine has.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 16px; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command as it was typed, and what the terminal showed."""

    line: str
    shown: str
    """With its colours, as ANSI escapes."""
    status: int


def typed(line: str, *, folder: Path, environ: Mapping[str, str]) -> Typed:
    """Run a line of shell in a terminal of its own, and give what it showed."""
    terminal, inside = pty.openpty()
    ioctl(inside, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    wanted = {**os.environ, **environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
    wanted.pop("NO_COLOR", None)
    program = subprocess.Popen(
        ["/bin/sh", "-c", line],
        cwd=folder,
        env=wanted,
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    pieces: list[bytes] = []
    end = time.monotonic() + LONGEST
    try:
        while time.monotonic() < end:
            if not select.select([terminal], [], [], 0.2)[0]:
                if program.poll() is not None:
                    break
                continue
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # Linux's way to say that nobody has the other end any more
                break
            if not piece:
                break
            pieces.append(piece)
        status = program.wait(timeout=5)
    finally:
        if program.poll() is None:
            program.kill()
        os.close(terminal)
    return Typed(line=line, shown=_final(b"".join(pieces).decode(errors="replace")), status=status)


def _final(shown: str) -> str:
    """Give what is left on the screen: a bar that was drawn over itself and then wiped off is not."""
    lines: list[str] = []
    for line in shown.replace("\r\n", "\n").split("\n"):
        ups = len(re.findall(r"\x1b\[\d*A", line))
        del lines[len(lines) - ups :]
        lines.append(re.sub(r"\x1b\[(?:\?\d+[hl]|\d*[ABCDGJK])", "", line.rpartition("\r")[2]))
    return "\n".join(lines).strip("\n")


def picture(session: Sequence[Typed], *, title: str, name: str) -> str:
    """Give an SVG of a terminal in which these lines were typed, one after the other."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    for index, entry in enumerate(session):
        if index:
            console.print()
        console.print(Text.assemble(("$ ", "bold green"), (entry.line, "bold")), soft_wrap=False)
        if entry.shown:
            console.print(Text.from_ansi(entry.shown))
    return console.export_svg(title=title, theme=_THEME, code_format=_SVG, unique_id=name)
