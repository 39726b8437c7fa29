"""The page about the Python API, made from the names that are meant for others, with their docstrings."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUBLIC = {
    "wppush": ("render",),
    "wppush.project": ("Project", "Choice"),
    "wppush.project.listing": ("ListedPost", "State"),
    "wppush.plan": ("Plan", "DesiredPost"),
    "wppush.sync": ("Outcome", "Action", "UnusedFile"),
    "wppush.diagnostics": ("Diagnostic", "Location", "Severity"),
    "wppush.errors": (),
    "wppush.blocks": ("Block", "serialize"),
    "wppush.rendering": ("Context", "rich_text", "plain_text", "outer_html"),
}
"""What the page is about; no name: every class of the module, in its order."""
_ABOUT = {
    "wppush.project": "The façade. Everything that the command line does, it does through this.",
    "wppush.project.listing": "What `Project.posts` gives.",
    "wppush.plan": "What a run would do.",
    "wppush.sync": "What a run has done.",
    "wppush.diagnostics": "What there is to say about a file.",
    "wppush.blocks": "For blocks of one's own: [extending.md](extending.md).",
    "wppush.rendering": "For blocks of one's own, too.",
}
_PRIVATE = {
    "Project": ("config", "called"),
    "Plan": ("directory", "taken"),
    "DesiredPost": (
        *("source", "words", "nameless", "links", "media", "bind", "written", "again", "uses_math", "initial_status"),
        *("left_out", "managed", "only"),
    ),
    "Context": ("seed", "name", "note", "note_once"),
}
"""What a class needs for itself."""
_WIDTH = 100
_Def = ast.FunctionDef | ast.ClassDef


def api_page(generated: str) -> str:
    """Give the page; `generated` is the line that says how it is made."""
    return "\n".join(
        [
            "# Python API",
            "",
            generated,
            "",
            "What wppush has for other programs. Nothing of it prints, and every error is a `WppushError`.",
            "[extending.md](extending.md#from-python) has a program that publishes a folder.",
            *(line for module, names in _PUBLIC.items() for line in _module(module, names)),
            "",
        ]
    )


def _module(module: str, names: tuple[str, ...]) -> Iterator[str]:
    yield from ("", f"## {module}")
    found = import_module(module)
    if module in _ABOUT:
        yield from ("", _ABOUT[module])
    if not names:
        yield from ("", *_tree(found.__doc__ or ""))
        names = tuple(name for name in _definitions(module) if issubclass(getattr(found, name), Exception))
    for name in names:
        yield from _object(name, getattr(found, name))


def _tree(text: str) -> Iterator[str]:
    """Give the drawing that stands in a docstring."""
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    yield from ("```text", *lines, "```")


def _definitions(module: str) -> dict[str, _Def]:
    tree = ast.parse(inspect.getsource(import_module(module)))
    return {node.name: node for node in tree.body if isinstance(node, _Def) and not node.name.startswith("_")}


def _object(name: str, value: Any) -> Iterator[str]:
    node = _definitions(value.__module__)[value.__name__]
    yield from ("", f"### {name}", "")
    if isinstance(node, ast.FunctionDef):
        yield from _signature(name, node)
        yield from ("", *_prose(node))
        return
    yield from _prose(node)
    private = _PRIVATE.get(name, ())
    rows = [row for row in _fields(node) if row[0] not in private]
    if rows:
        if all(kind is None for _, kind, _ in rows):
            yield from ("", f"Values: {', '.join(f'`{value}`' for value, _, _ in rows)}.")
        else:
            yield from ("", "| field | type | meaning |", "|---|---|---|")
            yield from (f"| `{field}` | `{_cell(kind or '')}` | {about} |" for field, kind, about in rows)
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_") and method.name not in private:
            decorators = {ast.unparse(decorator) for decorator in method.decorator_list}
            if "property" in decorators:
                yield from ("", f"`{name}.{method.name}: {ast.unparse(method.returns) if method.returns else ''}`", "")
            else:
                yield ""
                yield from _signature(f"{name}.{method.name}", method)
                yield ""
            yield from _prose(method)


def _signature(name: str, node: ast.FunctionDef) -> Iterator[str]:
    parts = [*_parameters(node.args)]
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{name}({', '.join(parts)}){returns}"
    lines = [line] if len(line) <= _WIDTH else [f"{name}(", *(f"    {part}," for part in parts), f"){returns}"]
    yield from ("```python", *lines, "```")


def _parameters(arguments: ast.arguments) -> Iterator[str]:
    """Give the parameters one by one, as they are written, without that for the object itself."""
    plain = [None] * (len(arguments.args) - len(arguments.defaults)) + [*arguments.defaults]
    for argument, default in zip(arguments.args, plain, strict=True):
        if argument.arg not in ("self", "cls"):
            yield ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")
    if arguments.kwonlyargs:
        yield "*"
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str | None, str]]:
    """Give the fields of a class, or the members of an enumeration, each with the words below it."""
    body = [*node.body, None]
    for statement, after in pairwise(body):
        about = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            about = _cell(after.value.value)
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            if not statement.target.id.startswith("_"):
                yield statement.target.id, ast.unparse(statement.annotation), about
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            yield str(statement.value.value), None, about


def _prose(node: _Def) -> Iterator[str]:
    yield from inspect.cleandoc(ast.get_docstring(node) or "").splitlines()


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")
