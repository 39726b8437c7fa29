"""The table of cases, without a site: each field three ways, and never a write where both sides changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.blocks import Mark, source_of
from wppush.plan import (
    EMPTY_POST,
    Adopt,
    Conflict,
    CreatePost,
    DesiredPost,
    Directory,
    Drift,
    Plan,
    Refused,
    RefusedBecause,
    RemotePost,
    RemoteTerm,
    Snapshot,
    TermIndex,
    TrashPost,
    Unchanged,
    UpdatePost,
    make_plan,
    needs,
)
from wppush.plan.fields import mark_after, their_texts
from wppush.sync import foresee_all
from wppush.texts import keep
from wppush.wordpress.wire import PostId, TermId

if TYPE_CHECKING:
    from wppush.plan import Field, PostChange

SOURCE = source_of("blog", "a.md")
DESIRED = DesiredPost(
    name="posts/a.md",
    source=SOURCE,
    title="Title",
    slug="a",
    words=keep("<!-- wp:paragraph -->\n<p>Words.</p>\n<!-- /wp:paragraph -->"),
    status="publish",
    date=datetime(2026, 1, 2, 8, tzinfo=UTC),
    excerpt="Short.",
    categories=(("News",),),
    tags=("one", "two"),
)
TERMS = TermIndex(
    {
        "categories": [RemoteTerm(id=TermId(2), name="News"), RemoteTerm(id=TermId(3), name="Notes")],
        "tags": [RemoteTerm(id=TermId(number), name=name) for number, name in ((5, "one"), (6, "two"), (7, "three"))],
    }
)
OURS: dict[str, Any] = {
    "title": "Our title",
    "content": DESIRED.content.replace("Words", "Our words"),
    "status": "draft",
    "date": datetime(2026, 2, 2, 8, tzinfo=UTC),
    "excerpt": "Ours.",
    "categories": (("Notes",),),
    "tags": ("one",),
}
THEIRS: dict[str, Any] = {
    "title": "Their title",
    "content": DESIRED.content.replace("Words", "Their words"),
    "status": "private",
    "date": "2026-03-03T08:00:00",
    "excerpt": "Theirs.",
    "categories": frozenset({TermId(9)}),
    "tags": frozenset({TermId(7)}),
}
CHANGEABLE = st.sets(st.sampled_from(sorted(OURS)))


def stored(desired: DesiredPost) -> RemotePost:
    """Give the post as it stands on the site right after `desired` was published."""
    post = RemotePost(
        id=PostId(1),
        link="https://example.com/a/",
        status="publish",
        slug="a",
        title="Title",
        excerpt="Short.",
        stored=keep(""),
        words=desired.words,
        date="2026-01-02T10:00:00",
        date_gmt="2026-01-02T08:00:00",
        modified="2026-01-02T10:00:00",
        categories=frozenset({TermId(2)}),
        tags=frozenset({TermId(5), TermId(6)}),
        mark=None,
    )
    return replace(post, mark=mark_after(desired, {field: their_texts(post, field) for field in desired.managed}, None))


def arguments(values: dict[str, Any]) -> dict[str, Any]:
    """Give values of fields as the posts take them: a text is kept elsewhere."""
    return {
        ("words" if name == "content" else name): keep(value) if name == "content" else value
        for name, value in values.items()
    }


def ours_with(fields: set[str]) -> DesiredPost:
    return replace(DESIRED, **arguments({field: OURS[field] for field in fields}))


def edited(post: RemotePost, fields: set[str]) -> RemotePost:
    changes = arguments({field: THEIRS[field] for field in fields})
    if "date" in changes:
        changes["date_gmt"] = changes["date"]
    return replace(post, **changes)


def plan_of(desired: DesiredPost, *posts: RemotePost, claimed: frozenset[str] = frozenset(), **options: Any) -> Plan:
    snapshot = Snapshot(posts=posts, directory=Directory(TERMS))
    return make_plan([desired], snapshot, claimed=claimed | {desired.source}, **options)


def change_of(
    desired: DesiredPost, *posts: RemotePost, claimed: frozenset[str] = frozenset(), **options: Any
) -> PostChange:
    [change] = plan_of(desired, *posts, claimed=claimed, **options).posts
    return change


@given(ours=CHANGEABLE, theirs=CHANGEABLE)
def test_the_table_of_cases_holds_for_every_mixture_of_changes(ours: set[str], theirs: set[str]) -> None:
    desired = ours_with(ours)
    change = change_of(desired, edited(stored(DESIRED), theirs))
    if ours & theirs:
        assert isinstance(change, Conflict)
        assert set(change.fields) == ours & theirs
    elif ours:
        assert isinstance(change, UpdatePost)
        assert (set(change.fields), set(change.drifted)) == (ours, theirs)
    elif theirs:
        assert isinstance(change, Drift)
        assert set(change.fields) == theirs
    else:
        assert isinstance(change, Unchanged)


@given(ours=CHANGEABLE, theirs=CHANGEABLE)
def test_force_writes_every_difference_and_nothing_else(ours: set[str], theirs: set[str]) -> None:
    desired = ours_with(ours)
    change = change_of(desired, edited(stored(DESIRED), theirs), force=True)
    if ours | theirs:
        assert isinstance(change, UpdatePost)
        assert set(change.fields) == ours | theirs
    else:
        assert isinstance(change, Unchanged)


@given(fields=CHANGEABLE)
def test_terms_are_asked_for_only_where_they_changed(fields: set[str]) -> None:
    desired = ours_with(fields)
    needed = needs([desired], [stored(DESIRED)])
    assert set(needed.taxonomies) == fields & {"categories", "tags"}


def test_a_scheduled_post_that_wordpress_published_is_not_a_change() -> None:
    assert isinstance(change_of(DESIRED, replace(stored(DESIRED), status="future")), Unchanged)


def test_a_naive_date_is_compared_in_the_sites_time_zone() -> None:
    naive = replace(DESIRED, date=datetime(2026, 1, 2, 10))  # noqa: DTZ001 (naive is the point)
    assert isinstance(change_of(naive, stored(naive)), Unchanged)
    assert isinstance(change_of(replace(naive, date=datetime(2026, 1, 2, 8, tzinfo=UTC)), stored(naive)), UpdatePost)


def test_a_value_that_the_site_alters_is_remembered_as_sent() -> None:
    post = replace(stored(DESIRED), title="Title &amp; more")
    fields: tuple[Field, ...] = ("title",)
    desired = replace(DESIRED, title="Title & more")
    marked = replace(post, mark=mark_after(desired, {field: their_texts(post, field) for field in fields}, post.mark))
    assert isinstance(change_of(desired, marked), Unchanged)
    assert isinstance(change_of(replace(desired, title="Other"), marked), UpdatePost)
    assert isinstance(change_of(desired, replace(marked, title="Other")), Drift)


def test_a_field_that_is_no_longer_mentioned_is_left_alone_and_can_be_mentioned_again() -> None:
    quiet = replace(DESIRED, tags=None, title="Other")
    change = change_of(quiet, stored(DESIRED))
    assert isinstance(change, UpdatePost)
    assert change.fields == ("title",)
    kept = replace(stored(DESIRED), mark=mark_after(quiet, {}, stored(DESIRED).mark))
    assert isinstance(change_of(DESIRED, kept), Unchanged)
    assert isinstance(change_of(replace(DESIRED, tags=("one",)), kept), UpdatePost)
    assert isinstance(change_of(replace(DESIRED, tags=("one",)), edited(kept, {"tags"})), Conflict)


def unmarked(**changes: Any) -> RemotePost:
    return replace(stored(DESIRED), mark=None, **changes)


def test_an_unmarked_post_with_the_slug_is_refused_or_adopted() -> None:
    refused = change_of(DESIRED, unmarked())
    assert isinstance(refused, Refused)
    assert refused.because is RefusedBecause.UNMARKED
    adopted = change_of(DESIRED, unmarked(title="Theirs"), adopt=True)
    assert isinstance(adopted, Adopt)
    assert adopted.fields == ("title",)


def marked_by(project: str, key: str, **changes: Any) -> RemotePost:
    return replace(stored(DESIRED), mark=Mark(source=source_of(project, key)), **changes)


def test_another_projects_post_is_adopted_only_when_asked_for() -> None:
    theirs = marked_by("another", "a.md")
    refused = change_of(DESIRED, theirs)
    assert isinstance(refused, Refused)
    assert refused.because is RefusedBecause.OTHER_PROJECT
    assert isinstance(change_of(DESIRED, theirs, adopt=True), Adopt)


def test_another_files_post_is_never_taken() -> None:
    other = source_of("blog", "b.md")
    theirs = marked_by("blog", "b.md")
    for adopt in (False, True):
        change = change_of(DESIRED, theirs, claimed=frozenset({other}), adopt=adopt)
        assert isinstance(change, Refused)
        assert change.because is RefusedBecause.OTHER_FILE


def test_a_slug_that_another_post_has_is_refused_for_an_update_too() -> None:
    occupant = unmarked(id=PostId(9), slug="b")
    change = change_of(replace(DESIRED, slug="b"), stored(DESIRED), occupant)
    assert isinstance(change, Refused)
    assert change.remote is not None
    assert change.remote.id == 9


def test_a_gone_files_post_goes_to_the_file_with_its_slug_or_else_its_content() -> None:
    old = replace(stored(DESIRED), mark=replace(cast("Mark", stored(DESIRED).mark), source=source_of("blog", "old.md")))
    by_slug = change_of(DESIRED, old)
    assert isinstance(by_slug, UpdatePost)
    assert by_slug.renamed
    by_content = change_of(replace(DESIRED, slug="new"), old)
    assert isinstance(by_content, UpdatePost)
    assert (by_content.renamed, by_content.fields) == (True, ("slug",))
    assert isinstance(change_of(replace(DESIRED, slug="new", words=keep("other")), old), CreatePost)


def test_a_trashed_post_of_somebody_else_is_not_in_the_way() -> None:
    assert isinstance(change_of(DESIRED, unmarked(status="trash")), CreatePost)


def test_what_somebody_chose_on_the_site_is_not_overwritten_when_the_file_begins_to_name_it() -> None:
    bare = replace(DESIRED, status=None, categories=None, excerpt=None, tags=None)
    fresh = replace(stored(DESIRED), excerpt="", tags=frozenset(), categories=frozenset({TermId(1)}))
    fresh = replace(fresh, mark=mark_after(bare, {field: their_texts(fresh, field) for field in bare.managed}, None))
    for field in ("status", "categories", "excerpt", "tags"):
        naming = replace(bare, **{field: OURS[field]})
        assert isinstance(change_of(naming, fresh), UpdatePost)
        chosen = change_of(naming, edited(fresh, {field}))
        assert isinstance(chosen, Conflict)
        assert chosen.fields == (field,)


def test_a_file_with_a_post_is_never_given_a_strangers_post_for_its_new_slug() -> None:
    stranger = unmarked(id=PostId(9), slug="b")
    change = change_of(replace(DESIRED, slug="b"), stored(DESIRED), stranger, adopt=True)
    assert isinstance(change, Refused)
    assert change.because is RefusedBecause.SLUG_TAKEN


def test_a_slug_that_the_site_changed_is_drift_even_where_a_stranger_took_the_old_one() -> None:
    moved = replace(stored(DESIRED), slug="moved")
    change = change_of(DESIRED, moved, unmarked(id=PostId(9)))
    assert isinstance(change, Drift)
    assert change.fields == ("slug",)
    assert isinstance(change_of(DESIRED, moved, unmarked(id=PostId(9)), force=True), Refused)


def test_a_create_that_landed_late_is_trashed_and_a_persons_copy_is_not() -> None:
    post = stored(DESIRED)
    late = replace(post, id=PostId(2), slug="a-2")
    plan = plan_of(DESIRED, post, late)
    assert [type(change) for change in plan.posts] == [Unchanged, TrashPost]
    assert [note.code for outcome in foresee_all(plan) for note in outcome.diagnostics] == ["WP305"]
    assert plan.pending
    same_moment = replace(late, slug=post.slug)
    assert [type(change) for change in plan_of(DESIRED, post, same_moment).posts] == [Unchanged, TrashPost]
    # What links to others is written in two steps; the first one may have had its second since.
    newer = replace(DESIRED, words=keep("Newer words."))
    assert [type(change) for change in plan_of(newer, stored(newer), late).posts] == [Unchanged, TrashPost]
    copies = (replace(late, title="Another"), replace(late, status="draft"), replace(late, slug="copy"))
    for copy in (*copies, replace(late, words=keep("other"))):
        [change] = plan_of(DESIRED, post, copy).posts
        assert isinstance(change, Unchanged)
        assert [note.code for note in change.desired.diagnostics] == ["WP301"]


def test_a_post_that_the_user_may_not_edit_is_named_and_never_taken() -> None:
    foreign = replace(stored(DESIRED), mark=Mark(source=SOURCE), editable=False)
    for adopt in (False, True):
        change = change_of(DESIRED, foreign, adopt=adopt)
        assert isinstance(change, Refused)
        assert change.because is RefusedBecause.NOT_EDITABLE


def test_an_author_does_not_filter_what_an_administrator_wrote() -> None:
    post = edited(stored(DESIRED), {"content"})
    snapshot = Snapshot(posts=(post,), directory=Directory(TERMS))
    desired = [replace(DESIRED, title="Other")]
    for filtered, expected in ((False, UpdatePost), (True, Conflict)):
        plan = make_plan(desired, snapshot, claimed=frozenset({SOURCE}), filtered=filtered)
        assert isinstance(plan.posts[0], expected)


def test_a_write_that_was_cut_off_before_its_mark_was_true_is_finished_and_not_taken_for_an_edit() -> None:
    texts: tuple[Field, ...] = ("title", "content")
    sent = {field: (OURS[field],) for field in texts}
    cut = replace(stored(DESIRED), title="T &amp; filtered", words=keep("filtered"))
    desired = replace(DESIRED, title=OURS["title"], words=keep(OURS["content"]))
    cut = replace(cut, mark=mark_after(desired, sent, stored(DESIRED).mark, unsure=texts))
    change = change_of(desired, cut)
    assert isinstance(change, UpdatePost)
    assert (change.fields, change.record) == ((), texts)
    assert [note.code for note in change.desired.diagnostics] == ["WP306"]


def test_two_files_do_not_share_one_gone_files_post() -> None:
    old = replace(stored(DESIRED), mark=replace(cast("Mark", stored(DESIRED).mark), source=source_of("blog", "old.md")))
    same_slug = DESIRED
    same_words = replace(DESIRED, name="posts/c.md", source=source_of("blog", "c.md"), slug="c")
    plan = make_plan(
        [same_words, same_slug],
        Snapshot(posts=(old,), directory=Directory(TERMS)),
        claimed=frozenset({same_slug.source, same_words.source}),
    )
    assert [type(change) for change in plan.posts] == [UpdatePost, CreatePost]


def test_posts_without_words_are_not_taken_for_each_other() -> None:
    empty = replace(DESIRED, words=keep(EMPTY_POST))
    old = replace(stored(empty), slug="old", words=keep(EMPTY_POST))
    old = replace(old, mark=replace(cast("Mark", stored(empty).mark), source=source_of("blog", "old.md")))
    assert isinstance(change_of(empty, old), CreatePost)


def test_a_gone_files_post_in_the_trash_stays_there() -> None:
    old = replace(stored(DESIRED), status="trash")
    old = replace(old, mark=replace(cast("Mark", stored(DESIRED).mark), source=source_of("blog", "old.md")))
    assert isinstance(change_of(DESIRED, old), Drift)


def test_missing_terms_come_parents_first_and_once() -> None:
    desired = replace(DESIRED, categories=(("A", "B", "C"), ("a", "B", "D"), ("News",)), tags=("one", "New", "new"))
    plan = plan_of(desired)
    assert [(term.taxonomy, term.path) for term in plan.terms] == [
        ("categories", ("A",)),
        ("categories", ("A", "B")),
        ("categories", ("A", "B", "C")),
        ("categories", ("a", "B", "D")),
        ("tags", ("New",)),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("Reviews", "K-Drama"), 12),
        (("reviews", "k-drama"), 12),
        (("K-Drama",), 12),
        (("Q&A",), 13),
        (("news&notes",), 17),
        (("News",), 14),
        (("Café",), None),
        (("Sport", "K-Drama"), None),
    ],
)
def test_a_category_is_found_as_wordpress_would_find_it(path: tuple[str, ...], expected: int | None) -> None:
    index = TermIndex(
        {
            "categories": [
                RemoteTerm(id=TermId(11), name="Reviews"),
                RemoteTerm(id=TermId(12), name="K-Drama", parent=TermId(11)),
                RemoteTerm(id=TermId(13), name="Q&amp;A"),
                RemoteTerm(id=TermId(14), name="News"),
                RemoteTerm(id=TermId(15), name="News", parent=TermId(11)),
                RemoteTerm(id=TermId(16), name="Cafe"),
                RemoteTerm(id=TermId(17), name="news&amp;notes"),
            ]
        }
    )
    assert index.find("categories", path) == expected


def test_a_plan_is_sorted_and_its_digest_speaks_of_what_it_does() -> None:
    one, two = DESIRED, replace(DESIRED, name="posts/b.md", source=source_of("blog", "b.md"), slug="b")
    snapshot = Snapshot(posts=(), directory=Directory(TERMS))
    claimed = frozenset({one.source, two.source})
    forward, backward = (make_plan(posts, snapshot, claimed=claimed) for posts in ([one, two], [two, one]))
    assert [change.desired.name for change in backward.posts if isinstance(change, CreatePost)] == [
        "posts/a.md",
        "posts/b.md",
    ]
    assert forward.digest() == backward.digest()
    assert forward.digest() != make_plan([one], snapshot, claimed=claimed).digest()
