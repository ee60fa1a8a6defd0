from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from comity.book import Book
from comity.errors import BadInput, NotFound
from comity.operations.event.columns import field_of
from comity.operations.operation import find
from comity.sources.cards.header_words import plain

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.event.documents import Planned

LIST = """name,organisation,asks,offers,interests,avoid,must_meet,from_round,to_round
Ada Hart,Mill,a printer,sluice design,choirs,,Gus Lake,,
Ben Moss,Mill,,printing,,,,,
Cleo Dunn,Weir,designer of sluices,,choir,Dan Frost,,,
Dan Frost,Weir,,,,,,2,
Eve Stone,Quarry,,,,,,,3
Fay Reed,,,,,Quarry,,,
Gus Lake,,,,,,,,
Ada Hart,Lock,,,,,,,
"""


def _plan(tmp_path: Path, text: str = LIST, **options: object) -> Planned:
    path = tmp_path / "guests.csv"
    path.write_text(text, "utf-8")
    book = Book(tmp_path / "book", now_us=1)
    found: Planned = find("event plan").function(book, path, **options)
    assert not book.folder.exists()
    return found


def _met(found: Planned) -> list[frozenset[str]]:
    return [
        frozenset(pair)
        for tables in found.rounds
        for table in tables
        for pair in combinations(table, 2)
    ]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return _plan(tmp_path_factory.mktemp("plan"), rounds=4)


def test_nobody_meets_twice_nor_whom_they_must_not(planned: Planned) -> None:
    met = _met(planned)
    assert len(planned.rounds) == 4
    assert planned.repeats == len(met) - len(set(met)) == 0
    for never in ("Ada Hart|Ben Moss", "Cleo Dunn|Dan Frost", "Eve Stone|Fay Reed"):
        assert frozenset(never.split("|")) not in met
    assert planned.value <= planned.bound


def test_a_name_that_two_bear_gets_a_suffix(planned: Planned) -> None:
    named = {name for tables in planned.rounds for table in tables for name in table}
    assert {"Ada Hart", "Ada Hart (2)"} <= named


def test_who_comes_late_or_leaves_early_sits_only_while_they_are_there(planned: Planned) -> None:
    there = [{name for table in tables for name in table} for tables in planned.rounds]
    assert "Dan Frost" not in there[0]
    assert "Eve Stone" not in there[3]
    assert planned.sit_outs == 7 + 8 + 8 + 7 - sum(map(len, there))


def test_the_same_seed_gives_the_same_seating(tmp_path: Path) -> None:
    one, other = (_plan(tmp_path, rounds=3, seed=7) for _ in range(2))
    assert one.rounds == other.rounds


def test_people_of_one_organisation_meet_where_that_is_let(tmp_path: Path) -> None:
    text = "name,organisation\nAda,Mill\nBen,mill\n"
    with pytest.raises(BadInput, match="Ada"):
        _plan(tmp_path, text, rounds=1)
    assert _met(_plan(tmp_path, text, rounds=1, same_organisation=True))


def test_where_nothing_is_known_every_meeting_is_worth_the_same(tmp_path: Path) -> None:
    found = _plan(tmp_path, "name\nAda\nBen\nCleo\nDan\n", rounds=3)
    assert found.value == 6


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("", {}, "the list is empty"),
        ("name\nAda\n", {}, "two guests"),
        ("1,2\n3,4\n", {}, "no column says who"),
        (LIST, {"rounds": 0}, "0 rounds"),
        (LIST, {"size": 1}, "tables of 1"),
        (LIST.replace("Gus Lake,,\n", "Gus Lock,,\n", 1), {}, "Ada Hart must meet Gus Lock"),
        ("name\nSolo\x00\x01\n", {}, "two guests"),
        ("name\n\x00\x01\n", {}, "no column says who"),
        (LIST, {"column": ["Company"]}, "does not say what a column holds"),
    ],
)
def test_what_cannot_be_seated_says_why(
    tmp_path: Path, text: str, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(BadInput, match=says) as told:
        _plan(tmp_path, text, **options)
    assert told.value.hint


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no list"):
        find("event plan").function(Book(tmp_path, now_us=1), tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Namen", "name"),
        ("sucht ", "asks"),
        ("Suche", "asks"),
        ("MUSS treffen", "must_meet"),
        ("Suchergebnis", None),
        ("Namenstag", None),
        ("Treffen", None),
    ],
)
def test_a_hand_made_german_head_is_read_and_one_like_it_is_not(
    head: str, field: str | None
) -> None:
    assert field_of(plain(head)) == field


def test_some_of_the_value_goes_to_the_worst_off_where_that_is_asked_for(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    topics = [f"topic{n}" for n in range(12)]
    said = [
        [";".join(chance.choice(topics, many, replace=False)) for many in (2, 3)] for _ in range(24)
    ]
    rows = [f"Guest {n},{asks},{offers}" for n, (asks, offers) in enumerate(said)]
    text = "\n".join(["name,asks,offers", *rows])
    alone, given = (_plan(tmp_path, text, rounds=4, give_up=percent) for percent in (0.0, 10.0))
    assert 0.9 * alone.value <= given.value < alone.value
    assert (given.worst_share or 0) > (alone.worst_share or 0)


@pytest.mark.parametrize("percent", [-1.0, 101.0, float("nan")])
def test_no_more_can_be_given_up_than_there_is(tmp_path: Path, percent: float) -> None:
    with pytest.raises(BadInput, match="cannot be given up"):
        _plan(tmp_path, give_up=percent)
