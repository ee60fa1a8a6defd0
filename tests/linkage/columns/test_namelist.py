from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from comity.linkage.columns.namelist import name_list
from comity.linkage.names import alike, compatible
from tests.linkage.pair_by_pair import likeness

_WORDS = st.one_of(
    st.sampled_from(
        "a ada adah al ala alan bob robert rob lovelace lovelac love lace j müller muller".split()
    ),
    st.text("abo", min_size=1, max_size=4),
)
_NAMES = st.lists(st.lists(_WORDS, min_size=2, max_size=3).map(tuple), min_size=1, unique=True)


@given(_NAMES)
@example([("al", "ala"), ("a", "alan")])  # the longer word is met first
def test_columns_tell_what_is_told_of_two(given_names: list[tuple[str, ...]]) -> None:
    names = name_list(given_names)
    left, right = np.indices((len(given_names),) * 2).reshape(2, -1)
    both = [(given_names[one], given_names[other]) for one, other in zip(left, right, strict=True)]
    assert names.compatible(left, right).tolist() == [compatible(*pair) for pair in both]
    assert names.alike(names.first[left], names.last[right]).tolist() == [
        alike(one[0], other[-1]) for one, other in both
    ]
    like = [likeness(*pair) >= 0.9 for pair in both]
    assert names.resembling(left, right, least=0.9).tolist() == like


def test_plain_names_have_two_words_and_no_other_forms() -> None:
    names = name_list([("ada", "lovelace"), ("ada", "king", "lovelace"), ("robert", "miles")])
    assert names.plain.tolist() == [True, False, False]
    assert names.turned.column(np.arange(3)).to_pylist()[1] == "ada king lovelace"
