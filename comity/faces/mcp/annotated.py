"""What of a document may leave for an assistant, by the annotations of its fields alone.

A field that no ``Kind`` marks is withheld; so is a value that is not of its field's kind.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

from comity.faces.mcp.shown import (
    NOTHING,
    address,
    either,
    instant,
    key,
    moment,
    name,
    number,
    rows,
    sentence,
    source,
    text,
    unsaid,
    word,
)
from comity.operations.document import Document, Kind, as_json, shown_fields

if TYPE_CHECKING:
    from comity.faces.mcp.shown import Leaf, Teller
    from comity.operations.document import Json


_LEAVES: dict[Kind, Leaf] = {
    Kind.KEY: key,
    Kind.WORD: word,
    Kind.NAME: name,
    Kind.ADDRESS: address,
    Kind.SOURCE: source,
    Kind.TEXT: text,
    Kind.INSTANT: either(moment, instant),
    Kind.COUNT: number,
    Kind.FIGURE: number,
    Kind.FORECAST: number,
    Kind.SENTENCE: sentence,
    Kind.LOCAL: unsaid,
}


def shareable(document: Document, teller: Teller) -> dict[str, Json]:
    """Return the fields of a document that may leave, in JSON values."""
    found: dict[str, Json] = {}
    kind: Any = type(document)
    hints = _hints(kind)
    teller.around.append(as_json(document))
    for field in shown_fields(document):
        label = field.name.rstrip("_")
        if not is_marked(hints[field.name]):
            teller.others += 1
            continue
        teller.at.append(label)
        value = _of(hints[field.name], getattr(document, field.name), teller)
        teller.at.pop()
        if value is not NOTHING:
            found[label] = value
    teller.around.pop()
    return found


def _of(hint: Any, value: Any, teller: Teller) -> Any:  # noqa: ANN401 - a type, and a value of it
    """Return what of a value may leave; ``NOTHING`` if none of it."""
    if value is None:
        return None
    if isinstance(value, Document):
        return shareable(value, teller)
    marked = get_args(hint)[1] if get_origin(hint) is Annotated else None
    if marked is Kind.FOUND_BY_TEXT:
        return _of(get_args(hint)[0], value, teller) if teller.allow_text else teller.keep_back()
    kinds = _kinds(hint)
    if isinstance(value, tuple) and not kinds:
        of = get_args(_arm(hint, tuple))[0]
        return rows(lambda one: _of(of, one, teller), value, teller)
    if isinstance(value, dict) and not kinds:
        return _figures(hint, value, teller)
    if len(kinds) == 1:
        return _LEAVES[kinds[0]](value, teller)
    return either(*(_LEAVES[kind] for kind in kinds))(value, teller) if kinds else NOTHING


def _figures(hint: Any, value: dict[str, object], teller: Teller) -> dict[str, Json]:  # noqa: ANN401 - a type
    _, of = get_args(_arm(hint, dict))
    told_of = {key(label, teller): _of(of, one, teller) for label, one in value.items()}
    return {label: one for label, one in told_of.items() if NOTHING not in (label, one)}


def _kinds(hint: Any) -> list[Kind]:  # noqa: ANN401 - a type
    """Return the kinds that a plain value of this type may be of."""
    marks = [get_args(one)[1:] for one in _arms(hint) if get_origin(one) is Annotated]
    return list(dict.fromkeys(mark for some in marks for mark in some if isinstance(mark, Kind)))


def _arm(hint: Any, kind: type) -> Any:  # noqa: ANN401 - a type
    return next(one for one in _arms(hint) if get_origin(one) is kind)


def _arms(hint: Any) -> list[Any]:  # noqa: ANN401 - a type
    if get_origin(hint) in {Union, UnionType}:
        return [arm for one in get_args(hint) for arm in _arms(one) if one is not NoneType]
    return [hint]


@cache
def is_marked(hint: Any) -> bool:  # noqa: ANN401 - a type
    """Tell whether a field says what it is: by a kind, or by being made of documents that do."""
    for arm in _arms(hint):
        inner = [one for one in get_args(arm) if one is not Ellipsis]
        if get_origin(arm) is Annotated and any(isinstance(one, Kind) for one in inner):
            return True
        if is_dataclass(arm) or (get_origin(arm) in {tuple, dict} and is_marked(inner[-1])):
            return True
    return False


@cache
def _hints(document: type[Document]) -> dict[str, object]:
    return get_type_hints(document, include_extras=True)
