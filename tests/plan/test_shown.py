"""Traces of files in what a site shows: found in every spelling, and not where another file is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.plan.shown import Shown, file_key

SLUG = "wppush-" + "0123456789abcdef" * 2
URL = "https://blog.example.org/wp-content/uploads/2026/11/cat.jpg"


def shows(value: object, *, number: int = 42) -> bool:
    shown = Shown()
    shown.add(value)
    return shown.has(number, SLUG, [URL])


@pytest.mark.parametrize(
    "value",
    [
        {"featured_media": 42},
        {"meta": {"_gallery": "7,42"}},
        {"meta": {"hero": {"image": 42}}},
        {"acf": {"pictures": [41, 42]}},
        {"content": {"raw": '<!-- wp:cover {"url":"x","id":42} -->'}},
        {"content": {"raw": '<!-- wp:acme/slides {"slides":[{"imageId":42}]} /-->'}},
        {"content": {"raw": '[gallery size="medium" ids="1, 42"]'}},
        {"content": {"rendered": '<img class="size-full wp-image-42" src="x">'}},
        {"content": {"raw": '<a href="/?attachment_id=42">'}},
        {"content": {"raw": '<figure data-id="42">'}},
        URL,
        URL.replace(".jpg", "-1024x683.jpg"),
        URL.replace(".jpg", "-scaled.jpg"),
        URL.replace(".jpg", "-scaled-e1700000000000-300x200.jpg"),
        URL.replace(".jpg", ".JPG") + "?ver=2",
        URL.replace("/", "\\/"),
        URL.replace("/", "%2F"),
        "background:url(/wp-content/uploads/2026/11/cat.jpg)",
        "https://cdn.example.org/x/cat.jpg",
        f"https://blog.example.org/{SLUG}/",
        '{"settings":{"background_image":{"id":42}}}',
    ],
)
def test_a_file_is_found_by_its_number_and_its_address_however_they_are_written(value: object) -> None:
    assert shows(value)
    assert not Shown().has(42, SLUG, [URL])


@pytest.mark.parametrize(
    "value",
    [
        {"id": 42, "author": 42, "parent": 42, "menu_order": 42, "categories": [42], "tags": [42]},
        {"_links": {"wp:featuredmedia": [{"href": "https://blog.example.org/wp-json/wp/v2/media/42"}]}},
        {"content": {"raw": '<!-- wp:spacer {"height":42} --><!-- wp:heading {"level":42} -->42'}},
        {"sticky": True},
        URL.replace("cat", "cat-1"),
        URL.replace("cat", "bobcat"),
        URL.replace("cat", "cat-food"),
        URL.replace("2026/11", "2026/10"),
        URL.replace(".jpg", ".png"),
        "wp-image-421 421",
    ],
)
def test_another_file_and_a_number_of_something_else_are_no_trace(value: object) -> None:
    assert not shows(value)


@given(st.integers(1, 5000), st.integers(1, 5000), st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True))
def test_all_sizes_of_a_file_have_one_key(width: int, height: int, name: str) -> None:
    url = f"https://a.example/wp-content/uploads/2026/11/{name}"
    assert file_key(f"{url}-{width}x{height}.png") == file_key(f"{url}-scaled.png") == file_key(f"{url}.png")
    assert file_key(f"{url}-1.png") != file_key(f"{url}.png")


@given(st.text(alphabet='<!-- wp:image {"id":42} /-->[]\\%', max_size=200))
def test_no_text_is_too_odd_to_look_through(text: str) -> None:
    shown = Shown()
    shown.add({"content": {"raw": text}})
    shown.add_text(text)
