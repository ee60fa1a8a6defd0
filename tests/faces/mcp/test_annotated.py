"""What leaves for an assistant follows from the annotations of a document alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from comity.faces.mcp.annotated import shareable
from comity.faces.mcp.shown import Teller
from comity.operations.document import (
    Count,
    Document,
    Instant,
    InstantUs,
    Key,
    Kind,
    Person,
    QuotingReason,
    Reason,
    Sentence,
    Source,
    Text,
    TitledReason,
    Word,
    as_json,
)

ADA = Person("ada", "Ada Hart")


@dataclass(frozen=True, slots=True)
class Line(Document):
    key: Key
    person: Person
    said: Text


@dataclass(frozen=True, slots=True)
class Page(Document):
    lines: tuple[Line, ...]
    found: Annotated[tuple[Line, ...], Kind.FOUND_BY_TEXT]
    counts: dict[Word, Count]
    value: Count | Word | None
    at: Instant | InstantUs
    source: Source
    why: Sentence
    place: Annotated[str, Kind.LOCAL]
    forgotten: str  # nobody said what it is


def page(**fields: Any) -> Page:  # noqa: ANN401 - any field of a page
    line = Line("k1", ADA, "Could you send the plan?")
    plain = {
        "lines": (line,),
        "found": (line,),
        "counts": {"growing": 2},
        "value": 3,
        "at": "2025-06-01",
        "source": "mbox/Letters to Ada",
        "why": "in touch on 3 days",
        "place": "/home/robin/Mail",
        "forgotten": "what is this?",
    }
    return Page(**{**plain, **fields})


def test_a_field_that_nobody_marked_does_not_leave() -> None:
    teller = Teller(allow_text=True, rows=9)
    shown: Any = shareable(page(), teller)
    assert "forgotten" not in shown
    assert teller.others == 1


def test_what_is_for_this_machine_alone_is_not_spoken_of() -> None:
    teller = Teller(allow_text=True, rows=9)
    assert "place" not in shareable(page(), teller)
    assert teller.withheld == set()


def test_texts_leave_with_leave_alone_as_the_data_they_are() -> None:
    silent = Teller(allow_text=False, rows=9)
    shown: Any = shareable(page(), silent)
    assert shown["lines"] == [{"key": "k1", "person": {"id": "ada", "name": "Ada Hart"}}]
    assert "found" not in shown
    assert silent.withheld == {"lines.said", "found"}
    telling: Any = shareable(page(), Teller(allow_text=True, rows=9))
    assert telling["found"][0]["said"] == {
        "untrusted_text": "Could you send the plan?",
        "from": "Ada Hart",
        "record": "k1",
    }


def test_a_value_that_is_not_of_its_kind_is_withheld() -> None:
    teller = Teller(allow_text=True, rows=9)
    shown: Any = shareable(
        page(value="a whole sentence", at="yesterday", counts={"growing": "many"}), teller
    )
    assert {"value", "at"} & set(shown) == set()
    assert shown["counts"] == {}
    assert teller.withheld == {"value", "at", "counts"}


def test_a_value_of_several_kinds_leaves_as_the_one_it_is() -> None:
    for value in (3, "theirs", None):
        assert shareable(page(value=value), Teller(allow_text=False, rows=9))["value"] == value
    assert shareable(page(at=0), Teller(allow_text=False, rows=9))["at"] == "1970-01-01T00:00:00Z"


def test_of_a_source_its_kind_leaves_and_rows_are_cut() -> None:
    teller = Teller(allow_text=False, rows=1)
    line = Line("k1", ADA, "")
    shown: Any = shareable(page(lines=(line, line)), teller)
    assert shown["source"] == "mbox"
    assert len(shown["lines"]) == 1
    assert teller.cut == {"lines": "the first 1 of 2"}


def test_a_reason_quotes_nobody_without_leave() -> None:
    teller = Teller(allow_text=False, rows=9)
    plainly = Reason("last_word", "theirs", "nothing since")
    assert shareable(plainly, teller) == as_json(plainly)
    assert shareable(QuotingReason("their_words", "plum", "“plum”"), teller) == {
        "feature": "their_words"
    }
    met = shareable(TitledReason("first_met_us", 0, "first met: plum"), teller)
    assert met == {"feature": "first_met_us", "value": "1970-01-01T00:00:00Z"}
