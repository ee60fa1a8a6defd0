"""The header of a table of people in, what each of its columns holds out.

By the words that all tables of people share (``header_words``); what no field takes is forgotten,
since a list of guests is read for an evening.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from comity.errors import Advice, BadInput, option
from comity.sources.cards import header_words
from comity.sources.cards.header_words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Field: TypeAlias = Literal[
    "name", "given", "family", "organisation", "role", "asks", "offers", "interests", "avoid",
    "must_meet", "from_round", "to_round", "table", "newcomer", "address", "status", "times",
]  # fmt: skip
FORGET: Final = "forget"  # what a user may say of a column instead of a field
_CELL_CHARS = 160  # a longer cell is no header
_COLUMNS_MAX = 300
_MANY = {"asks", "offers", "interests", "avoid", "must_meet", "times"}  # several columns of one
# In this order: "Join time" is no name, "Job title" no status.
_ORDER: dict[str, Field] = {
    "times": "times", "status": "status", "email": "address", "from_round": "from_round",
    "to_round": "to_round", "must_meet": "must_meet", "avoid": "avoid", "newcomer": "newcomer",
    "table": "table", "asks": "asks", "offers": "offers", "interests": "interests",
    "family": "family", "given": "given", "organisation": "organisation", "title": "role",
    "name": "name",
}  # fmt: skip
_OTHERS = re.compile(r"""\b(?:event|buyer|billing|order|organi[sz]er|meeting|emergency)\b""")


def mapped(
    header: Sequence[str], said: Mapping[str, Field | None] | None = None
) -> list[Field | None]:
    """Return what each column holds; None: it is forgotten. What the user said comes first."""
    by_word = {plain(head): field for head, field in (said or {}).items()}
    found: list[Field | None] = []
    for cell in header[:_COLUMNS_MAX]:
        word = plain(cell)
        field = by_word[word] if word in by_word else field_of(word)
        found.append(None if field in found and field not in _MANY else field)
    return found + [None] * (len(header) - len(found))


def field_of(word: str) -> Field | None:
    """Return what a column of such a header holds."""
    if not word or len(word) > _CELL_CHARS or _OTHERS.search(word):
        return None
    return _ORDER.get(header_words.field_of(word, _ORDER))


def is_header(fields: Sequence[Field | None]) -> bool:
    """Tell whether columns say who somebody is."""
    return not {"name", "given", "family"}.isdisjoint(fields)


def said_columns(words: Sequence[str]) -> dict[str, Field | None]:
    """Return what the user says of columns: "Company=organisation", "Shoe size=forget"."""
    fields: dict[str, Field | None] = {**{one: one for one in get_args(Field)}, FORGET: None}
    found: dict[str, Field | None] = {}
    for word in words:
        head, _, said = word.rpartition("=")
        field = said.strip().lower().replace(" ", "_")
        if not head.strip() or field not in fields:
            known = ", ".join(fields)
            raise BadInput(
                f"{word!r} does not say what a column holds",
                hint=Advice("say ", option("column", '"Company=organisation"'), f"; it is {known}"),
            )
        found[head.strip()] = fields[field]
    return found
