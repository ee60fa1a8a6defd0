"""A form's fields in, the arguments of an operation out, by its signature.

Paths are never taken from a form: what reads or writes files has a page of its own.
"""

from __future__ import annotations

from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from comity.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.operations.operation import Operation


def takes_paths(operation: Operation) -> bool:
    """Tell whether a verb names files: those are not called by a form."""
    return any(_kind(hint)[0] is Path for _, hint in operation.parameters.values())


def arguments(operation: Operation, given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the arguments by name; a trailing underscore is Python's, not the form's."""
    found: dict[str, Any] = {}
    for name, (parameter, hint) in operation.parameters.items():
        values = [one for one in given.get(name.rstrip("_"), []) if one.strip()]
        kind, many = _kind(hint)
        if values:
            found[name] = [_value(kind, one) for one in values] if many else _value(kind, values[0])
        elif parameter.default is parameter.empty:
            raise BadInput(f"{name.rstrip('_')} is missing")
    return found


def _kind(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a type, of any kind
    """Return (type, whether there may be several)."""
    if get_origin(hint) is Annotated:
        return _kind(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        return _kind(next(one for one in get_args(hint) if one is not NoneType))
    if get_origin(hint) is list:
        return _kind(get_args(hint)[0])[0], True
    return hint, False


def _value(kind: Any, text: str) -> Any:  # noqa: ANN401 - as the type says
    if kind is bool:
        return text not in {"0", "false", "off"}
    if kind is int:
        try:
            return int(text)
        except ValueError as error:
            raise BadInput(f"{text!r} is no number") from error
    if get_origin(kind) is Literal and text not in get_args(kind):
        raise BadInput(f"{text!r} is not one of {', '.join(get_args(kind))}")
    return text
