"""The page about front matter, made from the schema and the tables of names that the reader itself works by."""

from __future__ import annotations

import json
from textwrap import fill
from typing import TYPE_CHECKING, Any

from wppush.source import FrontMatterSchema
from wppush.source.aliases import ALIASES, OTHERS
from wppush.source.defaults import NEVER

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

_INTRO = """\
What stands above a post's text says what WordPress's sidebar would: between two lines `---` in YAML, between two lines
`+++` in TOML, as an object `{…}` of JSON, between two lines `;;;` as Hexo has it, or as Pelican does in lines
`Title: …` with nothing around them, up to the first empty line.

```yaml
---
title: Love in the Big City
date: 2024-05-01 18:30
categories: [Reviews > Novels]
tags: [Seoul, friendship]
featured_image: {src: images/cover.jpg, alt: Two people on a roof}
---
```

- Every key may be left out. What a file does not mention is not touched on the site; a key without a value (`tags:`)
  is as good as none, and an empty value (`tags: []`, `excerpt: ""`) says that there is nothing.
- Keys are read in any case, and with hyphens, underscores or neither: `featured_image`, `Featured-Image` and
  `featuredImage` are one.
- Nothing is guessed: in YAML, `title: 007` and `tags: [1984, yes]` are the texts that they look like.
- A fault is reported with its line and what to type instead, before anything is sent: `wppush check posts/`."""

_BETWEEN = """\
These are what WordPress refuses, or drops without a word, and so they are errors:

- `draft`, `published` and `status` that contradict each other;
- `status: future` without a `date`;
- `sticky: true` with a `password`, and `status: private` with one;
- `categories`, `tags`, `format` or `sticky` for `type: page`, and `parent` or `menu_order` for a post. What other types
  have is checked on the site;
- two files with one slug, unless their types differ or, for all types but posts, their parents;
- two names of one field in one file that say different things."""

_PERMALINK = """\
- A `permalink` or `url` of one part (`/about/`) is the slug. WordPress makes the rest of an address by its own
  settings, so that a longer one is left alone with a warning, which says which slug to write to keep its end.
- `published` and `publish` with a date are a `date`, else the opposite of `draft`.
- `weight`, `nav_order`, `sidebar_position` and `order` are read where the type has an order, and are nothing in a post.
- `featured: true` is not an image and puts nothing to the top of the front page: write `sticky: true` for that.
- `layout: page` of Jekyll makes no page: write `type: page`, or make it the default of a folder."""

_IGNORED = """\
Where a key means something else to you, or two tools need two different values, leave it out in `wppush.toml`: what is
listed there is neither read nor warned about, by whatever spelling. A default by a field's own name still counts.

```toml
ignore_keys = ["description", "format"]
```"""

_DEFAULTS = """\
What many files have in common may stand in `wppush.toml` once, for all files or for those below a folder of the content
folder:

```toml
[defaults]
author = "jane"
comments = false

[folders.pages.defaults]
type = "page"

[folders."reviews/2024".defaults]
categories = ["Reviews"]
meta = { series = "2024" }
```

What the file says wins, by whatever name, then what the nearest folder says; of `meta` and `taxonomies` that holds for
each of their keys. `status`, `draft` and `published` are one field in this. A key without a value in the file cancels
the default, and a default that the file's type does not have is not meant for it. Paths of images and
of parents are seen from the folder of `wppush.toml`."""

_EDITORS = """\
`wppush schema` prints all this as a [JSON Schema](https://json-schema.org), and `wppush schema --config` that of
`wppush.toml`. Editors complete, explain and check by it."""


def front_matter_page(generated: str) -> str:
    """Give the page; `generated` is the line that says how it is made."""
    never = ", ".join(f"`{name}`" for name in NEVER)
    return "\n".join(
        [
            "# Front matter",
            "",
            generated,
            "",
            _INTRO,
            "",
            "## Fields",
            "",
            "| key | for example | what it becomes | without it |",
            "|---|---|---|---|",
            *(_row(name, field) for name, field in FrontMatterSchema.model_fields.items()),
            "",
            "## What does not go together",
            "",
            _BETWEEN,
            "",
            "## Names that other tools use",
            "",
            "Files of other tools are read as they are:",
            "",
            "| key | other names |",
            "|---|---|",
            *(
                f"| `{name}` | {_aliases(ALIASES[name])} |"
                for name in FrontMatterSchema.model_fields
                if name in ALIASES
            ),
            "",
            _PERMALINK,
            "",
            "Any other key that wppush does not know is left alone with a warning. Nothing is said about these, which",
            "only steer the tool that they are for:",
            *fill(f"{', '.join(f'`{key}`' for key in OTHERS)}.", width=118, break_on_hyphens=False).split("\n"),
            "",
            _IGNORED,
            "",
            "## Defaults",
            "",
            _DEFAULTS,
            "",
            f"There is no default for {never}, which are one file's own.",
            "",
            "## Editors",
            "",
            _EDITORS,
            "",
        ]
    )


def _row(name: str, field: FieldInfo) -> str:
    about, _, default = (field.description or "").partition(" Default: ")
    examples = " or ".join(f"`{_yaml(example)}`" for example in field.examples or ())
    return f"| `{name}` | {examples} | {_cell(about)} | {_cell(default.removesuffix('.')) or '–'} |"


def _yaml(value: Any) -> str:
    """A value as it is written on one line, without quotes where it needs none."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_yaml, value)) + "]"
        case str():
            return value
        case _:
            return json.dumps(value)


def _aliases(aliases: dict[str, str]) -> str:
    return ", ".join(f"`{name}`" + (f" ({tools})" if tools else "") for name, tools in aliases.items())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
