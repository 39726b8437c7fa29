"""Fields that do not go together: what WordPress refuses, or drops without a word, is said before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wppush.source.codes import Code
from wppush.source.document import Status
from wppush.source.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Collection

    from wppush.source.document import FrontMatter
    from wppush.source.schema import FrontMatterSchema

OF_POSTS = ("categories", "tags", "format", "sticky")
"""Fields that pages do not have."""
OF_PAGES = ("parent", "menu_order")
"""Fields that posts do not have."""
_NOTHING: tuple[object, ...] = ("", (), 0, False, "standard")


def not_of_type(post_type: str | None) -> tuple[str, ...]:
    """The fields that WordPress's own types do not have; what other types have, only the site knows."""
    return {"post": OF_PAGES, "page": OF_POSTS}.get(post_type or "post", ())


def check(model: FrontMatterSchema, given: Collection[str]) -> list[Fault]:
    """Every fault between two fields. `given` are the fields that are there, also those with a fault of their own."""
    is_known = model.type is not None or "type" not in given
    return [*_status(model, given), *_password(model), *(_type(model) if is_known else ())]


def without_nothing(front_matter: FrontMatter) -> FrontMatter:
    """The same without empty values of fields that the type does not have: there is nothing to be empty."""
    names = not_of_type(front_matter.type)
    return replace(front_matter, **dict.fromkeys(names))


def _status(model: FrontMatterSchema, given: Collection[str]) -> list[Fault]:
    faults = []
    status = model.status
    for name, value in (
        ("draft", model.draft),
        ("published", None if model.published is None else not model.published),
    ):
        said = f"{name} is {str(getattr(model, name)).lower()}"
        # `published: false` beside a status that is not `publish` repeats it: exports of WordPress have both.
        refused: tuple[Status, ...] = ()
        if value:
            refused = tuple(set(Status) - {Status.DRAFT}) if name == "draft" else (Status.PUBLISH,)
        elif value is False:
            refused = (Status.DRAFT,) if name == "draft" else (Status.DRAFT, Status.PENDING)
        if status in refused:
            faults.append(_contradiction(f"{said}, and the status is {status}.", "status"))
    if model.draft is not None and model.published is not None and model.draft == model.published:
        word = str(model.draft).lower()
        faults.append(_contradiction(f"draft is {word}, and published is {word}.", "published"))
    if status is Status.FUTURE and "date" not in given:
        message = "The status is future, and there is no date: WordPress would publish the post at once."
        hint = "add a date, such as date: 2030-01-01 09:00"
        faults.append(Fault(code=Code.FUTURE_WITHOUT_DATE, message=message, hint=hint, path=("status",)))
    return faults


def _contradiction(message: str, field: str) -> Fault:
    return Fault(code=Code.STATUS_CONTRADICTS, message=message, hint="delete one of the two", path=(field,))


def _password(model: FrontMatterSchema) -> list[Fault]:
    faults = []
    if not model.password:
        return []
    if model.sticky:
        message = "WordPress takes no password for a post that is sticky."
        hint = "delete sticky, or the password"
        faults.append(Fault(code=Code.COMBINATION, message=message, hint=hint, path=("password",)))
    if model.status is Status.PRIVATE:
        message = "A private post has no password: WordPress drops it."
        hint = "delete the password, or write status: publish"
        faults.append(Fault(code=Code.COMBINATION, message=message, hint=hint, path=("password",)))
    return faults


def _type(model: FrontMatterSchema) -> list[Fault]:
    faults = []
    kind = model.type or "post"
    for name in not_of_type(model.type):
        value = getattr(model, name)
        if value is None or value in _NOTHING:
            continue
        message = f"A {kind} of WordPress has no {name}."
        hint = f"delete {name}" if kind == "page" else f"delete {name}, or write type: page"
        faults.append(Fault(code=Code.NOT_OF_TYPE, message=message, hint=hint, path=(name,)))
    return faults
