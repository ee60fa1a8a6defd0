from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.parent_words import own_words
from comity.normalise.quoted_header import Setting
from tests.growth import is_linear

PARENT = """Dear Ben,

could you send me the drawings of the bridge by Friday? We have to show them to the council.
Also the list of those who come.

Ada"""
FIRST, SECOND = PARENT.split("\nAlso", maxsplit=1)[0], "Also the list of those who come."
REWRAPPED = PARENT.replace(" by Friday? We", "\nby Friday? We").replace(
    " to the council", "\nto the council"
)


def own(reply: str, parent: str = PARENT) -> str:
    return own_words(reply, parent, Setting("Re: Bridge", names=("Ada Hart",)))


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        (f"Yes, gladly.\n\n{PARENT}", "Yes, gladly."),
        (f"{PARENT}\n\nYes, gladly.", "Yes, gladly."),
        (f"Yes, gladly.\n\n{REWRAPPED}", "Yes, gladly."),
        (f"Yes, gladly.\n\nQal: Ada\nWop: 2 x 2026 10:00\nKam: Bridge\n\n{PARENT}", "Yes, gladly."),
        (
            f"Yes, gladly.\n\n2.11.2026 10:00 Ada Hart <ada@ring.example> xyz:\n{PARENT}",
            "Yes, gladly.",
        ),
        (f"Yes, gladly.\n\nZum 2. Blurm brofte Ada Hart:\n\n{PARENT}", "Yes, gladly."),
        (f"Ada Hart brofte:\n{PARENT}\n\nYes, gladly.", "Yes, gladly."),
        (f"Yes, gladly.\n\nZafra: Ada Hart\n\nTivo: Bridge\n\n{PARENT}", "Yes, gladly."),
        (f"Yes: gladly.\n\nTivo: Bridge\n\n{PARENT}", "Yes: gladly.\n\nTivo: Bridge"),
        (f"I told Ada Hart:\n\n{PARENT}", "I told Ada Hart:"),
        ("Yes, gladly.\n\n# " + PARENT.replace("\n", "\n# "), "Yes, gladly."),
        (
            f"{FIRST}\n\nYes, on Thursday.\n\n{SECOND}\n\nNo.",
            f"Yes, on Thursday.\n\n{SECOND}\n\nNo.",
        ),
    ],
)
def test_what_stands_in_the_parent_is_quoted(reply: str, left: str) -> None:
    assert own(reply) == left


@pytest.mark.parametrize(
    "reply",
    [
        "Yes, gladly.\n\nBen",
        "Dear Ben,\n\nthat is my own name.",
        "* Also the list of those who come.\n* And the plans.",
        "I shall send you the drawings of the bridge by Friday.",
        "",
    ],
)
def test_words_used_again_are_ones_own(reply: str) -> None:
    assert own(reply) == reply


@pytest.mark.parametrize("mark", ["# ", "AH> ", "  | ", "%"])
def test_the_mark_before_the_parents_words_is_that_of_all_quotes(mark: str) -> None:
    quoted = "\n".join(mark + line for line in PARENT.split("\n"))
    assert own(f"Yes.\n\n{quoted}\n{mark}More of before.\n\nNo.") == "Yes.\n\nNo."


def test_a_short_parent_is_quoted_whole_or_not_at_all() -> None:
    assert (
        own("Yes.\n\nShall we meet on Monday at ten?", "Shall we meet on Monday at ten?") == "Yes."
    )
    assert own("Thanks! Thanks!", "Thanks!") == "Thanks! Thanks!"


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_nothing_is_invented(reply: str, parent: str) -> None:
    left = own(reply, parent).split()
    words = iter(reply.split())
    assert all(word in words for word in left)


@pytest.mark.parametrize("piece", ["a ", "ab cd ef gh ij ", "a\n"])
def test_time_grows_with_the_texts(piece: str) -> None:
    def both(chars: int) -> None:
        text = piece * (chars // len(piece))
        own(text + "x " + text, text)

    assert is_linear(both, 1 << 10, 1 << 15)
