"""Addresses that are known on the site: WordPress's own editor would have saved the blocks with them just so."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings

from amount import examples
from any_markdown import markdown
from wppush.config import Format, MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import Bound, MediaItem, MediaSize, Rendered, Target, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from judging import Judge

UPLOADS = "https://blog.example/wp-content/uploads/2026/01"
every_flavor = pytest.mark.parametrize("flavor", get_args(Flavor))


def photo(number: int = 7, name: str = "cat.jpg") -> Bound:
    """Give a large picture of the media library."""
    stem, ending = name.split(".")
    sizes = {
        "medium": MediaSize(url=f"{UPLOADS}/{stem}-300x200.{ending}", width=300, height=200),
        "large": MediaSize(url=f"{UPLOADS}/{stem}-1024x683.{ending}", width=1024, height=683),
        "full": MediaSize(url=f"{UPLOADS}/{stem}-scaled.{ending}", width=2560, height=1707),
    }
    item = MediaItem(
        id=number, url=f"{UPLOADS}/{stem}-scaled.{ending}", sizes=sizes, width=2560, height=1707,
        original=f"{UPLOADS}/{name}",
    )  # fmt: skip
    return Bound(url=item.url, media=item)


def upload(name: str, number: int = 9) -> Bound:
    """Give a file of the media library that has no sizes."""
    return Bound(url=f"{UPLOADS}/{name}", media=MediaItem(id=number, url=f"{UPLOADS}/{name}"))


KNOWN: Mapping[str, Bound | None] = {
    "cat.jpg": photo(),
    "dog.jpg": photo(8, "dog.jpg"),
    "dot.png": upload("dot.png", 6),
    "run.gif": photo(5, "run.gif"),
    "song.mp3": upload("song.mp3"),
    "film.mp4": upload("film.mp4"),
    "manual.pdf": upload("manual-1.pdf"),
    "other.md": Bound(url="https://blog.example/other/"),
    "other.md#part": Bound(url="https://blog.example/other/#part"),
    "watch.md": Bound(url="https://www.youtube.com/watch?v=abcdefghijk"),
    "odd.md": Bound(url='https://blog.example/?p=1&amp;x=%22"<b>'),
    "draft.md": None,
    "gone.png": None,
}


def bound(text: str, *, flavor: Flavor = "python-markdown", **target: Any) -> Rendered:
    """Render a text whose addresses are known."""
    return render(
        text,
        markdown=MarkdownConfig(flavor=flavor),
        target=Target(addresses=KNOWN, **target),
    )


IMAGE = (
    '<!-- wp:image {"id":7,"sizeSlug":"large","linkDestination":"none"} -->\n<figure class="wp-block-image size-large">'
    f'<img src="{UPLOADS}/cat-1024x683.jpg" alt="A cat" class="wp-image-7"/></figure>\n<!-- /wp:image -->'
)


@every_flavor
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("![A cat](cat.jpg)", [IMAGE]),
        (
            '<p align="center"><img src="cat.jpg" alt="A cat"></p>',
            ['"linkDestination":"none","align":"center"}', "aligncenter size-large"],
        ),
        (
            '![](cat.jpg "Sleeping")',
            ['class="wp-image-7"/><figcaption class="wp-element-caption">Sleeping</figcaption>'],
        ),
        (
            "![A cat](cat.jpg){width=300 .round}",
            [
                '{"id":7,"width":"300px","height":"auto","sizeSlug":"large","linkDestination":"none","className":"round"}',
                '<figure class="wp-block-image size-large is-resized round"><img ',
                'alt="A cat" class="wp-image-7" style="width:300px;height:auto"/>',
            ],
        ),
        ("![](cat.jpg){width=1600}", ['"sizeSlug":"full"', f'src="{UPLOADS}/cat-scaled.jpg"']),
        ("![](dot.png)", ['{"id":6,"sizeSlug":"full","linkDestination":"none"}', f'<img src="{UPLOADS}/dot.png"']),
        ("![](run.gif)", ['"sizeSlug":"full"', f'<img src="{UPLOADS}/run-scaled.gif"']),
        (
            "[![](cat.jpg)](https://a.b/)",
            ['"sizeSlug":"large","linkDestination":"custom"', '<a href="https://a.b/"><img src="'],
        ),
        (
            "[![](cat.jpg)](other.md)",
            ['"linkDestination":"custom"', '<a href="https://blog.example/other/"><img src="'],
        ),
        (
            "[![](cat.jpg)](draft.md)",
            ['"linkDestination":"none"', '<figure class="wp-block-image size-large"><img src="'],
        ),
        (
            "![](cat.jpg)\n![](dog.jpg)",
            ['<!-- wp:gallery {"linkTo":"none"} -->', 'class="wp-image-7"', 'class="wp-image-8"'],
        ),
        (
            "A ![cat](cat.jpg) here",
            [f'<p>A <img class="wp-image-7" src="{UPLOADS}/cat-1024x683.jpg" alt="cat"> here</p>'],
        ),
        ("| a |\n|---|\n| ![cat](cat.jpg) |", ['<td><img class="wp-image-7" ']),
        (
            "![](song.mp3)",
            [f'<!-- wp:audio {{"id":9}} -->\n<figure class="wp-block-audio"><audio controls src="{UPLOADS}/song.mp3">'],
        ),
        ("[song.mp3](song.mp3)", ['<!-- wp:audio {"id":9} -->', "</audio></figure>"]),
        ("[A film](film.mp4)", ['<!-- wp:video {"id":9} -->', "<figcaption"]),
        (
            "[manual.pdf](manual.pdf)",
            [f'<!-- wp:file {{"id":9,"href":"{UPLOADS}/manual-1.pdf"}} -->', ">manual.pdf</a>"],
        ),
        ("[](manual.pdf)", [">manual.pdf</a>", "Download"]),
        ("See [the manual](manual.pdf).", [f'<p>See <a href="{UPLOADS}/manual-1.pdf">the manual</a>.</p>']),
        ("[other](other.md#part)", ['<p><a href="https://blog.example/other/#part">other</a></p>']),
        ("[watch.md](watch.md)", ['<p><a href="https://www.youtube.com/watch?v=abcdefghijk">watch.md</a></p>']),
        ("[o](odd.md)", ['<a href="https://blog.example/?p=1&amp;amp;x=%22&quot;&lt;b&gt;">o</a>']),
        ("Not [yet *there*](draft.md)!", ["<p>Not yet <em>there</em>!</p>"]),
        ("[](draft.md)", ["<p>draft.md</p>"]),
        ("![gone](gone.png)", ['src="gone.png"']),
        (
            "[Go](other.md){.button}",
            ['<a class="wp-block-button__link wp-element-button" href="https://blog.example/other/">'],
        ),
        ("::: buttons\n[Go](draft.md)\n:::", ['<a class="wp-block-button__link wp-element-button">Go</a>']),
        ("Word\n: The [b](other.md)", ['<a href="https://blog.example/other/">b</a>']),
        (
            '<div style="x"><a  HREF=other.md title=b>c</a><img src=cat.jpg srcset="cat.jpg 1x, x.png 2x"></div>',
            [
                f'<a  HREF="https://blog.example/other/" title=b>c</a><img src="{UPLOADS}/cat-scaled.jpg" '
                f'srcset="{UPLOADS}/cat-scaled.jpg 1x, x.png 2x">'
            ],
        ),
        ('<div style="x"><a href="draft.md">c</a> <a href="odd.md">d</a></div>', ["<a >c</a>", "x=%22&quot;&lt;b&gt;"]),
        (
            '<!-- wp:paragraph -->\n<p><a href="other.md">c</a> <a href="draft.md">d</a></p>\n<!-- /wp:paragraph -->',
            ['<p><a href="https://blog.example/other/">c</a> <a >d</a></p>'],
        ),
        (
            '<!-- wp:file {"href":"manual.pdf","showDownloadButton":false} -->\n<div class="wp-block-file">'
            '<a href="manual.pdf">Manual</a></div>\n<!-- /wp:file -->',
            [f'{{"href":"{UPLOADS}/manual-1.pdf","', f'<a href="{UPLOADS}/manual-1.pdf">Manual</a>'],
        ),
        (
            '<!-- wp:image -->\n<figure class="wp-block-image"><a href="draft.md">'
            '<img src="cat.jpg" alt=""/></a></figure>\n<!-- /wp:image -->',
            [f'<a href="draft.md"><img src="{UPLOADS}/cat-scaled.jpg" alt=""/></a>'],
        ),
    ],
)
def test_a_known_address_makes_what_the_editor_would_make(
    judge: Judge, flavor: Flavor, text: str, parts: list[str]
) -> None:
    content = bound(text, flavor=flavor).content
    for part in parts:
        assert part in content
    judge.accepts(content)
    if not text.startswith("<!-- wp:"):
        judge.accepts_exactly(content)


def test_pictures_are_shown_in_the_size_and_with_the_link_that_the_settings_say(judge: Judge) -> None:
    text = "![](cat.jpg)\n\n[![](dog.jpg)](other.md)\n\n![](cat.jpg)\n![](dog.jpg)"
    content = bound(text, image_size="medium", image_link="file").content
    judge.accepts_exactly(content)
    full = f'<a href="{UPLOADS}/cat-scaled.jpg"><img src="{UPLOADS}/cat-300x200.jpg"'
    assert content.count(full) == 2
    assert '{"id":7,"sizeSlug":"medium","linkDestination":"media"}' in content
    assert '{"id":8,"sizeSlug":"medium","linkDestination":"custom"}' in content
    assert '<!-- wp:gallery {"linkTo":"media","sizeSlug":"medium"} -->' in content


def test_addresses_in_footnotes_are_bound() -> None:
    found = bound("A[^1] b[^2].\n\n[^1]: [c](other.md) ![d](cat.jpg)\n[^2]: <a href=draft.md>e</a>").footnotes
    said = [note["content"] for note in json.loads(found or "")]
    assert said == [
        '<a href="https://blog.example/other/">c</a> '
        f'<img class="wp-image-7" src="{UPLOADS}/cat-1024x683.jpg" alt="d">',
        "e",
    ]


def test_a_post_without_blocks_has_the_classes_of_the_classic_editor() -> None:
    html = bound(
        '![A cat](cat.jpg){.left}\n\n![](dog.jpg "Dog")\n\n[x](manual.pdf) ![](dot.png)\n\n![](song.mp3)', format="html"
    ).content
    assert (
        f'<p><img src="{UPLOADS}/cat-1024x683.jpg" alt="A cat" width="1024" height="683" '
        'class="alignleft size-large wp-image-7"></p>'
    ) in html
    assert 'width="1024" height="683" class="size-large wp-image-8"><figcaption>Dog</figcaption></figure>' in html
    assert f'<a href="{UPLOADS}/manual-1.pdf">x</a> <img class="wp-image-6" src="{UPLOADS}/dot.png" alt="">' in html
    assert f'<audio controls src="{UPLOADS}/song.mp3"></audio>' in html


def test_a_post_without_blocks_links_pictures_to_their_files() -> None:
    html = bound("![](cat.jpg)", format="html", image_link="file").content
    assert f'<p><a href="{UPLOADS}/cat-scaled.jpg"><img src="{UPLOADS}/cat-1024x683.jpg"' in html


@every_flavor
@pytest.mark.parametrize("form", get_args(Format))
@settings(max_examples=examples(250))
@given(text=markdown)
def test_what_is_bound_to_itself_stays_the_same(flavor: Flavor, form: Format, text: str) -> None:
    config = MarkdownConfig(flavor=flavor)
    plain = render(text, markdown=config, target=Target(format=form))
    itself = {found.address: Bound(url=found.address) for found in plain.references}
    target = Target(format=form, addresses=itself)
    assert render(text, markdown=config, target=target) == plain


class _Page(HTMLParser):
    """Collects the addresses and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"a", "img", "video", "audio", "source", "track"}:
            self.addresses += [(value or "").strip() for key, value in attrs if key in {"href", "src", "poster"}]

    def handle_data(self, data: str) -> None:
        self.words += re.findall(r"word", data)


def notes(rendered: Rendered) -> str:
    """Give the notes of a post as they are shown."""
    return " ".join(note["content"] for note in json.loads(rendered.footnotes or "[]"))


@every_flavor
@settings(max_examples=examples(250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=markdown)
def test_nothing_local_is_left_of_what_is_bound_and_the_blocks_are_the_same(
    judge: Judge, flavor: Flavor, text: str
) -> None:
    config = MarkdownConfig(flavor=flavor)
    plain = render(text, markdown=config)
    known = {
        found.address: upload(f"x{number}.png", number + 1) if found.kind == "image" else Bound(url=f"https://x.example/{number}")
        for number, found in enumerate(plain.references)
    }  # fmt: skip
    rendered = render(text, markdown=config, target=Target(addresses=known))
    page = _Page(f"{rendered.content}\n{notes(rendered)}")
    assert not {*page.addresses} & known.keys()
    assert re.findall(r"<!-- /?wp:\S+", rendered.content) == re.findall(r"<!-- /?wp:\S+", plain.content)
    assert rendered.references == plain.references
    judge.accepts_exactly(rendered.content)


@settings(max_examples=examples(150))
@given(text=markdown)
def test_links_that_lead_nowhere_lose_no_word(text: str) -> None:
    plain = render(text)
    nowhere = {found.address: None for found in plain.references}
    rendered = render(text, target=Target(addresses=nowhere))
    before, after = (_Page(f"{each.content}\n{notes(each)}") for each in (plain, rendered))
    assert len(after.words) >= len(before.words)
