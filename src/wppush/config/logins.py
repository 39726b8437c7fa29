"""Kept logins: which application passwords `wppush login` has put where, so that a run finds them again.

The password lies in the system's keyring. Where there is none (a server without a desktop), it lies in a file of mode
0600, next to the list of logins, which is always a file: a keyring can not be asked what it holds. The file is replaced
in one step and under a lock, so that two programs at once lose no login, and is refused where others may read it.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wppush.codes import SettingsCode
from wppush.config.values import Secret
from wppush.errors import CredentialsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

SERVICE = "wppush"
"""Under which the keyring has the passwords."""
_FORMAT = 1
_OWNER_ONLY = 0o600
_OF_OTHERS = 0o077
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLogin:
    """A login that is kept, without its password."""

    url: str
    """As `site_url` gives it."""
    username: str
    uuid: str | None = None
    """What the site calls the application password; None where it does not say."""
    place: Literal["keyring", "file"]
    """Where the password is."""


class Logins:
    """The kept logins of a user. Every method raises CredentialsError for a file that can not be trusted or read."""

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            import platformdirs

            folder = platformdirs.user_config_path("wppush")
        self.folder = folder
        self.file = folder / "logins.json"

    def all(self) -> list[KeptLogin]:
        """Give all kept logins, by address and name."""
        return sorted((login for login, _ in self._read()), key=lambda login: (login.url, login.username))

    def at(self, url: str) -> list[KeptLogin]:
        """Give those for a site."""
        return [login for login in self.all() if login.url == url]

    def password(self, login: KeptLogin) -> Secret:
        """Give the password of a kept login."""
        if login.place == "file":
            found = next((password for each, password in self._read() if _key(each) == _key(login)), None)
        else:
            found = self._from_keyring(login)
        if not found:
            raise CredentialsError(
                f"The password of {login.username} at {login.url} is no longer in {self.where(login)}.",
                hint=f"type: wppush login {login.url}",
                ref=SettingsCode.LOST_PASSWORD,
            )
        return Secret(found)

    def where(self, login: KeptLogin) -> str:
        """Say where the password is, for a person."""
        return "the system's keyring" if login.place == "keyring" else str(self.file)

    def keep(self, url: str, username: str, password: Secret, *, uuid: str | None) -> KeptLogin:
        """Keep a login, in the place of an earlier one of the same user at the same site."""
        login = KeptLogin(url=url, username=username, uuid=uuid, place="keyring")
        with self._alone():
            others = [(each, kept) for each, kept in self._read() if _key(each) != _key(login)]
            if _put_into_keyring(login, password):
                self._write([*others, (login, None)])
                return login
            login = replace(login, place="file")
            self._write([*others, (login, password.reveal())])
            return login

    def forget(self, login: KeptLogin) -> None:
        """Forget a login; on the site nothing changes."""
        with self._alone():
            if login.place == "keyring":
                _take_from_keyring(login)
            self._write([(each, kept) for each, kept in self._read() if _key(each) != _key(login)])

    def _from_keyring(self, login: KeptLogin) -> str | None:
        try:
            backend = _keyring()
            return backend.get_password(SERVICE, _account(login)) if backend else None
        except Exception as error:
            # A backend raises what its system gives it: errors of D-Bus, of the Security framework, of Windows.
            raise CredentialsError(
                f"The keyring does not give the password of {login.username} at {login.url}: {_words(error)}.",
                hint="unlock it, or set WPPUSH_USERNAME and WPPUSH_APP_PASSWORD",
                ref=SettingsCode.LOST_PASSWORD,
            ) from None

    def _read(self) -> list[tuple[KeptLogin, str | None]]:
        try:
            with self.file.open("rb") as file:
                self._raise_unless_private(os.fstat(file.fileno()))
                raw = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unusable(
                f"can not be read: {error.strerror}", f"see to it that you may read {self.file}"
            ) from None
        try:
            value = json.loads(raw)
            if value["format"] != _FORMAT:
                raise self._unusable("was written by another version of wppush", "update wppush")
            return [_login(entry) for entry in value["logins"]]
        except (ValueError, TypeError, KeyError, RecursionError):
            # Not what it said: a broken file may well have a password where it breaks.
            raise self._unusable("is damaged", f"delete {self.file}, and type: wppush login URL") from None

    def _raise_unless_private(self, state: os.stat_result) -> None:
        if os.name != "posix":
            return  # Windows keeps a user's folder from others by itself, and has no such modes.
        if not stat.S_ISREG(state.st_mode):
            raise self._unusable("is no file", f"remove {self.file}")
        if state.st_uid != os.geteuid():
            raise self._unusable("belongs to another user", "run wppush as the one who logged in, or log in again")
        if state.st_mode & _OF_OTHERS:
            hint = (
                f"type: chmod 600 {self.file}; if others may have read it, revoke the passwords on the sites (Users →"
                " Profile) and log in again"
            )
            raise self._unusable("can be read or changed by other users of this machine", hint)

    def _unusable(self, problem: str, hint: str) -> CredentialsError:
        return CredentialsError(f"{self.file}, the list of kept logins, {problem}.", hint=hint, ref=SettingsCode.LOGINS)

    def _write(self, logins: list[tuple[KeptLogin, str | None]]) -> None:
        entries = [
            {
                "url": login.url,
                "username": login.username,
                "uuid": login.uuid,
                "place": login.place,
                **({"password": password} if login.place == "file" else {}),
            }
            for login, password in sorted(logins, key=lambda pair: _key(pair[0]))
        ]
        text = json.dumps({"format": _FORMAT, "logins": entries}, ensure_ascii=False, indent=2) + "\n"
        try:
            # mkstemp makes files of mode 0600, under a name that nobody else has.
            number, name = tempfile.mkstemp(dir=self.folder, prefix=".logins-")
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.file)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise self._unusable(f"can not be written: {error.strerror}", "make room, or see to its rights") from None

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let others wait who want to change the list at the same time."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.name == "posix" and self.folder.stat().st_uid == os.geteuid():
                self.folder.chmod(0o700)
            lock = os.open(self.folder / "logins.lock", os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
        except OSError as error:
            raise self._unusable(f"can not be written: {error.strerror}", "make room, or see to its rights") from None
        try:
            _lock(lock)
            yield
        finally:
            os.close(lock)  # which lets go of it


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _login(entry: dict[str, object]) -> tuple[KeptLogin, str | None]:
    url, username, place, uuid = entry["url"], entry["username"], entry["place"], entry.get("uuid")
    password = entry.get("password")
    if not (isinstance(url, str) and isinstance(username, str) and (place == "keyring" or place == "file")):
        raise TypeError
    if not (isinstance(uuid, str | None) and isinstance(password, str | None)):
        raise TypeError
    return KeptLogin(url=url, username=username, uuid=uuid, place=place), password


def _key(login: KeptLogin) -> tuple[str, str]:
    # WordPress takes user names in any case.
    return login.url, login.username.casefold()


def _account(login: KeptLogin) -> str:
    return f"{login.username.casefold()} at {login.url}"


def _keyring() -> KeyringBackend | None:
    """Give the system's keyring, None where there is none that would keep anything."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend


def _put_into_keyring(login: KeptLogin, password: Secret) -> bool:
    """Put a password into the keyring, and say whether it is there."""
    try:
        backend = _keyring()
        if backend is None:
            return False
        backend.set_password(SERVICE, _account(login), password.reveal())
        return backend.get_password(SERVICE, _account(login)) == password.reveal()
    except Exception:
        # Whatever a backend raises where it is locked, or its service does not run: the file keeps the password then.
        return False


def _take_from_keyring(login: KeptLogin) -> None:
    # Gone already, or out of reach: then the list alone forgets it.
    with contextlib.suppress(Exception):
        backend = _keyring()
        if backend is not None:
            backend.delete_password(SERVICE, _account(login))


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__
