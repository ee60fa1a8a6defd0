"""Cards: every name prints, all of it on the page, nothing over anything else."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.operations.event.paper.card import Card, Met, Sitting, cards_of
from comity.operations.event.paper.cards import printed
from comity.operations.event.paper.signs import table_signs
from tests.operations.event.acts import evening
from tests.operations.event.paper.seen import ink, inside, overlaps, pages

if TYPE_CHECKING:
    from comity.operations.event.paper.sheet import Format

LONG = "Gesellschaft für angewandte Verbundenheit und Zusammenarbeit " * 4
ODD = (
    *("Łukasz Żółć", "محمد علي", "עדה לב", "Nguyễn Thị Ánh", "Ольга Иванова", "Παππάς"),
    *("अनीता शर्मा", "สมชาย ใจดี", "é decomposed", "Zoë Müller-Lüdenscheidt", "X" * 300),
)


def met(name: str = "Bo", **more: str) -> Met:
    """Return somebody met, of whom much is said."""
    said = {"organisation": LONG, "seeks": LONG, "offers": LONG, "opener": LONG} | more
    return Met(name=name, common=(LONG, LONG), **said)


def card(rounds: int, at_table: int, name: str = "Ada Hart", link: str = "") -> Card:
    """Return a card of so many rounds at tables of so many."""
    sittings = tuple(
        Sitting(at, at + 100, tuple(met(ODD[n % len(ODD)]) for n in range(at_table - 1)))
        for at in range(1, rounds + 1)
    )
    return Card(name, LONG, sittings, link)


@pytest.mark.parametrize(("rounds", "size"), [(1, 2), (8, 2), (15, 2), (15, 10), (3, 1)])
@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_it_fits(rounds: int, size: int, format_: Format) -> None:
    made = printed(
        [card(rounds, size, link="http://10.0.0.1:80/g/x"), card(rounds, size, "X" * 300)],
        title=LONG,
        format_=format_,
    )
    assert not made.unshown
    for _, boxes, page in pages(made.pdf):
        assert all(inside(box, page) for box in boxes)
        assert not [(a, b) for a, b in combinations(boxes, 2) if overlaps(a, b)]


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_any_names_print(names: list[tuple[str, str]]) -> None:
    cards = [
        Card(name, organisation, (Sitting(1, 1, (met(organisation, organisation=name),)),))
        for name, organisation in names
    ]
    made = printed(cards, title=names[0][0])
    for _, boxes, page in pages(made.pdf):
        assert all(inside(box, page) for box in boxes)


def test_the_texts_of_a_card_stand_on_it() -> None:
    made = printed(cards_of(evening(many=6, rounds=3)), title="Hour of power")
    found = " ".join(text for text, _, _ in pages(made.pdf))
    for n in range(6):
        assert f"{'Ada Bo Cy Di Ed Fay'.split()[n]} {n}" in found
    assert "Firm 2" in found
    assert made.pages == 3  # two cards on each


def test_what_no_font_shows_is_told_and_leaves_a_mark() -> None:
    unknown = "\U00012345"  # cuneiform
    made = printed([Card(unknown, "", (Sitting(1, 1, (met(unknown),)),))], title="t")
    assert made.unshown == {unknown}
    plain = printed([Card("", "", (Sitting(1, 1, (met(""),)),))], title="t")
    assert ink(made.pdf) > ink(plain.pdf)


def test_guests_see_of_each_other_what_they_chose() -> None:
    now = evening(many=4, rounds=1)
    chosen = replace(now, shown={"g3": ()})
    of_first = next(one for one in cards_of(now) if one.name == "Ada 0").sittings[0].met[0]
    assert of_first.organisation == "Firm 0"
    hidden = next(one for one in cards_of(chosen) if one.name == "Ada 0").sittings[0].met[0]
    assert hidden.organisation == ""


def test_a_round_in_which_one_rests_is_told() -> None:
    now = evening(many=4, rounds=1)
    alone = replace(now, seating=((("g0", "g1"),),))
    resting = next(one for one in cards_of(alone) if one.name == "Di 3")
    assert resting.sittings[0].table == 0
    assert "You rest" in next(pages(printed([resting], title="t").pdf))[0]


def test_signs() -> None:
    made = table_signs(12, title="Hour of power")
    found = [text for text, _, _ in pages(made.pdf)]
    assert len(found) == 12
    assert "12" in found[-1]
    assert all(inside(box, page) for _, boxes, page in pages(made.pdf) for box in boxes)
