"""An author's folder, drawn from a seed, and what a site has to show when it was published.

The words of each file name it and its version, so that nothing on the site can be mistaken for anything else.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from media.pictures import picture, written

if TYPE_CHECKING:
    from pathlib import Path

TAGS = ("seoul", "Q&A", "night", "tag-2", "日本")
CATEGORIES = (("Travel",), ("Travel", "Korea"), ("Food",), ("Food", "Korea"))
PROJECT = "a-blog"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What a file says."""

    name: str
    version: int = 1
    title: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    links: tuple[str, ...] = ()
    """Names of other files."""
    picture: int = 0
    """0: none."""

    @property
    def slug(self) -> str:
        return self.name.removesuffix(".md")

    @property
    def words(self) -> str:
        """What stands in this file's post, and in no other, until the file is changed."""
        return f"Words of {self.slug}, version {self.version}."

    @property
    def text(self) -> str:
        matter = [
            f"title: {self.title}",
            f"tags: [{', '.join(self.tags)}]",
            f"categories: [{', '.join(' > '.join(path) for path in self.categories)}]",
        ]
        body = [self.words, *(f"See [that]({link})." for link in self.links)]
        body += [f"![Shown](pictures/{self.picture}.png)"] if self.picture else []
        return "---\n{}\n---\n{}\n".format("\n".join(matter), "\n\n".join(body))


class Story:
    """A folder and what becomes of it, round by round."""

    def __init__(self, seed: int, folder: Path, *, count: int | None = None, prefix: str = "post") -> None:
        self._draw = random.Random(f"story/{seed}")
        self._prefix = prefix
        self._posts = folder / "posts"
        self.files: dict[str, File] = {}
        self.terms: set[tuple[str, ...]] = set()
        """Every tag and category that a file has had so far; tags as ("#", name)."""
        self.pictures: set[int] = set()
        number = count if count is not None else self._count()
        names = [f"{prefix}-{'abcdefghijklmnopqrstuvwxyz'[n % 26]}{n // 26 or ''}x.md" for n in range(number)]
        for name in names:
            self._write(self._new(name, names))

    def _count(self) -> int:
        least, most = self._draw.choices(((1, 1), (2, 4), (5, 12), (13, 30)), weights=(25, 60, 12, 3))[0]
        return self._draw.randint(least, most)

    def _new(self, name: str, names: list[str]) -> File:
        others = [other for other in names if other != name]
        draw = self._draw
        return File(
            name=name,
            title=f"Title of {name}",
            tags=tuple(draw.sample(TAGS, draw.choice((0, 1, 1, 2)))),
            categories=tuple(draw.sample(CATEGORIES, draw.choice((0, 1, 1, 2)))),
            links=tuple(draw.sample(others, min(len(others), draw.choice((0, 0, 1, 1, 2))))),
            picture=draw.choice((0, 0, 0, 1, 2)),
        )

    def _write(self, file: File) -> None:
        self.files[file.name] = file
        self.terms |= {("#", tag) for tag in file.tags}
        self.terms |= {path[: end + 1] for path in file.categories for end in range(len(path))}
        path = self._posts / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
        if file.picture:
            self.pictures.add(file.picture)
            written(picture(40, 30, seed=file.picture), self._posts / f"pictures/{file.picture}.png")

    def say(self, name: str, **changed: object) -> None:
        """Have a file say something else."""
        self._write(replace(self.files[name], **changed))  # type: ignore[arg-type]  # as callers name fields

    def go_on(self) -> None:
        """Change some files, at least one, and now and then write another one."""
        draw = self._draw
        names = sorted(self.files)
        for name in draw.sample(names, draw.randint(1, len(names))):
            file = self.files[name]
            another = self._new(name, names)
            what = draw.sample(("words", "title", "tags", "categories", "links", "picture"), draw.choice((1, 1, 2, 3)))
            changed = file
            for field in what:
                match field:
                    case "words":
                        changed = replace(changed, version=file.version + 1)
                    case "title":
                        changed = replace(changed, title=f"{another.title}, {draw.randint(2, 99)}")
                    case "tags":
                        changed = replace(changed, tags=another.tags)
                    case "categories":
                        changed = replace(changed, categories=another.categories)
                    case "links":
                        changed = replace(changed, links=another.links)
                    case _:
                        changed = replace(changed, picture=another.picture)
            self._write(changed)
        if draw.random() < 0.25:
            self._write(self._new(f"{self._prefix}-new{len(names)}x.md", names))
