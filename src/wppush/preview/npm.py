"""What the npm registry holds of WordPress: Playground's builds and, inside its command, the SQLite plugin.

Packages are fetched with `npm pack`, which checks each against the registry's digest. Playground's
command alone is installed, with what it needs, as it is the one that is run.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from wppush.errors import PreviewError
from wppush.preview.archives import Unavailable, keep, scratch, untar, unzip
from wppush.preview.engine import output

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Exact, so that what was tried is what is used.
BUILDS = "@wp-playground/wordpress-builds@0.9.19"
COMMAND = "@wp-playground/cli@3.1.56"
PHP_OF_PLAYGROUND = "8.3"


def wordpress(version: str, draft: Path, on_step: Callable[[str], None]) -> Path:
    """Unpack one of the builds that were made for Playground; the newest of them is 6.5.

    :raises Unavailable: there is no npm, the registry cannot be reached, or it has no such build.
    """
    if version != "latest" and tuple(map(int, version.split("."))) >= (6, 6):
        raise Unavailable("its newest build is WordPress 6.5")
    package = _pack(BUILDS, draft, on_step)
    builds = {found[1]: path for path in package.glob("src/wordpress/wp-*.zip") if (found := _BUILD.search(path.name))}
    wanted = max(builds, key=lambda name: tuple(map(int, name.split(".")))) if version == "latest" else version
    # 6.5.5 is asked for as such, but the build is called 6.5; what it really is, the caller looks up.
    minor = ".".join(wanted.split(".")[:2])
    if minor not in builds:
        raise Unavailable(f"has only WordPress {', '.join(sorted(builds))}")
    tree = draft / "tree"
    unzip(builds[minor], tree)
    # The zip has PHP's files only; scripts, style sheets and themes lie beside it, for a web server to send.
    shutil.copytree(package / f"public/wp-{minor}", tree, dirs_exist_ok=True)
    return tree


_BUILD = re.compile(r"wp-(\d+\.\d+)\.zip$")


def sqlite_plugin(draft: Path, on_step: Callable[[str], None]) -> Path:
    """Give the plugin's zip out of Playground's command.

    :raises Unavailable: there is no npm, or the registry cannot be reached.
    """
    return _pack(COMMAND, draft, on_step) / "sqlite-database-integration.zip"


def playground(cache: Path, on_step: Callable[[str], None]) -> Path:
    """Install Playground's command into the cache; give the script to run with Node.

    :raises Unavailable: there is no npm, or the registry cannot be reached.
    """
    place = cache / ("playground-" + COMMAND.rpartition("@")[2])
    if not place.is_dir():
        with scratch(cache) as draft:
            on_step(f"Installing {COMMAND} from npm, about 200 MB")
            # No package needs its scripts, and none should run some; the tree in the cache is not a project of its own.
            quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
            _npm("install", *quietly, "--prefix", str(draft / "install"), COMMAND)
            # Of the eight versions of PHP that come along, 60 MB each, one is used.
            for version in (draft / "install/node_modules/@php-wasm").glob("node-[0-9]*"):
                if version.name != f"node-{PHP_OF_PLAYGROUND.replace('.', '-')}":
                    shutil.rmtree(version)
            keep(draft / "install", place)
    return place / "node_modules/@wp-playground/cli/wp-playground.js"


def _pack(package: str, draft: Path, on_step: Callable[[str], None]) -> Path:
    on_step(f"Downloading {package} from npm")
    _npm("pack", "--silent", "--pack-destination", str(draft), package)
    archive = next(draft.glob("*.tgz"))
    untar(archive, draft / "npm")
    archive.unlink()
    return draft / "npm/package"


def _npm(*arguments: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("npm is not installed")
    try:
        output([npm, *arguments], doing=f"npm {arguments[0]}")
    except PreviewError as error:
        raise Unavailable(error.message) from error
