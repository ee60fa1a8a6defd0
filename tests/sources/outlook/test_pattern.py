"""Patterns of series, each read into the rule that means the same."""

from __future__ import annotations

import struct
from datetime import datetime

import pytest

from comity.sources.outlook.pattern import pattern

START = 222_000_000 - 222_000_000 % 1440  # minutes since 1601: midnight of a day in 2023


def blob(
    frequency: int,
    kind: int,
    period: int,
    specific: bytes = b"",
    ends: tuple[int, int] = (0x2023, 0),
) -> bytes:
    head = struct.pack("<HHHHHIII", 0x3004, 0x3004, frequency, kind, 0, 0, period, 0) + specific
    head += struct.pack("<III", *ends, 0) + struct.pack("<II", 0, 0)
    head += struct.pack("<II", START, START + 10 * 1440)
    return head + struct.pack("<IIIIH", 0x3006, 0x3009, 540, 570, 0)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (blob(0x200A, 0, 1440), "FREQ=DAILY;INTERVAL=1"),
        (blob(0x200A, 0, 3 * 1440), "FREQ=DAILY;INTERVAL=3"),
        (
            blob(0x200A, 1, 1, struct.pack("<I", 0x3E)),
            "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR",
        ),
        (blob(0x200B, 1, 2, struct.pack("<I", 0x41)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,SA"),
        (blob(0x200C, 2, 1, struct.pack("<I", 15)), "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15"),
        (blob(0x200C, 4, 1, struct.pack("<I", 31)), "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1"),
        (
            blob(0x200C, 3, 3, struct.pack("<II", 4, 5)),
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=TU;BYSETPOS=-1",
        ),
        (
            blob(0x200D, 2, 12, struct.pack("<I", 4), (0x2022, 7)),
            "FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=4;COUNT=7",
        ),
        (
            blob(0x200B, 1, 1, struct.pack("<I", 2), (0x2021, 10)),
            "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20230214T235959",
        ),
    ],
)
def test_a_pattern_is_the_rule_that_means_the_same(data: bytes, rule: str) -> None:
    found = pattern(data)
    assert found
    assert found.rule == rule
    assert found.start == datetime(2023, 2, 4, 9)  # noqa: DTZ001 - local
    assert (found.end - found.start).total_seconds() == 1800


@pytest.mark.parametrize(
    "data",
    [
        b"",
        blob(0x200A, 0, 1440)[:40],
        blob(0x200A, 0, 0),
        blob(0x2999, 0, 1),
        blob(0x200A, 0, 1440)[:34] + b"\xff\xff\xff\xff" * 8,
    ],
)
def test_what_is_no_pattern_is_none(data: bytes) -> None:
    assert pattern(data) is None
