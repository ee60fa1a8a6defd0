from __future__ import annotations

from comity.language.identify import language_of


def test_the_language_of_a_text() -> None:
    assert language_of("This is what they would have said about it and about you.") == "en"
