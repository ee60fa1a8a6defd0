"""A sheet of answers in, what each of its columns becomes out: answer, more, group, when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from comity.errors import Advice, BadInput, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.sources.cards.sheet import Sheet

ANSWER, MORE, GROUP, WHEN, NOTHING = "answer", "more", "group", "when", ""
MEANINGS: Final = {
    ANSWER: "the answer",
    MORE: "more of the answer",
    GROUP: "the group",
    WHEN: "when; it tells two answers alike apart",
    NOTHING: "not read",
}
_GROUPS_MAX = 12
_GROUP_CHARS = 60
_LOOKED_AT = 400
_WHEN = re.compile(
    r"\btime\b|timestamp|\bdate\b|\bstart|\bend\b|\bid\b|respondent|complet|zeit|datum|horodat"
    r"|fecha|marca temporal",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"e-?mail|\bname|first name|last name|\bip\b|collector|phone|nachname|vorname|nom\b|prénom"
    r"|nombre|correo|adresse|score|points|feedback|token",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"network|in your own words|define|definition|what is|what does|mean|eigenen worten"
    r"|was ist|verstehst|propres mots|qu'est|définiss|palabras|qué es|netzwerk|réseaut",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"group|are you|role|regular|first|member|department|team|company|chapter|gruppe|abteilung"
    r"|groupe|équipe|grupo|equipo|kind of",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what, by its place; -1 for none."""

    answer: int
    more: tuple[int, ...]
    group: int
    when: tuple[int, ...]

    def meaning(self, place: int) -> str:
        """Return what a column becomes."""
        if place == self.answer:
            return ANSWER
        if place in self.more:
            return MORE
        if place == self.group:
            return GROUP
        return WHEN if place in self.when else NOTHING


def columns_of(
    sheet: Sheet,
    *,
    group_field: str = "",
    answer: str = "",
    more: Sequence[str] = (),
    group: str = "",
) -> Columns:
    """Return which column is what: as named, else as its header and its cells tell."""
    named = [named_column(sheet, one) for one in more]
    said_group = named_column(sheet, group) if group else -1
    said_answer = named_column(sheet, answer) if answer else -1
    used = {*named, said_group, said_answer} - {-1}
    when = tuple(
        n
        for n, one in enumerate(sheet.columns)
        if _WHEN.search(one) and not _ASKS.search(one) and n not in used
    )
    free = [
        n
        for n, one in enumerate(sheet.columns)
        if n not in when and n not in used and not _WHO.search(one)
    ]
    best = said_answer if said_answer >= 0 else _best_answer(sheet, free)
    if best < 0:
        told = "no column looks like the answer"
        raise BadInput(
            told, hint=Advice(option("answer", "COLUMN"), f" names it, of {_listed(sheet)}")
        )
    left = [one for one in free if one != best]
    found = said_group if said_group >= 0 else _best_group(sheet, left, group_field)
    return Columns(best, tuple(named), found, when)


def named_column(sheet: Sheet, name: str) -> int:
    """Return the place of a column by its header, the beginning of one, its number or letter."""
    wanted = name.strip().casefold()
    heads = [one.casefold() for one in sheet.columns]
    if wanted in heads:
        return heads.index(wanted)
    begin = [n for n, one in enumerate(heads) if wanted and one.startswith(wanted)]
    if len(begin) == 1:
        return begin[0]
    if wanted.isdecimal() and 0 < int(wanted[:4]) <= len(heads):
        return int(wanted[:4]) - 1
    if len(wanted) == 1 and "a" <= wanted <= "z" and ord(wanted) - ord("a") < len(heads):
        return ord(wanted) - ord("a")
    raise BadInput(f"there is no column {name!r}", hint=f"there are {_listed(sheet)}")


def _listed(sheet: Sheet) -> str:
    return ", ".join(f"{n} “{one[:40]}”" for n, one in enumerate(sheet.columns[:20], 1))


def _values(sheet: Sheet, place: int) -> list[str]:
    found = (one.cells[place].strip() for one in sheet.rows[:_LOOKED_AT] if place < len(one.cells))
    return [one for one in found if one]


def _best_answer(sheet: Sheet, places: Sequence[int]) -> int:
    """Return the column whose header asks, or else the one of the longest texts."""

    def weight(place: int) -> tuple[bool, float]:
        values = _values(sheet, place)
        words = sum(len(one.split()) for one in values) / max(len(values), 1)
        return bool(_ASKS.search(sheet.columns[place])), words

    told = [one for one in places if any(map(str.isalpha, "".join(_values(sheet, one))))]
    return max(told, key=weight, default=-1)


def _best_group(sheet: Sheet, places: Sequence[int], field: str) -> int:
    """Return the column of few short values, that is called so or as the organiser called it."""
    wanted = {one for one in re.split(r"\W+", field.casefold()) if len(one) > 3}  # noqa: PLR2004

    def as_asked(place: int) -> bool:
        return any(one in sheet.columns[place].casefold() for one in wanted)

    def fits(place: int) -> bool:
        values = _values(sheet, place)
        different = {one.casefold() for one in values}
        return (
            1 < len(different) <= _GROUPS_MAX
            and (len(different) * 2 <= len(values) or as_asked(place))
            and all(len(one) <= _GROUP_CHARS for one in different)
        )

    def called(place: int) -> bool:
        head = sheet.columns[place]
        inside = wanted & {one.casefold() for one in _values(sheet, place)}
        return bool(_GROUP.search(head) or inside or as_asked(place))

    return next((one for one in places if fits(one) and called(one)), -1)
