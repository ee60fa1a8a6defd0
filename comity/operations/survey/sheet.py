"""A sheet of answers: as a spreadsheet reads, but for a second header, which is no answer.

Google Forms, Microsoft Forms and SurveyMonkey write one answer a row below a header; SurveyMonkey
writes a second header.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from comity.sources.cards.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.sources.cards.sheet import Sheet, SheetRow

_HEADER_AGAIN = re.compile(
    r"(?:open-ended )?response|beantwortet|réponse(?: libre)?", re.IGNORECASE
)


def sheet_of_answers(data: bytes, name: str) -> Sheet:
    """Return the rows of a file of answers."""
    sheet = sheet_of(data, name)
    if not (sheet.rows and _is_header(sheet.columns, sheet.rows[0])):
        return sheet
    again = replace(sheet.rows[0], wrong="a second header")
    return replace(sheet, rows=(again, *sheet.rows[1:]))


def _is_header(columns: Sequence[str], row: SheetRow) -> bool:
    """Tell a second header, as SurveyMonkey writes it: it has kinds of answers, and no answer."""
    said = [one.strip() for one in row.cells if one.strip()]
    return bool(said) and (
        all(_HEADER_AGAIN.fullmatch(one) for one in said) or tuple(row.cells) == tuple(columns)
    )
