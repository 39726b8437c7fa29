"""The values that a shell offers for arguments and options: what there is in this project, and nothing of a site.

Each is asked for while somebody types: nothing is raised, and nothing goes over the wire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click
    from click.shell_completion import CompletionItem

    Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]

STATUSES = ("publish", "future", "draft", "pending", "private", "trash")


def _of_type(kind: str) -> Offer:
    def offer(_context: click.Context, _parameter: click.Parameter, _incomplete: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        return [CompletionItem("", type=kind)]

    return offer


markdown_files = _of_type("markdown")
folders = _of_type("dir")
files = _of_type("file")


def sites(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Give the sites of the wppush.toml that holds here, each with its address."""
    from wppush.config import load
    from wppush.errors import WppushError

    try:
        from pathlib import Path

        found = load(Path.cwd()).sites
    except (WppushError, OSError):
        return []
    return _beginning(((name, site.url) for name, site in found.items()), incomplete)


def fields(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Give the fields of a post, after those that are typed already."""
    from wppush.plan import FIELDS

    return _in_list([*FIELDS, "taxonomies", "meta"], incomplete)


def statuses(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Give WordPress's statuses, after those that are typed already."""
    return _in_list(STATUSES, incomplete)


def codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Give the codes of errors and warnings, each with what it means."""
    from wppush.report.explain import meanings

    return _beginning(meanings().items(), incomplete.upper())


def _in_list(known: Iterable[str], incomplete: str) -> list[CompletionItem[str]]:
    before, comma, last = incomplete.rpartition(",")
    taken = set(before.split(","))
    words = (name for name in known if name not in taken and name.startswith(last))
    return _beginning(((f"{before}{comma}{name}", None) for name in words), incomplete)


def _beginning(found: Iterable[tuple[str, str | None]], incomplete: str) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(value, help=about) for value, about in found if value.startswith(incomplete)]
