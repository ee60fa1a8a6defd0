"""What was done comes back when it should; a day ends; what was left makes way for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Claim, Participant
from comity.operations.document import Person
from comity.operations.plan.documents import Tended, Today
from comity.operations.plan.kinds import BY_NAME
from comity.operations.plan.suggestion import Suggestion
from comity.operations.plan.waiting import rest_days
from tests.operations.plan.story import correspondence, kinds, known, plan
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAY_US, book_of, mail, us, write

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

ASK = "Could you send me the plan of the weir?"


def later(book: Book, days: float) -> Book:
    """Return the book so many days later, with nothing new in it."""
    book.close()
    book.now_us += round(days * DAY_US)
    return book


def asked(*who: str) -> list[Record]:
    return [mail(f"q-{one}", "2025-05-30", sender=one, text=ASK) for one in who]


# ── left ──────────────────────────────────────────────────────────────────────────────────


def _mornings(folder: Path, *, days: int, answered: bool) -> list[int]:
    """Return how many questions each morning names, of seven people who ask every week."""
    who = [f"email:p{n}@ring.example" for n in range(7)]
    asks = [
        mail(f"{one}-{week}", f"2025-05-{week:02}", sender=one, text=ASK)
        for week in (5, 12, 19, 26)
        for one in who
    ]
    book = book_of([*known(*who), *asks], folder, now="2025-05-05T12:00")
    found = []
    for _ in range(days):
        named = [one for one in plan(book) if one["kind"] == "answer"]
        found.append(len(named))
        if answered and named:
            do(book, "done", named[0]["id"])
        later(book, 1)
    return found


def test_questions_that_are_all_left_are_named_every_third_day(tmp_path: Path) -> None:
    left = _mornings(tmp_path / "left", days=24, answered=False)
    assert set(left[-9:]) <= {0, 1}
    assert sum(left[-9:]) == 3
    done = _mornings(tmp_path / "done", days=24, answered=True)
    assert sum(done[-9:]) > 9


def test_who_still_waits_is_said_where_nobody_new_does(tmp_path: Path) -> None:
    book = book_of([*known(), *asked(ADA)], tmp_path)
    (one,) = plan(book)
    do(book, "snooze", one["id"])
    found = do(later(book, 1), "today")
    assert [one["name"] for one in found["waiting"]] == ["Ada Hart"]
    do(book, "undo")
    do(book, "done", one["id"])
    assert "waiting" not in do(later(book, 1), "today")


# ── done ─────────────────────────────────────────────────────────────────────────────────


def of_keep(folder: Path) -> Book:
    book = book_of(correspondence(start="2025-04-01", every_days=7, rounds=2), folder)
    do(book, "keep", ["Ada Hart"], every="2w")
    return book


def of_lapse(folder: Path) -> Book:
    return book_of(correspondence(start="2025-01-30", every_days=7, rounds=11), folder)


def of_revive(folder: Path) -> Book:
    return book_of(correspondence(start="2024-01-09", every_days=7, rounds=11), folder)


@pytest.mark.parametrize(
    ("made", "kind", "again_days"),
    [(of_keep, "keep", 14), (of_revive, "revive", 30)],
)
def test_what_stands_is_due_again_a_rhythm_after_it_was_done(
    tmp_path: Path, made: object, kind: str, again_days: int
) -> None:
    book: Book = made(tmp_path)  # type: ignore[operator]  # one of those above
    (one,) = plan(book)
    assert one["kind"] == kind
    assert do(book, "done", one["id"])["again"]
    assert plan(later(book, 1)) == []
    assert plan(later(book, again_days - 2)) == []
    assert [again["id"] for again in plan(later(book, 1))] == [one["id"]]


def test_what_was_answered_is_over(tmp_path: Path) -> None:
    book = book_of([*known(), *asked(ADA)], tmp_path)
    (one,) = plan(book)
    assert do(book, "done", one["id"])["again"] is None
    assert all(plan(later(book, 5)) == [] for _ in range(3))


def test_one_piece_of_news_told_by_two_sources_is_done_once(tmp_path: Path) -> None:
    def notice(name: str, at: str, job: str) -> Record:
        return mail(
            name,
            at,
            sender="email:jobs@network.example",
            interaction="",
            automatic="service",
            claims=(Claim(ADA, "title", job, us(at)),),
            participants=(
                Participant("from", "email:jobs@network.example"),
                Participant("about", ADA, "Ada Hart"),
            ),
        )

    before = list(correspondence(start="2025-03-20", every_days=7, rounds=10))
    book = book_of([notice("one", "2025-05-28", "Miller, Moss & Co"), *before], tmp_path)
    (one,) = plan(book)
    do(book, "done", one["id"])
    write([notice("other", "2025-06-01T08:00", "miller – Moss & Co")], tmp_path)
    assert plan(later(book, 8)) == []


# ── a day ────────────────────────────────────────────────────────────────────────────────


def test_a_day_ends_with_what_was_done_put_off_or_dismissed(tmp_path: Path) -> None:
    everybody = [f"email:guest{n}@fair.example" for n in range(6)]
    book = book_of([*known(*everybody), *asked(*everybody)], tmp_path)
    first, second, third = plan(book)
    do(book, "done", first["id"])
    assert [one["id"] for one in plan(book)] == [second["id"], third["id"]]
    do(book, "snooze", second["id"], for_="1w")
    do(book, "never", third["person"]["id"])
    ended = do(book, "today")
    assert (ended["ended"], ended["suggestions"]) == (True, [])
    assert [one["how"] for one in ended["tended"]] == ["done", "put_off", "never"]
    (more,) = do(book, "today", more=1)["suggestions"]
    assert more["person"] not in [one["person"] for one in (first, second, third)]
    do(book, "undo")
    assert [one["id"] for one in plan(book)] == [third["id"]], "what is taken back is due again"
    assert len(plan(later(book, 1))) == 2, "two were seen today, and two are dealt with"


def test_who_was_done_today_does_not_return_today_for_something_else(tmp_path: Path) -> None:
    records = [
        *correspondence(start="2025-04-01", every_days=7, rounds=2),
        mail("q", "2025-05-30", text=ASK),
    ]
    book = book_of(records, tmp_path)
    do(book, "keep", ["Ada Hart"], every="1d")
    (one,) = plan(book)
    do(book, "done", one["id"])
    assert plan(book, people=9) == []


def test_without_a_deed_nothing_is_ended(tmp_path: Path) -> None:
    found = do(book_of([], tmp_path), "today")
    assert (found["ended"], found["tended"], found["suggestions"]) == (False, [], [])


def test_a_day_in_words() -> None:
    ada, ben, cleo = (Person(one, one) for one in ("Ada", "Ben", "Cleo"))
    tended = [Tended(ada, "keep", "done"), Tended(ben, "keep", "done")]
    assert _day(*tended).tended_in_words() == "Done: Ada and Ben."
    more = _day(*tended, Tended(cleo, "news", "put_off"))
    assert more.tended_in_words() == "Done: Ada and Ben. Put off: Cleo."
    assert _day().tended_in_words() == ""


def _day(*tended: Tended) -> Today:
    return Today({}, (), tended, ended=True, more=0, left_out=0, faded=(), kept=0)


def test_never_taken_back_uses_up_nothing(tmp_path: Path) -> None:
    book = book_of([*known(ADA, BEN), *asked(ADA, BEN)], tmp_path)
    (one,) = plan(book, people=1)
    do(book, "never", one["person"]["id"])
    assert do(book, "today", people=1)["ended"]
    do(book, "never", one["person"]["id"], off=True)
    assert [again["id"] for again in plan(book, people=1)] == [one["id"]]


# ── seen and left ────────────────────────────────────────────────────────────────────────


def test_whom_one_saw_and_left_makes_way_for_the_next(tmp_path: Path) -> None:
    records = [
        record
        for who in (ADA, BEN, CLEO)
        for record in correspondence(start="2025-04-01", every_days=7, rounds=2, who=who)
    ]
    book = book_of(records, tmp_path)
    do(book, "keep", ["Ada Hart", "Ben Moss", "Cleo Dunn"], every="2w")
    named = [kinds(later(book, day > 0), people=1) for day in range(9)]
    assert {one[0][1] for one in named[:3]} == {"Ada Hart", "Ben Moss", "Cleo Dunn"}
    assert named[3:7] == [[]] * 4, "nobody twice in a week"
    assert named[7] == named[0]


def test_what_is_owed_is_shown_twice_before_it_rests(tmp_path: Path) -> None:
    book = book_of([*known(), *asked(ADA)], tmp_path)
    named = [bool(plan(later(book, day > 0))) for day in range(10)]
    assert named == [True, False, False, True, *[False] * 6]


def test_what_is_newly_owed_to_whom_one_saw_for_something_else_is_shown(tmp_path: Path) -> None:
    book = of_lapse(tmp_path)
    (one,) = plan(book)
    later(book, 2)
    write([mail("q", "2025-06-02", sender=ADA, text=ASK)], tmp_path, source="mbox/later")
    assert one["kind"] == "lapse"
    assert kinds(book) == [("answer", "Ada Hart")]


def test_a_look_again_on_the_same_day_shows_the_same(tmp_path: Path) -> None:
    book = of_lapse(tmp_path)
    assert plan(book) == plan(book) != []


def test_who_is_put_off_for_three_days_is_there_after_three(tmp_path: Path) -> None:
    book = of_lapse(tmp_path)
    (one,) = plan(book)
    do(book, "snooze", one["id"], for_="3d")
    assert plan(later(book, 2)) == []
    assert [again["id"] for again in plan(later(book, 1))] == [one["id"]]


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("answer", [3, 7, 3, 14, 3, 28]),
        ("keep", [7, 7, 7, 7, 7, 7]),
        ("revive", [7, 14, 28, 56, 112, 224]),
    ],
)
def test_each_time_it_is_left_it_rests_for_longer(kind: str, days: list[int]) -> None:
    one = Suggestion(BY_NAME[kind], "ada", "Ada", ADA, "", 1.0, (), ())
    assert [rest_days(one, times) for times in range(1, 7)] == days
