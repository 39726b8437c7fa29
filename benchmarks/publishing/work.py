"""The posts to publish: made from a seed, so that every tool and every run has the very same ones.

A post has about 5 KB of Markdown with what posts have (headings, lists, code, a table, links), 3 of 30 tags, 1 of 8
categories, and where it is wanted a photograph of its own. Its text names its edition: the others of a post differ in
that alone, and whoever looks at the site can tell which one arrived.
"""

from __future__ import annotations

import io
import random
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20_240_229
LENGTH = 3600
"""Characters that a text has at least, without its front matter."""

TAGS = [f"{first} {second}" for first in ("early", "slow", "wide", "quiet", "late") for second in (
    "rivers", "trains", "kitchens", "gardens", "letters", "harbours",
)]  # fmt: skip
CATEGORIES = ["Travel", "Food", "Books", "Code", "Music", "Science", "Crafts", "Places"]

_WORDS = """
 a about across after again along always among and another around as at back because before behind between both bread
 bridge but by city coast coffee cold corner could day door down early each east evening every far few field first for
 from garden go good green had half harbour has have here hill hour house how if in into is island it just kitchen know
 lamp land last late left less letter light like line little long look many map market maybe memory mile minute month
 more morning most mountain much near never new night no north not now of off often old on once one only open or other
 our out over own page paper part path people perhaps place plain quiet rain read road room round same sea second see
 side since sky slow small so some song soon south square stairs station still stone story street summer table than that
 the their then there these they thing this through time to together town train tree two under until up valley very
 village wait walk wall water way we week well west what when where which while white who wide wind window winter with
 without word work year yellow yet you young
""".split()  # noqa: SIM905, as a list it would be a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post: what its file says, and what the site should have."""

    number: int
    title: str
    slug: str
    tags: tuple[str, ...]
    category: str
    body: str = field(repr=False)
    edition: int = 1

    @property
    def file(self) -> str:
        # m2w takes the name of a file for the title of its post.
        return f"{self.title}.md"

    @property
    def picture(self) -> str:
        return f"pictures/{self.slug}.jpg"

    @property
    def mark(self) -> str:
        """A sentence of the text that no other post and no other edition has."""
        return f"This is edition {self.edition} of number {self.number}."

    def text(self, *, singular: bool = False, picture: bool = False) -> str:
        """Give the file's text; `singular` spells the keys of the terms as m2w wants them."""
        tags, categories = ("tag", "category") if singular else ("tags", "categories")
        shown = f"\n![What number {self.number} is about]({self.picture})\n" if picture else ""
        return (
            f"---\ntitle: {self.title}\nslug: {self.slug}\nstatus: publish\n"
            f"date: 2024-{self.number % 12 + 1:02}-{self.number % 28 + 1:02} 10:00:00\n"
            f"{tags}: [{', '.join(self.tags)}]\n{categories}: [{self.category}]\n---\n"
            f"{self.mark}\n{shown}\n{self.body}"
        )


def posts(count: int) -> list[Post]:
    """Give the first posts, always the same ones."""
    return [_post(number) for number in range(count)]


def write(post: Post, folder: Path, *, singular: bool = False, picture: bool = False) -> Path:
    """Write a post's file, and its picture where it has one that is not there yet; give the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / post.file
    file.write_text(post.text(singular=singular, picture=picture), encoding="utf-8")
    if picture and not (folder / post.picture).exists():
        (folder / "pictures").mkdir(exist_ok=True)
        (folder / post.picture).write_bytes(photograph(post.number))
    return file


def photograph(number: int) -> bytes:
    """Give a JPEG of 1200 × 800 and 50 to 100 KB: waves of colour with some grain, as a camera makes it."""
    import numpy
    from PIL import Image

    noise = numpy.random.default_rng(SEED + number)
    down, across = numpy.mgrid[0:800, 0:1200]
    layers = [
        127 + 90 * numpy.sin(across / noise.uniform(60, 300) + down / noise.uniform(60, 300) + noise.uniform(0, 6))
        for _ in range(3)
    ]
    pixels = numpy.stack(layers, axis=-1) + noise.normal(0, 5, (800, 1200, 1))
    buffer = io.BytesIO()
    Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8")).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def _post(number: int) -> Post:
    dice = random.Random(f"{SEED} {number}")
    title = f"{dice.choice(_WORDS)} {dice.choice(_WORDS)} {dice.choice(_WORDS)} {number:05}".capitalize()
    parts: list[str] = []
    while sum(len(part) + 2 for part in parts) < LENGTH:
        parts += _section(dice)
    return Post(
        number=number,
        title=title,
        slug=re.sub(r"\W+", "-", title.lower()),
        tags=tuple(dice.sample(TAGS, 3)),
        category=dice.choice(CATEGORIES),
        body="\n\n".join(parts) + "\n",
    )


def _section(dice: random.Random) -> list[str]:
    words = [f"{_some(dice, 3)} {word}" for word in ("first", "second", "third", "fourth")]
    rows = [f"| {dice.choice(_WORDS)} | {dice.randint(1, 999)} | {_some(dice, 3)} |" for _ in range(4)]
    code = [f'    {dice.choice(_WORDS)}_{line} = read("{dice.choice(_WORDS)}", {line})' for line in range(5)]
    return [
        f"## {_some(dice, 4).capitalize()}",
        _paragraph(dice),
        f"{_paragraph(dice)} See [{_some(dice, 2)}](https://example.org/{dice.choice(_WORDS)}/{dice.randint(1, 99)}).",
        "\n".join(f"- {word}" for word in words),
        _paragraph(dice),
        f"### {_some(dice, 3).capitalize()}",
        "\n".join(["```python", "def walk():", *code, "    return True", "```"]),
        "\n".join(f"{index}. {word}, with **{dice.choice(_WORDS)}**" for index, word in enumerate(words, 1)),
        "\n".join(["| Name | Count | Note |", "| --- | ---: | --- |", *rows]),
        f"> {_paragraph(dice)}",
    ]


def _paragraph(dice: random.Random) -> str:
    sentences = [f"{_some(dice, dice.randint(6, 14)).capitalize()}." for _ in range(dice.randint(3, 6))]
    sentences.insert(1, f"{_some(dice, 3).capitalize()} *{_some(dice, 2)}* and `{dice.choice(_WORDS)}()` again.")
    return " ".join(sentences)


def _some(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(_WORDS, k=count))
