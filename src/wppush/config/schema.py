"""The keys of wppush.toml: the one place that says which there are and what each takes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr

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


class SiteTable(BaseModel):
    """A site, under a name of your own: `[sites.blog]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[StrictStr, AfterValidator(_url)] = Field(description="The address of the site's front page.")
    username: Annotated[StrictStr, AfterValidator(_username)] | None = Field(
        None, description="Who publishes. WPPUSH_USERNAME comes before it."
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


class ConfigSchema(BaseModel):
    """wppush.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="wppush.toml")

    project: Annotated[StrictStr, AfterValidator(_line)] | None = Field(
        None, description="A name of your own, part of each post's mark: keep it, also when the folder moves."
    )
    content: Annotated[StrictStr, AfterValidator(_line)] = Field(
        ".", description="The folder that Markdown files live below."
    )
    format: Format = Field(
        "blocks", description="What posts are made of: `blocks`, or `html` for sites without the block editor."
    )
    markdown: MarkdownTable = Field(default_factory=MarkdownTable, description="How Markdown is read.")
    sites: dict[str, SiteTable] = Field(default_factory=dict, description="The sites, each in a table of its own.")
