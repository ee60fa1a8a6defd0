from __future__ import annotations

from typing import TYPE_CHECKING

from tests.derive.built import steps_of
from tests.records import ADA, BEN, ME, mail, message, us

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_mail_back_ends_the_wait(tmp_path: Path) -> None:
    records = [
        mail("a", "2025-03-01", sender=ME, to=(ADA,)),
        mail("b", "2025-03-02", sender=ME, to=(ADA,)),
        mail("to two", "2025-03-02", sender=ME, to=(ADA, BEN)),
        message("no mail", "2025-03-03", sender=ADA),
        mail("c", "2025-03-04", sender=ADA),
        mail("d", "2025-03-05", sender=ADA),
        mail("e", "2025-03-06", sender=ME, to=(BEN,)),
    ]
    sql = "SELECT identity, at_us, back_us FROM wait JOIN person USING (person) ORDER BY at_us"
    assert [tuple(one.values()) for one in steps_of(records, tmp_path).rows(sql)] == [
        (ADA, us("2025-03-01"), us("2025-03-04")),
        (ADA, us("2025-03-02"), us("2025-03-04")),
        (BEN, us("2025-03-06"), None),
    ]
