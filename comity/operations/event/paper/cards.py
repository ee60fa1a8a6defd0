"""The cards as a PDF: two on a sheet of A4 or Letter, to cut in the middle, black on white."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.operations.event.paper.sheet import Sheet, line_mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.operations.event.paper.card import Card, Met, Sitting
    from comity.operations.event.paper.sheet import Format

_EDGE, _ROUND, _TICK = 9.0, 17.0, 14.0  # margins, the column of the round, one of a tick
_BOX, _CODE, _HEAD = 4.6, 25.0, 31.0
_FOOT = 8.0
TICKS = ("again", "I can help", "helps me")
_NOTE = "Tick while you talk. A tick that the other does not share is told to nobody."


@dataclass(frozen=True, slots=True)
class _Scale:
    """How big a card is written: sizes of type in points, and how much of each meeting is said."""

    name: float
    text: float
    common: int  # lines of common ground
    says: bool = True  # the opener, what they seek and offer


_SCALES = (
    *(_Scale(14, 10.5, 2), _Scale(13, 9.5, 2), _Scale(12, 8.5, 2), _Scale(11.5, 8, 1)),
    *(_Scale(11, 8, 1, says=False), _Scale(11, 8, 0, says=False)),
)
_HALVES_MAX = 2  # of a card, before it says less of each


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, how many pages it has, and the letters that no font at hand can show."""

    pdf: bytes
    pages: int
    unshown: frozenset[str]


def printed(cards: Sequence[Card], *, title: str, format_: Format = "A4") -> Printed:
    """Return the cards as a PDF; who meets many gets more than one half of a sheet."""
    texts = [title, _NOTE, *TICKS, "…", *(text for card in cards for text in card.texts())]
    sheet = Sheet(texts, format_=format_, landscape=True)
    half = 0
    for card in cards:
        panels = _panels(sheet, card)
        if half % 2 and len(panels) % 2 == 0:
            half += 1  # both halves of one card lie on one sheet, and fold
        for n, panel in enumerate(panels):
            if half % 2 == 0:
                _new_page(sheet)
            x = (half % 2) * sheet.width / 2
            _draw(sheet, x, panel)
            _head(sheet, x, card, _titled(title, n + 1, len(panels)), is_first=n == 0)
            half += 1
    if not cards:
        sheet.page()
        sheet.line(_EDGE, _EDGE, sheet.width - 2 * _EDGE, "Nobody has a seat yet.", 14)
    return Printed(sheet.out(), sheet.pdf.page, sheet.unshown)


def _new_page(sheet: Sheet) -> None:
    sheet.page()
    middle = sheet.width / 2
    sheet.rule(middle, 4, middle, sheet.height - 4, cut=True)


@dataclass(frozen=True, slots=True)
class _Row:
    """One met, or a rest: ``sitting`` is named beside the first of a round."""

    sitting: Sitting
    met: Met | None
    is_first: bool
    lines: tuple[tuple[str, bool], ...]  # text, and whether it is the opener
    scale: _Scale
    high: float


def _panels(sheet: Sheet, card: Card) -> list[list[_Row]]:
    """Return the rows of each half sheet: at the greatest scale that fits on one, else on few."""
    room = sheet.height - _HEAD - _FOOT - _EDGE
    ways = []
    for scale in _SCALES:
        ways.append(_parted(_rows(sheet, card, scale), room))
        if len(ways[-1]) == 1:
            return ways[-1]
    return next((way for way in ways if len(way) <= _HALVES_MAX), ways[-1])


def _parted(rows: list[_Row], room: float) -> list[list[_Row]]:
    found: list[list[_Row]] = [[]]
    left = room
    for row in rows:
        if row.high > left and found[-1]:
            found.append([])
            left = room
        found[-1].append(row)
        left -= row.high
    return found


def _rows(sheet: Sheet, card: Card, scale: _Scale) -> list[_Row]:
    found = []
    for sitting in card.sittings:
        for n, one in enumerate(sitting.met or (None,)):
            lines = tuple(_lines(sheet, one, scale)) if one else ()
            high = line_mm(scale.name) + len(lines) * line_mm(scale.text) + 2.6
            found.append(_Row(sitting, one, n == 0, lines, scale, max(high, 8.2)))
    return found


def _wide(sheet: Sheet) -> float:
    return sheet.width / 2 - 2 * _EDGE - _ROUND - 3 * _TICK


def _lines(sheet: Sheet, one: Met, scale: _Scale) -> list[tuple[str, bool]]:
    wide = _wide(sheet) + 3 * _TICK
    found = [(text, False) for text in one.common[: scale.common]]
    if scale.says:
        found += [
            (f"{word} {text}", False)
            for word, text in (("Seeks", one.seeks), ("Offers", one.offers))
            if text
        ]
        found.append((one.opener, True))
    return [(sheet.fitted(text, wide, scale.text), bold) for text, bold in found]


def _titled(title: str, part: int, parts: int) -> str:
    return f"{title} · {part} of {parts}" if parts > 1 else title


def _draw(sheet: Sheet, x: float, rows: list[_Row]) -> None:
    y = _HEAD
    for row in rows:
        _row(sheet, x + _EDGE, y, row)
        y += row.high
    wide = sheet.width / 2 - 2 * _EDGE
    sheet.line(x + _EDGE, sheet.height - _EDGE - 3, wide, _NOTE, 8)


def _head(sheet: Sheet, x: float, card: Card, title: str, *, is_first: bool) -> None:
    left, right = x + _EDGE, x + sheet.width / 2 - _EDGE
    has_code = bool(card.link) and is_first
    room = right - left - (_CODE if has_code else 0)
    size = sheet.shrunk(card.name, room, 22, 12)
    sheet.line(left, 7, room, card.name, size, bold=True)
    sheet.line(left, 16.5, room, card.organisation, 11)
    sheet.line(left, 24.6, right - left - 3 * _TICK - 2, title, 8)
    if has_code:
        sheet.code(right - _CODE + 3, 1.5, _CODE - 3, card.link)
    for n, word in enumerate(TICKS):
        at = right - (3 - n) * _TICK
        sheet.line(at + (_TICK - sheet.width_of(word, 7.5)) / 2, 25.6, _TICK, word, 7.5)
    sheet.rule(left, _HEAD - 1, right, _HEAD - 1)


def _row(sheet: Sheet, x: float, y: float, row: _Row) -> None:
    wide, scale = _wide(sheet), row.scale
    if row.is_first:
        sheet.line(x, y, 9, str(row.sitting.round), 15, bold=True)
        if row.sitting.table:
            sheet.line(x + 7.5, y + 0.2, _ROUND - 8, "table", 6.5)
            sheet.line(x + 7.5, y + 2.5, _ROUND - 8, str(row.sitting.table), 10, bold=True)
    if row.met is None:
        sheet.line(x + _ROUND, y, wide, _alone(row.sitting), scale.name)
    else:
        _meeting(sheet, x + _ROUND, y, row.met, scale)
        for n in range(3):
            side = min(_BOX, line_mm(scale.name) - 0.8)
            sheet.box(x + _ROUND + wide + n * _TICK + (_TICK - side) / 2, y + 0.4, side)
        y_text = y + line_mm(scale.name)
        for text, bold in row.lines:
            sheet.line(x + _ROUND, y_text, wide + 3 * _TICK, text, scale.text, bold=bold)
            y_text += line_mm(scale.text)
    sheet.rule(x, y + row.high - 1.2, x + _ROUND + wide + 3 * _TICK, y + row.high - 1.2)


def _alone(sitting: Sitting) -> str:
    return "Nobody sits here yet" if sitting.table else "You rest this round"


def _meeting(sheet: Sheet, x: float, y: float, met: Met, scale: _Scale) -> None:
    wide = _wide(sheet)
    name = sheet.fitted(
        met.name, wide if not met.organisation else wide * 0.6, scale.name, bold=True
    )
    sheet.line(x, y, wide, name, scale.name, bold=True)
    used = sheet.width_of(name, scale.name, bold=True) + 2
    lower = line_mm(scale.name) - line_mm(scale.text)
    sheet.line(x + used, y + lower * 0.75, wide - used, met.organisation, scale.text)
