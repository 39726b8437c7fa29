"""A real browser for tests: the Chromium of this machine, without a screen, that reaches nothing but this machine.

Playwright brings none of its own here; `tests/setup-browser.sh` installs Debian's where that is possible.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
WIDTH, HEIGHT = 1280, 900
PATIENCE = 60_000
"""Milliseconds: the block editor's first start on a busy machine takes some of them."""


def missing() -> str | None:
    """Say what is not on this machine; None where there is a browser."""
    if _program() is None:
        return "no Chromium is on this machine; Debian has it as chromium"
    return None


def _program() -> str | None:
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser as long as this is entered."""
    from playwright.sync_api import sync_playwright

    # Its own sandbox wants a user who is not root.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_program(), args=[*_ARGUMENTS, *(["--no-sandbox"] if root else [])]
        )
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page, and what its console has complained of."""

    def __init__(self, browser: Browser, *, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # Other people's servers (faces of users, embeds) are out of its reach on purpose.
        if message.type == "error" and "net::ERR_NAME_NOT_RESOLVED" not in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def log_in(self, url: str, username: str, password: str) -> None:
        """Log in with the login form, as a person does."""
        self.page.goto(f"{url}/wp-login.php")
        self.page.fill("#user_login", username)
        self.page.fill("#user_pass", password)
        self.page.click("#wp-submit")
        self.page.wait_for_url(f"{url}/wp-admin/**")

    def open_editor(self, url: str, post_id: int) -> None:
        """Open the block editor on a post, and wait until its blocks are there."""
        self.page.goto(f"{url}/wp-admin/post.php?post={post_id}&action=edit")
        self.page.wait_for_function(
            """() => window.wp?.data?.select('core/block-editor')?.getBlocks().length
                && wp.data.select('core/editor').__unstableIsEditorReady?.() !== false"""
        )

    def blocks(self) -> list[tuple[str, bool]]:
        """Give the name of each block of the open editor, inner ones too, and whether the editor calls it valid."""
        found = self.page.evaluate(
            """() => {
                const found = [];
                const walk = (blocks) => blocks.forEach((block) => {
                    found.push([block.name, block.isValid]);
                    walk(block.innerBlocks);
                });
                walk(wp.data.select('core/block-editor').getBlocks());
                return found;
            }"""
        )
        return [(str(name), bool(valid)) for name, valid in found]
