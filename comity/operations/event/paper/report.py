"""The report of an evening as a PDF: figures in words, then who met whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.event.paper.sheet import Sheet, line_mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.operations.event.paper.documents import EventReport
    from comity.operations.event.paper.sheet import Format

_EDGE, _TEXT, _HEAD = 18.0, 10.5, 20.0
_LINES_MAX = 6


def report_pdf(report: EventReport, *, format_: Format = "A4") -> bytes:
    """Return the report as a PDF; it goes on over as many pages as it needs."""
    lines = list(_lines(report))
    sheet = Sheet([*(text for text, _ in lines), "…"], format_=format_, landscape=False)
    room, y = sheet.width - 2 * _EDGE, 0.0
    for n, (text, size) in enumerate(lines):
        bold = size != _TEXT
        pieces = [text] if bold else sheet.wrapped(text, room, size, _LINES_MAX)
        for piece in pieces:
            if n == 0 or y + line_mm(size) > sheet.height - _EDGE:
                sheet.page()
                y = _EDGE
            fits = sheet.shrunk(piece, room, size, _TEXT) if bold else size
            sheet.line(_EDGE, y, room, piece, fits, bold=bold)
            y += line_mm(size) * 1.25
    return sheet.out()


def _lines(report: EventReport) -> Iterator[tuple[str, float]]:
    yield report.title, _HEAD
    for sentence in report.sentences:
        yield sentence, _TEXT
    yield "Who met whom", 14.0
    for one in report.met:
        yield f"{one.name}: {', '.join(one.met) or 'nobody'}", _TEXT
