from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Would you have time next week to look at what they wrote about the engine?", "en"),
        ("Lovely weather over here, come visit soon!", "en"),
        ("Ich komme morgen gern vorbei, wenn es Ihnen und den anderen auch passt.", "de"),
        ("Herzlichen Glückwunsch zur bestandenen Prüfung!", "de"),
        ("Merci beaucoup pour votre aide, je vous rappelle dans les jours qui viennent.", "fr"),
        ("Muchas gracias por la ayuda, pero los demás no están aquí.", "es"),
        ("Grazie mille per il tuo aiuto, ci sentiamo la prossima settimana.", "it"),
        ("Muito obrigado pela sua ajuda, até amanhã!", "pt"),
        ("Hartelijk bedankt voor je hulp en tot morgen!", "nl"),
        ("こんにちは、今日はいい天気ですね。明日も晴れるでしょう。", "ja"),
        ("HELLO THERE MY FRIEND HOW ARE YOU", "en"),
        ("Thanks a lot!", ""),
        ("1234567890 " * 20, ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of(text) == code


def test_only_the_beginning_is_read() -> None:
    english = "this is what they would have said about it and about you " * 10
    assert language_of(english + "und das ist nicht auch wenn wir sind " * 500) == "en"


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    assert len(language_of(text)) in {0, 2}


def test_no_downloader_is_imported() -> None:
    code = (
        "import sys; from comity.normalise.language import language_of;"
        "language_of('Lovely weather over here, come visit soon!');"
        "sys.exit(any(m in sys.modules for m in ('requests', 'robust_downloader', 'socket')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  # our own interpreter
