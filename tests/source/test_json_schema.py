"""What editors are told about front matter is what the reader of files does."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from amount import examples
from wppush.config import config_schema
from wppush.errors import SourceError
from wppush.source import Code, FrontMatterSchema, defaults_schema, front_matter_schema, read
from wppush.source.aliases import ALIASES
from wppush.source.schema import NAMES

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = front_matter_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
KINDS = {Code.WRONG_TYPE, Code.STATUS, Code.BOOLEAN, Code.NO_SUCH_VALUE, Code.OWN_KEY, Code.META}
"""Faults that a schema can know of; the others need WordPress's rules of slugs, dates, names and lengths."""


def codes(folder: Path, front_matter: dict[str, Any]) -> set[str]:
    """What the reader refuses. JSON is YAML, and so scalars are their text."""
    text = json.dumps(front_matter)
    (folder / "post.md").write_text(f"---\n{text}\n---\ntext\n", encoding="utf-8")
    try:
        read([folder / "post.md"], content_root=folder, project_root=folder)
    except SourceError as error:
        return {fault.code for fault in error.diagnostics}
    return set()


def test_the_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    whole = config_schema(defaults_schema(), SCHEMA["$defs"])
    Draft202012Validator.check_schema(whole)


def test_every_name_of_every_field_is_in_the_schema_and_explained() -> None:
    names = NAMES | {alias for aliases in ALIASES.values() for alias in aliases}
    assert set(SCHEMA["properties"]) == names
    assert all(entry["description"] for entry in SCHEMA["properties"].values())
    assert "as in Hugo" in SCHEMA["properties"]["publishDate"]["description"]


def test_the_examples_are_what_they_are_examples_of(tmp_path: Path) -> None:
    for name in sorted(NAMES):
        entry = SCHEMA["properties"][name]
        assert entry["examples"]
        for value in entry["examples"]:
            matter = {name: value, **({"type": "page"} if name in ("parent", "menu_order") else {})}
            assert list(VALIDATOR.iter_errors(matter)) == []
            assert codes(tmp_path, matter) == set()


@pytest.mark.parametrize(
    "matter",
    [
        {},
        {"title": 2024, "tags": [1984, True], "excerpt": ""},
        {"title": None, "meta": None, "featured_image": None, "categories": None},
        {"status": "Draft", "draft": "Yes"},
        {"published": "2024-05-01"},
        {"published": False},
        {"featured": True, "permalink": ["x"], "weight": {"a": 1}},
        {"author": [{"login": "jane"}, 3]},
        {"categories": [{"A": ["B", {"C": None}]}, "D > E"]},
        {"taxonomies": {"mood": None, "series": "x"}},
        {"cover": {"image": "a.jpg", "alt": 3, "hidden": True}},
        {"images": ["a.jpg", "b.jpg"]},
        {"comments": "OPEN", "pings": False, "sticky": 3},
        {"type": "page", "parent": 3, "menu_order": "-3"},
        {"meta": {"a": [1, {"b": None}]}},
        {"layout": ["anything"], "zzz": 3},
    ],
)
def test_what_both_accept(tmp_path: Path, matter: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(matter)] == []
    assert codes(tmp_path, matter) == set()


@pytest.mark.parametrize(
    "matter",
    [
        {"title": ["a"]},
        {"title": " "},
        {"status": "publsh"},
        {"draft": 3},
        {"date": {}},
        {"author": []},
        {"author": {"name": "Jane"}},
        {"tags": {"a": "b"}},
        {"tags": [["a"]]},
        {"categories": [None]},
        {"taxonomies": ["a"]},
        {"taxonomies": {"category": ["a"]}},
        {"taxonomies": {"Mood": ["a"]}},
        {"featured_image": True},
        {"image": {"alt": "x"}},
        {"image": {"src": ["a"]}},
        {"type": "pages"},
        {"type": "my type"},
        {"menu_order": "first", "type": "page"},
        {"format": "html"},
        {"sticky": "maybe"},
        {"comments": []},
        {"allow_comments": 3},
        {"meta": "x"},
        {"id": 0},
        {"id": "intro"},
        {"keywords": {"a": 1}},
    ],
)
def test_what_both_refuse(tmp_path: Path, matter: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(matter)) != []
    assert codes(tmp_path, matter) != set()


TEXT = st.one_of(
    st.text(alphabet="abX >,-_/.\n", max_size=8),
    st.sampled_from(["true", "No", "open", "draft", "Publish", "aside", "2024-05-01", "42", "page", "posts", "a.md"]),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**12),
    # JSON Schema takes 3.0 for an integer, and 1e-05 for a number; whoever writes them in YAML means something else.
    st.floats(-1e6, 1e6).filter(lambda number: not math.isclose(number, round(number)) and "e" not in str(number)),
    TEXT,
)
KEYS = st.one_of(
    st.sampled_from(["src", "alt", "login", "mood", "category", "caption", "id"]), st.text("abC_", max_size=4)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(400))
@given(name=st.sampled_from(sorted(SCHEMA["properties"])), value=VALUES)
@example(name="featured_image", value={"src": None, "alt": "x"})
@example(name="author", value=[{"login": None}])
@example(name="post_type", value=1.5)
@example(name="post_name", value="")
@example(name="featured", value="true")
def test_editors_mark_nothing_that_is_taken_and_everything_of_the_wrong_kind(
    tmp_path: Path, name: str, value: object
) -> None:
    matter = {name: value}
    if name in ("parent", "menu_order", "post_parent"):
        matter["type"] = "page"
    marked = [error.message for error in VALIDATOR.iter_errors(matter)]
    refused = codes(tmp_path, matter)
    # Another tool's name with nothing behind it is passed over; editors may still say that something is missing.
    nothing = isinstance(value, str) and not value.strip() and name not in FrontMatterSchema.model_fields
    if not marked:
        assert not refused & KINDS
    elif not nothing:
        assert refused, marked
