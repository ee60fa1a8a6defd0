"""Files of answers as forms and spreadsheets write them: each row is an answer, or said why not."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from comity.errors import BadInput
from comity.operations.survey.file import survey_of
from comity.operations.survey.reading import read_answers
from comity.operations.survey.survey import survey_erase, survey_new
from tests.records import book_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.survey.documents import AnswersRead


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = book_of([], tmp_path_factory.mktemp("answers") / "book")
    yield made
    made.close()


@pytest.fixture
def book(whole: Book) -> Iterator[Book]:
    survey_new(whole, "Asked", group="Role: new/regular")
    yield whole
    survey_erase(whole, "asked")


def _xlsx(*rows: tuple[object, ...]) -> bytes:
    made, out = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


GOOGLE = (
    b'"Timestamp","Email Address","In your own words: what is networking?","Role"\n'
    b'"2026/03/01 7:00:10 PM GMT+1","ada@mill.example","Trust, and\nhelp","regular"\n'
    b'"2026/03/01 7:01:10 PM GMT+1","ben@mill.example","","new"\n'
    b'"2026/03/01 7:02:10 PM GMT+1","cleo@mill.example","Selling","new"\n'
)
MICROSOFT = _xlsx(
    ("ID", "Start time", "Completion time", "Email", "Name", "What is networking?", "Role"),
    (1, "3/1/26 19:00", "3/1/26 19:01", "anonymous", "", "Trust, and\nhelp", "regular"),
    (2, "3/1/26 19:02", "3/1/26 19:03", "anonymous", "", None, "new"),
    (3, "3/1/26 19:04", "3/1/26 19:05", "anonymous", "", "Selling", "new"),
)
MONKEY = (
    b"Respondent ID,Collector ID,Start Date,IP Address,What is networking?,Role\n"
    b",,,,Open-Ended Response,Response\n"
    b'11,7,03/01/2026,192.0.2.1,"Trust, and\nhelp",regular\n'
    b"12,7,03/01/2026,192.0.2.2,Selling,new\n"
)
GERMAN = 'Was ist Netzwerken?;Role\n"Für, und\nmit";regular\n;new\nVerkäufer;new\n'.encode(
    "latin-1"
)


@pytest.mark.parametrize(
    ("data", "rows", "said", "left"),
    [
        (GOOGLE, 3, ["Trust, and\nhelp", "Selling"], "no answer in it"),
        (MICROSOFT, 3, ["Trust, and\nhelp", "Selling"], "no answer in it"),
        (MONKEY, 3, ["Trust, and\nhelp", "Selling"], "a second header"),
        (GERMAN, 3, ["Für, und\nmit", "Verkäufer"], "no answer in it"),
    ],
    ids=["google", "microsoft", "surveymonkey", "latin-1"],
)
def test_every_row_of_a_file_is_accounted_for(
    book: Book, data: bytes, rows: int, said: list[str], left: str
) -> None:
    seen = read_answers(book, "asked", data, "answers", preview=True)
    assert seen.new == 2
    found = read_answers(book, "asked", data, "answers")
    assert (found.rows, found.new, found.known) == (rows, 2, 0)
    assert [one.why for one in found.skipped] == [left]
    assert _kept(book) == [(said[0], "regular"), (said[1], "new")]
    again = read_answers(book, "asked", data, "answers of today")
    assert (again.rows, again.new, again.known, len(again.skipped)) == (rows, 0, 2, 1)
    assert not [one.first for one in found.columns if "@" in one.first or "192" in one.first]


def test_two_who_say_the_very_same_are_two(book: Book) -> None:
    found: AnswersRead = read_answers(book, "asked", b"Answer\ntrust\ntrust\n", "a.csv")
    assert found.new == 2


def _kept(book: Book) -> list[tuple[str, str]]:
    return [(one.text, one.group) for one in survey_of(book, "asked")[1].answers]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        b"PK\x03\x04garbage",
        b"\xd0\xcf\x11\xe0old",
        b"\x00\x01\x02\xff" * 50,
        b"Answer\n",
    ],
    ids=["empty", "blank", "torn", "old", "garbage", "header alone"],
)
def test_a_file_of_no_answers_says_what_to_do_and_keeps_nothing(book: Book, data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read_answers(book, "asked", data, "answers")
    assert refused.value.hint
    assert _kept(book) == []
