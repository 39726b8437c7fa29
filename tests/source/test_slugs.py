"""Slugs: what a name makes, what WordPress stores, and that the two agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.source.codes import Code
from wppush.source.faults import Faults
from wppush.source.slug import MAX_BYTES, check_slug, slug_of_file, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("snake_case  and   more", "snake-case-and-more"),
        ("Café Ünïcödé", "cafe-unicode"),
        ("Straße, Łódź & Ærø", "strasse-lodz-aero"),
        ("it's", "its"),
        ("İstanbul ﬁn", "istanbul-fin"),
        ("日本語 ガイド", "日本語-ガイド"),
        ("Йод и ёж", "йод-и-ёж"),
        ("हिन्दी", "हिन्दी"),
        ("--a--b--", "a-b"),
        ("C++ 17", "c-17"),
        ("日" * 40, "日" * 22),
    ],
)
def test_a_name_becomes_a_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("post.md", "post"),
        ("a/b/My Post.markdown", "my-post"),
        ("2024-05-01-title.md", "title"),
        ("2024-05-01.md", "2024-05-01"),
        ("2024-05-01-2024-06-01-x.md", "2024-06-01-x"),
        ("trip/index.md", "trip"),
        ("posts/2024-05-01-trip/_index.md", "trip"),
        ("a.b.md", "a-b"),
        ("404-page.md", "404-page"),
        ("page.md", "page"),
    ],
)
def test_the_file_name_makes_the_slug(key: str, slug: str) -> None:
    assert slug_of_file(key) == slug


@pytest.mark.parametrize("key", ["index.md", "2024.md", "feed.md", "x/2024-05-01-7.md", "!!!.md", "page2.md", "RSS.md"])
def test_a_name_without_a_usable_slug_asks_for_one(key: str) -> None:
    with pytest.raises(Faults) as caught:
        slug_of_file(key)
    [fault] = caught.value.faults
    assert fault.code == "WP136"
    assert fault.hint
    assert "`slug: " in fault.hint


# As WordPress 6.5, 6.8 and 7.1 store them.
@pytest.mark.parametrize(
    ("slug", "stored"),
    [
        ("a.b", "a-b"),
        ("a/b", "a-b"),
        ("Ünïcödé", "unicode"),
        ("a&b", "ab"),
        ("it's", "its"),
        ("-x-", "x"),
        ("a--b", "a-b"),
        ("a b", "a-b"),
        ("a–b", "a-b"),
    ],
)
def test_another_spelling_than_wordpress_stores_is_refused(slug: str, stored: str) -> None:
    with pytest.raises(Faults) as caught:
        check_slug(slug)
    [fault] = caught.value.faults
    assert fault.code == "WP133"
    assert f'"{stored}"' in fault.message


@pytest.mark.parametrize("slug", ["a", "a_b", "_", "日本語", "a-1", "2024-05", "feeds", "μέρα", "x" * MAX_BYTES])
def test_what_wordpress_stores_as_it_is_passes(slug: str) -> None:
    check_slug(slug)


@given(st.text(max_size=120))
def test_whatever_slugify_makes_is_a_slug_and_stays_one(text: str) -> None:
    try:
        slug = slugify(text)
    except Faults:
        return
    check_slug(slug)
    assert slugify(slug) == slug


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=60))
def test_every_file_name_makes_a_slug_or_says_that_one_is_needed(name: str) -> None:
    codes = []
    try:
        check_slug(slug_of_file(f"{name}.md"))
    except Faults as error:
        codes = [fault.code for fault in error.faults]
    assert codes in ([], [Code.SLUG_NEEDED])
