from __future__ import annotations

import math

from comity import schema
from comity.measure.person_day import person_day, person_day_until
from tests.measure.tables import CONTACT, DAY_US, HOUR_US, MOMENT, contact, moment, run


def days(*contacts: dict[str, object]) -> list[dict[str, object]]:
    return run(person_day(CONTACT), contact=list(contacts))


def test_columns_and_types_are_those_of_the_schema() -> None:
    found = person_day(CONTACT).schema()
    assert {name: str(kind).lstrip("!") for name, kind in found.items()} == schema.PERSON_DAY


def test_one_day_of_one_person_is_counted_by_hand() -> None:
    (day,) = days(
        contact("ada", 5.25, "out", initiates=True, recipients=4),
        contact("ada", 5.5, "in", interaction="message", channel="linkedin", help="received"),
        contact("ada", 5.75, "in", addressed=False),
    )
    assert day == {
        "owner": "me",
        "person": "ada",
        "day": 5,
        "first_us": 5 * DAY_US + 6 * HOUR_US,
        "last_us": 5 * DAY_US + 18 * HOUR_US,
        "first_addressed_us": 5 * DAY_US + 6 * HOUR_US,
        "last_addressed_us": 5 * DAY_US + 12 * HOUR_US,
        "last_sent_us": 5 * DAY_US + 6 * HOUR_US,
        "last_received_us": 5 * DAY_US + 12 * HOUR_US,
        "sent": 1,
        "received": 1,
        "sent_mail": 1,
        "received_mail": 0,
        "sent_message": 0,
        "received_message": 1,
        "meetings": 0,
        "calls": 0,
        "unaddressed": 1,
        "initiated_by_me": 1,
        "initiated_by_them": 0,
        "help_given": 0,
        "help_received": 1,
        "weight": 2.5,  # max(5 / sqrt(4), 1 / sqrt(1))
    }


def test_a_meeting_counts_both_ways_and_weighs_as_sent() -> None:
    (day,) = days(contact("ada", 5.0, "both", interaction="meeting", recipients=2, initiates=True))
    assert (day["sent"], day["received"], day["meetings"]) == (1, 1, 1)
    assert (day["sent_mail"], day["received_mail"]) == (0, 0)
    assert (day["initiated_by_me"], day["initiated_by_them"]) == (0, 0)
    assert day["weight"] == 5 / math.sqrt(2)


def test_a_copy_weighs_nothing_and_is_no_evidence() -> None:
    (day,) = days(contact("ada", 5.0, "in", addressed=False, initiates=True, interaction="meeting"))
    assert (day["sent"], day["received"], day["meetings"], day["unaddressed"]) == (0, 0, 0, 1)
    assert (day["weight"], day["initiated_by_them"]) == (0.0, 0)
    assert day["first_addressed_us"] is None
    assert day["first_us"] == 5 * DAY_US


def test_what_is_unknown_counts_as_no() -> None:
    row = contact("ada", 5.0, "out", addressed=None, recipients=None, initiates=None, help=None)
    (day,) = days(row)
    assert (day["sent"], day["unaddressed"], day["weight"]) == (0, 1, 0.0)


def test_recipients_that_are_missing_or_absurd_count_as_one() -> None:
    (day,) = days(contact("ada", 5.0, "in", recipients=None), contact("ada", 5.1, recipients=0))
    assert day["weight"] == 5.0


def test_an_undated_contact_belongs_to_no_day() -> None:
    assert days({**contact("ada", 5.0), "at_us": None, "day": None}) == []
    assert days() == []


def test_until_counts_the_day_of_the_moment_up_to_its_instant() -> None:
    contacts = [
        contact("ada", 4.0, "in"),
        contact("ada", 5.25, "out"),
        contact("ada", 5.75, "both", interaction="meeting"),
        contact("ada", 6.0, "out"),
    ]
    expr = person_day_until(person_day(CONTACT), CONTACT, MOMENT)
    found = run(expr, contact=contacts, moment=moment(5.5))
    assert [(day["day"], day["sent"], day["meetings"]) for day in found] == [(4, 0, 0), (5, 1, 0)]
    assert run(expr, contact=contacts, moment=moment(3.9)) == []
