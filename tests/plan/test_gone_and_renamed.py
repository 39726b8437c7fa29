"""Which post is whose after files were removed, renamed or swapped, and which of them go to the trash; no site."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wppush.blocks import Mark, source_of
from wppush.errors import UnsafePlan
from wppush.plan import (
    DesiredPost,
    Directory,
    Gone,
    Plan,
    Prune,
    Refused,
    RemotePost,
    Snapshot,
    Unchanged,
    UpdatePost,
    make_plan,
)
from wppush.plan.fields import mark_after, their_texts
from wppush.plan.posts import FIELDS
from wppush.plan.trashed import mark_of_trashed, says_trashed, status_before_trash
from wppush.texts import keep
from wppush.wordpress.wire import PostId, TermId

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = "blog"


def file(name: str, slug: str = "", words: str = "", **more: Any) -> DesiredPost:
    """Give what a file wants whose slug and words are its name's unless said otherwise."""
    return DesiredPost(
        name=name,
        source=source_of(PROJECT, name),
        title="Title",
        slug=slug or name,
        words=keep(f"<!-- wp:paragraph -->\n<p>{words or name}</p>\n<!-- /wp:paragraph -->"),
        **more,
    )


def stored(number: int, desired: DesiredPost, **more: Any) -> RemotePost:
    """Give the post of a file as it stands on the site right after it was published."""
    post = RemotePost(
        id=PostId(number),
        link=f"https://blog.example/{desired.slug}/",
        status="publish",
        slug=desired.slug,
        title=desired.title,
        excerpt="",
        stored=keep(""),
        words=desired.words,
        date="2026-01-02T10:00:00",
        date_gmt="2026-01-02T08:00:00",
        modified="2026-01-02T10:00:00",
        categories=frozenset(),
        tags=frozenset(),
        mark=None,
    )
    written = {field: their_texts(post, field) for field in desired.managed}
    return replace(post, mark=mark_after(desired, written, None), **more)


def plan_of(files: Sequence[DesiredPost], posts: Sequence[RemotePost], *, complete: bool = True, **more: Any) -> Plan:
    snapshot = Snapshot(posts=tuple(posts), directory=Directory(), complete=complete)
    claimed = more.pop("claimed", frozenset()) | {post.source for post in files}
    return make_plan(files, snapshot, claimed=claimed, **more)


@given(slugs=st.permutations(["a", "b", "c", "d"]))
def test_files_that_have_swapped_their_names_in_any_way_have_each_others_posts(slugs: list[str]) -> None:
    names = ["1", "2", "3", "4"]
    posts = [stored(number, file(name, slug)) for number, (name, slug) in enumerate(zip(names, "abcd", strict=True), 1)]
    plan = plan_of([file(name, slug, words=slug) for name, slug in zip(names, slugs, strict=True)], posts)
    assert len(plan.posts) == 4
    for change in plan.posts:
        assert isinstance(change, UpdatePost)
        assert change.remote.slug == change.desired.slug
        assert change.renamed == (change.remote.mark is not None and change.remote.mark.source != change.desired.source)
        assert "slug" not in change.fields


def test_a_row_of_renames_takes_each_post_along() -> None:
    # a was renamed to b, and b to c: c is new, a is gone, and each says the slug that it had.
    posts = [stored(1, file("a")), stored(2, file("b"))]
    plan = plan_of([file("b", "a", "a"), file("c", "b", "b")], posts, prune=True)
    assert {(change.desired.name, change.remote.id) for change in plan.posts if isinstance(change, UpdatePost)} == {
        ("b", 1),
        ("c", 2),
    }
    assert len(plan.posts) == 2


def test_a_file_put_in_anothers_place_gets_the_slug_only_when_that_is_free() -> None:
    posts = [stored(1, file("a")), stored(2, file("b"))]
    [change, gone] = plan_of([file("b", "a", "a")], posts).posts
    assert isinstance(change, Refused)
    assert isinstance(gone, Gone)
    # The slug of a file that keeps it is nobody else's, either.
    [kept, refused] = plan_of([file("a"), file("b", "a", "a")], posts).posts
    assert isinstance(kept, Unchanged)
    assert isinstance(refused, Refused)


def test_a_swap_leaves_alone_what_another_project_has() -> None:
    theirs = replace(stored(1, file("a")), mark=Mark(source=source_of("other", "a")))
    [change] = plan_of([file("b", "a")], [theirs, stored(2, file("b"))]).posts
    assert isinstance(change, Refused)


@given(kept=st.integers(1, 60), gone=st.integers(0, 60))
def test_at_most_a_third_of_the_posts_go_and_always_ten_may(kept: int, gone: int) -> None:
    files = [file(f"kept-{number}") for number in range(kept)]
    posts = [stored(number, one) for number, one in enumerate(files, 1)]
    posts += [stored(1000 + number, file(f"gone-{number}")) for number in range(gone)]
    if gone > 10 and gone > 0.3 * (kept + gone):
        with pytest.raises(UnsafePlan) as raised:
            plan_of(files, posts, prune=True)
        assert raised.value.hint is not None
        assert "--force" in raised.value.hint
    else:
        plan = plan_of(files, posts, prune=True)
        assert sum(isinstance(change, Prune) for change in plan.posts) == gone
    plan = plan_of(files, posts, prune=True, force=True)
    assert sum(isinstance(change, Prune) for change in plan.posts) == gone
    plan = plan_of(files, posts)
    assert sum(isinstance(change, Gone) for change in plan.posts) == gone
    assert not plan.pending


def test_only_a_look_at_everything_tells_that_a_file_is_gone() -> None:
    posts = [stored(1, file("a")), stored(2, file("b"))]
    [change] = plan_of([file("a")], posts, complete=False, prune=True).posts
    assert isinstance(change, Unchanged)
    [change] = plan_of([file("a")], posts, prune=True, claimed=frozenset({source_of(PROJECT, "b")})).posts
    assert isinstance(change, Unchanged)


@pytest.mark.parametrize(
    "edit",
    [{"title": "Another"}, {"content": "Other words."}, {"excerpt": "Some."}, {"slug": "elsewhere"}],
    ids=lambda edit: next(iter(edit)),
)
def test_what_was_edited_on_the_site_stays(edit: dict[str, str]) -> None:
    wanted = file("b", excerpt="")
    changes: dict[str, Any] = {"words": keep(edit["content"])} if "content" in edit else edit
    posts = [stored(1, file("a")), stored(2, wanted, **changes)]
    [_, change] = plan_of([file("a")], posts, prune=True).posts
    assert isinstance(change, Gone)
    assert set(change.edited) == set(edit)
    [_, change] = plan_of([file("a")], posts, prune=True, force=True).posts
    assert isinstance(change, Prune)


def test_a_mark_that_tells_of_a_trash_where_the_post_no_longer_is_is_corrected() -> None:
    post = stored(1, file("a"))
    assert post.mark is not None
    half = replace(post, mark=mark_of_trashed(post, post.mark))
    assert says_trashed(half)
    assert status_before_trash(replace(half, status="trash")) == "publish"
    [change] = plan_of([file("a")], [half]).posts
    assert isinstance(change, UpdatePost)
    assert (change.fields, change.drifted) == ((), ())
    mark = mark_after(change.desired, {field: their_texts(half, field) for field in change.record}, half.mark)
    assert mark == post.mark
    [change] = plan_of([file("a")], [replace(half, mark=mark)]).posts
    assert isinstance(change, Unchanged)


def test_what_the_trash_itself_takes_from_a_post_comes_back_with_it() -> None:
    wanted = file("a", sticky=True, categories=())
    post = stored(1, wanted, sticky=True)
    post = replace(post, mark=mark_after(wanted, {f: their_texts(post, f) for f in wanted.managed}, None))
    assert post.mark is not None
    trashed = replace(
        post, mark=mark_of_trashed(post, post.mark), status="trash", sticky=False, categories=frozenset({TermId(1)})
    )
    [change] = plan_of([wanted], [trashed]).posts
    assert isinstance(change, UpdatePost)
    assert (change.restore, set(change.fields), change.drifted) == ("publish", {"sticky", "categories"}, ())
    assert [field for field in FIELDS if field in change.fields] == list(change.fields)
