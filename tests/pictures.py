"""Makes the pictures of the documentation from a real run: `make pictures`.

The tutorial is done from beginning to end on a WordPress of this machine, with a browser; what it shows on the way is
kept below docs/pictures.
"""

from __future__ import annotations

import os
import shlex
import sys
import sysconfig
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_story
from chromium import Watched, chromium, missing
from local_site import Site
from page_story import HOME, Story
from terminal_picture import Typed, picture, typed
from wppush import preview

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
APPROVE = Path(__file__).with_name("browser") / "approve.py"


def main() -> None:
    """Make all pictures."""
    if (reason := missing()) is not None:
        raise SystemExit(reason)
    os.environ.setdefault("WPPUSH_CACHE", str(ROOT / ".cache"))
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        try:
            site = Site(preview.start(folder=folder / "site", engine="php"))
            _of_the_tutorial(site, folder)
            site.reset()
            _of_the_terminal(site, folder)
        finally:
            preview.stop(folder / "site")


def _of_the_tutorial(site: Site, folder: Path) -> None:
    account = site.users["admin"]
    environ = {
        "BROWSER": f"{shlex.quote(sys.executable)} {shlex.quote(str(APPROVE))} %s &",
        "APPROVE_USERNAME": account.username,
        "APPROVE_PASSWORD": account.password,
        "APPROVE_PICTURE": str(PICTURES / "approve.png"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    page_story.EVENTS["picture"] = lambda story, words: _draw_a_roof(story.place / words)
    with pytest.MonkeyPatch.context() as patch:
        Story(folder / "empty", {HOME: site}, patch, environ=environ, anonymous=True).tell(
            (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
        )
    posts = {post["slug"]: post for post in site.posts()}
    with chromium() as browser:
        watched = Watched(browser, width=1200, height=1000)
        watched.page.goto(posts["rain-on-the-roof"]["link"])
        watched.page.wait_for_load_state("networkidle")
        watched.page.screenshot(path=PICTURES / "page.png")
        watched = Watched(browser, width=1200, height=760)
        watched.log_in(site.url, account.username, account.password)
        watched.open_editor(site.url, posts["hello"]["id"])
        watched.page.evaluate(
            "() => { wp.data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);"
            "wp.data.dispatch('core/block-editor').selectBlock("
            "wp.data.select('core/block-editor').getBlocks()[1].innerBlocks[0].clientId); }"
        )
        watched.page.wait_for_timeout(2000)
        watched.page.screenshot(path=PICTURES / "editor.png")


def _of_the_terminal(site: Site, folder: Path) -> None:
    blog = folder / "blog"
    (blog / "posts").mkdir(parents=True)
    (blog / "wppush.toml").write_text('project = "my-blog"\ncontent = "posts"\n', encoding="utf-8")
    for name, more in (
        ("first-light.md", "The first paragraph.\n"),
        ("kyoto-by-night.md", "[The day](first-light.md).\n"),
    ):
        title = name.removesuffix(".md").replace("-", " ").capitalize()
        (blog / "posts" / name).write_text(f"---\ntitle: {title}\ntags: [travel]\n---\n{more}", encoding="utf-8")
    environ = {**site.environ(), "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"}
    first = [_told("wppush publish", site, blog, environ), _told("wppush publish", site, blog, environ)]
    [post] = [post for post in site.posts() if post["slug"] == "first-light"]
    changed = post["content"]["raw"].replace("first", "very first")
    site.rest("POST", f"/wp/v2/posts/{post['id']}", json={"content": changed})
    third = _told("wppush plan --diff", site, blog, environ)
    svg = picture([*first, third], title="my-blog", name="publish")
    (PICTURES / "publish.svg").write_text(svg, encoding="utf-8")


def _told(line: str, site: Site, folder: Path, environ: Mapping[str, str]) -> Typed:
    said = typed(line, folder=folder, environ=environ)
    if said.status:
        raise SystemExit(f"{line} ended with {said.status}:\n{said.shown}")
    return replace(said, shown=said.shown.replace(site.url, HOME))


def _draw_a_roof(file: Path) -> None:
    """Draw a roof in the rain."""
    from PIL import Image, ImageDraw

    wide, high = 1200, 640
    image = Image.new("RGB", (wide, high))
    draw = ImageDraw.Draw(image)
    for row in range(high):
        shade = row / high
        draw.line([(0, row), (wide, row)], fill=(int(70 + 90 * shade), int(88 + 92 * shade), int(112 + 84 * shade)))
    draw.polygon([(150, 640), (600, 250), (1050, 640)], fill=(92, 52, 48))
    draw.polygon([(600, 250), (1050, 640), (1110, 640), (620, 232)], fill=(64, 36, 36))
    draw.rectangle([780, 270, 850, 440], fill=(74, 44, 42))
    for number in range(420):
        across, down = (number * 197) % wide, (number * 331) % high
        draw.line([(across, down), (across - 6, down + 26)], fill=(188, 200, 214), width=1)
    file.parent.mkdir(parents=True, exist_ok=True)
    image.save(file)


if __name__ == "__main__":
    main()
