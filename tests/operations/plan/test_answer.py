from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.operations.plan.story import kinds, known, plan
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail, message

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record

ASK = "Could you send me the plan of the weir?"


def test_an_open_question_is_shown_with_its_own_words(tmp_path: Path) -> None:
    asked = mail("q", "2025-05-28T09:00", text=f"Hello Robin.\n\n{ASK}")
    book = book_of([*known(), asked], tmp_path)
    (one,) = plan(book)
    assert (one["kind"], one["person"]["name"]) == ("answer", "Ada Hart")
    assert one["help"] == {"kind": "question", "quote": ASK, "at": "2025-05-28T09:00:00Z"}
    assert one["why"][0] == {
        "feature": "asked_days_ago",
        "value": 3.6,
        "text": "asked you 4 days ago",
    }
    assert one["evidence"][0]["text"] == "About q"
    assert one["minutes"] > 0


def asked(who: str, at: str = "2025-05-28", **more: Any) -> Record:  # noqa: ANN401 - as mail
    return mail(who, at, **{"sender": f"email:{who}@ring.example", "text": ASK} | more)


def test_what_is_no_open_question(tmp_path: Path) -> None:
    answered, elsewhere = (f"email:{who}@ring.example" for who in ("answered", "elsewhere"))
    records = [
        asked("older_than_21_days", "2025-05-01"),
        asked("nothing_is_asked", text="I send you the plan."),
        asked("a_copy_is_not_put_to_me", to=(BEN,), cc=(ME,)),
        asked("put_to_four", to=(ME, BEN, CLEO, DAN)),
        asked("answered"),
        mail("a", "2025-05-29", sender=ME, to=(answered,), answers="answered"),
        asked("elsewhere"),  # the last word is mine, elsewhere
        message("a", "2025-05-29", sender=ME, to=(elsewhere,)),
        asked("a_program", automatic="bulk"),
        asked("ada", sender=ADA),
    ]
    senders = {one.participants[0].identity for one in records} - {ME}
    book = book_of([*records, *known(*sorted(senders))], tmp_path)
    assert kinds(book, people=20) == [("answer", "Ada Hart")]


def test_a_strangers_first_question_is_no_debt_until_i_name_them(tmp_path: Path) -> None:
    book = book_of([mail("q", "2025-05-28", text=ASK)], tmp_path)
    assert kinds(book) == []
    do(book, "circle", "Ada Hart", "professional")
    assert kinds(book) == [("answer", "Ada Hart")]
    do(book, "undo")
    assert kinds(book) == []


def test_a_person_who_asked_twice_is_named_once_with_the_later_question(tmp_path: Path) -> None:
    book = book_of(
        [
            *known(),
            mail("q1", "2025-05-26", text=ASK),
            mail("q2", "2025-05-30", text="And when shall we meet at the mill?"),
        ],
        tmp_path,
    )
    (one,) = plan(book)
    assert one["help"]["quote"] == "And when shall we meet at the mill?"


def test_a_question_of_then_is_open_as_of_then(tmp_path: Path) -> None:
    records = [
        *known(),
        mail("q", "2025-05-20", text=ASK),
        mail("a", "2025-05-29", sender=ME, to=(ADA,), answers="q"),
    ]
    assert kinds(book_of(records, tmp_path, as_of="2025-05-25")) == [("answer", "Ada Hart")]
