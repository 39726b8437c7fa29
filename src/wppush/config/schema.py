"""The keys of wppush.toml: the one place that says which there are and what each takes."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)

from wppush.config.url import site_url
from wppush.config.values import Flavor, Format  # noqa: TC001 - pydantic reads them at run time
from wppush.errors import ConfigError


class Refusal(ValueError):  # pydantic collects only ValueErrors
    """A value that is not taken, with a hint."""

    def __init__(self, message: str, hint: str | None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def _line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise Refusal("The value is blank, or has a line break or a control character in it.", "write one line of text")
    return text.strip()


def _username(text: str) -> str:
    name = _line(text)
    if ":" in name:
        raise Refusal("A user name has no colon in it.", "write only the name; the password never stands in this file")
    return name


def _url(text: str) -> str:
    try:
        return site_url(text)
    except ConfigError as error:
        raise Refusal(error.message, error.hint) from None


MOST_JOBS = 16
_SIZE = re.compile(r"\s*(?P<number>[0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(?P<unit>[KMG]?)I?B?\s*", re.IGNORECASE)
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


def bytes_of(text: str) -> int:
    """How many bytes `"20 MB"` is: by 1024, as WordPress and PHP count. Raises Refusal."""
    match = _SIZE.fullmatch(text)
    found = int(float(match["number"]) * _UNITS[match["unit"].upper()]) if match else 0
    if found < 1:
        raise Refusal(f'"{text[:40]}" is no size of a file.', 'write a number and a unit, such as "20 MB"')
    return found


def _size(text: str) -> str:
    bytes_of(text)
    return text


def _width(pixels: int) -> int:
    if pixels < 1:
        raise Refusal("No image is that wide.", "write a number of pixels, such as max_width = 2560")
    return pixels


def _jobs(number: int) -> int:
    if not 1 <= number <= MOST_JOBS:
        raise Refusal(f"{number} requests at once are not possible.", f"write a number from 1 to {MOST_JOBS}")
    return number


def _rate(number: float) -> float:
    if not 0 < number < float("inf"):
        raise Refusal("That is no number of requests in a second.", "write a number, such as max_rate = 5")
    return number


def _ignored_key(text: str) -> str:
    key = _line(text)
    if key.casefold() == "uid":
        raise Refusal("uid says which post a file is, and is always read.", "delete it here, or uid in the files")
    return key


PLACEHOLDERS = ("slug", "title", "date", "year", "month", "day", "now")
"""What stands in braces in a table `[new]`, and is filled in where a post is begun."""
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


def _path_of_new(text: str) -> str:
    path = _line(text)
    example = 'write a path below the content folder, such as "{year}/{slug}.md"'
    unknown = [name for name in _PLACEHOLDER.findall(path) if name not in PLACEHOLDERS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise Refusal(f"Nothing is filled in for {{{unknown[0]}}}.", f"there are {known}")
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.startswith(".") for part in parts) or "\\" in path:
        raise Refusal("The path leads out of the content folder, or to a hidden file.", example)
    if not path.lower().endswith((".md", ".markdown")):
        raise Refusal("The path does not end in .md or .markdown.", example)
    if not {"slug", "title"} & set(_PLACEHOLDER.findall(path)):
        raise Refusal("Every post would have the same path.", example)
    return path


def _ending(text: str) -> str:
    ending = _line(text).removeprefix(".").lower()
    if not re.fullmatch("[a-z0-9]{1,20}", ending):
        raise Refusal(f'"{text[:40]}" is no ending of a file.', 'write what stands after the last dot, such as "svg"')
    return ending


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Line = Annotated[StrictStr, AfterValidator(_line)]
_Names = Annotated[
    list[_Line],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class SiteTable(BaseModel):
    """A site, under a name of your own: `[sites.blog]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[StrictStr, AfterValidator(_url)] = Field(description="The address of the site's front page.")
    username: Annotated[StrictStr, AfterValidator(_username)] | None = Field(
        None, description="Who publishes. WPPUSH_USERNAME and WPPUSH_USERNAME_NAME come before it."
    )
    jobs: Annotated[StrictInt, AfterValidator(_jobs), Field(json_schema_extra={"minimum": 1, "maximum": MOST_JOBS})] = (
        Field(2, description=f"The most requests at once, 1 to {MOST_JOBS}. `--jobs` comes before it.")
    )
    max_rate: Annotated[StrictFloat, AfterValidator(_rate), Field(json_schema_extra={"exclusiveMinimum": 0})] | None = (
        Field(
            None,
            description="The most requests in a second, for hosts that count them. `--max-rate` comes before it.",
        )
    )
    wordpress_com: StrictBool | None = Field(
        None,
        description="Whether WordPress.com hosts the site and has its API. Where nothing is said, it is so for an "
        "address that ends with `.wordpress.com`.",
    )


class MarkdownTable(BaseModel):
    """How Markdown is read: `[markdown]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flavor: Flavor = Field(
        "python-markdown",
        description="Who parses: `python-markdown`, by GitHub's rules and with extensions, or `gfm`, which is "
        "markdown-it-py, to GitHub's letter and without extensions.",
    )
    extensions: list[StrictStr] = Field(
        default_factory=list, description="Python-Markdown's extensions, by name; pymdown-extensions are there."
    )
    extension_configs: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="The settings of an extension, in a table under its name."
    )
    tasks: Literal["characters", "checkboxes"] = Field(
        "characters", description="What the box of a task becomes: ☐ and ☑, or check boxes."
    )
    math: StrictBool = Field(True, description="Whether `$…$` and `$$…$$` are formulas.")
    emoji: StrictBool = Field(False, description="Whether `:smile:` is an emoji.")
    smart: StrictBool = Field(False, description="Whether quotes, dashes and ellipses become typographic ones.")
    comments: Literal["drop", "warn"] = Field("drop", description="Whether it is said that a comment is left out.")


class MediaTable(BaseModel):
    """What becomes of images and other files: `[media]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    import_remote: StrictBool = Field(
        False, description="Whether images at an address elsewhere are taken into the site's library."
    )
    strip_location: StrictBool = Field(
        False, description="Whether the place where a photo was taken (GPS) is left out of what is uploaded."
    )
    max_width: Annotated[StrictInt, AfterValidator(_width)] | None = Field(
        None, description="Pixels: a wider image is made smaller before it is uploaded."
    )
    webp: StrictBool = Field(False, description="Whether JPEG and PNG are uploaded as WebP.")
    max_size: Annotated[StrictStr, AfterValidator(_size)] = Field(
        "64 MB", description="The largest file that is uploaded, with a unit: B, KB, MB or GB."
    )
    size: _Line = Field(
        "large",
        description="Which of WordPress's sizes image blocks show: `large`, `medium`, another that the site has, or "
        "`full`, the file itself.",
    )
    link: Literal["none", "file"] = Field("none", description="Whether images link to the whole file.")
    types: list[Annotated[StrictStr, AfterValidator(_ending)]] = Field(
        default_factory=list,
        description="Endings of files that the site takes although WordPress by itself refuses them, such as `svg` "
        "where a plugin allows it.",
    )


class FolderTable(BaseModel):
    """What holds for the files below a folder of the content folder: `[folders."reviews/2024"]`.

    Its defaults stand in a table of their own, `[folders."reviews/2024".defaults]`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    site: _Names = Field(
        default_factory=list, description="The site that the files are for, by its name, or a list of several."
    )
    defaults: dict[str, Any] = Field(
        default_factory=dict, description="Front matter for each of the files; it comes before that of outer folders."
    )


class NewTable(BaseModel):
    """How `wppush new` begins a post: `[new]`.

    In braces stands what is filled in: `{title}`, `{slug}`, `{date}` (as 2026-01-02), `{year}`, `{month}`, `{day}`, and
    `{now}`, the date with the time and its offset.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Annotated[StrictStr, AfterValidator(_path_of_new)] = Field(
        "{slug}.md",
        description="Where the file goes, below the content folder: `{year}/{slug}.md`, `{date}-{slug}.md`.",
    )
    front_matter: StrictStr | None = Field(
        None,
        description="What stands above its text, in place of title, `status: draft` and tags: lines of YAML, "
        "between `+++` lines TOML.",
    )
    template: _Line | None = Field(
        None, description="A file beside this one that the post begins as, front matter and text, instead of both."
    )


class ConfigSchema(BaseModel):
    """wppush.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="wppush.toml")

    project: _Line | None = Field(
        None, description="A name of your own, part of each post's mark: keep it, also when the folder moves."
    )
    content: _Line = Field(".", description="The folder that Markdown files live below.")
    format: Format = Field(
        "blocks", description="What posts are made of: `blocks`, or `html` for sites without the block editor."
    )
    include: list[_Line] = Field(
        default_factory=list,
        description="Patterns as in `.gitignore`, seen from the content folder: only what they match is published.",
    )
    ignore: list[_Line] = Field(
        default_factory=list, description="Patterns as in `.gitignore`: what they match is not published."
    )
    ignore_keys: list[Annotated[StrictStr, AfterValidator(_ignored_key)]] = Field(
        default_factory=list,
        description="Keys of front matter that are for other tools: they are neither read nor warned about.",
    )
    links: Literal["error", "warn"] = Field(
        "error", description="What a link is whose file does not exist: an error, or a warning."
    )
    static: list[_Line] = Field(
        default_factory=list,
        description="Folders beside this file, in which addresses that begin with / are looked up: `/images/a.jpg`.",
    )
    slugs: Literal["name", "path"] = Field(
        "name",
        description="What makes the slug of a file that gives none: its name, or its path below the content folder "
        "(`python/tips.md` is `python-tips`).",
    )
    site: _Line | None = Field(None, description="The site to publish to, by its name, where nothing else says which.")
    create_terms: StrictBool = Field(
        True, description="Whether categories, tags and other terms are made that the site does not have."
    )
    markdown: MarkdownTable = Field(default_factory=MarkdownTable, description="How Markdown is read.")
    media: MediaTable = Field(default_factory=MediaTable, description="What becomes of images and other files.")
    new: NewTable = Field(default_factory=NewTable, description="How `wppush new` begins a post.")
    defaults: dict[str, Any] = Field(
        default_factory=dict,
        description="Front matter for every file that does not say it itself, as a table of its own.",
    )
    folders: dict[str, FolderTable] = Field(
        default_factory=dict, description="What holds for the files below a folder, each in a table of its own."
    )
    sites: dict[str, SiteTable] = Field(default_factory=dict, description="The sites, each in a table of its own.")
