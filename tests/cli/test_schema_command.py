"""`wppush schema` prints what editors read."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from blog import Blog

TOML = """\
project = "x"
ignore_keys = ["summary"]

[media]
max_size = "20 MB"

[defaults]
author = "jane"
featured_image = {src = "a.jpg", alt = "x"}

[folders.pages]
site = ["blog"]
defaults.type = "page"

[sites.blog]
url = "https://example.com"
"""


def test_the_schema_of_front_matter_is_printed(blog: Blog) -> None:
    run = blog.run("schema")
    assert (run.status, run.stderr) == (0, "")
    validator = Draft202012Validator(json.loads(run.stdout))
    assert list(validator.iter_errors({"title": "x", "Tags": 3, "comments": "closed"})) == []
    assert [list(error.path) for error in validator.iter_errors({"format": "html"})] == [["format"]]


@pytest.mark.parametrize(
    ("added", "wrong"),
    [
        ("", None),
        ("[defaults]\ntitle = 'x'", ["defaults"]),
        ("[defaults]\ncreated = 'x'", ["defaults"]),
        ("[defaults]\nformat = 'html'", ["defaults", "format"]),
        ("[folders.a.defaults]\nmenu_order = 'x'", ["folders", "a", "defaults", "menu_order"]),
        ("[media]\nwebp = 3", ["media", "webp"]),
        ("zzz = 1", []),
    ],
)
def test_the_schema_of_the_configuration_knows_the_front_matter_of_defaults(
    blog: Blog, added: str, wrong: list[str] | None
) -> None:
    run = blog.run("schema", "--config")
    assert (run.status, run.stderr) == (0, "")
    validator = Draft202012Validator(json.loads(run.stdout))
    found = [list(error.path) for error in validator.iter_errors(tomllib.loads(added or TOML))]
    assert found == ([] if wrong is None else [wrong])
