from __future__ import annotations

from dataclasses import replace

import pytest

from comity.operations.event.demanding import Wanted, demand
from comity.operations.event.evening import LISTED, SEATED, told
from comity.operations.event.seats import numbered
from comity.operations.event.showing import Room
from comity.rounds.seat import seated
from tests.operations.event.acts import acts, evening, guests


@pytest.mark.parametrize(
    ("hosts", "numbers"),
    [
        ([], [1, 2, 3, 4]),
        ([1], [1, 2, 3, 4]),
        ([5, 3], [3, 5, 1, 2]),
        ([2, 2], [2, 1, 3, 4]),
        ([1, 9], [1, 9, 2, 3]),
    ],
)
def test_hosts_have_the_numbers_that_were_said_and_others_fill_in(
    hosts: list[int], numbers: list[int]
) -> None:
    assert list(numbered(hosts, 4).values()) == numbers


@pytest.mark.parametrize("size", [2, 4])
def test_a_host_sits_at_the_table_of_their_number_in_every_round(size: int) -> None:
    here = [replace(one, organisation="") for one in guests(16)]
    here[6], here[9] = replace(here[6], table=3), replace(here[9], table=2)
    found = seated(demand(here, Wanted(3, size)))
    keys = [[[here[one].key for one in table] for table in tables] for tables in found.seating]
    said = {"rounds": keys, "size": size, "seed": 0, "value": 1.0, "bound": 1.0}
    now = told(acts((LISTED, {"guests": [one.as_json() for one in here]}), (SEATED, said)))
    room = Room(now)
    for at in (1, 2, 3):
        meetings = {one.key: room.meeting(one.key, at) for one in here}
        shown = {key: one.table for key, one in meetings.items() if one}
        assert (shown["g6"], shown["g9"]) == (3, 2)
        assert sorted(set(shown.values())) == list(range(1, 16 // size + 1))


def test_a_table_that_moved_bears_its_new_number() -> None:
    now = evening(("broken", {"table": 2, "to": 9}))
    assert [now.number(place) for place in (0, 1, 2, 3)] == [0, 1, 9, 3]
