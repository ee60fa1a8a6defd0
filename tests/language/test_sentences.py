from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.language.sentences import MAX_SENTENCE_CHARS, MAX_SENTENCES, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "Meet Dr. Ada, i.e. the engineer. Then go.",
            ["Meet Dr. Ada, i.e. the engineer.", "Then go."],
        ),
        (
            "See https://example.org/?a=b.c now. Then go.",
            ["See https://example.org/?a=b.c now.", "Then go."],
        ),
        ("Hi Ada,\nhow are you?", ["Hi Ada,", "how are you?"]),
        ("Hi Ada,\n\nOne.\n\nTwo", ["Hi Ada,", "One.", "Two"]),
        (
            "This is a long line that a mail program has wrapped at about here,\nas they do.",
            ["This is a long line that a mail program has wrapped at about here, as they do."],
        ),
        ("Two things:\n- one\n- two", ["Two things:", "- one", "- two"]),
        ("> quoted?\nown.", ["own."]),
        ("Version 1.2 is out.", ["Version 1.2 is out."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@given(st.text(max_size=500))
def test_every_word_is_in_some_sentence(text: str) -> None:
    lines = [line.strip() for line in text.split("\n")]
    words = " ".join(line for line in lines if not line.startswith(">")).split()
    assert " ".join(sentences(text)).split() == words


def test_the_number_and_length_of_sentences_is_bounded() -> None:
    assert len(sentences("Go. " * 5000)) == MAX_SENTENCES
    assert max(map(len, sentences("a" * 100_000))) == MAX_SENTENCE_CHARS
