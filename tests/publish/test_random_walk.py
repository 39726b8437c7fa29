"""An author and an editor at work, in any order: files and site as two sides, and the laws that hold after every run.

A walk makes, edits, renames and removes files, edits, trashes and restores posts on the site, and publishes now and
then, through the command line. The laws are the three promises: a second run writes nothing and makes no second post,
what somebody wrote on the site is not lost, and what a file says is there where the report says so.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from blog import Blog, Run
from media.pictures import picture, written
from wppush.blocks import read_mark, source_of, strip_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from local_site import Site

WALKS = int(os.environ.get("WPPUSH_WALKS", "0"))
STEMS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
FOLDERS = ("", "a/", "b/c/")
RUNS = (
    "publish",
    "publish",
    "publish",
    "publish --prune",
    "one",
    "publish --force",
    "publish --prune --force",
    "one --force",
)
"""What may follow: a run about the folder, or one about a single file."""
FIELDS = "id,type,slug,status,link,date,modified,title.raw,content.raw,tags"
WRITTEN = ("created", "updated", "unchanged")
FOREIGN = (("posts", "eight", "publish"), ("posts", "four", "draft"), ("pages", "nine", "publish"))
"""Posts that somebody else has written; files may want their slugs."""
BLOCK = re.compile(r"<!-- wp:paragraph (?:\{.*?\} )?-->.*?<!-- /wp:paragraph -->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What a file of the walk says."""

    page: bool
    title: str
    words: str
    links: tuple[str, ...] = ()
    picture: int = 0
    tags: tuple[str, ...] = ()
    status: str = ""

    def text(self, name: str) -> str:
        matter = [f"title: {self.title}"]
        matter += ["type: page"] if self.page else [f"tags: [{', '.join(self.tags)}]"]
        matter += [f"status: {self.status}"] if self.status else []
        below = posixpath.dirname(name) or "."
        body = [f"Words {self.words}.", *(f"See [it]({posixpath.relpath(link, below)})." for link in self.links)]
        body += [f"![Shown]({posixpath.relpath(f'pictures/{self.picture}.png', below)})"] if self.picture else []
        return "---\n{}\n---\n{}\n".format("\n".join(matter), "\n\n".join(body))


class Walk(RuleBasedStateMachine):
    """One site, one folder, and whatever happens to both."""

    site: Site
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, File] = {}
        self.removed: dict[str, File] = {}
        self.number = 0
        self.site.reset()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.blog = Blog(self.folder, self.site.environ(), self.monkeypatch)
        self.blog.configure('links = "warn"\n')
        for seed in (1, 2, 3):
            written(picture(40, 30, seed=seed), self.folder / f"posts/pictures/{seed}.png")

    @initialize()
    def others_were_there_before(self) -> None:
        for kind, slug, status in FOREIGN:
            body = {"title": "Not ours", "slug": slug, "status": status, "content": "Somebody else's words."}
            self.site.rest("POST", f"/wp/v2/{kind}", json=body)
        self.foreign = {post["id"]: post for post in self.posts()}
        self.put("one.md", File(page=False, title="One", words="f-one", links=("a/two.md",), tags=("x",)))
        self.put("a/two.md", File(page=False, title="Two", words="f-two", links=("one.md", "three.md"), picture=1))
        self.put("three.md", File(page=True, title="Three", words="f-three", links=("one.md",), picture=1))
        self.put("b/c/five.md", File(page=False, title="Five", words="f-five", status="draft", picture=2))
        assert self.blog.publish().report()["summary"]["created"] == 4

    # Files

    def fresh(self, kind: str) -> str:
        self.number += 1
        return f"{kind}{self.number}"

    def put(self, name: str, file: File) -> None:
        self.files[name] = file
        self.blog.write(file.text(name), name)

    def free(self, name: str, *, but: str = "") -> bool:
        """Say whether no other file has the slug that a name makes."""
        stem = posixpath.basename(name)
        return all(posixpath.basename(other) != stem for other in self.files if other != but)

    def write_a_file(self, data: st.DataObject) -> None:
        name = f"{data.draw(st.sampled_from(FOLDERS))}{data.draw(st.sampled_from(STEMS))}.md"
        if self.free(name):
            page = data.draw(st.booleans())
            file = File(
                page=page,
                title=self.fresh("Title "),
                words=self.fresh("f"),
                links=tuple(
                    data.draw(st.lists(st.sampled_from(sorted(self.files) or [name]), max_size=2, unique=True))
                ),
                picture=data.draw(st.integers(0, 3)),
                tags=() if page else tuple(data.draw(st.lists(st.sampled_from(("x", "y")), unique=True))),
                status=data.draw(st.sampled_from(("", "", "publish", "draft"))),
            )
            self.put(name, replace(file, links=tuple(link for link in file.links if link != name)))

    def edit_a_file(self, data: st.DataObject, name: str = "", what: str = "") -> None:
        name = name or data.draw(st.sampled_from(sorted(self.files)))
        what = what or data.draw(st.sampled_from(("words", "title", "tags", "picture", "links", "status")))
        file = self.files[name]
        match what:
            case "words":
                file = replace(file, words=self.fresh("f"))
            case "title":
                file = replace(file, title=self.fresh("Title "))
            case "tags" if not file.page:
                file = replace(file, tags=tuple(data.draw(st.lists(st.sampled_from(("x", "y", "z")), unique=True))))
            case "picture":
                file = replace(file, picture=data.draw(st.integers(0, 3)))
            case "links":
                others = [other for other in sorted(self.files) if other != name]
                if others:
                    file = replace(file, links=tuple(data.draw(st.lists(st.sampled_from(others), unique=True))))
            case "status":
                file = replace(file, status=data.draw(st.sampled_from(("", "publish", "draft"))))
        self.put(name, file)

    def rename_a_file(self, data: st.DataObject) -> None:
        old = data.draw(st.sampled_from(sorted(self.files)))
        stem = data.draw(st.sampled_from((posixpath.basename(old), *(f"{stem}.md" for stem in STEMS))))
        new = f"{data.draw(st.sampled_from(FOLDERS))}{stem}"
        if new not in self.files and self.free(new, but=old):
            self.blog.folder.joinpath("posts", old).unlink()
            self.put(new, self.files.pop(old))
            if data.draw(st.booleans()):
                for name, file in list(self.files.items()):
                    self.put(name, replace(file, links=tuple(new if link == old else link for link in file.links)))

    def swap_two_files(self, data: st.DataObject) -> None:
        """Swap what two files say, as if they had swapped their names."""
        names = st.sampled_from(sorted(self.files))
        one, two = data.draw(names), data.draw(names)
        first, second = self.files[one], self.files[two]
        if first.page == second.page:
            self.put(one, second)
            self.put(two, first)

    def remove_a_file(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.files)))
        if len(self.files) > 1:
            self.blog.folder.joinpath("posts", name).unlink()
            self.removed[name] = self.files.pop(name)

    def bring_a_file_back(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.removed) or [""]))
        if name and self.free(name):
            self.put(name, self.removed.pop(name))

    # The site

    def posts(self) -> list[dict[str, Any]]:
        return [post for kind in ("posts", "pages") for post in self.all(kind, FIELDS, status="any,trash")]

    def all(self, kind: str, fields: str, **more: str) -> list[dict[str, Any]]:
        """Give a whole list: nothing here is ever more than a hundred."""
        params = {"context": "edit", "per_page": "100", "_fields": fields, **more}
        found: list[dict[str, Any]] = self.site.rest("GET", f"/wp/v2/{kind}", params=params)
        return found

    def one_of(self, data: st.DataObject, *, trashed: bool = False) -> dict[str, Any] | None:
        """Give a post that is not somebody else's."""
        ours = [p for p in self.posts() if p["id"] not in self.foreign and (p["status"] == "trash") == trashed]
        if not ours:
            return None
        chosen: dict[str, Any] = data.draw(st.sampled_from(sorted(ours, key=lambda post: int(post["id"]))))
        return chosen

    def edit_both(self, data: st.DataObject) -> None:
        """Edit a file and its post: now and then the same field."""
        name = data.draw(st.sampled_from(sorted(self.files)))
        marked = {mark.source: post for post in self.posts() if (mark := _mark(post)) is not None}
        if (post := marked.get(source_of("a-blog", name))) is not None and post["status"] != "trash":
            self.edit_a_file(data, name, data.draw(st.sampled_from(("words", "title", "tags"))))
            self.edit_a_post(data, post)

    def edit_a_post(self, data: st.DataObject, post: dict[str, Any] | None = None) -> None:
        if (post := post or self.one_of(data)) is not None:
            what = data.draw(st.sampled_from(("content", "title", "tags")))
            word = self.fresh("s")
            body: dict[str, Any] = {"title": f"Site {word}"}
            if what == "content":
                added = f"<!-- wp:paragraph -->\n<p>Site {word}.</p>\n<!-- /wp:paragraph -->"
                body = {"content": f"{post['content']['raw']}\n\n{added}"}
            elif what == "tags" and post["type"] == "post":
                body = {"tags": [self.site.rest("POST", "/wp/v2/tags", json={"name": word})["id"]]}
            self.site.rest("POST", route_of(post), user="editor", json=body)

    def trash_a_post(self, data: st.DataObject) -> None:
        if (post := self.one_of(data)) is not None:
            self.site.rest("DELETE", route_of(post))

    def restore_a_post(self, data: st.DataObject) -> None:
        if (post := self.one_of(data, trashed=True)) is not None:
            self.site.rest("POST", route_of(post), json={"status": data.draw(st.sampled_from(("publish", "draft")))})

    def delete_the_first_block(self, data: st.DataObject) -> None:
        if (post := self.one_of(data)) is not None:
            self.site.rest("POST", route_of(post), json={"content": BLOCK.sub("", post["content"]["raw"], count=1)})

    # Runs

    @rule(data=st.data(), user=st.sampled_from(("admin", "admin", "editor")))
    def something_happens(self, data: st.DataObject, user: str) -> None:
        """Let a few things happen on either side or both, and publish."""
        steps: tuple[Callable[[st.DataObject], None], ...] = (
            self.edit_a_file,
            self.edit_a_post,
            self.edit_both,
            self.rename_a_file,
            self.remove_a_file,
            self.write_a_file,
            self.swap_two_files,
            self.trash_a_post,
            self.bring_a_file_back,
            self.restore_a_post,
            self.delete_the_first_block,
        )
        for step in data.draw(st.lists(st.sampled_from(steps), min_size=1, max_size=4), label="steps"):
            step(data)
        self.blog.environ.update(self.site.environ(user))
        self.go_on(data.draw(st.sampled_from(RUNS)), data)

    def go_on(self, then: str, data: st.DataObject) -> None:
        """Publish, where that is what follows."""
        what, *words = then.split() or [""]
        if what == "publish":
            self.hold_the_laws(lambda: self.blog.publish(*words), again=self.blog.publish, force="--force" in words)
        elif what == "one":
            name = f"posts/{data.draw(st.sampled_from(sorted(self.files)))}"

            def run(*words: str) -> Run:
                return self.blog.run("publish", name, "--json", *words)

            self.hold_the_laws(lambda: run(*words), again=run, force="--force" in words, whole=False)

    def hold_the_laws(self, publish: Any, *, again: Any, force: bool, whole: bool = True) -> None:
        before = {post["id"]: post for post in self.posts()}
        run = publish()
        assert run.status in (0, 4), run.stdout
        report = run.report()
        after = {post["id"]: post for post in self.posts()}
        updated = {entry["id"] for entry in report["files"] if entry["action"] == "updated"}
        for number, post in before.items():
            assert number in after, f"post {number} is no longer there"
            if number in self.foreign:
                assert after[number] == self.foreign[number], f"post {number} is not ours"
            elif not (force and number in updated):
                lost = site_words(post) - site_words(after[number])
                assert not lost, f"what somebody wrote on the site was lost: {lost}"
        self.every_mark_is_there_once(after)
        tags = {tag["id"]: tag["name"] for tag in self.all("tags", "id,name")}
        for entry in report["files"]:
            if entry["source"] is not None and entry["action"] in WRITTEN:
                self.post_says_what_the_file_says(entry, after, tags, whole=whole)
        slugs = [entry["slug"] for entry in self.all("media", "slug")]
        assert len(slugs) <= 3, slugs
        assert all(re.fullmatch("wppush-[0-9a-f]{32}", slug) for slug in slugs)
        self.site.forget_requests()
        second = again()
        assert self.site.writes() == [], second.stdout
        assert second.status in (0, 4)
        kept = {str(path.relative_to(self.folder / "posts")) for path in (self.folder / "posts").rglob("*.md")}
        assert kept == set(self.files)

    def every_mark_is_there_once(self, posts: dict[int, dict[str, Any]]) -> None:
        marks = [read_mark(post["content"]["raw"]) for post in posts.values() if post["status"] != "trash"]
        sources = [mark.source for mark in marks if mark is not None]
        assert len(sources) == len(set(sources)), "one file has two posts"

    def post_says_what_the_file_says(
        self, entry: dict[str, Any], posts: dict[int, dict[str, Any]], tags: dict[int, str], *, whole: bool
    ) -> None:
        name = entry["source"].removeprefix("posts/")
        file, post, kept = self.files[name], posts[entry["id"]], entry["drifted_fields"]
        mark = read_mark(post["content"]["raw"])
        assert mark is not None
        assert mark.source == source_of("a-blog", name)
        assert post["type"] == ("page" if file.page else "post")
        assert post["status"] != "trash"
        if "slug" not in kept:
            assert post["slug"] == posixpath.basename(name).removesuffix(".md")
        if "title" not in kept:
            assert post["title"]["raw"] == file.title
        if file.status and "status" not in kept:
            assert post["status"] == file.status
        if not file.page and "tags" not in kept:
            assert sorted(tags[number] for number in post["tags"]) == sorted(file.tags)
        if "content" not in kept:
            content = strip_mark(post["content"]["raw"])
            assert f"Words {file.words}." in content
            assert content.count("<!-- wp:paragraph -->") == 1 + len(file.links)
            assert ("<!-- wp:image" in content) == bool(file.picture)
            if whole:
                live = {m.source: p for p in posts.values() if p["status"] != "trash" and (m := _mark(p)) is not None}
                wanted = [live.get(source_of("a-blog", link)) for link in file.links if link in self.files]
                linked = sorted(re.findall(r'See <a href="([^"]*)">', content))
                assert linked == sorted(target["link"].replace("&", "&amp;") for target in wanted if target is not None)


def route_of(post: dict[str, Any]) -> str:
    return f"/wp/v2/{post['type']}s/{post['id']}"


def _mark(post: dict[str, Any]) -> Any:
    return read_mark(post["content"]["raw"])


def site_words(post: dict[str, Any]) -> set[str]:
    """Give what somebody has written into a post on the site."""
    return set(re.findall(r"Site s\d+", f"{post['content']['raw']} {post['title']['raw']}"))


@pytest.mark.filterwarnings("ignore:.*RuleBasedStateMachine")
def test_whatever_happens_the_promises_are_kept(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = type("Walk", (Walk,), {"site": site, "folder": tmp_path / "blog", "monkeypatch": monkeypatch})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=WALKS or 3,
            stateful_step_count=20 if WALKS else 8,
            derandomize=not WALKS,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
