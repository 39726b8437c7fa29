"""Every field of front matter against a real WordPress: it arrives, alone, once, and edits on the site are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from media.pictures import picture, written

if TYPE_CHECKING:
    from blog import Blog
    from local_site import Site

FIELDS: dict[str, str] = {
    "title": "title: One & only",
    "slug": "slug: the-one",
    "status": "status: publish",
    "date": "date: 2026-01-02 10:00 +02:00",
    "excerpt": "excerpt: Short.",
    "categories": "categories: [News, Travel > Korea]",
    "tags": "tags: [seoul, Café, '🌙', Q&A]",
    "featured_image": "featured_image: {src: cover.png, alt: A cover, caption: Seen once}",
    "format": "format: aside",
    "comments": "comments: closed",
    "pings": "pings: false",
    "sticky": "sticky: true",
}
CHANGED: dict[str, str] = {
    "title": "title: Another one",
    "slug": "slug: another-one",
    "status": "draft: true",
    "date": "date: 2026-01-03T08:00:00Z",
    "excerpt": 'excerpt: ""',
    "categories": "categories: {Travel: [Korea, {Japan: [Kyōto]}]}",
    "tags": "tags: [SEOUL, Q&amp;A]",
    "featured_image": 'featured_image: ""',
    "format": "format: standard",
    "comments": "comments: true",
    "pings": "pings: open",
    "sticky": "sticky: false",
}
THEIRS: dict[str, dict[str, Any]] = {
    "title": {"title": "Theirs"},
    "slug": {"slug": "theirs"},
    "status": {"status": "private"},
    "date": {"date_gmt": "2026-05-05T05:05:05"},
    "excerpt": {"excerpt": "Theirs."},
    "categories": {"categories": [1]},
    "tags": {"tags": []},
    "featured_image": {"featured_media": 0},
    "format": {"format": "quote"},
    "comments": {"comment_status": "open"},
    "pings": {"ping_status": "open"},
    "sticky": {"sticky": False},
}
STORED = (
    *("title", "slug", "status", "date_gmt", "excerpt", "author", "featured_media", "comment_status", "ping_status"),
    *("sticky", "format", "template", "categories", "tags", "password"),
)


def text(fields: dict[str, str]) -> str:
    return "\n".join(["---", *fields.values(), "---", "Words.\n"])


def values(post: dict[str, Any]) -> dict[str, Any]:
    """Give what a post says, without what each write changes."""
    found = {name: post[name] for name in STORED}
    return {name: value["raw"] if isinstance(value, dict) else value for name, value in found.items()}


def terms(site: Site, kind: str, ids: list[int]) -> list[str]:
    """Give the names of terms, with their parents, as they are stored."""
    known = {term["id"]: term for term in site.posts(kind=kind)}

    def path(number: int) -> str:
        term = known[number]
        above = term.get("parent", 0)
        return f"{path(above)} > {term['name']}" if above else str(term["name"])

    return sorted(map(path, ids))


@pytest.fixture
def full(blog: Blog) -> Blog:
    """A blog with a post that says everything, and its picture."""
    written(picture(40, 30), blog.folder / "posts/cover.png")
    blog.write(text(FIELDS), "one.md")
    return blog


def allowed(role: str) -> dict[str, str]:
    """Give the fields that a role may set: authors may not make categories, nor (since WordPress 7) sticky posts."""
    left_out = {"author": {"categories", "sticky"}}.get(role, set())
    return {name: line for name, line in FIELDS.items() if name not in left_out}


@pytest.mark.parametrize("role", ["editor", "author"])
def test_all_fields_arrive_and_a_second_run_writes_nothing(full: Blog, site: Site, role: str) -> None:
    full.environ = site.environ(role)
    full.write(text(allowed(role)), "one.md")
    run = full.publish()
    assert run.status == 0, run.stdout
    entry = next(entry for entry in run.report()["files"] if entry["source"] == "posts/one.md")
    warnings = [note["message"] for note in entry["diagnostics"]]
    assert warnings == (["WordPress stored title in an altered form"] if role == "author" else [])
    stored = values(site.only_post())
    assert stored["slug"] == "the-one"
    assert stored["date_gmt"] == "2026-01-02T08:00:00"
    assert stored["excerpt"] == "Short."
    assert stored["format"] == "aside"
    assert (stored["comment_status"], stored["ping_status"]) == ("closed", "closed")
    assert stored["sticky"] is (role == "editor")
    assert terms(site, "tags", stored["tags"]) == ["Café", "Q&amp;A", "seoul", "🌙"]
    image = site.rest("GET", f"/wp/v2/media/{stored['featured_media']}", params={"context": "edit"})
    assert (image["alt_text"], image["caption"]["raw"]) == ("A cover", "Seen once")
    if role == "editor":
        assert terms(site, "categories", stored["categories"]) == ["News", "Travel > Korea"]
    site.forget_requests()
    assert [entry["action"] for entry in full.publish().report()["files"]] == ["unchanged"]
    assert not site.writes()


def test_a_change_of_one_field_updates_that_field_alone(full: Blog, site: Site) -> None:
    full.publish()
    fields = dict(FIELDS)
    for name, line in CHANGED.items():
        if name == "status":
            continue
        before = values(site.only_post())
        fields[name] = line
        full.write(text(fields), "one.md")
        entry = full.publish().file()
        assert (entry["action"], entry["changed_fields"], entry["diagnostics"]) == ("updated", [name], []), name
        after = values(site.only_post())
        differ = {key for key in before if before[key] != after[key]}
        assert differ == {*_KEYS.get(name, (name,))}, name
    fields["status"] = CHANGED["status"]
    full.write(text(fields), "one.md")
    assert full.publish().file()["changed_fields"] == ["status"]
    stored = values(site.only_post())
    assert terms(site, "categories", stored["categories"]) == ["Travel > Japan > Kyōto", "Travel > Korea"]
    assert terms(site, "tags", stored["tags"]) == ["Q&amp;A", "seoul"]
    assert (stored["status"], stored["featured_media"], stored["excerpt"]) == ("draft", 0, "")
    site.forget_requests()
    assert full.publish().file()["action"] == "unchanged"
    assert not site.writes()


_KEYS = {
    "date": ("date_gmt",),
    "featured_image": ("featured_media",),
    "comments": ("comment_status",),
    "pings": ("ping_status",),
}


def test_what_a_file_does_not_say_is_the_sites_own(full: Blog, site: Site) -> None:
    """Fields that are taken out of a file stay as they are, and may then be edited on the site."""
    full.publish()
    before = values(site.only_post())
    kept = {name: FIELDS[name] for name in ("title", "slug")}
    full.write(text(kept), "one.md")
    assert full.publish().file()["action"] == "unchanged"
    assert values(site.only_post()) == before
    edits = {key: value for name in THEIRS if name not in kept for key, value in THEIRS[name].items()}
    edited = site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json=edits, params={"context": "edit"})
    assert full.publish().file()["action"] == "unchanged"
    assert values(site.only_post()) == values(edited)


def test_edits_of_all_fields_on_the_site_are_drift_then_conflict_and_force_puts_ours_back(
    full: Blog, site: Site
) -> None:
    full.publish()
    before = values(site.only_post())
    edits = {key: value for edit in THEIRS.values() for key, value in edit.items()}
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json=edits)
    theirs = values(site.only_post())
    site.forget_requests()
    drift = full.publish().file()
    assert (drift["action"], set(drift["drifted_fields"])) == ("drift", set(THEIRS))
    full.write(text(CHANGED), "one.md")
    conflict = full.publish()
    # What the file says now is what the site says, where that is so: no conflict.
    same = {"categories", "tags", "comments", "pings", "sticky", "featured_image"}
    assert conflict.status == 4
    assert set(THEIRS) - set(conflict.file()["drifted_fields"]) <= same
    full.write(text(FIELDS), "one.md")
    assert not site.writes()
    assert values(site.only_post()) == theirs
    forced = full.publish("--force").file()
    assert (forced["action"], set(forced["changed_fields"])) == ("updated", set(THEIRS))
    assert values(site.only_post()) == before
    assert full.publish().file()["action"] == "unchanged"


def test_a_password_and_a_sticky_post_take_turns(blog: Blog, site: Site) -> None:
    steps = [
        ("sticky: true", (True, "")),
        ("password: sesame", (False, "sesame")),
        ('password: ""\nsticky: true', (True, "")),
        ("sticky: false\npassword: other", (False, "other")),
        ("sticky: false\npassword: other\ncomments: closed", (False, "other")),
    ]
    for said, expected in steps:
        blog.write(f"---\ntitle: Secret\nslug: secret\n{said}\n---\nWords.\n")
        entry = blog.publish().file()
        assert entry["diagnostics"] == [], said
        post = site.only_post()
        assert (post["sticky"], post["password"]) == expected, said
        assert blog.publish().file()["action"] == "unchanged", said
    blog.write("---\ntitle: Secret\nslug: secret\nsticky: true\n---\nWords.\n")
    run = blog.publish()
    [note] = run.file()["diagnostics"]
    assert (run.status, note["line"]) == (1, 4)
    assert 'password: ""' in note["hint"]
    assert site.only_post()["password"] == "other"


def test_a_private_post_drops_a_password_and_that_is_said_once(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: Secret\nslug: secret\n---\nWords.\n")
    blog.publish()
    site.rest("POST", f"/wp/v2/posts/{site.only_post()['id']}", json={"status": "private"})
    blog.write("---\ntitle: Secret\nslug: secret\npassword: sesame\n---\nWords.\n")
    entry = blog.publish().file()
    assert [(note["code"], note["line"]) for note in entry["diagnostics"]] == [("WP311", 4)]
    site.forget_requests()
    assert blog.publish().file()["action"] == "unchanged"
    assert not site.writes()


def test_an_image_or_a_template_that_the_site_does_not_have_is_named_with_its_line(blog: Blog, site: Site) -> None:
    blog.write("---\ntitle: One\nslug: one\nfeatured_image: 99999\n---\nWords.\n")
    entry = blog.publish().file()
    [note] = entry["diagnostics"]
    assert (entry["action"], note["code"], note["line"]) == ("created", "WP311", 4)
    assert "99999" in note["message"]
    site.forget_requests()
    assert blog.publish().file()["action"] == "unchanged"
    assert not site.writes()
    blog.write("---\ntitle: One\nslug: one\ntemplate: nowhere\n---\nWords.\n")
    run = blog.publish()
    [note] = run.file()["diagnostics"]
    assert (run.status, run.file()["action"], note["line"]) == (1, "failed", 4)
    assert "template" in note["message"]


def test_terms_are_made_only_by_a_run_that_may(blog: Blog, site: Site) -> None:
    blog.configure("create_terms = false\n")
    blog.write("---\ntitle: One\ntags: [new]\ncategories: [uncategorized, A > B]\n---\nWords.\n")
    run = blog.publish()
    faults = run.file()["diagnostics"]
    assert run.status == 1
    assert [(fault["code"], fault["line"]) for fault in faults] == [("WP329", 4), ("WP329", 3)]
    assert (site.posts(), site.posts(kind="tags"), len(site.posts(kind="categories"))) == ([], [], 1)
