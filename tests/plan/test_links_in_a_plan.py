"""Links between posts, without a site: in which order posts are written, and which of them twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from wppush.blocks import source_of
from wppush.plan import (
    Conflict,
    CreatePost,
    DesiredPost,
    Directory,
    Place,
    Plan,
    PostLink,
    Relink,
    RemotePost,
    Snapshot,
    Unchanged,
    UpdatePost,
    make_plan,
    unresolved,
)
from wppush.plan.fields import mark_after, their_texts
from wppush.texts import keep
from wppush.wordpress.wire import PostId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wppush.plan import PostChange

NAMES = "abcdef"


def link_to(name: str) -> PostLink:
    return PostLink(address=f"{name}.md", target=source_of("blog", name), name=f"{name}.md", slug=name, type="page")


def desired(name: str, links: str = "", parent: str = "", **said: Any) -> DesiredPost:
    return DesiredPost(
        name=f"{name}.md",
        source=source_of("blog", name),
        type="page",
        title=name,
        slug=name,
        words=keep(f"<!-- wp:paragraph -->\n<p>{links}</p>\n<!-- /wp:paragraph -->"),
        links=tuple(map(link_to, links)),
        parent=link_to(parent) if parent else None,
        **said,
    )


def stored(post: DesiredPost, number: int, directory: Directory, **differing: Any) -> RemotePost:
    """Give a post as it stands on the site right after it was written."""
    remote = RemotePost(
        id=PostId(number),
        link=f"https://example.com/{post.slug}/",
        status=post.status or "publish",
        slug=post.slug,
        title=post.title,
        excerpt="",
        stored=keep(""),
        words=post.words,
        date="2026-01-02T10:00:00",
        date_gmt="2026-01-02T08:00:00",
        modified="2026-01-02T10:00:00",
        categories=frozenset(),
        tags=frozenset(),
        mark=None,
        type="page",
    )
    fields = {field: their_texts(remote, field) for field in post.managed}
    mark = mark_after(post, fields, None, links=directory.links_text(post.links))
    return replace(remote, mark=mark, **differing)


def site_of(*posts: DesiredPost) -> dict[str, RemotePost]:
    """Give the posts of a site on which all these were written, by name."""
    places = {
        post.source: Place(id=number, link=f"https://example.com/{post.slug}/", status="publish")
        for number, post in enumerate(posts, start=1)
    }
    directory = Directory(posts=places)
    return {post.title: stored(post, number, directory) for number, post in enumerate(posts, start=1)}


def plan_of(posts: Sequence[DesiredPost], remote: Mapping[str, RemotePost], **options: Any) -> Plan:
    snapshot = Snapshot(posts=tuple(remote.values()), directory=Directory())
    return make_plan(posts, snapshot, claimed=frozenset(post.source for post in posts), **options)


def named(plan: Plan) -> dict[str, PostChange]:
    """Give the changes of a plan by their files' titles, without second writes."""
    return {change.desired.title: change for change in plan.posts if isinstance(change, FIRST)}


FIRST = (CreatePost, UpdatePost, Unchanged, Conflict)


@st.composite
def graphs(draw: st.DrawFn) -> list[DesiredPost]:
    """Files that link to each other as they like, below each other without rings."""
    posts = []
    order = draw(st.permutations(NAMES))
    for number, name in enumerate(order):
        links = "".join(sorted(draw(st.sets(st.sampled_from(NAMES)))))
        parent = draw(st.sampled_from(["", *order[:number]]))
        posts.append(desired(name, links, parent))
    return posts


@given(graphs(), st.sets(st.sampled_from(NAMES)))
def test_posts_come_behind_their_parents_and_whatever_links_forward_is_written_once_more(
    posts: list[DesiredPost], there: set[str]
) -> None:
    on_the_site = {name: post for name, post in site_of(*posts).items() if name in there}
    plan = plan_of(posts, on_the_site)
    first = [change.desired.title for change in plan.posts if isinstance(change, FIRST)]
    again = [change.desired.title for change in plan.posts if isinstance(change, Relink)]
    assert sorted(first) == sorted(NAMES)
    assert [isinstance(change, Relink) for change in plan.posts] == [False] * len(first) + [True] * len(again)
    assert len({*again}) == len(again)
    place = {name: number for number, name in enumerate(first)}
    new = {*NAMES} - there
    changes = named(plan)
    for post in posts:
        if isinstance(post.parent, PostLink):
            parent = post.parent.name.removesuffix(".md")
            assert place[parent] < place[post.title], "a page needs the id of its parent"
        linked = [link.name.removesuffix(".md") for link in post.links]
        forward = [name for name in linked if name in new and place[name] >= place[post.title]]
        if forward:
            assert post.title in again
        if post.title in again:
            assert {*linked} & plan_names(plan)
    assert all(isinstance(changes[name], CreatePost) for name in new)


def plan_names(plan: Plan) -> set[str]:
    """Give the titles of the posts that move."""
    return {name for name in NAMES if source_of("blog", name) in plan.directory.moving}


@given(graphs())
def test_links_without_rings_need_no_second_write(posts: list[DesiredPost]) -> None:
    order = [post.title for post in posts]
    forward = [
        replace(
            post,
            links=tuple(link for link in post.links if link.name.removesuffix(".md") in order[:number]),
        )
        for number, post in enumerate(posts)
    ]
    assert not [change for change in plan_of(forward, {}).posts if isinstance(change, Relink)]


def test_posts_that_link_to_each_other_and_to_themselves_are_unchanged_once_all_are_there() -> None:
    posts = [desired("a", "ab"), desired("b", "ac"), desired("c", "a")]
    assert all(isinstance(change, Unchanged) for change in plan_of(posts, site_of(*posts)).posts)


def test_a_post_that_moves_takes_those_along_that_link_to_it_and_no_others() -> None:
    posts = [desired("a", "b"), desired("b"), desired("c", "a")]
    changes = named(plan_of([posts[0], replace(posts[1], slug="other"), posts[2]], site_of(*posts)))
    assert isinstance(changes["a"], UpdatePost)
    assert changes["a"].fields == ("content",)
    assert isinstance(changes["b"], UpdatePost)
    assert isinstance(changes["c"], Unchanged)


def test_a_post_that_conflicts_stays_where_it_is_and_so_do_the_links_to_it() -> None:
    posts = [desired("a", "b"), desired("b")]
    site = site_of(*posts)
    site["b"] = replace(site["b"], slug="theirs", link="https://example.com/b/")
    changes = named(plan_of([posts[0], replace(posts[1], slug="ours")], site))
    assert isinstance(changes["b"], Conflict)
    assert isinstance(changes["a"], Unchanged)


def test_a_run_about_some_fields_moves_no_post_by_the_others() -> None:
    posts = [desired("a", "b"), desired("b")]
    changes = named(plan_of([posts[0], replace(posts[1], slug="other")], site_of(*posts), only={"content"}))
    assert isinstance(changes["a"], Unchanged)
    assert isinstance(changes["b"], Unchanged)


def test_what_a_page_takes_along_when_it_moves_is_linked_to_anew_though_nothing_of_it_is_written() -> None:
    posts = [desired("a", "c"), desired("b"), desired("c", parent="b")]
    site = site_of(*posts)
    site["c"] = replace(site["c"], parent=2)
    site["c"] = replace(
        site["c"],
        mark=mark_after(posts[2], {field: their_texts(site["c"], field) for field in posts[2].managed}, None),
    )
    plan = plan_of([posts[0], replace(posts[1], slug="other"), posts[2]], site)
    assert [change.desired.title for change in plan.posts if isinstance(change, FIRST)] == ["b", "c", "a"]
    changes = named(plan)
    assert isinstance(changes["c"], Unchanged)
    assert isinstance(changes["a"], UpdatePost)


def test_only_what_is_written_has_to_know_where_its_links_lead() -> None:
    """A post that stays as it is needs no address; one to be written does, unless the other file is in the run."""
    gone = desired("a", "b")
    drifted = site_of(gone, desired("b"))["a"]
    plan = plan_of([gone], {"a": replace(drifted, words=keep("theirs"))})
    assert unresolved(plan.posts, plan.directory) == []
    plan = plan_of([gone], {"a": drifted})
    assert [link.name for _, link in unresolved(plan.posts, plan.directory)] == ["b.md"]
    plan = plan_of([gone, desired("b")], {})
    assert unresolved(plan.posts, plan.directory) == []


def test_a_link_to_a_file_of_the_run_that_will_not_be_on_the_site_is_told_of() -> None:
    """Another post stands where the file's would go: the link becomes its words, which is no reason to refuse both."""
    posts = [desired("a", "b"), desired("b")]
    foreign = replace(site_of(posts[1])["b"], mark=None)
    plan = plan_of(posts, {"b": foreign})
    [about_a] = [change for change in plan.posts if isinstance(change, CreatePost)]
    assert [(note.code, note.severity) for note in about_a.desired.diagnostics] == [("WP323", "warning")]
    assert unresolved(plan.posts, plan.directory) == []


def test_a_post_that_is_taken_over_is_linked_to_in_the_same_run() -> None:
    posts = [desired("a", "b"), desired("b")]
    foreign = replace(site_of(posts[1])["b"], mark=None)
    plan = plan_of(posts, {"b": foreign}, adopt=True)
    assert plan.directory.address(posts[0].links[0]) == "https://example.com/b/"
    [about_a] = [change for change in plan.posts if isinstance(change, CreatePost)]
    assert about_a.desired.diagnostics == ()
