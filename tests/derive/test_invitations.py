from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Claim
from tests.derive.built import steps_of
from tests.records import ME, card, message, row, us

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from comity.model import Record

ADA, BEN, CLEO, DAN, EVE = (f"linkedin:{name}" for name in ("ada", "ben", "cleo", "dan", "eve"))
SQL = "SELECT identity, {} FROM invitation JOIN person USING (person) ORDER BY identity"


def _invited() -> Iterator[Record]:
    yield row("a", "invitation", "2025-03-01", sender=ADA, to=(ME,))
    yield row("b", "invitation", "2025-03-02", sender=BEN, to=(ME,), text="We met at the fair.")
    yield row("c", "invitation", "2025-03-03", sender=CLEO, to=(ME,))
    yield message("c1", "2025-03-05", sender=CLEO)
    yield message("c2", "2025-03-07", sender=ME, to=(CLEO,))
    yield row("d", "invitation", "2025-03-04", sender=DAN, to=(ME,))
    yield row("mine", "invitation", "2025-03-06", sender=ME, to=(DAN,))
    yield row("only mine", "invitation", "2025-03-06", sender=ME, to=(EVE,))


def _asked(records: Sequence[Record], what: str, folder: Path) -> dict[str, object]:
    rows = steps_of(records, folder).rows(SQL.format(what))
    return {one["identity"].partition(":")[2]: [*one.values()][1] for one in rows}


def test_of_each_who_invited_is_told_what_came_of_it(tmp_path: Path) -> None:
    records = [
        *_invited(),
        card(ADA, name="Ada Hart", claims=[Claim(ADA, "connected", "linkedin", 0)]),
    ]
    book = steps_of(records, tmp_path)
    rows = book.rows(SQL.format("at_us, noted, accepted, alone, exchanged_us"))
    assert [tuple(one.values())[1:] for one in rows] == [
        (us("2025-03-01"), False, True, False, None),
        (us("2025-03-02"), True, False, True, None),  # a pending invitation is all there is
        (us("2025-03-03"), False, False, False, us("2025-03-07")),
        (us("2025-03-04"), False, False, False, None),  # whom I invited myself
    ]


def test_without_a_list_of_connections_nobody_was_refused(tmp_path: Path) -> None:
    assert set(_asked([*_invited()], "accepted", tmp_path / "a").values()) == {None}
    assert not any(_asked([*_invited()], "alone", tmp_path / "b").values())


def test_words_before_the_invitation_are_none_since(tmp_path: Path) -> None:
    records = [
        message("c0", "2025-02-01", sender=CLEO),
        message("c1", "2025-02-02", sender=ME, to=(CLEO,)),
        row("c", "invitation", "2025-03-03", sender=CLEO, to=(ME,)),
        message("c2", "2025-03-07", sender=ME, to=(CLEO,)),
    ]
    assert _asked(records, "exchanged_us", tmp_path) == {"cleo": None}
