from __future__ import annotations

import pytest

from comity.normalise.flowed import unflowed


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("One \nparagraph \nhere.\n\nAnother.", "One paragraph here.\n\nAnother."),
        ("Fixed\nlines", "Fixed\nlines"),
        ("> quoted \n> words\nmine", "> quoted words\nmine"),
        (">> deep \n> less \n> deep", ">> deep \n> less deep"),  # another depth ends a paragraph
        (">no space \n>here", "> no space here"),
        (" From here \n on", "From here on"),
        ("  indented", " indented"),
        (" > no quote", " > no quote"),
        ("Words \n-- \nAda", "Words \n-- \nAda"),
        ("> -- \n> Ada", "> -- \n> Ada"),
        ("ends with a space ", "ends with a space "),
        ("", ""),
        ("a\n\n\nb", "a\n\n\nb"),
    ],
)
def test_paragraphs_are_read_whole(written: str, read: str) -> None:
    assert unflowed(written) == read


def test_the_program_s_own_space_goes_where_it_says_so() -> None:
    assert unflowed("日本 \n語", delsp=True) == "日本語"
    assert unflowed("two  \nwords", delsp=True) == "two words"
    assert unflowed("Words \n-- \nAda", delsp=True) == "Words\n-- \nAda"


def test_time_grows_with_the_text() -> None:
    text = "x \n" * 200_000
    assert len(unflowed(text)) == 400_000
