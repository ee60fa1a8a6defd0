"""Parts that stand in the place of others, and envelopes: the words are found, or it is told."""

from __future__ import annotations

import pytest

from comity.model import Record
from comity.sources import source
from tests.cases.books import case


def only(name: str) -> Record:
    (mail,) = source("eml").read(case(f"mail/{name}.eml"))
    assert isinstance(mail, Record)
    return mail


@pytest.mark.parametrize("name", ["alt-empty", "alt-nbsp", "alt-placeholder", "alt-tag"])
def test_the_question_in_the_html_is_kept(name: str) -> None:
    assert only(name).text == "Could you send me the drawings by Friday?"


@pytest.mark.parametrize("name", ["smime-opaque", "smime-detached"])
def test_what_is_signed_is_clear(name: str) -> None:
    assert only(name).text == "Could you send the drawings by Friday?"
    assert not only(name).problems


def test_what_is_encrypted_is_told() -> None:
    (problem,) = only("pgp-mime").problems
    assert "encrypted" in problem.what
