"""Looking at a site by reading all posts of a type, or by searching for marks: the same is found, for less."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from wppush.project import Project
from wppush.sync import take_snapshot
from wppush.sync.census import Wanted, posts_of_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog import Blog
    from local_site import Site
    from wppush.plan import Snapshot
    from wppush.wordpress.posts import PostList, PostRoutes


@dataclass
class Routes:
    """Says how many posts there are, and notes what is asked for."""

    total: int | None
    ours: int
    asked: list[str] = field(default_factory=list)

    def containing(self, _token: str) -> PostList:
        return self._list("search", self.ours)

    def all(self, _keep: object) -> PostList:
        return self._list("all", self.total)

    def _list(self, what: str, total: int | None) -> PostList:
        self.asked.append(what)

        @dataclass
        class Posts:
            total: int | None

        return cast("PostList", Posts(total if self.total is not None else None))


@pytest.mark.parametrize(
    ("files", "ours", "total", "asked", "pages"),
    [
        # (files of the run, posts of the project, posts of the site; first pages asked for, pages read in the end)
        (5, 5, 50_000, ["search"], 1),
        (99, 99, 99, ["search"], 1),
        (1_000, 0, 0, ["all"], 1),
        (1_000, 1_000, 1_000, ["all"], 10),
        (1_000, 1_000, 1_100, ["all"], 11),
        (1_000, 1_000, 2_000, ["all", "search"], 11),
        (10_000, 10_000, 10_000, ["all"], 100),
        (10_000, 10_000, 14_000, ["all"], 140),
        (10_000, 10_000, 40_000, ["all", "search"], 101),
        (10_000, 20, 40_000, ["all", "search"], 2),
        (1_000, 0, 3_000, ["all", "search"], 2),
        (40_000, 40_000, 100_000, ["all", "search"], 1001),
        (1_000, 1_000, None, ["all", "search"], 11),
    ],
)
def test_what_costs_less_is_told_by_how_many_files_and_posts_there_are(
    files: int, ours: int, total: int | None, asked: list[str], pages: int
) -> None:
    routes = Routes(total, ours)
    wanted = Wanted(project="abc", slugs=frozenset(str(number) for number in range(files)))
    _, all_seen = posts_of_project(cast("PostRoutes", routes), wanted)
    assert routes.asked == asked
    found = (total if all_seen else ours) or 0
    assert max(1, -(-found // 100)) + len(asked) - 1 == pages


def snapshot_of(blog: Blog, monkeypatch: pytest.MonkeyPatch, many: int) -> tuple[Snapshot, str]:
    """Look at the site for the whole folder, where so many files are many; with the digest of the plan."""
    monkeypatch.setattr("wppush.sync.census.MANY", many)
    monkeypatch.setattr("wppush.sync.snapshot.MANY", many)
    project = Project.load(blog.folder)
    site = project.open_site(environ=blog.environ)
    return take_snapshot(site, project.check(), whole=True), project.plan([], site).digest()


def test_reading_all_posts_finds_what_a_search_finds_and_who_has_the_slugs_of_new_files(
    blog: Blog, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kept", "changed", "gone", "trashed"):
        blog.write(f"# {name}\n\nWords of {name}.\n", f"{name}.md")
    blog.publish()
    ids = {post["slug"]: post["id"] for post in site.posts()}
    (blog.folder / "posts/gone.md").unlink()
    site.rest("DELETE", f"/wp/v2/posts/{ids['trashed']}")

    def foreign(slug: str, status: str = "publish", kind: str = "posts") -> int:
        body = {"title": slug, "slug": slug, "status": status, "content": "Somebody else's."}
        return int(site.rest("POST", f"/wp/v2/{kind}", json=body)["id"])

    foreign("of-nobody")
    taken, draft, deleted = foreign("taken"), foreign("café", "draft"), foreign("deleted")
    site.rest("DELETE", f"/wp/v2/posts/{deleted}")
    by_id = foreign("with-an-id")
    page = foreign("a-page", kind="pages")
    for name in ("taken", "café", "deleted", "new"):
        blog.write(f"# {name}\n\nNew words.\n", f"{name}.md")
    blog.write(f"---\nid: {by_id}\nslug: another\n---\nNew words.\n", "by-id.md")
    blog.write("---\ntype: page\n---\nNew words.\n", "a-page.md")
    site.forget_requests()
    searched, plan = snapshot_of(blog, monkeypatch, 1000)
    looks = len(site.requests())
    site.forget_requests()
    listed, same_plan = snapshot_of(blog, monkeypatch, 1)
    assert len(site.requests()) < looks
    assert same_plan == plan
    ours = {*ids.values(), taken, draft, by_id, page}
    assert {post.id for post in searched.posts} == ours
    # Whoever reads all sees also who has had the slug before the trash.
    assert {post.id for post in listed.posts} == ours | {deleted}
    assert [post for post in listed.posts if post.id != deleted] == list(searched.posts)
    run = blog.publish()
    assert {entry["source"]: entry["action"] for entry in run.report()["files"] if entry["source"]} == {
        "posts/kept.md": "unchanged",
        "posts/changed.md": "unchanged",
        "posts/trashed.md": "drift",
        "posts/taken.md": "refused",
        "posts/café.md": "refused",
        "posts/deleted.md": "created",
        "posts/new.md": "created",
        "posts/by-id.md": "adopted",
        "posts/a-page.md": "refused",
    }


def test_many_files_that_are_named_are_looked_for_as_a_folder_is(
    blog: Blog, site: Site, monkeypatch: pytest.MonkeyPatch, plugin: Callable[[str], None]
) -> None:
    monkeypatch.setattr("wppush.sync.census.MANY", 3)
    monkeypatch.setattr("wppush.sync.snapshot.MANY", 3)
    for name in "abcd":
        blog.write(f"# {name}\n\nWords of {name}.\n", f"{name}.md")
    blog.publish()
    site.forget_requests()
    files = [f"posts/{name}.md" for name in "abcd"]
    again = blog.run("publish", "--json", *files)
    assert again.report()["summary"] == {"unchanged": 4}
    assert len(site.requests()) == 2, site.requests()
    # A site that does not say how many there are is searched.
    plugin("""
        add_filter('rest_post_dispatch', function ($answer) {
            $answer->set_headers(array_diff_key($answer->get_headers(), ['X-WP-Total' => 1, 'X-WP-TotalPages' => 1]));
            return $answer;
        });
    """)
    site.forget_requests()
    assert blog.run("publish", "--json", *files).report()["summary"] == {"unchanged": 4}
    assert [("search=" in line) for line in site.requests()] == [False, False, True], site.requests()
