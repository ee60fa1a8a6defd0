from __future__ import annotations

from comity.measure.audit import interacted, standing
from tests.measure.tables import CONTACT, MOMENT, RELATIONSHIP, contact, moment, run, ties

CONTACTS = [
    contact("ada", 99.0, "out"),
    contact("ada", 99.5, "in"),
    contact("bob", 98.0, "in"),
    contact("bob", 70.0, "out"),
    contact("cyd", 97.0, "in", addressed=False),
    contact("dee", 80.0, "in"),
    contact("eve", 100.9, "out"),  # later than the moment
]


def test_a_week_holds_those_met_in_any_way() -> None:
    (row,) = run(interacted(CONTACT, MOMENT), contact=CONTACTS, moment=moment(100.0))
    assert (row["interacted_7d"], row["addressed_7d"], row["addressed_by_me_7d"]) == (3, 2, 1)
    assert (row["interacted_30d"], row["addressed_30d"]) == (4, 3)
    assert (row["interacted_ever"], row["addressed_by_me_365d"]) == (4, 2)


def test_a_week_is_seven_days_to_the_hour() -> None:
    (row,) = run(interacted(CONTACT, MOMENT), contact=CONTACTS, moment=moment(105.0))
    assert row["addressed_7d"] == 2  # ada and eve; bob's mail is seven days old


def test_people_are_counted_by_what_has_passed() -> None:
    known = run(ties(), contact=CONTACTS, exchange=[], moment=moment(100.0))
    (row,) = run(standing(RELATIONSHIP), relationship=known)
    assert (row["people"], row["two_way"], row["only_by_them"]) == (4, 2, 1)
    assert (row["never_addressed"], row["only_by_me"]) == (1, 0)
    assert (row["sprouting"], row["planted"], row["listed"], row["relationships"]) == (2, 1, 1, 0)


def test_nothing_is_counted_from_nothing() -> None:
    assert run(interacted(CONTACT, MOMENT), contact=[], moment=moment(1.0)) == []
    assert run(standing(RELATIONSHIP), relationship=[]) == []
