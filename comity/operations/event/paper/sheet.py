"""A sheet of paper to write on: letters of any script, cut to the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from comity.operations.event.paper import typeface

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fpdf import FPDF

Format: TypeAlias = Literal["A4", "Letter"]
_POINT_MM = 25.4 / 72
_ELLIPSIS = "…"
_NO_GLYPH = "▯"


class Sheet:
    """Pages in black on white; lengths in millimetres from the upper left corner, type in points.

    ``unshown``: letters that no font at hand can show; a box stands in their place.
    """

    def __init__(self, texts: Iterable[str], *, format_: Format, landscape: bool) -> None:
        from fpdf import FPDF

        fonts, self.unshown = typeface.chosen(texts)
        self.pdf: FPDF = FPDF("landscape" if landscape else "portrait", "mm", format_)
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        for style in ("", "B"):
            self.pdf.add_font(typeface.FAMILY, style, typeface.shipped(style))
        for n, path in enumerate(fonts):
            self.pdf.add_font(f"system{n}", "", path)
        if fonts:
            self.pdf.set_fallback_fonts(
                [f"system{n}" for n in range(len(fonts))], exact_match=False
            )
        self._boxes = dict.fromkeys(map(ord, self.unshown), _NO_GLYPH)
        self._widths: dict[tuple[str, float, bool], float] = {}
        self._plain: dict[str, str] = {}

    @property
    def width(self) -> float:
        """The width of a page."""
        return float(self.pdf.w)

    @property
    def height(self) -> float:
        """The height of a page."""
        return float(self.pdf.h)

    def page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self._font(8, bold=False)
        self.pdf.text(1, 1, " ")  # the first text of a page names its font, also before another's

    def _font(self, points: float, *, bold: bool) -> None:
        self.pdf.set_font(typeface.FAMILY, "B" if bold else "", points)

    def plain(self, text: str) -> str:
        """Return a text as it is printed: a box for each letter that no font can show."""
        if text not in self._plain:
            self._plain[text] = typeface.plain(text).translate(self._boxes)
        return self._plain[text]

    def width_of(self, text: str, points: float, *, bold: bool = False) -> float:
        """Return how wide a text is."""
        key = (text, points, bold)
        if key not in self._widths:
            self._font(points, bold=bold)
            self.pdf.set_text_shaping(typeface.needs_shaping(text))
            self._widths[key] = float(self.pdf.get_string_width(text)) if text else 0.0
        return self._widths[key]

    def fitted(self, text: str, room: float, points: float, *, bold: bool = False) -> str:
        """Return as much of a text as there is room for, with an ellipsis where some is cut."""
        text = self.plain(text)
        if self.width_of(text, points, bold=bold) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            cut = text[:middle].rstrip() + _ELLIPSIS
            low, high = (
                (middle, high)
                if self.width_of(cut, points, bold=bold) <= room
                else (low, middle - 1)
            )
        return text[:low].rstrip() + _ELLIPSIS if low else ""

    def shrunk(self, text: str, room: float, points: float, least: float) -> float:
        """Return the greatest size of type, at most ``points``, at which a bold line fits."""
        wide = self.width_of(self.plain(text), points, bold=True)
        return points if wide <= room else max(least, points * room / wide * 0.99)

    def wrapped(self, text: str, room: float, points: float, lines: int) -> list[str]:
        """Return a text in so many lines at most; the last is cut to the room."""
        words, found = self.plain(text).split(), [""]
        for n, word in enumerate(words):
            longer = f"{found[-1]} {word}".strip()
            if self.width_of(longer, points) <= room:
                found[-1] = longer
            elif len(found) == lines:
                rest = " ".join([found[-1], *words[n:]]).strip()
                return [*found[:-1], self.fitted(rest, room, points)]
            else:
                found.append(word)
        return [self.fitted(one, room, points) for one in found if one]

    def line(
        self, x: float, y: float, room: float, text: str, points: float, *, bold: bool = False
    ) -> None:
        """Write a line whose upper left corner is given; it is never wider than its room."""
        shown = self.fitted(text, room, points, bold=bold)
        if not shown:
            return
        self._font(points, bold=bold)
        self.pdf.set_text_shaping(typeface.needs_shaping(shown))
        self.pdf.set_xy(x, y)
        self.pdf.cell(room, points * _POINT_MM * 1.2, shown)

    def box(self, x: float, y: float, side: float) -> None:
        """Draw a box to tick."""
        self.pdf.set_line_width(0.3)
        self.pdf.rect(x, y, side, side)

    def rule(self, x: float, y: float, to_x: float, to_y: float, *, cut: bool = False) -> None:
        """Draw a line; one to cut along is dashed."""
        self.pdf.set_line_width(0.2)
        if cut:
            self.pdf.set_dash_pattern(dash=2, gap=2)
        self.pdf.line(x, y, to_x, to_y)
        self.pdf.set_dash_pattern()

    def code(self, x: float, y: float, side: float, address: str) -> None:
        """Draw the QR code of an address, with the quiet zone it needs."""
        import segno

        code = segno.make(address, error="m", micro=False)
        rows = [list(row) for row in code.matrix_iter(border=4)]
        step = side / len(rows)
        self.pdf.set_fill_color(0)
        for n, row in enumerate(rows):
            for m, dark in enumerate(row):
                if dark:
                    self.pdf.rect(x + m * step, y + n * step, step, step, style="F")

    def out(self) -> bytes:
        """Return the file."""
        return bytes(self.pdf.output())


def line_mm(points: float) -> float:
    """Return how high a line of that size of type is."""
    return points * _POINT_MM * 1.2
