"""What verbs return: *documents*, frozen dataclasses whose annotations say what each field is.

From the annotations, and from nothing else, come the JSON of ``--json``, the schema a client sees
and what an assistant may be told: a field that no kind below marks never leaves the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from dataclasses import Field

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class Kind(Enum):
    """What a field is, and so how it may be shown and to whom."""

    KEY = "an id, or a record's key"
    WORD = "one of the program's own words"
    NAME = "a name: strangers choose theirs"
    ADDRESS = "an identity: an address, a number, a profile"
    SOURCE = "kind/account of a source; accounts bear the names of chats and files"
    TEXT = "what somebody wrote"
    FOUND_BY_TEXT = "rows that only a look into texts could find"
    INSTANT = "a moment or a day, ISO 8601"
    COUNT = "how many, or whether"
    FIGURE = "a measure with its unit in the name"
    FORECAST = "a chance from 0 to 1, for ordering"
    SENTENCE = "a sentence of the program's own, of figures, dates and names"
    LOCAL = "for this machine alone, and known to be"


Key = Annotated[str, Kind.KEY]
Word = Annotated[str, Kind.WORD]
Name = Annotated[str, Kind.NAME]
Address = Annotated[str, Kind.ADDRESS]
Source = Annotated[str, Kind.SOURCE]
Text = Annotated[str, Kind.TEXT]
Instant = Annotated[str, Kind.INSTANT]
InstantUs = Annotated[int, Kind.INSTANT]
Count = Annotated[int, Kind.COUNT]
Flag = Annotated[bool, Kind.COUNT]
Figure = Annotated[float, Kind.FIGURE]
Forecast = Annotated[float, Kind.FORECAST]
Sentence = Annotated[str, Kind.SENTENCE]
LocalPath = Annotated[str, Kind.LOCAL]
LocalPaths = Annotated[tuple[str, ...], Kind.LOCAL]


class Document:
    """What a verb returns, or a part of it; every document is a frozen dataclass."""

    __slots__ = ()


class Outcome(Document):
    """What became of something the user said or did; it says so in a sentence."""

    __slots__ = ()

    def in_words(self, zone: str) -> str:
        """Return it as a sentence, with days as they are in a time zone."""
        raise NotImplementedError


SomeDocument = TypeVar("SomeDocument", bound=Document)


def extended(document: Document, kind: type[SomeDocument], **more: object) -> SomeDocument:
    """Return a document of a kind that has the fields of another, and more."""
    known = {one.name: getattr(document, one.name) for one in fields(document)}  # type: ignore[arg-type]  # a dataclass, as all documents are
    return kind(**known, **more)


@dataclass(frozen=True, slots=True)
class Person(Document):
    """Somebody, as every document names them."""

    id: Key
    name: Name


@dataclass(frozen=True, slots=True)
class Reason(Document):
    """Why something is shown: the feature, its value, and the sentence that says both."""

    feature: Word
    value: Figure | Word | None
    text: Sentence


@dataclass(frozen=True, slots=True)
class DatedReason(Document):
    """A reason whose value is an instant, in microseconds since 1970-01-01 UTC."""

    feature: Word
    value: InstantUs
    text: Sentence


@dataclass(frozen=True, slots=True)
class QuotingReason(Document):
    """A reason that quotes somebody."""

    feature: Word
    value: Text | None
    text: Text


@dataclass(frozen=True, slots=True)
class TitledReason(Document):
    """A reason of an instant (microseconds) or a word of ours, whose sentence quotes a title."""

    feature: Word
    value: InstantUs | Word
    text: Text


SomeReason: TypeAlias = Reason | DatedReason | QuotingReason | TitledReason


def shown_fields(document: Document) -> list[Field[Any]]:
    """Return the fields of a document; one that has a default stands where it differs from it."""
    found: tuple[Field[Any], ...] = fields(document)  # type: ignore[arg-type]  # a dataclass, as all documents are
    return [one for one in found if getattr(document, one.name) is not one.default]


def as_json(value: object) -> Any:  # noqa: ANN401 - a JSON value
    """Return a document, or what stands in one, as JSON values.

    A field's trailing underscore is Python's, not the document's (``from_``).
    """
    if isinstance(value, Document):
        return {
            field.name.rstrip("_"): as_json(getattr(value, field.name))
            for field in shown_fields(value)
        }
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(one) for one in value]
    return value


def enveloped(verb: str, document: object, *, as_of: str | None) -> dict[str, Json]:
    """Return what a program is given: the schema's name, the moment it holds as of, the rest."""
    return {"schema": f"comity.{verb.replace(' ', '_')}/1", "as_of": as_of, **as_json(document)}
