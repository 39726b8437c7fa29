"""Whatever names a file in a project, none outside of it is read for being published, and none that is hidden."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from media.pictures import encoded, picture

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog

NAMED = (
    "../../outside.png",
    "{outside}/outside.png",
    "linked.png",
    "linked/outside.png",
    "file://{outside}/outside.png",
)
WAYS = {
    "an image": "---\nstatus: draft\n---\n![x]({address})\n",
    "a link": "---\nstatus: draft\n---\n[x]({address})\n",
    "an image of HTML": '---\nstatus: draft\n---\n<img src="{address}" alt="x">\n',
    "featured_image": "---\nstatus: draft\nfeatured_image: {address}\n---\nText\n",
    "parent": "---\nstatus: draft\ntype: page\nparent: {address}\n---\nText\n",
    "a default": "---\nstatus: draft\n---\nText\n",
}


@pytest.fixture
def outside(blog: Blog) -> Path:
    """A folder beside the project, with a picture and a post, and links to it inside."""
    folder = blog.folder.parent
    (folder / "outside.png").write_bytes(encoded(picture(), "PNG"))
    (folder / "outside.md").write_text("---\ntype: page\n---\nText\n")
    for ending in ("png", "md"):
        (blog.folder / f"posts/linked.{ending}").symlink_to(folder / f"outside.{ending}")
    (blog.folder / "posts/linked").symlink_to(folder)
    return folder


@pytest.mark.parametrize("address", NAMED)
@pytest.mark.parametrize("way", WAYS)
def test_no_file_outside_is_published(blog: Blog, outside: Path, way: str, address: str) -> None:
    address = address.format(outside=outside)
    if way == "parent":
        address = address.replace(".png", ".md")
    if way == "a default":
        blog.configure(f'\n[defaults]\nfeatured_image = "posts/{address}"\n')
    blog.write(WAYS[way].format(address=address), "a.md")
    run = blog.run("check", "posts/a.md")
    assert run.status == 1
    assert "error WP" in run.stderr


@pytest.mark.parametrize("argument", ["../outside.md", "{outside}/outside.md", "posts/linked.md", "..", "posts/linked"])
def test_no_argument_leads_outside(blog: Blog, outside: Path, argument: str) -> None:
    blog.write("---\nstatus: draft\n---\nText\n", "a.md")
    # The first argument says which project is meant.
    run = blog.run("check", "posts/a.md", argument.format(outside=outside))
    assert run.status == 1
    assert "outside.md" not in run.stdout
    assert "WP103" in run.stderr


@pytest.mark.parametrize("setting", ["include", "ignore"])
def test_no_pattern_leads_outside(blog: Blog, outside: Path, setting: str) -> None:
    blog.configure(f'\n{setting} = ["../../*", "{outside}/*", "!**/*"]\n')
    blog.write("---\nstatus: draft\n---\nText\n", "a.md")
    run = blog.run("check", "posts", "--json")
    assert "outside.md" not in run.stdout


@pytest.mark.parametrize("name", ["content", "static"])
@pytest.mark.parametrize("folder", ["..", "{outside}", "posts/linked"])
def test_no_setting_names_a_folder_outside(blog: Blog, outside: Path, name: str, folder: str) -> None:
    given = folder.format(outside=outside)
    value = f'"{given}"' if name == "content" else f'["{given}"]'
    (blog.folder / "wppush.toml").write_text(f'project = "a-blog"\n{name} = {value}\n')
    run = blog.run("check")
    assert run.status == 1
    assert "is not below the folder" in run.stderr


def test_pipes_and_devices_are_not_opened(blog: Blog) -> None:
    os.mkfifo(blog.folder / "posts/pipe.md")
    os.mkfifo(blog.folder / "posts/pipe.png")
    (blog.folder / "posts/zero.md").symlink_to("/dev/zero")
    blog.write("---\nstatus: draft\n---\n![x](pipe.png)\n", "a.md")
    assert "WP195" in blog.run("check", "posts/a.md").stderr
    for name in ("pipe.md", "zero.md"):
        assert blog.run("check", f"posts/{name}").status == 1
