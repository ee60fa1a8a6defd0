from __future__ import annotations

from tests import documents


def test_the_page_of_verbs_is_what_the_program_prints() -> None:
    hint = "python -m tests.documents writes it"
    assert documents.VERBS.read_text("utf-8") == documents.verbs(), hint
