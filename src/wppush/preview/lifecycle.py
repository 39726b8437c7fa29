"""Start, look, stop, wipe: the life of one WordPress in one folder."""

from __future__ import annotations

import contextlib
import http.client
import json
import secrets
import shutil
import socket
import time
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Literal

from wppush.codes import MachineCode
from wppush.errors import PreviewError
from wppush.preview import background
from wppush.preview.folder import Folder, Options, Server, Site, State, address, running, write_private
from wppush.preview.model import ROLES, LocalUser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wppush.preview.engine import Engine
    from wppush.preview.model import LocalWordPress

PATIENCE = 120.0
"""Seconds that a server gets to answer its first request; PHP needs one or two, Playground on a slow machine many."""

_SALTS = [f"{name}_{kind}" for name in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE") for kind in ("KEY", "SALT")]


def _silent(step: str) -> None:
    """Say nothing."""


def start(
    *,
    folder: Path | None = None,
    engine: Literal["auto", "php", "playground"] = "auto",
    wordpress: str | None = None,
    permalinks: str = "/%postname%/",
    prefix: str = "",
    timezone: str = "UTC",
    on_step: Callable[[str], None] = _silent,
) -> LocalWordPress:
    """Give a WordPress that runs: the one of this folder, set up first where there is none.

    It goes on when the caller ends. `wordpress` is a version ("6.8", "latest"), or the path of WordPress's files or of
    their zip; without it WPPUSH_WORDPRESS counts, then the newest one. `prefix` is a subdirectory such as "/blog",
    `permalinks` WordPress's structure ("" for plain ones). A site keeps what it was set up with until `reset`.

    :param on_step: is told what is being done, for whoever waits.
    :raises PreviewError: nothing here runs PHP, WordPress's files could not be had, or the folder holds another site.
    """
    if prefix and (not prefix.startswith("/") or prefix.endswith("/")):
        raise PreviewError(
            f"{prefix!r} is no subdirectory",
            hint='It begins with a slash and ends without one: "/blog".',
            ref=MachineCode.SUBDIRECTORY,
        )
    options = Options(permalinks=permalinks, prefix=prefix, timezone=timezone)
    place = Folder.at(folder)
    with place.locked():
        state = place.read()
        if state is not None:
            _same_or_raise(place, state.site, options, wordpress)
            if state.server is not None and _runs(place, state.server):
                if engine not in ("auto", state.server.engine):
                    raise PreviewError(
                        f"the WordPress in {place.path} is served by {state.server.engine}",
                        hint="`wppush preview --stop` stops it.",
                        ref=MachineCode.OTHERWISE,
                    )
                return running(place, state.site, state.server)
            if state.server is not None:
                # Its workers may have outlived it, and hold the port.
                background.end(state.server.group, place.path)

        # Imported only here: asking for the status of a preview should not cost what setting one up costs.
        from wppush.preview import engine as engines

        chosen = engines.find(engine, on_step)
        port = _free_port(state.server.port if state and state.server else None)
        if state is None:
            state = State(site=_set_up(place, chosen, port, options, wordpress, on_step), server=None)
        else:
            _configure(place, state.site, port)
        return _serve(place, state.site, chosen, port, on_step)


def status(folder: Path | None = None) -> LocalWordPress | None:
    """Give the WordPress that runs in a folder, or None."""
    place = Folder.at(folder)
    state = place.read()
    if state is None or state.server is None or not _runs(place, state.server):
        return None
    return running(place, state.site, state.server)


def stop(folder: Path | None = None) -> bool:
    """Stop the WordPress of a folder, and only it; say whether one ran. What was published stays for the next start."""
    place = Folder.at(folder)
    if not place.path.exists():
        return False
    with place.locked():
        return _stop(place)


def reset(folder: Path | None = None) -> None:
    """Stop the WordPress of a folder and remove it. What was downloaded is kept."""
    place = Folder.at(folder)
    if not place.path.exists():
        return
    with place.locked():
        _stop(place)
        place.wipe()


def _stop(place: Folder) -> bool:
    state = place.read()
    return state is not None and state.server is not None and background.end(state.server.group, place.path)


def _runs(place: Folder, server: Server) -> bool:
    return any(process.pid == server.pid for process in background.ours(server.group, place.path))


def _same_or_raise(place: Folder, site: Site, options: Options, wordpress: str | None) -> None:
    if site.options != options:
        was = site.options
        raise PreviewError(
            f"the WordPress in {place.path} was set up with permalinks {was.permalinks!r}, "
            f"subdirectory {was.prefix!r} and time zone {was.timezone}",
            hint="`wppush preview --reset` removes it.",
            ref=MachineCode.OTHERWISE,
        )
    if wordpress not in (None, site.source) and not f"{site.version}.".startswith(f"{wordpress}."):
        raise PreviewError(
            f"the WordPress in {place.path} is {site.version} (from {site.source}), not {wordpress}",
            hint="`wppush preview --reset` removes it.",
            ref=MachineCode.OTHERWISE,
        )


def _set_up(
    place: Folder,
    engine: Engine,
    port: int,
    options: Options,
    wordpress: str | None,
    on_step: Callable[[str], None],
) -> Site:
    """Copy WordPress into the folder and install it there."""
    from wppush.preview import archives, sources

    place.claim()
    place.wipe()
    tree = sources.wordpress(wordpress, on_step)
    plugin = sources.sqlite_plugin(on_step)
    on_step(f"Installing WordPress {tree.version}")
    # Copies, not hard links: whoever tries out a theme or edits a file in a preview must not change the pristine tree.
    shutil.copytree(tree.path, place.wordpress, symlinks=False, ignore=shutil.ignore_patterns(".git"))
    # A tree that was named may be somebody's site.
    archives.scrub(place.wordpress)
    content = place.wordpress / "wp-content"
    shutil.copytree(plugin, content / "plugins/sqlite-database-integration", dirs_exist_ok=True)
    # Left as it is, with no path filled in, the drop-in looks for the plugin beside itself: that holds in every engine.
    shutil.copyfile(plugin / "db.copy", content / "db.php")
    (content / "uploads").mkdir(exist_ok=True)
    place.database.mkdir(mode=0o700)

    site = Site(
        version=tree.version,
        source=tree.source,
        options=options,
        users={
            name: LocalUser(username=name, role=role, app_password="", password=secrets.token_urlsafe(12))
            for name, role in ROLES.items()
        },
        salts={name: secrets.token_urlsafe(48) for name in _SALTS},
        login_token=secrets.token_urlsafe(24),
    )
    _configure(place, site, port)
    settings = {
        "url": address(port, options),
        "title": "Preview",
        "permalinks": options.permalinks,
        "timezone": options.timezone,
        "users": {user.username: {"role": user.role, "password": user.password} for user in site.users.values()},
    }
    with _temporary(place.path / "install.json") as file, _temporary(place.path / "install.php") as script:
        write_private(file, json.dumps(settings))
        script.write_text(_data("install.php"), encoding="utf-8")
        said = engine.run(script, place, place.wordpress, file)
    try:
        installed = json.loads(said.strip().rpartition("\n")[2])
        passwords = installed["app_passwords"]
        users = {name: replace(user, app_password=passwords[name]) for name, user in site.users.items()}
        return replace(site, version=installed["version"], users=users)
    except (ValueError, KeyError, TypeError) as error:
        raise PreviewError(
            f"WordPress's installation ended with something else than its result:\n{said}", ref=MachineCode.INSTALLATION
        ) from error


def _configure(place: Folder, site: Site, port: int) -> None:
    """Write what depends on the port, and our own files, which may be of an older wppush."""
    url = address(port, site.options)
    settings = json.dumps({"url": url, "salts": site.salts, "login_token": site.login_token}, indent=2)
    write_private(
        place.wordpress / "wp-preview-settings.php",
        f"<?php\nreturn json_decode(<<<'JSON'\n{settings}\nJSON\n, true);\n",
    )
    (place.wordpress / "wp-config.php").write_text(_data("wp-config.php"), encoding="utf-8")
    must_use = place.wordpress / "wp-content/mu-plugins"
    must_use.mkdir(exist_ok=True)
    (must_use / "wppush-login.php").write_text(_data("login.php"), encoding="utf-8")
    place.router.write_text(_data("router.php"), encoding="utf-8")
    place.loopback.write_text(_data("loopback.cjs"), encoding="utf-8")


def _serve(place: Folder, site: Site, engine: Engine, port: int, on_step: Callable[[str], None]) -> LocalWordPress:
    """Start the server and wait until WordPress answers."""
    on_step(f"Starting WordPress {site.version}")
    command, environ = engine.serve(place, port, site.options.prefix)
    place.server_log.write_text("", encoding="utf-8")
    place.requests_log.touch()
    pid, group = background.launch(command, log=place.server_log, folder=place.path, environ=environ)
    try:
        server = Server(engine=engine.name, port=port, pid=pid, group=group)
        # Before it is known to answer: whoever is interrupted from here on can still be cleaned up after.
        place.write(State(site=site, server=server))
        _await_answer(place, site, server)
    except BaseException:
        background.end(group, place.path)
        raise
    # What was asked here to see whether it answers is nobody's request.
    place.requests_log.write_text("", encoding="utf-8")
    return running(place, site, server)


def _await_answer(place: Folder, site: Site, server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        alive = _runs(place, server)
        # Playground answers 502 while it starts, then sends its very first visitor round in a circle, to clear cookies.
        answer = _ask(server.port, f"{site.options.prefix}/?rest_route=/")
        if answer == "":
            return
        if not alive or time.monotonic() > deadline:
            from wppush.preview.engine import tail

            fate = f"does not answer: {answer}" if alive else "ended at once"
            log = tail(place.server_log.read_text(encoding="utf-8", errors="replace"))
            raise PreviewError(
                f"the server of the local WordPress {fate}\n{log}".rstrip(),
                hint=f"See {place.server_log}",
                ref=MachineCode.ENDED,
            )
        time.sleep(0.05)


def _ask(port: int, path: str) -> str:
    """Give "" if WordPress answers there, else what is wrong."""
    # Not through requests or urllib: they would send it to the proxy that the environment may name.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return "" if response.status == http.HTTPStatus.OK else f"{response.status} {response.reason}"


def _free_port(before: int | None) -> int:
    """Give a port that nobody listens on: the one of before where it is free, as links in posts hold it."""
    for port in (before, 0):
        if port is not None:
            with contextlib.suppress(OSError), socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
    raise PreviewError("no free port on 127.0.0.1", ref=MachineCode.NO_PORT)


@contextlib.contextmanager
def _temporary(file: Path) -> Iterator[Path]:
    try:
        yield file
    finally:
        file.unlink(missing_ok=True)


def _data(name: str) -> str:
    return resources.files("wppush.preview").joinpath(name).read_text(encoding="utf-8")
