"""`--watch`: a run, and then another one for what was saved, until somebody ends it.

The first run is about all that was asked for, and it is made again until it has gone through once; those after it are
about what was saved and what shows that. What fails is said, and done again with the next save; a file with faults
keeps no other one waiting.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wppush.cli.failure import Exit, status_of_error
from wppush.errors import AuthError, ConfigError, CredentialsError, SourceError, WppushError
from wppush.project import Project
from wppush.report.terminal import print_error_of, print_note
from wppush.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wppush.cli.interrupt import Interruption
    from wppush.watch import Saved


class Round(Protocol):
    """One run on some files, None for the first one, on all that was asked for. Raises WppushError."""

    def __call__(self, files: tuple[str, ...] | None) -> Exit: ...


class Watching:
    """Publishes on save."""

    def __init__(self, paths: tuple[str, ...], round_: Round, interruption: Interruption, *, quiet: bool) -> None:
        self._paths = paths
        self._round = round_
        self._interruption = interruption
        self._quiet = quiet
        self._owed: frozenset[Path] | None = None
        """What was changed and is not on the site yet; None: nothing has gone through so far."""
        self._status = Exit.DONE
        self._watches = False

    def until_the_end(self) -> Exit:
        """Publish, and then what is saved, until a signal comes; give the status of the last run.

        Raises WppushError for what is wrong from the beginning with the settings or the login.
        """
        try:
            # Before the first run: what is saved while that goes on is seen as well.
            watch = Watch(_roots(self._paths))
            self._attempt(None)
            self._watches = True
            if not self._interruption.requested:
                self._say(f"watching {' '.join(self._paths) or 'the content folder'}; Ctrl-C ends")
            while not self._interruption.requested:
                self._take(watch.saved())
        except KeyboardInterrupt:
            return self._status
        return Exit.INTERRUPTED

    def _take(self, saved: Saved) -> None:
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        if saved.settings or self._owed is None:
            self._say(f"{now} {'settings have changed' if saved.settings else 'once more'}")
            self._attempt(None)
            return
        owed = self._owed | saved.changed
        try:
            project = _project(self._paths)
            files = project.concerned(self._paths, owed)
        except WppushError as error:
            self._owed = owed
            if not saved.gone:
                self._fail(error)
            files = []
        for path in saved.gone if not saved.texts else ():
            print_note(f"{now} {_name(path)} is gone; its post is left as it is: `wppush publish --prune` trashes it")
        if files:
            self._say(f"{now} {', '.join(map(_name, saved.texts or files))}")
            self._owed = owed
            self._attempt(files)

    def _attempt(self, files: Sequence[Path] | None) -> None:
        try:
            self._status = self._round(None if files is None else tuple(map(str, files)))
            if self._status in (Exit.DONE, Exit.CONFLICT):
                self._owed = frozenset()
        except SourceError as error:
            self._fail(error)
            if files is None:
                return
            # They wait for being saved anew, or for what they show to be there.
            self._owed = frozenset()
            root = _project(self._paths).config.root
            names = {str(getattr(fault.location, "path", "")) for fault in error.diagnostics}
            broken = {Path(os.path.realpath(root / name)) for name in names}
            others = [path for path in files if path not in broken]
            if len(others) < len(files) and others:
                self._attempt(others)
                self._status = Exit.ERROR
        except WppushError as error:
            if not self._watches and isinstance(error, ConfigError | CredentialsError | AuthError):
                # No file that is saved would mend it.
                raise
            self._fail(error)
        finally:
            sys.stdout.flush()

    def _fail(self, error: WppushError) -> None:
        sys.stdout.flush()
        print_error_of(error)
        self._status = status_of_error(error)

    def _say(self, words: str) -> None:
        if not self._quiet:
            print_note(words)


def _project(paths: Sequence[str]) -> Project:
    return Project.load(paths[0] if paths else ".")


def _roots(paths: Sequence[str]) -> list[Path]:
    """Give the folders in which something may hang on: the project's, else those of the files themselves."""
    config = _project(paths).config
    if config.file is not None or (config.root / ".git").exists():
        return [config.root]
    # Without either, the project's folder may be a home.
    places = [Path(os.path.realpath(path)) for path in paths]
    return sorted({place if place.is_dir() else place.parent for place in places}) or [config.root]


def _name(path: Path) -> str:
    from wppush.cli.screen import near

    return near(path)
