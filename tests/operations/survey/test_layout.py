from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.operations.survey.layout import SIZE_MIN, Word, picture, text_width

WORDS = st.lists(
    st.builds(
        Word,
        st.text("abcdefghijklmnopqrstuvwxyzäöüßé 信-'", min_size=1, max_size=24),
        st.integers(1, 400),
        st.sampled_from(["sales", "relationship", "neutral"]),
    ),
    max_size=45,
    unique_by=lambda one: one.text,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from([(720.0, 0.56), (340.0, 1.5)]), st.integers(0, 5))
def test_no_two_words_overlap_all_are_inside_and_one_seed_is_one_picture(
    words: list[Word], frame: tuple[float, float], seed: int
) -> None:
    width, ratio = frame
    drawn = picture(words, width=width, ratio=ratio, seed=seed)
    assert drawn == picture(words[::-1], width=width, ratio=ratio, seed=seed)
    boxes = [one.box for one in drawn.words]
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert -0.1 <= left < right <= width + 0.1
        assert -0.1 <= top < bottom <= drawn.height + 0.1
        for other in boxes[number + 1 :]:
            apart = left >= other[2] - 0.1 or right <= other[0] + 0.1
            assert apart or top >= other[3] - 0.1 or bottom <= other[1] + 0.1
    assert len(drawn.words) + drawn.left_out == len(words)
    shown = {one.text for one in drawn.words}
    fewest = max((one.people for one in words if one.text not in shown), default=0)
    assert all(one.people >= fewest for one in drawn.words)


def test_the_area_of_letters_grows_with_the_people_and_what_is_left_out_is_said() -> None:
    drawn = picture([Word("trust", 16, "relationship"), Word("help", 4, "relationship")], width=720)
    sizes = {one.text: one.size for one in drawn.words}
    assert (sizes["trust"] / sizes["help"]) ** 2 == 4
    many = picture([Word("trust", 900, "relationship"), Word("help", 1, "relationship")], width=720)
    assert (len(many.words), many.left_out) == (1, 1)
    assert all(one.size >= SIZE_MIN for one in many.words)
    assert picture([], width=720).words == ()


def test_a_word_is_measured_by_its_letters_and_a_strange_one_as_widely_as_any() -> None:
    assert text_width("illicit", 10) < text_width("mammoth", 10)
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("信", 10) == 10
