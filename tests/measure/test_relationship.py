"""Relationships of three people, worked out by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from comity import schema
from comity.models import activity
from tests.measure.tables import DAY_US, contact, moment, question, run, ties

if TYPE_CHECKING:
    from tests.measure.tables import Row

AS_OF_DAY = 100.5
CONTACTS = [
    contact("ada", 98.0, "out", initiates=True, recipients=4),  # weighs 5/2
    contact("ada", 99.0, "in", help="received"),  # weighs 1
    contact("ada", 100.25, "both", interaction="meeting", recipients=4),  # weighs 5/2
    contact("ada", 100.75, "out"),  # later than the moment
    contact("bob", 10.5, "in", initiates=True, interaction="message"),
    contact("cyd", 99.0, "in", addressed=False),
]


def people(
    contacts: list[Row], day: float = AS_OF_DAY, exchange: list[Row] | None = None
) -> dict[str, Any]:
    rows = run(ties(), contact=contacts, exchange=exchange or [], moment=moment(day))
    return {row["person"]: row for row in rows}


@pytest.fixture(scope="module")
def three() -> dict[str, Any]:
    return people(CONTACTS)


def test_columns_and_types_are_those_of_the_schema() -> None:
    found = ties().schema()
    assert {name: str(kind).lstrip("!") for name, kind in found.items()} == schema.RELATIONSHIP


def test_counts(three: dict[str, Any]) -> None:
    names = ("sent", "received", "unaddressed", "evidence_days", "sent_days", "received_days")
    assert [three["ada"][name] for name in names] == [2, 2, 0, 3, 2, 2]
    assert [three["bob"][name] for name in names] == [0, 1, 0, 1, 0, 1]
    assert [three["cyd"][name] for name in names] == [0, 0, 1, 0, 0, 0]
    year = ("days_365d", "wrote_days_365d", "heard_days_365d", "met_days_365d")
    assert [three["ada"][name] for name in year] == [3, 1, 1, 1]
    assert [three["bob"][name] for name in year] == [1, 0, 1, 0]


def test_decayed_counts(three: dict[str, Any]) -> None:
    ada = three["ada"]
    assert ada["sent_hl7d"] == pytest.approx(2 ** (-2 / 7) + 1, abs=1e-12)
    assert ada["received_hl365d"] == pytest.approx(2 ** (-1 / 365) + 1, abs=1e-12)
    assert three["bob"]["received_hl90d"] == pytest.approx(0.5, abs=1e-12)
    assert three["cyd"]["sent_hl30d"] == 0


def test_instants(three: dict[str, Any]) -> None:
    ada, bob, cyd = three["ada"], three["bob"], three["cyd"]
    assert ada["first_at_us"] == ada["last_sent_us"] - 2.25 * DAY_US == 98 * DAY_US
    assert ada["last_received_us"] == ada["last_at_us"] == ada["last_interacted_us"]
    assert (ada["known_days"], ada["silent_days"]) == (2.5, 0.25)
    assert (bob["known_days"], bob["silent_days"], bob["last_sent_us"]) == (90.0, 90.0, None)
    assert (cyd["last_at_us"], cyd["silent_days"]) == (None, None)
    assert cyd["last_interacted_us"] == 99 * DAY_US


def test_reciprocity_and_rhythm(three: dict[str, Any]) -> None:
    ada, bob = three["ada"], three["bob"]
    assert (ada["two_way_days"], ada["initiated_by_me"], ada["help_received"]) == (2, 1, 1)
    assert (bob["two_way_days"], bob["initiated_by_them"]) == (0, 1)
    assert (ada["usual_gap_days"], ada["gap_ratio"]) == (1.0, 0.25)
    assert (bob["usual_gap_days"], bob["gap_ratio"]) == (None, None)


def test_strength_orders_those_with_evidence(three: dict[str, Any]) -> None:
    # ada has three recent days of 2.5, 1 and 2.5; bob one of 1, halved by its age of 90 days
    assert [three[name]["strength"] for name in ("ada", "bob", "cyd")] == [1.0, 0.5, None]


def test_equal_scores_share_their_mean_rank() -> None:
    day = 50.0
    contacts = [contact(name, day, "in") for name in ("a", "b", "c")]
    contacts += [contact("d", day, "out"), {**contact("e", day, "in"), "owner": "you"}]
    found = people(contacts, 60.0)
    # ranks 1, 2, 3 shared: (1 + 2 + 3) / 3 = 2 of 4; d is fourth; e is alone with its owner
    assert [found[name]["strength"] for name in "abcde"] == [0.5, 0.5, 0.5, 1.0, 1.0]


def test_owner_totals(three: dict[str, Any]) -> None:
    received = 2 ** (-1 / 30) + 1 + 2 ** (-90 / 30)
    assert three["cyd"]["owner_received_hl30d"] == pytest.approx(received, abs=1e-12)
    assert three["cyd"]["owner_sent_days_hl7d"] == pytest.approx(2 ** (-2 / 7) + 1, abs=1e-12)
    assert [row["owner_people_365d"] for row in three.values()] == [2, 2, 2]


def test_days_and_weeks_decay_like_counts() -> None:
    # 1970-01-05 was a Monday: day 4 begins a week, and day 11 the next
    found = people([contact("ada", day) for day in (4.5, 4.75, 6.0, 11.0)], 14.0)["ada"]
    assert found["days_hl7d"] == pytest.approx(2 ** (-10 / 7) + 2 ** (-8 / 7) + 2 ** (-3 / 7))
    assert found["sent_days_hl30d"] == pytest.approx(
        2 ** (-10 / 30) + 2 ** (-8 / 30) + 2 ** (-3 / 30)
    )
    assert found["weeks_hl90d"] == pytest.approx(2 ** (-8 / 90) + 2 ** (-3 / 90))


def test_forecasts_follow_the_published_numbers(three: dict[str, Any]) -> None:
    for name, person in three.items():
        for target in activity.HORIZON_DAYS:
            if name == "cyd":
                assert person[target] is None
            else:
                assert person[target] == pytest.approx(activity.score(person, target), abs=1e-12)


def test_no_forecast_without_an_event_in_a_year() -> None:
    contacts = [contact("ada", 10.5, "in")]
    assert people(contacts, 10.5 + 364)["ada"]["p_active_90d"] is not None
    assert people(contacts, 10.5 + 365)["ada"]["p_active_90d"] is None


def test_an_owner_s_calibration_moves_only_that_owner_s_longer_forecast() -> None:
    contacts = [contact("ada", 9.0), {**contact("ada", 9.0), "owner": "you"}]
    calibration = [{"owner": "me", "intercept": -1.0, "slope": 0.5, "ties": 20}]
    tables = {"contact": contacts, "exchange": [], "moment": moment(10.0)}
    mine, yours = run(ties(calibrated=True), calibration=calibration, **tables)
    plain, _ = run(ties(), **tables)
    logit = math.log(plain["p_active_90d"] / (1 - plain["p_active_90d"]))
    moved = 1 / (1 + math.exp(-(-1.0 + 0.5 * logit)))
    assert mine["p_active_90d"] == pytest.approx(moved, abs=1e-12)
    assert mine["p_contact_7d"] == plain["p_contact_7d"]
    assert yours["p_active_90d"] == plain["p_active_90d"]


def test_questions_count_when_their_window_is_over() -> None:
    asked = [
        question("ada", 10.0, "in", 11.0),  # answered after 1 day
        question("ada", 11.0, "in", 14.0, guessed=True),  # after 3 days
        question("ada", 12.0, "in", 50.0, guessed=True),  # after 38 days: too late
        question("ada", 95.0, "in", 96.0, guessed=True),  # window still open
        question("ada", 97.0, "in"),  # open, and waiting for me
        question("ada", 98.0, "in", 101.0),  # answered later than the moment: waiting
        question("ada", 20.0, "out"),
        question("ada", 99.0, "out"),
        question("ada", 100.9, "out"),  # later than the moment
    ]
    ada = people(CONTACTS, exchange=asked)["ada"]
    assert (ada["asked_by_them"], ada["answered_by_me"], ada["awaiting_me"]) == (3, 2, 2)
    assert (ada["guessed_by_me"], ada["guessed_by_them"]) == (1, 0)
    assert ada["reply_rate_by_me"] == pytest.approx(2 / 3, abs=1e-12)
    assert ada["reply_gap_by_me_days"] == 3.0  # the middle of 1, 3, never
    assert (ada["asked_by_me"], ada["answered_by_them"], ada["awaiting_them"]) == (1, 0, 1)
    assert (ada["reply_rate_to_me"], ada["reply_gap_to_me_days"]) == (0.0, None)


def test_no_question_is_no_rate(three: dict[str, Any]) -> None:
    ada = three["ada"]
    assert (ada["asked_by_them"], ada["answered_by_me"], ada["awaiting_them"]) == (0, 0, 0)
    assert (ada["reply_rate_by_me"], ada["reply_gap_by_me_days"]) == (None, None)


def test_nothing_is_known_before_everything() -> None:
    assert people(CONTACTS, 5.0) == {}
    assert people([], 5.0) == {}


def test_a_single_event_is_enough() -> None:
    (row,) = people([contact("ada", 7.0)], 7.0).values()
    assert (row["silent_days"], row["known_days"], row["strength"]) == (0.0, 0.0, 1.0)
    assert (row["usual_gap_days"], row["stage"]) == (None, "planted")


def both_ways(person: str, days: list[int]) -> list[Row]:
    return [contact(person, day, side) for day in days for side in ("in", "out")]


@pytest.mark.parametrize(
    ("days", "as_of", "expected"),
    [
        ([10], 375, "sprouting"),
        ([10], 376, "listed"),  # two ways, but longer than a year ago
        ([10, 20, 30], 40, "growing"),
        ([10, 20, 30], 109, "growing"),  # 79 days, under 8 gaps of 10
        ([10, 20, 30], 110, "brief"),  # 80 days: 8 gaps of 10, and all within two months
        ([10, 40, 70], 310, "brief"),  # 60 days from first to last
        ([10, 40, 71], 310, "resting"),  # 61
        ([10, 110, 210], 391, "resting"),  # 181 days, and more likely silent for good
        ([*range(0, 220, 20)], 210, "growing"),  # 11 days
        ([*range(0, 240, 20)], 230, "established"),  # 12 days
        ([*range(0, 180, 15)], 170, "growing"),  # 12 days within 165
        ([*range(0, 240, 20)], 600, "resting"),
    ],
)
def test_stage(days: list[int], as_of: int, expected: str) -> None:
    assert people(both_ways("ada", days), as_of)["ada"]["stage"] == expected


def test_stages_of_one_side(three: dict[str, Any]) -> None:
    assert [three[name]["stage"] for name in ("ada", "bob", "cyd")] == [
        "sprouting",
        "planted",  # 90 days ago
        "listed",
    ]
    assert people(CONTACTS, 100.6)["bob"]["stage"] == "listed"
