from __future__ import annotations

import pytest

from comity.language.topics import is_set_by_program, is_topic


@pytest.mark.parametrize(
    "title",
    [
        "The weir",
        "Thank you for the map of the weir",
        "Update on the roof",
        "Order of the day",
        "Hello from the lock",
        "Why we appoint two joiners",
        "Reminder of the old days",
        "A visit to the mill",
    ],
)
def test_a_title_that_says_what_was_spoken_of(title: str) -> None:
    assert is_topic(title)


@pytest.mark.parametrize(
    "title",
    ["", " ", "Hello", "Hi there!", "Quick question", "Thanks again", "(no subject)", "Frage", "Z"],
)
def test_a_greeting_says_nothing(title: str) -> None:
    assert not is_topic(title)
    assert not is_set_by_program(title)


@pytest.mark.parametrize(
    "title",
    [
        "Appointment reminder",
        "Your appointment on Monday",
        "Booking confirmed",
        "Your order is on its way",
        "Invoice 2025-17",
        "Automatic reply: The weir",
        "Out of office",
        "Accepted: The weir",
        "Reminder: check-up",
        "Terminbestätigung",
        "Facture du mois",
    ],
)
def test_what_programs_write_is_no_topic(title: str) -> None:
    assert is_set_by_program(title)
    assert not is_topic(title)
