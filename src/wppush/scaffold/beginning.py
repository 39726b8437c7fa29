"""The files that a project begins with: wppush.toml, a first post, lines for .gitignore, and a job for CI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from wppush.config.url import is_wordpress_com
from wppush.scaffold.files import lines_added, new_file
from wppush.scaffold.look import text_of
from wppush.scaffold.recognise import has_posts
from wppush.scaffold.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from wppush.config import Config
    from wppush.scaffold.files import NewFile
    from wppush.scaffold.layout import Layout

_SECRETS = [".env"]
_REMOTE = re.compile(r'^\[remote "origin"\]\s*$[^\[]*?^\s*url\s*=\s*(\S+)', re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody wants of a project's beginning."""

    project: str
    url: str | None
    """None: not known yet."""
    github: bool = False
    gitlab: bool = False


def beginning(folder: Path, layout: Layout, answers: Answers, *, now: datetime) -> list[NewFile]:
    """Give the files that a project in this folder begins with, as they should be. Raises ConfigError."""
    text = settings(layout, project=answers.project, url=answers.url)
    return [new_file(folder / "wppush.toml", text), *_beside(folder, layout, answers, now)]


def _beside(folder: Path, layout: Layout, answers: Answers, now: datetime) -> Iterator[NewFile]:
    if not has_posts(layout, folder):
        yield new_file(_first_path(folder, layout, now), _template("first-post.md"))
    yield lines_added(folder / ".gitignore", "# Passwords stay on this machine.", _SECRETS)
    root = repository(folder) or folder
    below = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else "."
    if answers.github:
        yield new_file(root / ".github/workflows/publish.yml", _job("publish.yml", root, below, layout, answers.url))
    if answers.gitlab:
        yield new_file(root / ".gitlab-ci.yml", _job("gitlab-ci.yml", root, below, layout, answers.url))


def project_name(folder: Path) -> str:
    """Give a name for a folder's project: that of its repository elsewhere, else the folder's."""
    root = repository(folder)
    remote = _REMOTE.search(text_of(root / ".git" / "config")) if root == folder else None
    name = re.split(r"[/:]", remote[1].rstrip("/").removesuffix(".git"))[-1] if remote else folder.name
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "my-blog"


def repository(folder: Path) -> Path | None:
    """Give the folder of the git repository that a folder lies in."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def layout_of(config: Config, layout: Layout) -> Layout:
    """Give the layout of a project that has a wppush.toml: what that says."""
    from dataclasses import replace

    return replace(
        layout,
        content=config.content_root.relative_to(config.root).as_posix(),
        include=config.include,
        ignore=config.ignore,
        new_path=config.new.path,
    )


def _first_path(folder: Path, layout: Layout, now: datetime) -> Path:
    from wppush.config import Config, NewConfig
    from wppush.project.beginning import begin

    root = Path(folder, layout.content)
    config = Config(file=None, root=folder, content_root=root, new=NewConfig(path=layout.new_path))
    return begin(config, "Hello", slug=None, now=now).path


def _job(name: str, root: Path, below: str, layout: Layout, url: str | None) -> str:
    head = re.match(r"ref: refs/heads/([\w./-]+)\s*$", text_of(root / ".git" / "HEAD"))
    inside = "" if below == "." else f"{below}/"
    content = "" if layout.content == "." else f"{layout.content}/"
    has_token = url is not None and is_wordpress_com(url)
    names = ("WPPUSH_URL", "WPPUSH_TOKEN") if has_token else ("WPPUSH_URL", "WPPUSH_USERNAME", "WPPUSH_APP_PASSWORD")
    values = {
        "branch": head[1] if head else "main",
        "inside": inside,
        "content": content,
        "folder": inside or ".",
        "names": f"{', '.join(names[:-1])} and {names[-1]}",
        "how": f"`wppush {'explain WP519' if has_token else 'login --ci'}` says how to come by them.",
        "secrets": "\n".join(f"          {each}: ${{{{ secrets.{each} }}}}" for each in names),
    }
    return re.sub(rf"@({'|'.join(values)})@", lambda found: values[found[1]], _template(name))


def _template(name: str) -> str:
    return (resources.files("wppush.scaffold") / "templates" / name).read_text(encoding="utf-8")
