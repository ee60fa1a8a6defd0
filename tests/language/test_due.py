from __future__ import annotations

from datetime import date, datetime

import pytest

from comity.language.due import due

MONDAY = datetime(2026, 11, 30, 10)  # noqa: DTZ001 - local, as a letter's


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("I'll send it by Friday.", "2026-12-04"),
        ("I will call you on Monday about it.", "2026-12-07"),
        ("I'll call next Friday.", "2026-12-11"),
        ("I'll ping you Thursday", "2026-12-03"),
        ("By Thursday I'll have read it.", "2026-12-03"),
        ("I'll get you the sheet before the end of the week.", "2026-12-04"),
        ("I'll do it tomorrow.", "2026-12-01"),
        ("I'll send it the day after tomorrow.", "2026-12-02"),
        ("I will send it next week.", "2026-12-11"),
        ("I'll send it by the 12th.", "2026-12-12"),
        ("I'll send it by December 12, 2027.", "2027-12-12"),
        ("I'll send it on 3 January.", "2027-01-03"),
        ("I'll send it in two weeks.", "2026-12-14"),
        ("I'll look at it within a couple of days.", "2026-12-02"),
        ("I'll look at it this weekend.", "2026-12-06"),
        ("I'll send it by end of March.", "2027-03-31"),
        ("I'll send it by 2026-12-24.", "2026-12-24"),
        ("I'll send it today.", "2026-11-30"),
        ("Ich schicke es dir bis Freitag.", "2026-12-04"),
        ("Ich melde mich morgen.", "2026-12-01"),
        ("Ich rufe nächste Woche an.", "2026-12-11"),
        ("Ich sende es bis zum 12.12.", "2026-12-12"),
        ("Ich melde mich in zwei Wochen.", "2026-12-14"),
        ("Je vous enverrai cela d'ici vendredi.", "2026-12-04"),
        ("Je l'envoie avant la fin de la semaine.", "2026-12-04"),
        ("Je vous rappelle la semaine prochaine.", "2026-12-11"),
        ("Te lo envío mañana.", "2026-12-01"),
        ("Te mando el informe la semana que viene.", "2026-12-11"),
        ("Le enviaré el informe el 12 de diciembre.", "2026-12-12"),
    ],
)
def test_a_day_is_told_from_the_day_it_was_written(sentence: str, day: str) -> None:
    assert due(sentence, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll send it soon.",
        "I'll send it in a few days.",
        "I'll send you the Friday report.",
        "I'll send Monday's notes.",
        "I'll send you the notes from Monday.",
        "As discussed on Tuesday, I'll send it.",
        "I'll send it by the 31st of February 2027.",
        "I'll look at the May figures.",
        "Guten Morgen, ich schicke es dir.",
    ],
)
def test_what_names_no_day_to_come_is_due_on_none(sentence: str) -> None:
    assert due(sentence, MONDAY) is None
