"""What was decided in another program becomes the user's decisions, below any word of theirs."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from comity import sources
from comity.book import open_book
from comity.model import Decided
from comity.operations.intake import reading
from comity.operations.intake.foreign_words import NOTE_CHARS, as_said, next_day
from comity.operations.intake.heard import Heard, Told
from comity.operations.intake.intake import take_in
from comity.operations.intake.taking_over import MINE, NO_FORM, NO_PERSON, NOBODY, take_over
from comity.operations.person.overlay import show_ties
from comity.store.decisions import Said
from tests.operations import story
from tests.operations.intake.test_intake import tell
from tests.operations.verbs import do, one
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, card, mail, post, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.book import Book
    from comity.operations.intake.documents import TakenOver

FAMILY = "email:us@hill.example"  # which two people share
LONG_AGO_US = us("2021-05-03T09:00")


RECORDS = [
    mail("a", sender=ADA),
    mail("a2", "2025-03-04", sender=ME, to=(ADA,)),
    mail("b", sender=BEN),
    mail("c", sender=CLEO),
    mail("d", sender=DAN),
    card(FAMILY, name="Eva Hill", ref="eva"),
    card(FAMILY, name="Finn Hill", ref="finn"),
    post("p"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = book_of(RECORDS, tmp_path / "book")
    yield made
    made.close()


def over(book: Book, *decided: Decided) -> TakenOver:
    done = take_over(book, [Told("monica", each) for each in decided])
    assert done
    return done


def tie(book: Book, who: str) -> dict[str, Any]:
    """Return what stands of somebody, the user's words among it."""
    show_ties(book)
    return book.rows("SELECT * FROM tie WHERE name = ?", [who])[0]


def keep(who: str, days: float, at_us: int | None = None) -> Decided:
    return Decided("keep", who, value={"rhythm_days": days}, at_us=at_us)


def test_each_kind_of_word_is_one_of_the_users(book: Book) -> None:
    done = over(
        book,
        keep("email:Ada.Hart@ring.example", 30),
        Decided("tag", ADA, value="  choir  friends "),
        Decided("circle", ADA, value="personal"),
        Decided("note", ADA, value="has two daughters", at_us=LONG_AGO_US),
        Decided("remind", ADA, value={"day": "2099-01-02", "text": "ask"}),
        Decided("detail", ADA, "birthday", "1980-03-12"),
        Decided("detail", ADA, "Shoe size", "39"),
        Decided("gift", ADA, "", {"way": "given", "kind": "present", "text": "tea"}, LONG_AGO_US),
        Decided("never", DAN),
        Decided("same", BEN, CLEO),
    )
    assert done.said == {
        "circle": 1,
        "detail": 2,
        "gift": 1,
        "keep": 1,
        "never": 1,
        "note": 1,
        "remind": 1,
        "same": 1,
        "tag": 1,
    }
    assert (done.known, done.yours, done.left) == (0, 0, {})
    ada = one(book, "Ada")
    stands = tie(book, "Ada Hart")
    assert (stands["keep_days"], stands["tags"]) == (30.0, ["choir friends"])
    assert (stands["circle"], tie(book, "Dan Frost")["never"]) == ("personal", True)
    assert [line["at"][:10] for line in ada["timeline"] if line["interaction"] == "note"] == [
        "2021-05-03"
    ]
    assert {BEN, CLEO} <= set(one(book, "Ben")["identities"])
    assert do(book, "ledger")["given"][0]["text"] == "tea"


def test_one_import_is_one_step_and_one_undo(book: Book) -> None:
    done = over(book, keep(ADA, 30), Decided("tag", BEN, value="x"))
    step = do(book, "history")["steps"][0]
    assert step["step"] == done.step
    assert step["text"] == "You took over what was decided in monica: 1 rhythm and 1 tag"
    do(book, "undo", done.step)
    assert tie(book, "Ada Hart")["keep_days"] is None
    assert tie(book, "Ben Moss")["tags"] == []


def test_the_same_again_says_nothing(book: Book) -> None:
    said = (
        keep(ADA, 30),
        Decided("tag", ADA, value="x"),
        Decided("note", ADA, value="words"),
        Decided("note", ADA, value="words", at_us=LONG_AGO_US),
        Decided("note", ADA, value="words", at_us=LONG_AGO_US + 1),  # said twice, on two days
        Decided("remind", ADA, value={"day": "2020-01-02", "text": "ask", "months": 12}),
        Decided("remind", ADA, value={"day": "2020-01-02", "text": "over"}),
        Decided("gift", ADA, "", {"way": "given", "kind": "present", "text": "tea"}),
        Decided("same", BEN, CLEO),
    )
    first = over(book, *said, *said)
    assert sum(first.said.values()) == first.known == len(said)
    again = over(book, *said)
    assert (again.said, again.known, again.step) == ({}, len(said), None)


def test_what_was_taken_back_is_not_said_again(book: Book) -> None:
    said = (keep(ADA, 30), Decided("tag", ADA, value="x"), Decided("note", ADA, value="words"))
    do(book, "undo", over(book, *said).step)
    again = over(book, *said, keep(ADA, 14))
    assert (again.said, again.yours) == ({}, 4)


def test_a_word_of_the_users_own_stands_above(book: Book) -> None:
    do(book, "keep", ["Ada"], every="90d")
    do(book, "tag", "Ada", "x")
    do(book, "tag", "Ada", "x", off=True)
    do(book, "circle", "Ada", "colleague")
    do(book, "undo")  # also one they took back
    book.decisions.say([Said("different", BEN, CLEO)], at_us=book.now_us)
    done = over(
        book,
        keep(ADA, 30),
        Decided("tag", ADA, value="X"),
        Decided("circle", ADA, value="personal"),
        Decided("same", CLEO, BEN),
        keep(DAN, 30),
    )
    assert (done.said, done.yours) == ({"keep": 1}, 4)
    assert tie(book, "Ada Hart")["keep_days"] == 90.0


def test_a_newer_export_overrules_an_older_and_not_the_other_way(book: Book) -> None:
    over(book, keep(ADA, 30), Decided("circle", ADA, value="personal"))
    newer = over(book, keep(ADA, 14), Decided("circle", ADA, value="colleague"))
    assert newer.said == {"circle": 1, "keep": 1}
    older = over(book, keep(ADA, 30), Decided("circle", ADA, value="personal"))
    assert (older.said, older.known) == ({}, 2)
    assert tie(book, "Ada Hart")["keep_days"] == 14.0


def test_a_rhythm_that_was_changed_back_is_told_by_its_day(book: Book) -> None:
    for days, at in ((30, "2023-01-01"), (14, "2024-01-01"), (30, "2025-01-01")):
        assert over(book, keep(ADA, days, us(at))).said == {"keep": 1}
    assert over(book, keep(ADA, 14, us("2024-01-01"))).said == {}
    assert tie(book, "Ada Hart")["keep_days"] == 30.0


def test_who_shares_an_address_is_told_apart_by_name(book: Book) -> None:
    done = over(
        book,
        Decided("tag", FAMILY, value="tall", name="Eva Hill"),
        Decided("tag", FAMILY, value="small", name="Finn Hill"),
        Decided("tag", FAMILY, value="lost", name="Gil Hill"),
    )
    assert (done.said, done.left) == ({"tag": 2}, {NOBODY: 1})
    assert (tie(book, "Eva Hill")["tags"], tie(book, "Finn Hill")["tags"]) == (["tall"], ["small"])


def test_what_is_of_nobody_here_is_left_and_told(book: Book) -> None:
    done = over(
        book,
        Decided("tag", "email:nobody@x.example", value="x"),
        Decided("tag", ME, value="x"),
        Decided("tag", "email:talk@lists.example", value="x"),
        Decided("same", ADA, ME),
        Decided("same", ADA, "email:nobody@x.example"),
        Decided("keep", ADA, value={"rhythm_days": "often"}),
    )
    assert (done.said, done.step) == ({}, None)
    assert done.left == {NOBODY: 2, MINE: 2, NO_PERSON: 1, NO_FORM: 1}


@pytest.fixture
def _stories(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sources.source
    listed = {"story": sources.Listed("story", "", ""), **sources.SOURCES}
    monkeypatch.setattr(sources, "SOURCES", listed)
    for module in (sources, reading):
        monkeypatch.setattr(module, "source", lambda name: story if name == "story" else real(name))


DECIDED = {"do": "decide", "verb": "tag", "identity": "email:b@b.c", "value": "x"}


@pytest.mark.usefixtures("_stories")
def test_a_file_is_asked_once_its_records_are_facts(tmp_path: Path) -> None:
    file = tell(tmp_path / "there" / "a.story", {"ref": "1"}, DECIDED)
    with open_book(tmp_path / "book", now_us=us("2025-06-01")) as book:
        take_in(book.facts, [file], now_us=book.now_us)  # an import that came no further
        done = do(book, "import", [file])
        assert (done["new"], done["known"]) == (0, 1)
        assert done["decided"] == {
            "said": {"tag": 1},
            "known": 0,
            "yours": 0,
            "left": {},
            "step": 1,
        }
        assert do(book, "import", [file])["decided"]["known"] == 1


@pytest.mark.usefixtures("_stories")
def test_what_lies_in_an_archive_is_asked_while_it_is_unpacked(tmp_path: Path) -> None:
    file = tell(tmp_path / "there" / "a.story", {"ref": "1"}, DECIDED)
    with zipfile.ZipFile(tmp_path / "there.zip", "w") as pack:
        pack.write(file, "a.story")
    with open_book(tmp_path / "book", now_us=us("2025-06-01")) as book:
        take_in(book.facts, [tmp_path / "there.zip"], now_us=book.now_us, heard=Heard())
        assert do(book, "import", [tmp_path / "there.zip"])["decided"]["said"] == {"tag": 1}
        assert do(book, "import", [tmp_path / "there.zip"])["decided"]["known"] == 1


@pytest.mark.usefixtures("_stories")
def test_a_file_that_breaks_while_it_is_asked_is_told(tmp_path: Path) -> None:
    file = tell(tmp_path / "there" / "a.story", {"ref": "1"}, DECIDED, {"do": "break"})
    with open_book(tmp_path / "book", now_us=us("2025-06-01")) as book:
        done = do(book, "import", [file])
        assert (done["new"], done["problems"], done["decided"]["said"]) == (1, 1, {"tag": 1})


HOSTILE: list[tuple[str, Any]] = [
    ("keep", {"rhythm_days": float("nan")}),
    ("keep", {"rhythm_days": 0}),
    ("keep", {"rhythm_days": 10**400}),
    ("keep", {}),
    ("keep", 30),
    ("tag", ""),
    ("tag", 7),
    ("circle", "enemies"),
    ("note", None),
    ("note", " \0 "),
    ("remind", {"day": "soon"}),
    ("remind", {"day": "2020-01-01", "text": "x", "days": 10**30}),
    ("remind", {"day": "2020-02-30", "text": "x"}),
    ("detail", "no label"),
    ("gift", {"way": "stolen", "kind": "present"}),
    ("gift", {"way": "given", "kind": "__class__"}),
    ("me", None),
    ("setting", "x"),
    ("different", None),
    ("withdraw", "note"),
]


@pytest.mark.parametrize(("verb", "value"), HOSTILE)
def test_what_has_no_form_becomes_nothing(verb: str, value: Any) -> None:  # noqa: ANN401 - a stranger's
    assert as_said(Decided(verb, ADA, value=value), now_us=us("2026-01-01"), zone="UTC") == []


def test_words_are_kept_whole_and_fit_to_be_kept() -> None:
    def notes(text: str) -> list[str]:
        found = as_said(Decided("note", ADA, value=text), now_us=us("2026-01-01"), zone="UTC")
        return [each.value for each in found]

    assert notes("a\ud800\0b\r\nc") == ["a?b\nc"]
    long = "\n".join(f"line {n}" for n in range(3_000))
    assert len(notes(long)) > 1
    assert "\n".join(notes(long)) == long
    assert [len(one) for one in notes("x" * (NOTE_CHARS + 5))] == [NOTE_CHARS, 5]


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        ("2027-01-01", {}, "2027-01-01"),
        ("2020-05-31", {"months": 1}, "2026-05-31"),
        ("2020-01-31", {"months": 3}, "2026-07-31"),
        ("2020-11-30", {"months": 3}, "2026-05-30"),
        ("2020-02-29", {"months": 12}, "2027-02-28"),
        ("2020-05-15", {"months": 12}, "2026-05-15"),
        ("2026-05-01", {"days": 7}, "2026-05-15"),
        ("2026-05-02", {"days": 7}, "2026-05-16"),
    ],
)
def test_what_comes_again_is_of_its_next_day(
    first: str, again: dict[str, int], expected: str
) -> None:
    found = next_day(date.fromisoformat(first), date(2026, 5, 15), **again)
    assert found.isoformat() == expected
