"""A blog of any size: posts with links to each other, rings among them, tags, categories, and few pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from media.pictures import picture, written

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = 5
RING = 7


def name_of(number: int) -> str:
    """Give the name of a post's file: a hundred to a folder."""
    return f"{number // 100:02}/post-{number:04}.md"


def links_of(number: int, count: int) -> list[int]:
    """Give the posts to which one links: the next one of its ring, and one far away, before or behind it."""
    first = number - number % RING
    ring = range(first, min(first + RING, count))
    after = ring[(ring.index(number) + 1) % len(ring)]
    far = (number * 37 + 11) % count
    return sorted({after, far} - {number})


def write_posts(folder: Path, count: int, *, edition: int = 1, every: int = 1) -> int:
    """Write the files of `count` posts below a folder, and say how many; another edition has other words in each.

    With `every`, only each so-manieth is written.
    """
    for seed in range(PICTURES):
        if not (folder / f"pictures/{seed}.png").exists():
            written(picture(64, 48, seed=seed), folder / f"pictures/{seed}.png")
    numbers = range(0, count, every)
    for number in numbers:
        links = "\n".join(
            f"- [post {other}](../{name_of(other)}{'#more' if other % 3 == 0 else ''})"
            for other in links_of(number, count)
        )
        text = f"""\
---
title: Post {number}
date: 2020-{number % 12 + 1:02}-{number % 28 + 1:02} 10:00
categories: ["Group {number % 4} > Part {number % 3}"]
tags: [tag-{number % 11}, tag-{number % 13}]
---
Words of edition {edition} of post {number}.

## More

{links}

![Picture {number % PICTURES}](../pictures/{number % PICTURES}.png)
"""
        path = folder / name_of(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(numbers)
