"""Debian's package of WordPress: downloaded and unpacked, never installed.

apt checks every package against the archive's signature. A private state of apt's looks at newer suites than the
machine's own, on the mirror that the machine uses; the machine's lists and packages are not touched.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview.archives import Unavailable
from wppush.preview.engine import output

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SUITES = ("trixie", "sid")
"""trixie has WordPress 6.8, sid the newest one; the machine's own suite is often too old for either."""

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# WordPress's files that Debian has moved to packages of their own, and links to. Without getID3 an uploaded sound is a
# fatal error, without PHPMailer a mail is; the scripts are what the editor loads.
PARTS = ("php-getid3", "libphp-phpmailer", "libjs-cropper", "libjs-lodash", "libjs-underscore", "libjs-jquery-ui")


def wordpress(version: str, draft: Path, on_step: Callable[[str], None]) -> Path:
    """Put a WordPress together from Debian's packages.

    :raises Unavailable: this is no Debian, the mirror cannot be reached, or no suite has that version.
    """
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise Unavailable("there is no apt on this machine")
    apt = _private(draft / "apt")
    on_step(f"Reading the package lists of {apt.where}")
    apt.run("apt-get", "update")
    found = apt.find("wordpress", version)
    on_step(f"Downloading Debian's wordpress {found.version}")
    root = draft / "root"
    apt.unpack([f"wordpress={found.version}"], root)
    source = root / "usr/share/wordpress"
    # Without any theme the front page stays blank. Each theme is a package; which is the default, WordPress knows.
    theme = f"wordpress-theme-{_default_theme(source)}={found.version}"
    apt.unpack([theme, *(f"{part}/{found.suite}" if found.suite else part for part in PARTS)], root)
    # These two links lead to /etc, where nothing was unpacked. All others are relative, and lead to the parts.
    (source / ".htaccess").unlink(missing_ok=True)
    bundle = source / "wp-includes/certificates/ca-bundle.crt"
    bundle.unlink(missing_ok=True)
    if CERTIFICATES.is_file():
        shutil.copyfile(CERTIFICATES, bundle)
    tree = draft / "tree"
    try:
        shutil.copytree(source, tree, symlinks=False)
    except shutil.Error as error:
        raise PreviewError(
            f"a part of Debian's WordPress is missing: {error.args[0][0][-1]}", ref=MachineCode.ARCHIVE
        ) from error
    return tree


@dataclass(frozen=True, slots=True)
class _Found:
    version: str
    suite: str
    """Empty where the machine's own suites are meant."""


@dataclass(frozen=True, slots=True)
class _Apt:
    """apt with a state of its own."""

    options: tuple[str, ...]
    where: str
    suites: tuple[str, ...]

    def run(self, command: str, *arguments: str, cwd: Path | None = None) -> str:
        try:
            return output([command, "-q", *self.options, *arguments], doing=f"{command} {arguments[0]}", cwd=cwd)
        except PreviewError as error:
            raise Unavailable(error.message) from error

    def find(self, package: str, wanted: str) -> _Found:
        """Give the newest version of a package that is what was asked for."""
        listing = self.run("apt-cache", "madison", package)
        rows = [row for line in listing.splitlines() if len(row := [part.strip() for part in line.split("|")]) == 3]
        for _, version, place in rows:
            if wanted == "latest" or re.match(rf"(\d+:)?{re.escape(wanted)}(?!\d)", version):
                return _Found(version, next((suite for suite in self.suites if f" {suite}/" in place), ""))
        raise Unavailable(f"{self.where} has {', '.join(row[1] for row in rows) or 'no WordPress at all'}")

    def unpack(self, packages: Sequence[str], into: Path) -> None:
        """Download packages and unpack them into one tree, where links between them resolve."""
        # apt-get writes to the current folder, and can be told of no other one.
        downloads = into / ".debs"
        downloads.mkdir(parents=True)
        self.run("apt-get", "download", *packages, cwd=downloads)
        for package in sorted(downloads.glob("*.deb")):
            output(["dpkg-deb", "-x", str(package), str(into)], doing=f"Unpacking {package.name}")
        shutil.rmtree(downloads)


def _private(folder: Path) -> _Apt:
    """Make an empty state for apt, with newer suites of Debian where this machine has a mirror of Debian.

    On a relative of Debian the machine's own suites have to do, read afresh: their lists may never have been fetched.
    """
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    options = [
        f"Dir::State::lists={folder / 'lists'}",
        f"Dir::Cache={folder / 'cache'}",
        # As root, apt would change to an account that may not write here, and complain.
        *(["APT::Sandbox::User=root"] if os.geteuid() == 0 else []),
        # Translations, file lists, icons: of no use here.
        "Acquire::Languages=none",
        "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
        "Acquire::http::Timeout=10",
        "Acquire::Retries=1",
    ]
    mirror = _mirror()
    suites: tuple[str, ...] = ()
    if mirror is not None and KEYRING.is_file():
        suites = SUITES
        listing = folder / "sources.list"
        listing.write_text("".join(f"deb [signed-by={KEYRING}] {mirror} {suite} main\n" for suite in suites))
        options += [f"Dir::Etc::sourcelist={listing}", "Dir::Etc::sourceparts=/dev/null"]
    where = f"Debian {' and '.join(suites)}" if suites else "this machine's suites"
    return _Apt(tuple(part for option in options for part in ("-o", option)), where, suites)


def _mirror() -> str | None:
    etc = Path("/etc/apt")
    for file in (etc / "sources.list", *sorted(etc.glob("sources.list.d/*"))):
        with contextlib.suppress(OSError):
            if found := mirror_in(file.read_text(encoding="utf-8", errors="replace")):
                return found
    return None


def mirror_in(sources: str) -> str | None:
    """Give the mirror of Debian itself (not of its security updates) that a list of apt's sources names."""
    for line in sources.splitlines():
        # The one-line form, with its options in brackets, and the newer one with a field on a line.
        found = re.match(r"deb\s+(?:\[[^\]]*\]\s+)?(\S+)|URIs:\s*(.+)", line)
        for address in (found[1] or found[2]).split() if found else []:
            if re.search(r"/debian(\.list)?/?$", address):
                return str(address)
    return None


def _default_theme(source: Path) -> str:
    text = (source / "wp-includes/default-constants.php").read_text(encoding="utf-8")
    found = re.search(r"'WP_DEFAULT_THEME',\s*'([a-z]+)'", text)
    if found is None:
        raise PreviewError("Debian's WordPress names no default theme", ref=MachineCode.ARCHIVE)
    return found[1]
