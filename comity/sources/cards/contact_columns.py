"""The header of a table of contacts in, what each of its columns becomes out; none is forgotten.

By the words that all tables of people share (``header_words``). A column that no field takes is
kept under its own name, as a note; what only says how another column is meant, or is a program's
own (a label, a number, a password), is left, and told. What the user says of a column comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.sources.cards.header_words import field_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comity.sources.cards.header_words import Said

CELL_CHARS = 60  # a longer cell is no header
COLUMNS_MAX = 500
LEFT: Final = "left"
NOTED: Final = "noted"  # under its own name
_HONORIFIC = "title"  # beside "Job Title" it is Mr or Dr
_LINKEDIN = (  # columns of LinkedIn's own export, which is another source
    {"connected on"},
    {"conversation id"},
    {"bookmarked at"},
    {"application date"},
    {"verification type"},
    {"seniority level"},
    {"job seeker activity level"},
    {"confirmed", "updated on"},
)
# What a column of contacts may hold, and what that is called; the first whose words are found.
FIELDS: Mapping[str, str] = {
    "beside": "left: it says how another column is meant, or is a program's own",
    "noted": "kept as a note, under its name",
    "anniversary": "their anniversary",
    "related": "somebody of theirs",
    "remind": "a reminder of yours, on that day",
    "cadence": "how often you want to be in touch",
    "contacted": "the last contact, on that day",
    "joined": "met on that day",
    "linkedin": "their profile",
    "email": "their address",
    "birthday": "their birthday",
    "died": "their death",
    "phone": "their number",
    "note": "a note",
    "nickname": "their nickname",
    "title": "what they do",
    "middle": "their middle name",
    "given": "their first name",
    "family": "their last name",
    "organisation": "where they work",
    "url": "their page",
    "category": "a group",
    "location": "where they live",
    "name": "their name",
}
_ENGLISH = re.compile(r"\b(?:last|birth|born|dob|bday|death|died|deceased|join)")
_CALLS = re.compile(r"(?:call )?duration\b|^dauer\b|^duree|^duracion|^durata")  # a log of calls
_VALUE = re.compile(r"(.*) value")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table become: the field of each, and the labels beside values."""

    fields: tuple[str, ...]
    labels: Mapping[int, int]  # of a value's column ("Relation 1 - Value") its label's
    by_field: Mapping[str, Sequence[int]]

    def places(self, field: str) -> Sequence[int]:
        """Return the columns of a field."""
        return self.by_field.get(field, ())


def columns(header: Sequence[str], said: Said | None = None) -> Columns | None:
    """Return what each column becomes; None when the table is not one of contacts."""
    words = [plain(cell) for cell in header[:COLUMNS_MAX]]
    if any(len(word) > CELL_CHARS for word in words) or any("@" in one for one in header):
        return None
    if any(mark <= set(words) for mark in _LINKEDIN):
        return None
    found = [field_of(word, FIELDS) if word else "beside" for word in words]
    if "joined" not in found and any(map(_CALLS.match, words)):
        return None
    if found.count("title") > 1:
        found = [
            NOTED if (field, word) == ("title", _HONORIFIC) else field
            for field, word in zip(found, words, strict=True)
        ]
    if "joined" in found:  # a role there is one in the meeting
        found = [
            "beside"
            if field == "title" or (field != "joined" and field_of(word, ["times"]))
            else field
            for field, word in zip(found, words, strict=True)
        ]
    by_word = {plain(head): field for head, field in (said or {}).items()}
    found = [by_word.get(word, field) for word, field in zip(words, found, strict=True)]
    names = not {"name", "given", "family"}.isdisjoint(found)
    reached = not {"email", "phone"}.isdisjoint(found)
    if not (reached and (names or "email" in found)) and not (names and "joined" in found):
        return None
    fields = tuple("" if one in {LEFT, "beside"} else one or NOTED for one in found)
    by_field: dict[str, list[int]] = {}
    for place, one in enumerate(fields):
        by_field.setdefault(one, []).append(place)
    return Columns(fields, _labels(words), by_field)


def in_english(cell: str) -> bool:
    """Tell an English column of days by its words; in other languages the day comes first."""
    return _ENGLISH.search(plain(cell)) is not None


def _labels(words: Sequence[str]) -> dict[int, int]:
    """Return the columns of values with those of their labels: "Event 1 - Label" and "- Value"."""
    at = {word: place for place, word in enumerate(words)}
    found = {}
    for place, word in enumerate(words):
        if (value := _VALUE.fullmatch(word)) and (label := at.get(f"{value[1]} label")) is not None:
            found[place] = label
    return found
