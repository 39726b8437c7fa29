"""Other tools, each in a virtual environment of its own: m2w, and wordpress-markdown-blog-loader."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import venv
from typing import TYPE_CHECKING

from publishing.contenders import AGAIN, ALL, FIRST, ONE, Unable
from publishing.running import Command
from publishing.sites import terms
from publishing.tls import Tls
from publishing.work import CATEGORIES, TAGS, Post, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from publishing.sites import Door

_M2W = """\
import asyncio, json, pathlib, sys
from m2w.up import up
asyncio.run(up(**json.loads(pathlib.Path(sys.argv[1]).read_text())))
"""

_LOADER = """\
for each in posts/*/; do "$0" posts upload --host "$1" "$each" || exit 1; done
"""


class M2w:
    """m2w through REST, without the pauses that it makes when it is asked to."""

    name = "m2w 2.7.2"
    # It has no way to name one file, and takes no pictures along.
    does = frozenset((FIRST, AGAIN, ONE, ALL))
    most: int | None = None

    def __init__(self, folder: Path, environments: Path) -> None:
        self._folder = folder
        self._environment = environments / "m2w-2.7.2"

    def prepare(self) -> None:
        install(self._environment, "m2w==2.7.2")

    def begin(self, posts: Sequence[Post], *, pictures: bool) -> None:  # noqa: ARG002, it knows none
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / "legacy").mkdir(parents=True)
        (self._folder / "run.py").write_text(_M2W)
        self.change(posts)

    def change(self, posts: Sequence[Post]) -> None:
        for post in posts:
            write(post, self._folder / "posts", singular=True)

    def command(self, scenario: str, door: Door, changed: Sequence[Post]) -> Command:  # noqa: ARG002, it finds out
        settings = {
            "path_markdown": [str(self._folder / "posts")],
            "path_legacy_json": str(self._folder / "legacy/legacy.json"),
            "domain": door.url,
            "username": door.username,
            "password": None,
            "application_password": door.password,
            "post_metadata": {"category": ["Uncategorized"], "tag": [], "status": "publish"},
            "verbose": False,
            # It tries all from the beginning again after any error; once is enough to see one.
            "max_retries": 1,
        }
        (self._folder / "settings.json").write_text(json.dumps(settings))
        return Command(
            words=[self._environment / "bin/python", "run.py", "settings.json"],
            folder=self._folder,
        )


class Loader:
    """wordpress-markdown-blog-loader: one process for each post, through TLS, as it knows nothing else."""

    name = "wp-md 1.8.6"
    # An update is refused for a site that is not on port 443: "is not stored on".
    does: frozenset[str] = frozenset((FIRST,))
    # Half a second a post is spent on its start alone.
    most: int | None = 100

    def __init__(self, folder: Path, environments: Path) -> None:
        self._folder = folder
        self._environment = environments / "wordpress-markdown-blog-loader-1.8.6"
        self._tls = Tls(folder.with_name(f"{folder.name}-tls"))

    def prepare(self) -> None:
        install(self._environment, "wordpress-markdown-blog-loader==1.8.6")
        try:
            self._tls.prepare()
        except (OSError, subprocess.CalledProcessError, ssl.SSLError) as error:
            raise Unable(f"it speaks https only, and no certificate could be made with openssl: {error}") from error

    def begin(self, posts: Sequence[Post], *, pictures: bool) -> None:  # noqa: ARG002, not asked for any
        shutil.rmtree(self._folder, ignore_errors=True)
        self.change(posts)

    def change(self, posts: Sequence[Post]) -> None:
        for post in posts:
            file = write(post, self._folder / "posts" / post.slug)
            text = file.read_text(encoding="utf-8")
            # It wants the slugs of terms, the name of an author, and a time with its zone.
            for old, new in (
                (f"tags: [{', '.join(post.tags)}]", f"tags: [{', '.join(_slug(tag) for tag in post.tags)}]"),
                (f"categories: [{post.category}]", f"categories: [{_slug(post.category)}]\nauthor: admin"),
                (" 10:00:00\n", "T10:00:00+00:00\n"),
            ):
                text = text.replace(old, new, 1)
            file.with_name("index.md").write_text(text, encoding="utf-8")
            file.unlink()

    def command(self, scenario: str, door: Door, changed: Sequence[Post]) -> Command:  # noqa: ARG002
        # It makes no terms: what it names has to be there.
        terms(door.site, "categories", CATEGORIES)
        terms(door.site, "tags", TAGS)
        host = self._tls.serve(door.url)
        (self._folder / ".wordpress.ini").write_text(
            f"[DEFAULT]\nhost = {host}\n[{host}]\nusername = {door.username}\n"
        )
        environ = {
            "WP_APP_PASSWORD": door.password,
            "REQUESTS_CA_BUNDLE": str(self._tls.certificate),
            # It asks for every link of a text; nobody else's site is to be part of a measurement.
            "HTTP_PROXY": "http://127.0.0.1:9",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "NO_PROXY": "127.0.0.1,localhost",
        }
        return Command(
            words=["/bin/sh", "-c", _LOADER, self._environment / "bin/wp-md", host],
            folder=self._folder,
            environ=environ,
        )


def _slug(term: str) -> str:
    return term.lower().replace(" ", "-")


def install(environment: Path, package: str) -> None:
    """Make a virtual environment with one package, where it is not there yet.

    :raises Unable: it cannot be had.
    """
    done = environment / ".ready"
    if done.exists():
        return
    shutil.rmtree(environment, ignore_errors=True)
    venv.create(environment, with_pip=True)
    installed = subprocess.run(
        [environment / "bin/python", "-m", "pip", "install", "--quiet", package],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        raise Unable(f"pip install {package} failed: {installed.stderr.strip().splitlines()[-1:]}")
    done.touch()
