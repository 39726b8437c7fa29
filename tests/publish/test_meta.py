"""Meta fields that a theme or a plugin registers: stored by type, and refused without a half-made post."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from blog import Blog
    from local_site import Site

META: dict[str, Any] = {
    "rating": 5,
    "note": "A note & more",
    "flags": ["one", "two"],
    "box": {"width": 2.5, "what": "a box"},
}


def write(blog: Blog, **meta: Any) -> None:
    """Write a file whose meta fields stand on lines 4 and following."""
    lines = [f"  {key}: {json.dumps(value)}" for key, value in meta.items()]
    blog.write("\n".join(["---", "title: One", "meta:", *lines, "---", "Words.\n"]), "one.md")


def quiet(blog: Blog, site: Site) -> list[dict[str, Any]]:
    """See to it that another run would do nothing; give what it says."""
    site.forget_requests()
    entry = blog.publish().file()
    assert entry["action"] == "unchanged"
    assert not site.writes()
    notes = entry["diagnostics"]
    assert isinstance(notes, list)
    return notes


@pytest.mark.usefixtures("kinds")
def test_meta_fields_of_each_type_are_stored_compared_and_taken_off(blog: Blog, site: Site) -> None:
    blog.environ = site.environ("author")
    write(blog, **META)
    entry = blog.publish().file()
    assert (entry["action"], entry["diagnostics"]) == ("created", [])
    assert {key: site.only_post()["meta"][key] for key in META} == META
    assert quiet(blog, site) == []
    changed = dict(META)
    for key, value in {"rating": 4, "note": "", "flags": [], "box": {"width": 4.0}}.items():
        changed[key] = value
        write(blog, **changed)
        entry = blog.publish().file()
        assert (entry["changed_fields"], entry["diagnostics"]) == ([f"meta.{key}"], [])
        assert site.only_post()["meta"][key] == value
    number = site.only_post()["id"]
    site.rest("POST", f"/wp/v2/posts/{number}", json={"meta": {"rating": 1}})
    assert blog.publish().file()["drifted_fields"] == ["meta.rating"]
    write(blog, **{**changed, "rating": 2})
    assert blog.publish().status == 4
    assert blog.publish("--force").file()["changed_fields"] == ["meta.rating"]
    write(blog, **{**changed, "rating": None})
    assert blog.publish().file()["diagnostics"] == []
    assert site.only_post()["meta"]["rating"] == 0
    assert quiet(blog, site) == []


def test_a_field_that_the_site_does_not_know_is_named_each_time_and_written_once(
    blog: Blog, site: Site, kinds: Path
) -> None:
    write(blog, later="now")
    first = blog.publish().file()
    assert [(note["code"], note["line"]) for note in first["diagnostics"]] == [("WP311", 4)]
    assert first["action"] == "created"
    assert [note["message"] for note in quiet(blog, site)] == [note["message"] for note in first["diagnostics"]]
    (kinds / "more-meta").touch()
    entry = blog.publish().file()
    assert (entry["changed_fields"], entry["diagnostics"]) == (["meta.later"], [])
    assert site.only_post()["meta"]["later"] == "now"
    assert quiet(blog, site) == []
    (kinds / "more-meta").unlink()
    assert [note["code"] for note in quiet(blog, site)] == ["WP311"]


@pytest.mark.usefixtures("kinds")
@pytest.mark.parametrize(("key", "value"), [("rating", "many"), ("_secret", "x"), ("flags", {"a": 1})])
def test_a_refused_value_leaves_one_post_and_is_said_at_each_run(
    blog: Blog, site: Site, key: str, value: object
) -> None:
    write(blog, note="Kept", **{key: value})
    for _ in range(2):
        run = blog.publish()
        entry = run.file()
        [note] = entry["diagnostics"]
        assert (run.status, entry["action"], entry["id"]) == (1, "failed", site.only_post()["id"])
        assert (note["line"], key in note["message"]) == (5, True)
    assert site.only_post()["meta"]["note"] == "Kept"
    write(blog, note="Kept")
    assert blog.publish().file()["action"] in ("updated", "unchanged")
    assert quiet(blog, site) == []


@pytest.mark.usefixtures("kinds")
def test_a_refused_value_does_not_keep_the_rest_of_a_change_from_being_written(blog: Blog, site: Site) -> None:
    write(blog, rating=1)
    blog.publish()
    blog.write("---\ntitle: Two\nslug: one\nmeta: {rating: lots}\n---\nOther words.\n", "one.md")
    assert blog.publish().file()["action"] == "failed"
    assert (site.only_post()["title"]["raw"], site.only_post()["meta"]["rating"]) == ("Two", 1)
    blog.write("---\ntitle: Two\nslug: one\nmeta: {rating: 2}\n---\nOther words.\n", "one.md")
    entry = blog.publish().file()
    assert (entry["action"], entry["changed_fields"]) == ("updated", ["meta.rating"])
    assert quiet(blog, site) == []
