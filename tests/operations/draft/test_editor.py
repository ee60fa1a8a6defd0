"""Each invented draft gets the findings it is to get, and no other: a good one gets none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.language.draft.letter import letter
from comity.operations.draft.editor import edited
from tests.operations.draft.drafts import DRAFTS, NOW_US

if TYPE_CHECKING:
    from tests.operations.draft.drafts import Draft

SENTENCE_CHARS_MAX = 320  # what an assistant is told of one


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda one: one.name)
def test_a_draft_is_told_what_is_to_be_told_of_it(draft: Draft) -> None:
    checked = edited(letter(draft.text), draft.to, now_us=NOW_US)
    assert {one.rule for one in checked.findings} == draft.found
    assert checked.kind == draft.kind
    assert ("Fine" in checked.told) is (not draft.found)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda one: one.name)
def test_a_finding_points_at_its_words_and_says_what_to_do(draft: Draft) -> None:
    for one in edited(letter(draft.text), draft.to, now_us=NOW_US).findings:
        assert draft.text[one.start : one.end] == one.text
        assert one.severity in {"stop", "consider"}
        assert 20 < len(one.advice) <= SENTENCE_CHARS_MAX
