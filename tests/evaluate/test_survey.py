from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import BadInput, NotFound
from comity.evaluate.documents import Estimate
from comity.evaluate.dotalign import dotalign
from comity.evaluate.survey_agreement import agreement, kendall_tau_b, spearman
from comity.faces.cli import asking
from tests.operations.plan.story import correspondence
from tests.operations.verbs import do
from tests.records import ME, book_of, card, mail, message

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from comity.evaluate.metrics import Floats

VALUES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=25)


def of(*values: float) -> Floats:
    return np.array(values, np.float64)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Forty people of falling strength, ten of an address book, one conversation."""
    records = [
        mail(f"{n}-{m}", f"2025-{1 + m % 5:02}-{1 + n % 28:02}", sender=f"email:p{n}@x.example",
             to=(ME,)) for n in range(40) for m in range(40 - n)
    ]  # fmt: skip
    cards = [card(f"email:c{n}@x.example", name=f"Card {n}") for n in range(10)]
    return book_of([*records, *cards, message("hi")], tmp_path)


def people(book: Book, **given: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - the verb's own options
    found: list[dict[str, Any]] = do(book, "evaluate survey", names=True, **given)["people"]
    return found


def strengths(book: Book) -> dict[str, float | None]:
    sql = "SELECT person, strength FROM person LEFT JOIN relationship USING (person)"
    return {one["person"]: one["strength"] for one in book.rows(sql)}


# ── whom ─────────────────────────────────────────────────────────────────────────────────


def test_strong_weak_and_silent_ties_are_asked_about(book: Book) -> None:
    asked = people(book)
    assert len({one["id"] for one in asked}) == 30
    found = [strengths(book)[one["id"]] for one in asked]
    known = [one for one in found if one is not None]
    assert found.count(None) == 6
    assert sum(one > 2 / 3 for one in known) >= 6
    assert sum(one <= 1 / 3 for one in known) >= 6
    assert known != sorted(known, reverse=True), "in an order of their own"


def test_the_survey_stays_the_same_whatever_happens(book: Book) -> None:
    asked = [one["id"] for one in people(book)]
    assert [one["id"] for one in people(book)] == asked
    assert {one["id"] for one in people(book, seed=2)} != set(asked)


def test_a_small_book_asks_about_all_there_are(tmp_path: Path) -> None:
    book = book_of(correspondence(start="2025-01-09", every_days=7, rounds=3), tmp_path)
    assert len(people(book)) == 1
    assert do(book_of([], tmp_path / "empty"), "evaluate survey")["asked"] == 0


# ── answers ──────────────────────────────────────────────────────────────────────────────


def test_answers_are_kept_one_by_one_and_can_be_taken_back(book: Book) -> None:
    first, second, *_ = people(book)
    do(book, "evaluate survey", say=[f"{first['id']}=7"])
    found = do(book, "evaluate survey", say=[f"{second['id']}=0"], names=True)
    assert [one["answer"] for one in found["people"][:3]] == [7, 0, None]
    assert (found["asked"], found["answered"]) == (30, 2)
    do(book, "undo")
    assert [one["answer"] for one in people(book)[:2]] == [7, None]


def test_an_answer_outlives_a_merge(book: Book) -> None:
    first, second, *_ = people(book)
    do(book, "evaluate survey", say=[f"{second['id']}=4"])
    do(book, "merge", first["id"], second["id"])
    answers = [one["answer"] for one in people(book)]
    assert len(answers) == 29
    assert answers.count(4) == 1


@pytest.mark.parametrize("answer", ["11", "-1", "x", "", "1.5", "٣"])
def test_an_answer_is_a_number_up_to_ten(book: Book, answer: str) -> None:
    first = people(book)[0]
    with pytest.raises(BadInput):
        do(book, "evaluate survey", say=[f"{first['id']}={answer}"])


def test_nobody_else_is_answered_for(book: Book) -> None:
    do(book, "evaluate survey")
    with pytest.raises(NotFound):
        do(book, "evaluate survey", say=["123456789abc=3"])


def test_a_file_is_filled_in_and_read_back(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    do(book, "evaluate survey", write=path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"id", "name", "close_0_to_10"}, "no figure of ours"
    order = strengths(book)
    answers = {row["id"]: round(10 * (order[row["id"]] or 0)) for row in rows[1:]}
    lines = [f"{who},,{said}" for who, said in answers.items()] + [f"{rows[0]['id']},,"]
    path.write_text("\n".join(["id,name,close_0_to_10", *lines]))
    found = do(book, "evaluate survey", read=path)
    assert found["answered"] == 29
    assert found["enough"]
    strength = found["agreement"]["measures"]["strength"]
    assert strength["spearman"]["value"] > 0.98
    assert strength["spearman"]["low"] <= strength["spearman"]["value"]
    assert found["agreement_in_touch"]["n"] < 29
    do(book, "undo")
    assert do(book, "evaluate survey")["answered"] == 0, "a file is one act"


def test_a_file_that_is_none_is_refused(book: Book, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        do(book, "evaluate survey", read=tmp_path / "none")
    path = tmp_path / "huge.csv"
    path.write_text("id,name\n" * 200_000)
    with pytest.raises(BadInput):
        do(book, "evaluate survey", read=path)


def test_what_may_be_published_names_nobody(book: Book) -> None:
    for one in people(book)[:12]:
        do(book, "evaluate survey", say=[f"{one['id']}=5"])
    said = repr(do(book, "evaluate survey"))
    assert all(one["name"] not in said and one["id"] not in said for one in people(book))


def test_a_name_is_no_formula(tmp_path: Path) -> None:
    book = book_of([card("email:e@x.example", name="=HYPERLINK(1)")], tmp_path / "book")
    do(book, "evaluate survey", write=tmp_path / "s.csv")
    assert (
        ",'=HYPERLINK" in (tmp_path / "s.csv").read_text()
        or "=" not in (tmp_path / "s.csv").read_text()
    )


def test_the_terminal_asks_about_those_left(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["7", "", "12", "3"])

    def answer(_words: str) -> str:
        try:
            return next(typed)
        except StopIteration as end:
            raise EOFError from end

    monkeypatch.setattr("builtins.input", answer)
    given = {"people": 30, "seed": 1, "say": (), "write": None, "read": None}
    asking.complete("evaluate survey", book, given, asks=True)
    assert [one["answer"] for one in people(book)[:4]] == [7, None, 3, None]
    typed = iter(["9"])
    asking.complete("evaluate survey", book, given, asks=True)
    assert [one["answer"] for one in people(book)[:4]] == [7, 9, 3, None]
    asking.complete("evaluate survey", book, given, asks=False)


# ── the formulas ─────────────────────────────────────────────────────────────────────────


def test_rank_agreement_done_by_hand() -> None:
    one, other = of(1, 2, 3, 4), of(1, 2, 4, 3)
    assert spearman(one, other) == pytest.approx(1 - 6 * 2 / (4 * 15))
    assert kendall_tau_b(one, other) == pytest.approx((5 - 1) / 6)
    # a tie: of six pairs, five differ in the first and six in the second
    assert kendall_tau_b(of(1, 1, 2, 3), of(1, 2, 3, 4)) == pytest.approx(5 / np.sqrt(5 * 6))
    assert np.isnan(spearman(of(1, 1), of(1, 2)))
    assert np.isnan(kendall_tau_b(of(1, 1), of(1, 2)))


@settings(deadline=None)  # the first example waits for scipy to load
@given(VALUES)
def test_agreement_is_of_order_alone(pairs: list[tuple[int, int]]) -> None:
    one, other = (of(*column) for column in zip(*pairs, strict=True))
    for measure in (spearman, kendall_tau_b):
        value = measure(one, other)
        if np.isnan(value):
            continue
        assert -1 - 1e-9 <= value <= 1 + 1e-9
        assert measure(np.exp(one), 3 * other + 1) == pytest.approx(value)
        assert measure(-one, other) == pytest.approx(-value)
        assert measure(one, one) == pytest.approx(1)


def test_dotaligns_formula() -> None:
    found = dotalign(
        meetings=of(0, 2, 90, 0, 1),
        mails_out=of(3, 9, 0, 5, 0),
        mails_in=of(0, 5, 0, 5, 0),
        silent_days=np.array([np.inf, 0, 0, 3 * 365.25, 9 * 365.25]),
    )
    assert found.tolist() == pytest.approx([1, 12, 100, 1, 1])
    half = dotalign(meetings=of(10), mails_out=of(0), mails_in=of(0), silent_days=of(730.5))
    assert half[0] == pytest.approx(31 * 0.25 * 2 / 3)


def test_no_answers_agree_with_nothing() -> None:
    found = agreement(of(), {"strength": of()}, seed=1, draws=5)
    assert found["strength"].spearman == Estimate(None, None, None)
