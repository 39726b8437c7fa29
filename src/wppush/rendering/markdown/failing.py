"""What is said when an extension of somebody else fails while a text is read: which one, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wppush.diagnostics import Diagnostic
from wppush.rendering.codes import Code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown.extensions import Extension

_SHARED = ("markdown", "pymdownx")
"""Packages of many extensions, whose modules tell them apart."""


def of_others(extensions: Sequence[str | Extension]) -> tuple[str, ...]:
    """Give the modules of the extensions that are not ours."""
    modules = (name if isinstance(name, str) else type(name).__module__ for name in extensions)
    return tuple(module.partition(":")[0] for module in modules if not module.startswith("wppush."))


def fault(modules: Sequence[str], error: BaseException) -> Diagnostic:
    """Give the diagnostic for an error that came out of the parser (WP213); its file is not known here."""
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    found = [(name, line) for module, line in _frames(error) for name in modules if _belongs(module, name)]
    if found:
        name, line = found[-1]
        message = f'the Markdown extension "{name}" failed on this text, in its line {line}: {said}'
    else:
        names = ", ".join(f'"{name}"' for name in modules)
        message = f"this text can't be read with the Markdown extensions {names}: {said}"
    hint = "update the package of the extension, or take it out of extensions below [markdown] in wppush.toml"
    return Diagnostic(code=Code.EXTENSION_FAILED, message=message, hint=hint)


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    step = error.__traceback__
    while step:
        yield str(step.tb_frame.f_globals.get("__name__", "")), step.tb_lineno
        step = step.tb_next


def _belongs(module: str, extension: str) -> bool:
    package = extension.partition(".")[0]
    own = extension if package in _SHARED else package
    return any(module == name or module.startswith(f"{name}.") for name in (own, f"markdown.extensions.{extension}"))
