"""Every address that may lead to a file of the author's, or to media of the web, is listed with its place."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings

from amount import examples
from any_markdown import markdown
from wppush.config import MarkdownConfig
from wppush.config.values import Flavor
from wppush.rendering import Rendered, Target, anchor_of, render

NOTES = {"My note": "../notes/My%20note.md", "2024": "2024.md", "sea.jpg": "img/sea.jpg", "paper.pdf": "paper.pdf"}
every_flavor = pytest.mark.parametrize("flavor", get_args(Flavor))


def listed(text: str, *, flavor: Flavor = "python-markdown", **target: Any) -> list[str]:
    """Give what is listed for a text, each with its kind and its place."""
    rendered = render(text, markdown=MarkdownConfig(flavor=flavor), target=Target(**target))
    return [
        f"{found.kind} {found.address} {found.location.line}:{found.location.column}" for found in rendered.references
    ]


@every_flavor
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [b](c.md).", ["link c.md 1:7"]),
        ("A [b](../c%20d.md?x=1&amp;y=2#e 'f').", ["link ../c%20d.md?x=1&y=2#e 1:7"]),
        ("A [b](<c d.md>).", ["link c%20d.md 1:8"]),
        ("A [b][] and [c][b].\n\nWords\n\n[b]: d.md", ["link d.md 5:6"]),
        ("See ![b](c.png) there.", ["image c.png 1:10"]),
        ("![b](c.png)", ["image c.png 1:6"]),
        ("[![b](c.png)](d.png)", ["link d.png 1:15", "image c.png 1:7"]),
        ("![b](c.png)\n![d](e.png)", ["image c.png 1:6", "image e.png 2:6"]),
        ("![b](c.mp3)\n\n[x](d.mp4)\n\n[e](f.pdf)", ["audio c.mp3 1:6", "video d.mp4 3:5", "file f.pdf 5:5"]),
        ("See [x](d.mp4) and [e](f.pdf).", ["link d.mp4 1:9", "link f.pdf 1:24"]),
        ("- a\n  - [b](c.md)\n\n> ![d](e.png)", ["link c.md 2:9", "image e.png 4:8"]),
        ("| a |\n|---|\n| [b](c.md) |", ["link c.md 3:7"]),
        ("Word[^1].\n\n[^1]: A [b](c.md).", ["link c.md 3:13"]),
        ("Word[^1].\n\n[^1]: A.\n[^2]: A [b](c.md).", []),
        ("Word\n: The [b](c.md)", ["link c.md 2:11"]),
        ("> [!NOTE]\n> See [b](c.md).", ["link c.md 2:11"]),
        ("::: note\nSee [b](c.md).\n:::", ["link c.md 2:9"]),
        ("[b](c.md){.button}", ["link c.md 1:5"]),
        ("![b](c.png){width=300}", ["image c.png 1:6"]),
        ("Some <a href='b.md'>c</a> and <img src=d.png>.", ["link b.md 1:15", "image d.png 1:40"]),
        (
            '<div class="x"><img src="a.png" srcset="b.png 1x, c.png 2x" data-src="d.png"></div>',
            ["image a.png 1:26", "image b.png 1:41", "image c.png 1:51"],
        ),
        (
            '<video poster="a.png"\n  width="9"><source src="b.bin"><track src="c.vtt"></video>',
            ["image a.png 1:16", "video b.bin 2:26", "file c.vtt 2:45"],
        ),
        ("<picture><source srcset=a.webp><img src=b.png></picture>", ["image a.webp 1:25", "image b.png 1:41"]),
        ("<div><!-- <img src=a.png> --><script>'<img src=b.png>'</script></div>", []),
        ('<iframe src="a.html"></iframe>\n\n`[b](c.md)`\n\n    [d](e.md)', []),
        (
            '<!-- wp:paragraph -->\n<p><a href="a.md">b</a></p>\n<!-- /wp:paragraph -->',
            ["link a.md 2:13"],
        ),
        ("[a](mailto:b@c) [a](https://b.c) [a](//b/c) [a](#b) [a](?b) [a]() [a](javascript:b) [a](data:,b)", []),
        ("[a](file:///b) ![c](C:\\d.png) [e](\\\\f\\g) [h](/i)", [
            "link file:///b 1:5", "image C:\\d.png 1:21", "link \\f\\g 1:35", "link /i 1:46",
        ]),
        ("![b](https://c.d/e.png) [f](https://g.h/i.png)", ["image https://c.d/e.png 1:6"]),
    ],
)  # fmt: skip
def test_an_address_is_listed_with_its_kind_and_its_place(flavor: Flavor, text: str, expected: list[str]) -> None:
    assert listed(text, flavor=flavor) == expected


def test_media_of_the_web_are_told_from_files() -> None:
    found = render("![a](https://b.c/d.png)\n\n![e](f.png)\n\n![g](HTTP://h.i/j.mp3)").references
    assert [each.remote for each in found] == [True, False, True]


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    found = render("# Title\n\n[b](c.md)", name="posts/a.md", first_line=5, take_title=True).references[0]
    assert str(found.location) == "posts/a.md:7:5"


@every_flavor
def test_what_is_said_of_a_picture_goes_with_it(flavor: Flavor) -> None:
    text = (
        '![A *cat*](1.png "Sleeping")\n\nIn ![words](2.png "a tip") here\n\n'
        '<figure><img src="3.png" alt="A dog"><figcaption>Awake &amp; up</figcaption></figure>\n\n'
        '![One](4.png "first")\n![Two](5.png "second")\n\n[![B](6.png "in a link")](https://x.y)\n\n[Song](7.mp3)'
    )
    found = render(text, markdown=MarkdownConfig(flavor=flavor)).references
    assert [(each.alt, each.title, each.caption) for each in found] == [
        ("A cat", "", "Sleeping"),
        ("words", "a tip", ""),
        ("A dog", "", "Awake & up"),
        ("One", "", "first"),
        ("Two", "", "second"),
        ("B", "", "in a link"),
        ("", "", "Song"),
    ]


def test_an_example_in_code_above_is_not_taken_for_the_place() -> None:
    assert listed("```\nsee [b](c.md)\n```\n\nSee [b](c.md)") == ["link c.md 5:9"]


def test_the_same_address_is_listed_for_each_of_its_places() -> None:
    assert listed("[a](b.md) [a](b.md)\n\n![a](b.md)") == ["link b.md 1:5", "link b.md 1:15", "image b.md 3:6"]


@every_flavor
@settings(max_examples=examples(200))
@given(text=markdown)
def test_every_place_is_in_the_text(flavor: Flavor, text: str) -> None:
    lines = text.replace("\u2028", "\n").replace("\u2029", "\n").split("\n")
    for found in render(text, markdown=MarkdownConfig(flavor=flavor)).references:
        assert found.address
        assert 1 <= (found.location.line or 0) <= len(lines)
        assert found.location.column is None or found.location.column >= 1


class TestNotes:
    """Links of Obsidian, where someone knows the notes."""

    def of(self, text: str, flavor: Flavor = "python-markdown") -> Rendered:
        return render(text, markdown=MarkdownConfig(flavor=flavor), target=Target(find_note=NOTES.get))

    @every_flavor
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("[[My note]]", '<a href="../notes/My%20note.md">My note</a>'),
            ("[[My note|its *words*]]", '<a href="../notes/My%20note.md">its <em>words</em></a>'),
            ("[[My note#Some Part]]", '<a href="../notes/My%20note.md#some-part">My note &gt; Some Part</a>'),
            ("[[My note#Some Part|that]]", '<a href="../notes/My%20note.md#some-part">that</a>'),
            ("[[My note#^block]]", '<a href="../notes/My%20note.md">My note</a>'),
            ("[[2024]]", '<a href="2024.md">2024</a>'),
            ("[a [[My note]] b](c.md)", '<a href="c.md">a My note b</a>'),
            ("[[paper.pdf]]", '<a href="paper.pdf">paper.pdf</a>'),
            ("[[Other]]", "[[Other]]"),
            ("[[Other|words]]", "words"),
        ],
    )
    def test_a_known_note_is_linked(self, flavor: Flavor, text: str, html: str) -> None:
        assert (
            self.of(f"See {text}.", flavor).content
            == f"<!-- wp:paragraph -->\n<p>See {html}.</p>\n<!-- /wp:paragraph -->"
        )

    def test_an_unknown_one_is_told(self) -> None:
        assert [each.code for each in self.of("See [[My note]] and [[Other]].").diagnostics] == ["WP230"]

    def test_a_note_that_should_be_embedded_is_linked_and_told(self) -> None:
        rendered = self.of("![[My note]]")
        assert '<p><a href="../notes/My%20note.md">My note</a></p>' in rendered.content
        assert [each.code for each in rendered.diagnostics] == ["WP231"]

    def test_an_embedded_picture_has_the_address_of_its_file(self) -> None:
        rendered = self.of("![[sea.jpg|300]]\n\n![[paper.pdf]]")
        assert '<img src="img/sea.jpg" alt="" style="width:300px;height:auto"/>' in rendered.content
        assert "<!-- wp:file " in rendered.content
        assert [(each.kind, each.address) for each in rendered.references] == [
            ("image", "img/sea.jpg"),
            ("file", "paper.pdf"),
        ]

    def test_the_place_is_that_of_the_link(self) -> None:
        found = self.of("Words\n\nSee [[My note#Part|it]].").references[0]
        assert (found.address, found.location.line, found.location.column) == ("../notes/My%20note.md#part", 3, 5)

    def test_the_name_is_asked_for_without_section_and_words(self) -> None:
        asked: list[str] = []
        render("[[A b#C|d]] ![[e.png|3]]", target=Target(find_note=lambda name: asked.append(name)))
        assert set(asked) == {"A b", "e.png"}


class TestSections:
    """What a link from another post may have behind its `#`."""

    TEXT = "# Post\n\n## Some *Heading*!\n\n## Some Heading\n\n### Own {#mine}\n\n<a name='old'></a>\n\nWords"

    def test_a_section_is_found_as_github_and_as_obsidian_write_it(self) -> None:
        rendered = render(self.TEXT, take_title=True)
        found = {
            section: rendered.anchor_of(section)
            for section in (
                "some-heading", "Some Heading", "some-heading-1", "mine", "own", "Own", "old", "post", "none",
                "Some%20Heading!",
            )
        }  # fmt: skip
        assert found == {
            "some-heading": "some-heading", "Some Heading": "some-heading", "some-heading-1": "some-heading-1",
            "mine": "mine", "own": "mine", "Own": "mine", "old": "old", "post": "", "none": None,
            "Some%20Heading!": "some-heading",
        }  # fmt: skip

    def test_all_headings_are_told(self) -> None:
        assert render(self.TEXT, take_title=True).headings == ("some-heading", "some-heading-1", "mine")
        assert anchor_of("Some *Heading*!") == "some-heading"

    def test_a_heading_to_which_another_post_links_has_its_name(self) -> None:
        rendered = render(self.TEXT, target=Target(anchors={"some-heading-1", "mine", "nothing"}))
        assert 'id="some-heading-1"' in rendered.content
        assert 'id="some-heading"' not in rendered.content
        assert rendered.content.count('id="mine"') == 1
        assert rendered.sections == render(self.TEXT).sections
