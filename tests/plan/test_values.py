"""Laws of the values of fields: what a site stores as it was sent is no change, a change is one of its field alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wppush.blocks import Mark, source_of, with_mark
from wppush.plan import (
    DesiredPost,
    Directory,
    FeaturedImage,
    Place,
    PostLink,
    RemoteTerm,
    TermIndex,
)
from wppush.plan.fields import Verdict, compare, expected_texts, is_recorded, mark_after, our_text, their_texts
from wppush.sync.body import fields_body
from wppush.sync.remote import remote_post
from wppush.texts import keep
from wppush.wordpress.wire import TermId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wppush.plan import Field, RemotePost
    from wppush.sync.store import Store
    from wppush.wordpress.wire import Post

SOURCE, ABOVE = source_of("blog", "a.md"), source_of("blog", "above.md")
ZONE = timezone(timedelta(hours=-5))
DIRECTORY = Directory(
    TermIndex(
        {
            "categories": [
                RemoteTerm(id=TermId(1), name="News"),
                RemoteTerm(id=TermId(2), name="Travel"),
                RemoteTerm(id=TermId(3), name="Korea", parent=TermId(2)),
            ],
            "tags": [RemoteTerm(id=TermId(4), name="Q&amp;A"), RemoteTerm(id=TermId(5), name="日本")],
            "taxonomies.genre": [RemoteTerm(id=TermId(6), name="Crime"), RemoteTerm(id=TermId(7), name="Poetry")],
        }
    ),
    users={"jane": 2, "jim@example.com": 3},
    posts={ABOVE: Place(id=11, link="https://example.com/above/", status="publish")},
    parents={("page", "about/team"): 12},
)
LINK = PostLink(address="above.md", target=ABOVE, name="above.md")

TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
PARAGRAPH = st.builds("<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->".format, st.text("ab &;é", max_size=9))
NOTES = st.sampled_from(
    ["", '[{"id":"1","content":"A"}]', '[{"content":"A","id":"1"}]', '[{"id":"1","content":"Ä & B"}]']
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
DATES = st.builds(
    lambda moment, zone: moment.replace(microsecond=0, tzinfo=zone),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001, naive is the site's own zone
    st.sampled_from([None, UTC, ZONE, timezone(timedelta(hours=2))]),
)


def some(*values: object) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


PATHS = (("News",), ("news",), ("Travel",), ("Travel", "Korea"), ("Korea",))
VALUES: dict[Field, st.SearchStrategy[Any]] = {
    "title": TEXT,
    "slug": st.text("ab-日é", min_size=1, max_size=9),
    "content": PARAGRAPH,
    "status": st.sampled_from(["publish", "future", "draft", "pending", "private"]),
    "date": DATES,
    "author": st.sampled_from(["jane", "Jane", "jim@example.com", 2, 7]),
    "parent": st.sampled_from([LINK, "about/team", "/about/team/", "", 0, 12, 13]),
    "menu_order": st.integers(-3, 3),
    "excerpt": TEXT,
    "categories": some(*PATHS),
    "tags": some("Q&A", "q&amp;a", "日本"),
    "featured_image": st.builds(FeaturedImage, id=st.integers(0, 3)),
    "template": st.sampled_from(["", "wide", "narrow"]),
    "format": st.sampled_from(["standard", "aside"]),
    "sticky": st.booleans(),
    "password": TEXT,
    "comments": st.sampled_from(["open", "closed"]),
    "pings": st.sampled_from(["open", "closed"]),
    "footnotes": NOTES,
    "taxonomies.genre": some(("Crime",), ("Poetry",)),
    "meta.rating": JSON_VALUES,
    "meta._a b": JSON_VALUES,
}
ALWAYS = ("title", "slug", "content")


@st.composite
def posts(draw: st.DrawFn) -> DesiredPost:
    """Give a post that says some fields, and always what every file says."""
    names = {*ALWAYS, *draw(st.sets(st.sampled_from(sorted(VALUES))))}
    post = DesiredPost(name="a.md", source=SOURCE, type="page", title="", slug="a", words=keep(""))
    for name in sorted(names):
        post = saying(post, name, draw(VALUES[name]))
    return post


def saying(post: DesiredPost, field: Field, value: Any) -> DesiredPost:
    kind, dot, key = field.partition(".")
    if field == "content":
        return replace(post, words=keep(value))
    said: dict[str, Any] = {kind: {**getattr(post, kind), key: value} if dot else value}
    return replace(post, **said)


class WordPressLike:
    """A site that stores exactly what it is sent."""

    def __init__(self) -> None:
        self.writes = 0
        texts = {name: {"raw": ""} for name in ("title", "excerpt", "content")}
        self.post: dict[str, Any] = {
            "id": 1,
            "slug": "",
            "status": "draft",
            "link": "",
            "genre": [],
            "meta": {"footnotes": ""},
            **texts,
            "date": "2026-01-01T00:00:00",
            "date_gmt": "2026-01-01T05:00:00",
            "modified": "2026-01-01T00:00:00",
        }

    def key_of(self, taxonomy: Field) -> str:
        return taxonomy.removeprefix("taxonomies.")

    def take(self, body: Mapping[str, Any]) -> None:
        for key, value in body.items():
            if key in ("title", "excerpt", "content"):
                self.post[key] = {"raw": value}
            elif key == "meta":
                self.post[key] = {**self.post[key], **value}
            elif key == "slug":
                self.post[key] = quote(value).lower()
            else:
                self.post[key] = value
        if "date" in body:
            self.post["date_gmt"] = _moved(body["date"], ZONE, UTC)
        elif "date_gmt" in body:
            self.post["date"] = _moved(body["date_gmt"], UTC, ZONE)
        # As WordPress does it: a new post has its date there.
        self.post["modified"] = self.post["date"] if not self.writes else "2099-01-01T00:00:00"
        self.writes += 1

    def write(self, desired: DesiredPost, fields: tuple[Field, ...], mark: Mark | None) -> RemotePost:
        """Carry a write of these fields out as `sync.writer` does."""
        body = dict(fields_body(desired, fields, DIRECTORY, cast("Store", self)))
        content = desired.content if "content" in fields else self.read().content
        self.take({**body, "content": content if mark is None else with_mark(content, mark)})
        return self.read()

    def read(self) -> RemotePost:
        return remote_post(cast("Post", self.post), "page", {"genre": "genre"})


def _moved(date: str, zone: timezone, other: timezone) -> str:
    return datetime.fromisoformat(date).replace(tzinfo=zone).astimezone(other).replace(tzinfo=None).isoformat()


def published(desired: DesiredPost) -> tuple[WordPressLike, RemotePost]:
    site = WordPressLike()
    fields = desired.managed
    mark = mark_after(desired, {field: expected_texts(desired, field, DIRECTORY) for field in fields}, None)
    return site, site.write(desired, fields, mark)


def verdicts(desired: DesiredPost, remote: RemotePost) -> dict[Field, Verdict]:
    """Give what there is to say of each field, without those of which there is nothing."""
    found = {field: compare(desired, remote, field, DIRECTORY) for field in desired.managed}
    return {field: verdict for field, verdict in found.items() if verdict is not Verdict.SAME}


@settings(max_examples=60)
@given(desired=posts())
def test_what_was_stored_as_it_was_sent_is_the_same_and_needs_no_look_at_the_sites_names(desired: DesiredPost) -> None:
    _, remote = published(desired)
    assert verdicts(desired, remote) == {}
    assert all(is_recorded(desired, remote, field) for field in desired.managed)
    for field in desired.managed:
        assert {*expected_texts(desired, field, DIRECTORY)} & {*their_texts(remote, field)}, field


@pytest.mark.parametrize("field", sorted(VALUES))
@settings(max_examples=15)
@given(data=st.data())
def test_a_change_on_one_side_is_that_sides_and_of_that_field_alone(field: Field, data: st.DataObject) -> None:
    before = saying(data.draw(posts()), field, data.draw(VALUES[field]))
    changed = saying(before, field, data.draw(VALUES[field]))
    site, remote = published(before)
    now = {*expected_texts(changed, field, DIRECTORY)}
    assume(not now & {*their_texts(remote, field)})
    assert verdicts(changed, remote) == {field: Verdict.OURS}
    theirs = site.write(changed, (field,), remote.mark)
    # null means whatever is nothing to the field's type.
    assume(not {*expected_texts(before, field, DIRECTORY)} & {*their_texts(theirs, field)})
    assert verdicts(before, theirs) == {field: Verdict.THEIRS}
    assert verdicts(changed, theirs) == {field: Verdict.CONVERGED}
    third = saying(before, field, data.draw(VALUES[field]))
    other = {*expected_texts(third, field, DIRECTORY)}
    if our_text(third, field) != our_text(before, field) and not other & {*their_texts(theirs, field)}:
        assert verdicts(third, theirs) == {field: Verdict.BOTH}


@pytest.mark.parametrize("field", sorted({*VALUES} - {*ALWAYS}))
@settings(max_examples=8)
@given(data=st.data())
def test_a_field_that_is_no_longer_said_is_nobodys_business(field: Field, data: st.DataObject) -> None:
    said = saying(data.draw(posts()), field, data.draw(VALUES[field]))
    site, remote = published(said)
    kind, dot, key = field.partition(".")
    without: dict[str, Any] = {kind: None}
    if dot:
        without[kind] = {name: value for name, value in getattr(said, kind).items() if name != key}
    silent = replace(said, **without)
    assert verdicts(silent, remote) == {}
    other = saying(said, field, data.draw(VALUES[field]))
    assert verdicts(silent, site.write(other, (field,), remote.mark)) == {}


def test_a_meta_field_that_a_site_comes_to_know_is_written_then_and_one_that_it_forgets_is_no_edit() -> None:
    desired = saying(DesiredPost(name="a.md", source=SOURCE, title="A", slug="a", words=keep("")), "meta.rating", 5)
    site, remote = published(desired)
    unknown = replace(remote, meta={})
    assert verdicts(desired, unknown) == {}
    said = {"meta.rating": their_texts(unknown, "meta.rating")}
    in_vain = replace(unknown, mark=mark_after(desired, said, remote.mark))
    assert verdicts(desired, in_vain) == {}
    nothing: tuple[Any, ...] = (0, "", [], False)
    for empty in nothing:
        assert verdicts(desired, replace(in_vain, meta={"rating": empty})) == {"meta.rating": Verdict.OURS}
    assert verdicts(desired, replace(in_vain, meta={"rating": 3})) == {"meta.rating": Verdict.THEIRS}
    assert site.key_of("taxonomies.genre") == "genre"
