"""The rows of a guest list in, the guests out, and what became of every row.

Somebody who joined and left several times, or stands in the list with the same address twice, is
one guest; two of one name are told apart by a suffix. Whoever does not come is left out, and why
is said.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, cast

from comity.errors import BadInput
from comity.normalise.name import clean, fold, of_columns
from comity.operations.event.attendee import Attendee
from comity.operations.event.guest_table import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comity.operations.event.columns import Field
    from comity.operations.event.guest_table import GuestTable

GUESTS_MAX = 2_000
_NAME_CHARS = 80
_SAID_CHARS = 200
_SAID_MAX = 12  # asks, offers, interests of one guest
_WORDS_OF_ONE = 4  # "design, printing" are two; a sentence with commas is one
_TABLE_MAX = 1_000
_COMMA_NAME = re.compile(r"([^\W\d_][\w'\u2019 .-]*),\s*([^\W\d_][\w'\u2019 .-]*)")
_BRACKET = re.compile(r"(?<!\s)\s*[(\[]([^()\[\]]{1,80})[)\]]\s*$")
_AFTER_MARK = re.compile(r"(?<!\s)\s+(?:[|@\u2022\u2013\u2014]|-)\s+([^|@\u2022]{2,80})$")
_OF_THE_ROOM = re.compile(
    r"""(?:co-?)?host | guest | gast | invite
    | me | ich | moi | you | external | extern | unverified
    | organi[sz]er | presenter | speaker | muted | iphone | ipad | phone | new | neu | online
    | (?:she|he|they|her|him|them|xe|ze|sie|er|elle?|il|iel|ella|el)(?:\s*[/,|]\s*\w+){0,3}
    | ph\.?d\.? | mba | md | jr\.? | sr\.?""",
    re.VERBOSE | re.IGNORECASE,
)
_ROLES_OF_MEETINGS = {
    "organizer",
    "organiser",
    "presenter",
    "attendee",
    "organisator",
    "teilnehmer",
}
_NOT_COMING: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(words, re.VERBOSE))
    for why, words in (
        (
            "on the waiting list",
            r"wait(?:ing)?[\s_-]?list | warteliste | liste\sd.?attente | lista\sde\sespera",
        ),
        (
            "cancelled or declined",
            r"""cancel | declin | reject | denied | deleted | refund | not[\s_-](?:going|attending
            |coming) | cant | cannot | ^no$ | ^n$ | ^nein$ | ^non$ | abgesagt | storniert | annul
            | refus | rechaz | no[\s_-]?show | ^false$ | absag""",
        ),
        (
            "has not said yes",
            r"""^invited$ | pending | maybe | unconfirmed | no\s(?:reply|response) | tentativ
            | eingeladen | vielleicht | ausstehend | en\sattente | peut-?etre | pendiente | quiza
            | interested""",
        ),
    )
)
_YES = re.compile(r"^(?:1|x|y|yes|true|new|ja|neu|oui|si|nouveau|nouvelle|nuev[oa]|first time)$")
_NO = re.compile(r"^(?:0|n|no|false|nein|non)$")
_SUFFIX = re.compile(r" \(\d+\)$")
_APART = re.compile(r"[;\n|•]")
_SPEAKS_TO_NOBODY = re.compile(
    r"^(?:n/?a|none|nothing|no|-+|\u2013|\.+|keine?|nichts|rien|nada|tbd|\?+)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RowTold:
    """What became of a row: a new guest, one known already, or skipped and why."""

    line: int
    name: str
    became: Literal["new", "known", "skipped"]
    why: str = ""


@dataclass(slots=True)
class GuestList:
    """Guests, and what became of every row."""

    guests: list[Attendee] = field(default_factory=list)
    rows: list[RowTold] = field(default_factory=list)

    def told(self) -> list[tuple[int, str, str, str]]:
        """Return line, name, what became of it and why, of every row."""
        return [(one.line, one.name, one.became, one.why) for one in self.rows]


def guest_list(table: GuestTable, known: Sequence[Attendee] = ()) -> GuestList:
    """Return the guests of a table beside those known already, and what became of its rows."""
    found = _Gathering(list(known), attended="times" in table.fields)
    for line in table.lines:
        found.take(line, _Cells(table.fields, line))
    for line in table.after:
        found.skip(line, "", "stands in another section of the file")
    return GuestList(told_apart(found.guests), found.rows)


class _Gathering:
    def __init__(self, guests: list[Attendee], *, attended: bool) -> None:
        self.guests, self.rows, self.attended = guests, list[RowTold](), attended
        self.keys = {one.key for one in guests}
        self.by_person: dict[tuple[str, str], int] = {}
        self.earlier: dict[tuple[str, str], list[int]] = {}  # without address, by name and firm
        for place, one in enumerate(guests):
            self._note(one, place)
            if not one.address:
                self.earlier.setdefault(_told_by(one), []).append(place)

    def take(self, line: Line, cells: _Cells) -> None:
        name = cells.name()
        if line.problem and not name:
            return self.skip(line, name, line.problem)
        if not name:
            return self.skip(line, "", "no name is given")
        if why := cells.not_coming():
            return self.skip(line, name, why)
        guest = cells.guest(name, new_key(self.keys))
        place = self._known(guest)
        if place is not None:
            self.guests[place] = _with_more(self.guests[place], guest)
            self.rows.append(RowTold(line.at, name, "known", "the same guest again"))
        elif len(self.guests) >= GUESTS_MAX:
            self.skip(line, name, f"more than {GUESTS_MAX:,} guests are not seated")
        else:
            self._note(guest, len(self.guests))
            self.guests.append(guest)
            self.keys.add(guest.key)
            self.rows.append(RowTold(line.at, name, "new", cells.doubts()))
        return None

    def skip(self, line: Line, name: str, why: str) -> None:
        said = name or " ".join(filter(None, line.cells))[:_NAME_CHARS]
        self.rows.append(RowTold(line.at, said, "skipped", why))

    def _known(self, guest: Attendee) -> int | None:
        name = fold(guest.name)
        if guest.address and (at := self.by_person.get((name, guest.address))) is not None:
            return at
        if not guest.address and (again := self.earlier.get(_told_by(guest))):
            return again.pop(0)  # each is met once by the rows of another list
        if self.attended or not guest.address:
            at = self.by_person.get((name, "*" if self.attended else "no"))
            other = self.guests[at].address if at is not None else ""
            return None if guest.address and other else at
        return None

    def _note(self, guest: Attendee, place: int) -> None:
        name = fold(guest.name)
        self.by_person[name, guest.address] = place
        if self.attended:
            self.by_person.setdefault((name, "*"), place)


def _told_by(guest: Attendee) -> tuple[str, str]:
    """Return by what a guest without an address is known in another list."""
    return fold(_SUFFIX.sub("", guest.name)), fold(guest.organisation)


def _with_more(known: Attendee, said: Attendee) -> Attendee:
    """Return a guest with what another row of theirs says where nothing was known."""
    more = {
        name: getattr(said, name)
        for name in ("organisation", "asks", "offers", "interests", "role", "address", "newcomer")
        if not getattr(known, name) and getattr(said, name)
    }
    return replace(known, **more)


def told_apart(guests: Iterable[Attendee]) -> list[Attendee]:
    """Return the guests with a suffix to a name that another bears: "Ada Marsh (2)"."""
    taken: set[str] = set()
    found = []
    for guest in guests:
        name, number = guest.name, 1
        while fold(name) in taken:
            number += 1
            name = f"{guest.name} ({number})"
        taken.add(fold(name))
        found.append(replace(guest, name=name))
    return found


def guest_of(said: Mapping[str, str], *, key: str) -> Attendee:
    """Return the guest of whom fields are said by hand: "asks": "a printer; a designer"."""
    fields = [cast("Field", name) for name in said]
    cells = _Cells(fields, Line(0, tuple(said.values())))
    name = clean(said.get("name", ""))[:_NAME_CHARS]
    if not name:
        raise BadInput("the guest has no name", hint="a first name will do")
    guest = cells.guest(name, key)
    if doubts := cells.doubts():
        raise BadInput(doubts, hint="write a number, or nothing")
    return guest


def new_key(taken: set[str]) -> str:
    """Return a key that no guest has, and nobody guesses."""
    while (key := secrets.token_hex(4)) in taken:
        pass
    return key


class _Cells:
    """What one row says, by field."""

    def __init__(self, fields: Sequence[Field | None], line: Line) -> None:
        self.said: dict[str, list[str]] = {}
        for one, cell in zip(fields, line.cells, strict=False):
            if one and cell.strip():
                self.said.setdefault(one, []).append(_plain(cell))
        self._doubts: list[str] = []

    def one(self, name: Field) -> str:
        return self.said.get(name, [""])[0][:_SAID_CHARS]

    def name(self) -> str:
        """Return the name; "" where there is none."""
        whole = self.one("name")
        if not whole:
            return of_columns(self.one("given"), self.one("family"))[:_NAME_CHARS]
        bare, _ = name_and_firm(whole)
        return bare

    def not_coming(self) -> str:
        """Return why somebody is left out; "" where they come."""
        said = fold(self.one("status")).strip()
        if not said:
            return ""
        return next((why for why, words in _NOT_COMING if words.search(said)), "")

    def guest(self, name: str, key: str) -> Attendee:
        """Return the guest of the row."""
        role = self.one("role")
        newcomer = fold(self.one("newcomer")).strip()
        return Attendee(
            key=key,
            name=name,
            organisation=self.one("organisation")[:_NAME_CHARS]
            or name_and_firm(self.one("name"))[1],
            asks=self._several("asks"),
            offers=self._several("offers"),
            interests=self._several("interests"),
            role="" if fold(role) in _ROLES_OF_MEETINGS else role[:_NAME_CHARS],
            avoid=self._several("avoid"),
            must_meet=self._several("must_meet"),
            from_round=self._number("from_round") or 1,
            to_round=self._number("to_round"),
            table=self._number("table"),
            newcomer=True if _YES.match(newcomer) else False if _NO.match(newcomer) else None,
            address=_address(self.one("address")),
        )

    def doubts(self) -> str:
        """Return what of the row was not understood."""
        return "; ".join(self._doubts)

    def _several(self, name: Field) -> tuple[str, ...]:
        found: dict[str, str] = {}
        for cell in self.said.get(name, ()):
            for one in listed_in(cell):
                found.setdefault(fold(one), one[:_SAID_CHARS])
        return tuple(found.values())[:_SAID_MAX]

    def _number(self, name: Field) -> int | None:
        said = self.one(name)
        digits = re.search(r"\d{1,4}", said)
        number = int(digits[0]) if digits else 0
        if said and not 1 <= number <= _TABLE_MAX:
            self._doubts.append(
                f"“{said}” is no number of a {'table' if name == 'table' else 'round'}"
            )
        return number if 1 <= number <= _TABLE_MAX else None


def listed_in(cell: str) -> list[str]:
    """Return what a cell lists: parted by ; | or lines, else by commas where that gives words."""
    parts = _APART.split(cell)
    if len(parts) == 1 and "," in cell:
        pieces = [one.strip() for one in cell.split(",")]
        if all(len(one.split()) <= _WORDS_OF_ONE for one in pieces):
            parts = pieces
    stripped = (one.strip(" \t-*.") for one in parts)
    return [one for one in stripped if one and not _SPEAKS_TO_NOBODY.match(one)]


def name_and_firm(written: str) -> tuple[str, str]:
    """Return the name and the firm of "Ada Marsh (Mill Ltd)", "Ada Marsh | Mill Ltd"."""
    firm, name = "", written[:_SAID_CHARS].strip()
    while found := _BRACKET.search(name):
        if not (found.start() and name[: found.start()].strip()):
            break
        inner = found[1].strip()
        name = name[: found.start()].strip()
        if _is_whole_name_of(name, inner):
            name = inner  # "Ada M (Ada Marsh)": the name they registered with
        elif not _OF_THE_ROOM.fullmatch(inner) and not firm:
            firm = inner
    if found := _AFTER_MARK.search(name):
        name = name[: found.start()].strip()
        firm = firm or ("" if _OF_THE_ROOM.fullmatch(found[1].strip()) else found[1].strip())
    if turned := _COMMA_NAME.fullmatch(name):
        if not _OF_THE_ROOM.fullmatch(turned[2].strip()):
            name = f"{turned[2]} {turned[1]}"
        else:
            name = turned[1]
    return (clean(name) or name)[:_NAME_CHARS].strip(), firm[:_NAME_CHARS]


def _is_whole_name_of(short: str, whole: str) -> bool:
    first, full = fold(short).split(), fold(whole).split()
    return len(full) > 1 and bool(first) and full[0] == first[0]


def _address(said: str) -> str:
    found = re.search(r"[^\s<>;,\"']{1,64}@[^\s<>;,\"']{3,190}", said)
    return found[0].lower() if found else ""


def _plain(cell: str) -> str:
    """Return a cell without what is not to be seen, and without the mark that spreadsheets add."""
    seen = "".join(" " if one != "\n" and not one.isprintable() else one for one in cell)
    seen = seen.removeprefix("'") if seen[1:2] in set("=+-@") else seen
    return "\n".join(" ".join(line.split()) for line in seen.split("\n")).strip()
