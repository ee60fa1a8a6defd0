from __future__ import annotations

from typing import TYPE_CHECKING

from comity.linkage import Evidence, resolve, review
from tests.linkage.invented import one

if TYPE_CHECKING:
    import pytest


def test_what_settles_most_is_asked_when_there_is_too_much_to_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bob = [one("email:q@a.example", "Bob Miles"), one("email:bob@b.example")]
    ada = [one(f"email:{local}@x.example", "Ada Lovelace") for local in ("r", "s", "t")]
    book = [*bob, *ada, one("email:ada@y.example")]
    first, second = resolve(book, Evidence()).questions
    assert {first.left, first.right} == {"email:ada@y.example", "email:r@x.example"}
    assert first.settles == 3 * first.score
    monkeypatch.setattr(review, "_QUESTIONS_MAX", 1)
    assert resolve([*reversed(book)], Evidence()).questions == [first]
    assert first.settles > second.settles
