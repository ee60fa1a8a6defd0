"""A document's class in, the model a client's schema is made of out."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from comity.operations.document import Kind

Fields: TypeAlias = dict[str, Any]  # of a model: name -> its type and default


class Enveloped(BaseModel):
    """What ``--json`` prints: the schema's name, the moment it holds as of, and the rest."""

    model_config = ConfigDict(extra="allow", serialize_by_alias=True)
    schema_: str = Field(alias="schema", pattern=r"^comity\.[a-z_]+/1$")
    as_of: str


def answered(returns: Any) -> Any:  # noqa: ANN401 - types
    """Return the model of a verb's answer: of the document it returns, or of one of several."""
    if returns is Any:
        return Enveloped
    return Union[tuple(enveloped(one) for one in get_args(returns) or (returns,))]  # noqa: UP007 - worked out here


@cache
def enveloped(document: type[Any]) -> type[BaseModel]:
    """Return the model of what a verb answers with a document of this class."""
    name = f"{document.__name__}Document"
    made: type[BaseModel] = create_model(
        name, __base__=Enveloped, __doc__=document.__doc__, **_fields(document)
    )
    return made


@cache
def model(document: type[Any]) -> type[BaseModel]:
    """Return the model of a document, every field by the name it has in JSON."""
    made: type[BaseModel] = create_model(
        document.__name__,
        __config__=ConfigDict(serialize_by_alias=True),
        __doc__=document.__doc__,
        **_fields(document),
    )
    return made


def _fields(document: type[Any]) -> Fields:
    hints = get_type_hints(document, include_extras=True)
    return {
        one.name.rstrip("_"): (
            _shown(hints[one.name]),
            ... if one.default is MISSING else one.default,
        )
        for one in fields(document)
    }


def _shown(hint: Any) -> Any:  # noqa: ANN401 - a type
    """Return a field's type as JSON has it, with what it is in words."""
    inner = [one for one in get_args(hint) if one is not Ellipsis]
    if is_dataclass(hint):
        return model(hint)  # type: ignore[arg-type]  # a class, not one of its instances
    if get_origin(hint) is Annotated:
        described = [Field(description=one.value) for one in inner[1:] if isinstance(one, Kind)]
        return Annotated[_shown(inner[0]), *described]
    if get_origin(hint) is tuple:
        return list[_shown(inner[0])]  # type: ignore[misc]  # worked out as the program runs
    if get_origin(hint) is dict:
        return dict[str, _shown(inner[1])]  # type: ignore[misc]  # the same
    if get_origin(hint) in {Union, UnionType}:
        return Union[tuple(_shown(one) for one in inner)]  # noqa: UP007 - worked out here
    return hint
