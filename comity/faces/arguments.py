"""What a form or a program gives in, the arguments of an operation out, by its signature.

Paths are never taken from either: what reads or writes files has a page of its own.
"""

from __future__ import annotations

from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeAlias,
    TypedDict,
    Union,
    get_args,
    get_origin,
)

from comity.errors import BadInput

if TYPE_CHECKING:
    import inspect
    from collections.abc import Mapping

    from comity.operations.operation import Operation

Arguments: TypeAlias = dict[str, Any]  # a verb's, by name
TEXT_CHARS_MAX = 10_000
MANY_MAX = 100
INT_MAX = 1_000_000
_FOR_PEOPLE: dict[str, dict[str, Any]] = {"people": {"sort": "recent"}}  # programs see every order


def takes_paths(operation: Operation) -> bool:
    """Tell whether a verb names files: those are not called by a form."""
    return any(_kind(hint)[0] is Path for _, hint in operation.parameters.values())


class Limits(TypedDict, total=False):
    """How large a value may be."""

    max_length: int
    ge: int
    le: int


def arguments(operation: Operation, given: Mapping[str, list[str]]) -> Arguments:
    """Return the arguments by name; a trailing underscore is Python's, not the form's."""
    found: Arguments = {}
    for name, (parameter, hint) in operation.parameters.items():
        values = [one for one in given.get(name.rstrip("_"), []) if one.strip()]
        kind, many = _kind(hint)
        if values:
            found[name] = [_value(kind, one) for one in values] if many else _value(kind, values[0])
        elif parameter.default is parameter.empty:
            raise BadInput(f"{name.rstrip('_')} is missing")
    return found


def with_defaults(verb: str, given: Arguments) -> Arguments:
    """Return the arguments with what a person is shown by default, where nothing else is said."""
    defaults = _FOR_PEOPLE.get(verb, {})
    return given | {name: value for name, value in defaults.items() if given.get(name) is None}


def type_of(hint: Any) -> Any:  # noqa: ANN401 - a type, of any kind
    """Return a parameter's type without what is said of it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def said_of(hint: Any) -> str:  # noqa: ANN401 - a type, of any kind
    """Return what a parameter is for."""
    return str(get_args(hint)[1]) if get_origin(hint) is Annotated else ""


def limits(hint: Any) -> Limits:  # noqa: ANN401 - a type, of any kind
    """Return how large a value may be: nobody says more by hand."""
    kinds = {type_of(hint), *get_args(type_of(hint))}
    if get_origin(type_of(hint)) is list or any(get_origin(kind) is list for kind in kinds):
        return {"max_length": MANY_MAX}
    if int in kinds and bool not in kinds:
        return {"ge": 0, "le": INT_MAX}
    return {"max_length": TEXT_CHARS_MAX} if str in kinds else {}


def field(name: str, one: inspect.Parameter, hint: Any) -> Any:  # noqa: ANN401 - a type, of any kind
    """Return a parameter as a field of a model: a trailing underscore is Python's alone."""
    from pydantic import Field

    default = ... if one.default is one.empty else one.default
    return Field(default, alias=name.rstrip("_"), description=said_of(hint), **limits(hint))


def clean(value: Any) -> Any:  # noqa: ANN401 - the verb's own
    """Return a value without what is no Unicode: halves of characters that JSON may carry."""
    if isinstance(value, list):
        return [clean(one) for one in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


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
