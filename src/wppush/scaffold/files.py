"""Files to be written: each is looked at first, and what is there is kept unless somebody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wppush.codes import SettingsCode
from wppush.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


class Standing(StrEnum):
    """How a file that is to be written stands to what is there."""

    NEW = "new"
    """There is none."""
    SAME = "same"
    """It is there, and says the same."""
    ADDED_TO = "added to"
    """It is there, and gets lines that it does not have."""
    THERE = "there"
    """It is there, and says something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to be written."""

    path: Path
    """Absolute."""
    text: str
    """All of it, as it is to be."""
    before: str | None
    """What is there; None where nothing is."""
    adds: bool = False
    """Whether nothing of what is there is lost."""

    @property
    def standing(self) -> Standing:
        """How it stands to what is there."""
        if self.before is None:
            return Standing.NEW
        if self.before == self.text:
            return Standing.SAME
        return Standing.ADDED_TO if self.adds else Standing.THERE


def new_file(path: Path, text: str) -> NewFile:
    """Give a file to be written. Raises ConfigError where what is there can't be read."""
    return NewFile(path=path, text=text, before=_read(path))


def lines_added(path: Path, comment: str, lines: list[str]) -> NewFile:
    """Give a file with lines at its end that it does not have yet. Raises ConfigError."""
    before = _read(path)
    there = {line.strip().strip("/") for line in (before or "").splitlines()}
    missing = [line for line in lines if line.strip("/") not in there]
    if not missing:
        return NewFile(path=path, text=before or "", before=before)
    head = f"{before.rstrip()}\n\n" if before and before.strip() else ""
    return NewFile(path=path, text="\n".join([f"{head}{comment}", *missing, ""]), before=before, adds=True)


def write(file: NewFile, *, overwrite: bool = False) -> bool:
    """Write a file, unless another one is there that may not be overwritten; say whether it was written.

    Raises ConfigError.
    """
    if file.standing is Standing.SAME or (file.standing is Standing.THERE and not overwrite):
        return False
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        # Somebody may have made it in the meantime.
        with file.path.open("x" if file.before is None else "w", encoding="utf-8", newline="\n") as stream:
            stream.write(file.text)
    except OSError as error:
        raise ConfigError(f"{file.path} can not be written: {error.strerror}.", ref=SettingsCode.NOT_WRITTEN) from None
    return True


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not UTF-8.", ref=SettingsCode.NOT_WRITTEN) from None
    except OSError as error:
        raise ConfigError(f"{path} can not be read: {error.strerror}.", ref=SettingsCode.NOT_WRITTEN) from None
