from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import BadInput
from comity.faces.cli.shown.today import show
from comity.operations.operation import find
from comity.operations.plan.choice import choose
from comity.operations.plan.fading import EVERY_DAYS, Faded, chance_below_half, faded
from comity.operations.plan.kinds import BY_NAME
from comity.operations.plan.results import outcomes
from comity.operations.plan.suggestion import Suggestion
from comity.schema import identity_id
from comity.store.decisions import Said, Shown
from tests.operations.plan.story import correspondence, plan
from tests.operations.verbs import do, later
from tests.ordinary_user import folder_of_anybody, ordinary_user
from tests.records import ADA, BEN, CLEO, DAY_US, ME, book_of, mail, meeting, us

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record

NOON_US = DAY_US // 2


def contact(number: int) -> str:
    return f"email:p{number}@many.example"


def shown(number: int, kind: str, *, at: str = "2025-02-01", who: str = "") -> Shown:
    at_us = us(at) + NOON_US
    return Shown(at_us // DAY_US, f"s{number}", kind, who or contact(number), at_us)


def one_of(book: Book, *rows: Shown) -> list[tuple[bool, bool, bool, bool, bool]]:
    """Return (acted, put off, answered, further, closed) of each."""
    return [
        (one.acted, one.put_off, one.answered, one.further, one.closed)
        for one in outcomes(book, rows)
    ]


# ── what came of one ─────────────────────────────────────────────────────────────────────


def hers(ref: str, at: str, who: str) -> Record:
    return mail(f"{ref} of {who}", at, sender=who, to=(ME,))


def own(ref: str, at: str, who: str) -> Record:
    return mail(f"{ref} to {who}", at, sender=ME, to=(who,))


def met(ref: str, at: str, who: str) -> Record:
    return meeting(f"{ref} with {who}", at, guests=(ME, who))


HAPPENED: list[tuple[list[tuple[Callable[[str, str, str], Record], str]], tuple[bool, ...]]] = [
    ([], (False, False, False, False, True)),
    ([(own, "2025-02-09T13:00")], (False,) * 4 + (True,)),
    ([(hers, "2025-02-03")], (False,) * 4 + (True,)),
    ([(own, "2025-02-05")], (True, False, False, False, True)),
    ([(own, "2025-02-05"), (hers, "2025-03-06")], (True, False, True, False, True)),
    ([(own, "2025-02-05"), (hers, "2025-03-09")], (True, False, False, False, True)),
    (
        [(own, "2025-02-05"), (hers, "2025-02-06"), (own, "2025-02-07")],
        (True, False, True, True, True),
    ),
    ([(met, "2025-02-06")], (True, False, True, True, True)),
    ([(own, "2025-05-25")], (False,) * 4 + (True,)),
]


def test_what_happened_after_a_suggestion(tmp_path: Path) -> None:
    records, rows = [], []
    for number, (happened, _) in enumerate(HAPPENED):
        who = contact(number)
        rows.append(shown(number, "lapse", who=who))
        records.append(mail(f"first{number}", "2024-12-01", sender=who, to=(ME,)))
        records += [made(f"{n}", at, who) for n, (made, at) in enumerate(happened)]
    book = book_of(records, tmp_path)
    assert one_of(book, *rows) == [came for _, came in HAPPENED]


def test_a_word_of_the_user_settles_it(tmp_path: Path) -> None:
    book = book_of([mail("first", "2024-12-01", to=(ME,))], tmp_path)
    row = shown(0, "lapse", at="2025-05-30", who=ADA)
    assert one_of(book, row) == [(False, False, False, False, False)], "two days are no time"
    book.say([Said("snooze", ADA, "s0", {"until_us": us("2025-07-01")})])
    assert one_of(book, row) == [(False, True, False, False, True)]
    book.say([Said("done", ADA, "s0", {"kind": "lapse"})])
    assert one_of(book, row) == [(True, True, False, False, False)], "she has a month to answer"
    assert one_of(later(book, 31), row)[0][-1]


def test_who_is_never_to_be_shown_again_was_put_off(tmp_path: Path) -> None:
    book = book_of([mail("first", "2024-12-01", to=(ME,))], tmp_path)
    do(book, "never", ADA)
    row = shown(0, "lapse", at="2025-05-30", who=ADA)
    assert one_of(book, row) == [(False, True, False, False, True)]
    do(book, "never", ADA, off=True)
    assert one_of(book, row) == [(False, False, False, False, False)]


def test_a_suggestion_shown_on_three_days_is_one(tmp_path: Path) -> None:
    book = book_of([mail("mine", "2025-02-10", sender=ME, to=(ADA,))], tmp_path)
    days = [shown(0, "lapse", at=at, who=ADA) for at in ("2025-02-01", "2025-02-02", "2025-02-09")]
    assert one_of(book, *days) == [(False, False, False, False, True)], "a week from the first"


# ── what was shown is known ──────────────────────────────────────────────────────────────


def lapsed() -> list[Record]:
    return list(correspondence(start="2024-12-29", every_days=12, rounds=7))


def test_what_today_names_is_noted_once_a_day(tmp_path: Path) -> None:
    book = book_of(lapsed(), tmp_path)
    (one,) = plan(book)
    assert plan(book) == [one]
    (noted,) = book.decisions.shown()
    assert (noted.suggestion, noted.kind, noted.identity) == (one["id"], "lapse", ADA)
    for days in (6, 7):  # what was seen and left makes way for a week
        plan(later(book, 1 if days == 7 else days))
    assert [row.day - noted.day for row in book.decisions.shown()] == [0, 7]


def test_it_is_no_decision(tmp_path: Path) -> None:
    book = book_of(lapsed(), tmp_path)
    before = book.decisions.everything()
    plan(book)
    assert book.decisions.everything() == before
    assert [one["verb"] for one in do(book, "undo")["undone"]] == ["me", "setting"]


def test_a_look_at_another_day_is_not_noted(tmp_path: Path) -> None:
    book = book_of(lapsed(), tmp_path, as_of="2025-05-20")
    plan(book)
    assert book.decisions.shown() == []


def test_where_nothing_may_be_noted_today_still_plans() -> None:
    with folder_of_anybody() as place:
        folder = place / "book"
        book = book_of(lapsed(), folder)
        book.refresh()
        book.close()
        (folder / "decisions.sqlite").chmod(0o400)
        with ordinary_user(place):
            assert [one["kind"] for one in plan(book)] == ["lapse"]
            assert book.decisions.shown() == []
            book.close()


def test_who_is_forgotten_was_never_shown(tmp_path: Path) -> None:
    book = book_of(lapsed(), tmp_path)
    plan(book)
    do(book, "forget", ADA)
    assert book.decisions.shown() == []
    assert b"ada.hart" not in b"".join(path.read_bytes() for path in tmp_path.glob("decisions*"))


def test_a_backup_keeps_it(tmp_path: Path) -> None:
    book = book_of(lapsed(), tmp_path / "book")
    plan(book)
    book.decisions.backup(tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").read_bytes().count(b"lapse") > 0


# ── kinds that bring nothing ─────────────────────────────────────────────────────────────


def history(tmp_path: Path, *, lapses: int, answered: int, news: int, news_answered: int) -> Book:
    """Return a book in which so many were shown, and so many of them written to and answered."""
    records = [mail("first", "2024-12-01", to=(ME,))]
    rows = []
    for number in range(lapses + news):
        kind = "lapse" if number < lapses else "news"
        lucky = number < answered if kind == "lapse" else number - lapses < news_answered
        rows.append(shown(number, kind))
        who = contact(number)
        records.append(mail(f"mine{number}", "2025-02-03", sender=ME, to=(who,)))
        if lucky:
            records.append(mail(f"theirs{number}", "2025-02-05", sender=who, to=(ME,)))
    book = book_of(records, tmp_path)
    book.decisions.note_shown(rows)
    return book


@pytest.mark.parametrize(
    ("lapses", "answered", "fades"),
    [(14, 0, True), (12, 0, True), (11, 0, False), (14, 3, False), (14, 9, False)],
)
def test_a_kind_with_clearly_less_to_show_fades(
    tmp_path: Path, lapses: int, answered: int, *, fades: bool
) -> None:
    book = history(tmp_path, lapses=lapses, answered=answered, news=24, news_answered=12)
    found = faded(book)
    assert [one.kind for one in found] == (["lapse"] if fades else [])
    if fades:
        assert f"of {lapses} named, {answered} brought" in found[0].text
        assert "of 24 others 12" in found[0].text


def test_too_few_others_are_no_measure(tmp_path: Path) -> None:
    assert faded(history(tmp_path, lapses=20, answered=0, news=11, news_answered=11)) == []


def test_the_users_word_brings_it_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = history(tmp_path, lapses=14, answered=0, news=24, news_answered=12)
    assert do(book, "today")["faded"][0]["kind"] == "lapse"
    show(find("today").function(book), book)
    assert "comity settings set always lapse brings it back." in " ".join(
        capsys.readouterr().out.split()
    )
    do(book, "settings set", "always", "lapse, revive")
    assert do(book, "today")["faded"] == []
    do(book, "settings set", "always", "none")
    assert len(faded(book)) == 1
    do(book, "settings set", "always", "all")
    assert faded(book) == []
    with pytest.raises(BadInput):
        do(book, "settings set", "always", "answer")


def test_earlier_it_had_not_faded(tmp_path: Path) -> None:
    book = history(tmp_path, lapses=14, answered=0, news=24, news_answered=12)
    book.close()
    book.as_of_us = us("2025-02-20")
    assert faded(book) == [], "a month had not passed"


def suggestion(kind: str, name: str, weight: float = 1.0) -> Suggestion:
    return Suggestion(BY_NAME[kind], identity_id(name), name, name, "", weight, (), ())


def test_what_has_faded_comes_last_and_one_at_a_time() -> None:
    found = [
        suggestion("lapse", ADA),
        suggestion("lapse", BEN, 2.0),
        suggestion("revive", CLEO),
    ]
    rare = Faded("lapse", 14, 0, 24, 12, rests=False)
    chosen = choose(found, people=3, minutes=None, faded=[rare])
    assert [(one.kind.name, one.name) for one in chosen] == [("revive", CLEO), ("lapse", BEN)]
    resting = Faded("lapse", 14, 0, 24, 12, rests=True)
    chosen = choose(found, people=3, minutes=None, faded=[resting])
    assert [one.kind.name for one in chosen] == ["revive"]


def test_a_faded_kind_rests_a_fortnight_and_is_there_all_day(tmp_path: Path) -> None:
    book = history(tmp_path, lapses=14, answered=0, news=24, news_answered=12)

    def rests() -> bool:
        return faded(book)[0].rests

    assert not rests()
    today = Shown(book.today, "new", "lapse", contact(0), book.now_us)
    book.decisions.note_shown([today])
    assert not rests(), "what was shown this morning is shown this evening"
    for _ in range(EVERY_DAYS - 1):
        later(book, 1)
        assert rests()
    later(book, 1)
    assert not rests()


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_chance_is_one_and_falls_with_success(a: int, b: int, c: int, d: int) -> None:
    chance = chance_below_half(a, a + b, of=(c, c + d))
    assert -1e-9 <= chance <= 1 + 1e-9
    assert chance_below_half(a + 1, a + b + 1, of=(c, c + d)) <= chance + 1e-9


def test_the_chance_agrees_with_one_done_by_hand() -> None:
    # with uniform shares x and y: P(x < y / 2) = 1/4; with x from one failure, 2(1-x): 5/12
    assert chance_below_half(0, 0, of=(0, 0)) == pytest.approx(1 / 4, abs=0.003)
    assert chance_below_half(0, 1, of=(0, 0)) == pytest.approx(5 / 12, abs=0.003)
