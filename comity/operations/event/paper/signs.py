"""Signs for the tables: a number that is read across the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.event.paper.cards import Printed
from comity.operations.event.paper.sheet import Sheet

if TYPE_CHECKING:
    from comity.operations.event.paper.sheet import Format

_NUMBER, _WORD, _TITLE = 320.0, 40.0, 14.0
_EDGE = 15.0


def table_signs(tables: int, *, title: str, format_: Format = "A4") -> Printed:
    """Return a page for each table, from 1."""
    signs = [("Table", str(n)) for n in range(1, tables + 1)]
    sheet = Sheet([title, "Table 0123456789…"], format_=format_, landscape=True)
    for word, number in signs:
        sheet.page()
        room = sheet.width - 2 * _EDGE
        sheet.line((sheet.width - sheet.width_of(word, _WORD)) / 2, _EDGE, room, word, _WORD)
        size = sheet.shrunk(number, room, _NUMBER, _WORD)
        wide = sheet.width_of(number, size, bold=True)
        sheet.line((sheet.width - wide) / 2, _EDGE + 22, room, number, size, bold=True)
        wide = sheet.width_of(sheet.fitted(title, room, _TITLE), _TITLE)
        sheet.line((sheet.width - wide) / 2, sheet.height - _EDGE - 6, room, title, _TITLE)
    if not signs:
        sheet.page()
        sheet.line(_EDGE, _EDGE, sheet.width - 2 * _EDGE, "There is no table yet.", _TITLE)
    return Printed(sheet.out(), sheet.pdf.page, sheet.unshown)
