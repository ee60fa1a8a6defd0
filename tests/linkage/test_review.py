from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage import review
from comity.linkage.resolution import resolve
from comity.linkage.vocabulary import Evidence
from tests.linkage.invented import one

if TYPE_CHECKING:
    import pytest


def test_what_settles_most_is_asked_when_there_is_too_much_to_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada = [one("email:q@a.example", "Ada Lovelace"), one("email:ada@b.example")]
    bob = [one(f"email:{local}@x.example", "Bob Miles") for local in ("r", "s", "t")]
    book = [*ada, *bob, one("email:bob@y.example")]
    first, second = resolve(book, Evidence()).questions
    assert {first.left, first.right} == {"email:bob@y.example", "email:r@x.example"}
    assert first.settles == 3 * first.score
    monkeypatch.setattr(review, "_QUESTIONS_MAX", 1)
    assert resolve([*reversed(book)], Evidence()).questions == [first]
    assert first.settles > second.settles
