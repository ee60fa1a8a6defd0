"""``survey answers``: a file of answers in, every row of it accounted for."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated, TypeAlias

from comity.language.definition.said import CHARS_MAX
from comity.operations.operation import operation
from comity.operations.survey.answers import ANSWERED
from comity.operations.survey.columns import MEANINGS, columns_of
from comity.operations.survey.documents import AnswersRead, RowLeft, SheetColumn
from comity.operations.survey.file import survey_of
from comity.operations.survey.sheet import sheet_of_answers
from comity.operations.words import excerpt
from comity.sources.cards.sheet import file_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.survey.answers import Survey
    from comity.operations.survey.columns import Columns
    from comity.sources.cards.sheet import Sheet, SheetRow
    from comity.store.surveys import SurveyFile

_GROUP_CHARS, _NAME_CHARS = 60, 120
Body: TypeAlias = "dict[str, str | list[str]]"  # of an act


@operation("survey answers", writes=True)
def survey_answers(
    book: Book,
    key: str,
    file: Path,
    *,
    preview: Annotated[bool, "Show what each column becomes, and keep nothing yet."] = False,
    answer: Annotated[str, "The column of the answer: its name, number or letter."] = "",
    more: Annotated[list[str] | None, "A column that belongs to the answer too."] = None,
    group: Annotated[str, "The column of the group."] = "",
) -> AnswersRead:
    """Read the answers of any form or spreadsheet: CSV or .xlsx, one answer a row.

    Google Forms, Microsoft Forms, SurveyMonkey or a table typed from paper. Every row is told of:
    new, known from before, or skipped with the reason. Names and addresses are never kept.
    """
    data = file_bytes(file)
    return read_answers(
        book, key, data, file.name, preview=preview, answer=answer, more=more, group=group
    )


def read_answers(
    book: Book,
    key: str,
    data: bytes,
    name: str,
    *,
    preview: bool = False,
    answer: str = "",
    more: list[str] | None = None,
    group: str = "",
) -> AnswersRead:
    """Read the bytes of a file of answers; see ``survey_answers``."""
    acts, survey = survey_of(book, key)
    sheet = sheet_of_answers(data, name)
    field = " ".join((survey.group, *survey.groups))
    named = [one for one in more or [] if one.strip()]
    columns = columns_of(sheet, group_field=field, answer=answer, more=named, group=group)
    fresh, known, left = _sorted(sheet, columns, survey, name)
    if not preview:
        _keep(acts, fresh, at_us=book.now_us)
    return AnswersRead(
        key=survey.key,
        file=name,
        preview=preview,
        columns=tuple(_columns(sheet, columns)),
        rows=len(sheet.rows),
        new=len(fresh),
        known=known,
        skipped=tuple(left),
    )


def _keep(acts: SurveyFile, fresh: list[Body], *, at_us: int) -> None:
    acts.append_all([(ANSWERED, body) for body in fresh], at_us=at_us)


def _sorted(
    sheet: Sheet, columns: Columns, survey: Survey, name: str
) -> tuple[list[Body], int, list[RowLeft]]:
    """Return the answers that are new, how many are known, and the rows that are none."""
    marks = {one.mark for one in (*survey.answers, *survey.out) if one.mark}
    seen: dict[str, int] = {}
    fresh, known, left = list[Body](), 0, list[RowLeft]()
    for row in sheet.rows:
        text = _cell(row, columns.answer)
        if why := row.wrong or _why_none(row, text, columns):
            left.append(RowLeft(row.number, why))
            continue
        more = [said for one in columns.more if (said := _cell(row, one))]
        group = " ".join(_cell(row, columns.group).split())[:_GROUP_CHARS]
        mark = _mark([text, *more, group, *(_cell(row, one) for one in columns.when)])
        seen[mark] = seen.get(mark, 0) + 1  # two people may say the very same
        numbered = f"{mark}:{seen[mark]}"
        if numbered in marks:
            known += 1
        else:
            by = name[:_NAME_CHARS]
            fresh.append({"text": text, "more": more, "group": group, "by": by, "mark": numbered})
    return fresh, known, left


def _why_none(row: SheetRow, text: str, columns: Columns) -> str:
    if not text:
        if columns.answer >= len(row.cells):
            return "the row ends before the column of the answer"
        return "no answer in it"
    if len(text) > CHARS_MAX:
        return f"the answer is over {CHARS_MAX:,} characters"
    return "" if any(map(str.isalpha, text)) else "the answer has no letter"


def _cell(row: SheetRow, place: int) -> str:
    if not 0 <= place < len(row.cells):
        return ""
    return row.cells[place].replace("\r\n", "\n").replace("\0", "").strip()


def _mark(parts: list[str]) -> str:
    """Return what tells a row from another of this survey, in whatever file it stands again."""
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()


def _columns(sheet: Sheet, columns: Columns) -> Iterator[SheetColumn]:
    for place, name in enumerate(sheet.columns):
        meaning = columns.meaning(place)
        first = next((said for row in sheet.rows if (said := _cell(row, place))), "")
        shown = excerpt(first) if meaning else ""  # names and addresses are not shown again
        yield SheetColumn(place + 1, name, MEANINGS[meaning], shown)
