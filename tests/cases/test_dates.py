"""Dates as they are written: the right instant, or a Problem; never a silent guess."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from comity.model import Record
from comity.normalise.time import us_of
from comity.sources import source
from tests.cases.books import case

DATED = [one for one in source("mbox").read(case("mail/dates.mbox")) if isinstance(one, Record)]


@pytest.mark.parametrize("mail", DATED, ids=lambda mail: str(mail.message_id))
def test_a_date_is_the_instant_its_subject_wants(mail: Record) -> None:
    wanted = mail.subject.removeprefix("want ")
    if wanted == "None":
        assert mail.at_us is None
        assert mail.problems
    else:
        assert mail.at_us == us_of(datetime.fromisoformat(wanted).replace(tzinfo=UTC))


def test_all_of_them_are_read() -> None:
    assert len(DATED) == case("mail/dates.mbox").read_text("utf-8").count("\nSubject: want ")


def test_what_no_zone_settles_is_told() -> None:
    told = [mail for mail in DATED if mail.at_us and mail.problems]
    assert [mail.problems[0].what.partition(" does not say in")[1] for mail in told] == [
        " does not say in"
    ] * len(told)
    assert any("24.07.2007" in mail.problems[0].what for mail in told)
