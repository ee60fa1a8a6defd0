from __future__ import annotations

from typing import get_args

from comity.model import SkipReason
from comity.operations.intake.documents import Import, PathImport
from comity.operations.intake.left_out import WHY, left_out


def test_every_reason_is_explained() -> None:
    assert set(WHY) == set(get_args(SkipReason))


def test_files_are_named_where_a_file_is_the_matter() -> None:
    done = (
        *(PathImport(f"/a/{n}.png", "", 1, 0, 0, {"not recognised": 1}, 0) for n in range(10)),
        PathImport("/a/in.mbox", "mbox/in", 60, 10, 0, {"junk": 50}, 0),
    )
    found = left_out(Import(70, 10, 0, {"junk": 50, "not recognised": 10}, 0, done))
    assert [(one.reason, one.n, one.more) for one in found] == [
        ("junk", 50, 0),
        ("not recognised", 10, 2),
    ]
    assert found[0].paths == ()
    assert found[1].paths[:2] == ("0.png", "1.png")
    assert left_out(Import(0, 0, 0, {}, 0, ())) == ()
