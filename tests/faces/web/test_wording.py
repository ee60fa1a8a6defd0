from __future__ import annotations

import pytest

from comity.faces.web.wording import together


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["asked you today", "nothing since"], "Asked you today; nothing since."),
        (["you asked: When?", "no answer is here"], "You asked: When? No answer is here."),
        (["they said: I will.", "a week ago"], "They said: I will. A week ago."),
        (["you noted: see you!"], "You noted: see you!"),
        (["they wrote “We met.”", "today"], "They wrote “We met.” Today."),
    ],
)
def test_what_ends_in_a_mark_of_its_own_gets_no_second(texts: list[str], told: str) -> None:
    assert together(texts) == told
