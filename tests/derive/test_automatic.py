from __future__ import annotations

from typing import TYPE_CHECKING

from tests.derive.built import steps_of
from tests.records import ADA, BEN, ME, MY_OTHER, mail, message_id

if TYPE_CHECKING:
    from pathlib import Path

    from comity.model import Record


def found(tmp_path: Path, *records: Record, me: tuple[str, ...] = (ME,)) -> dict[str, str]:
    """Return what mails are read as: subject -> automatic."""
    book = steps_of(records, tmp_path, me=me)
    sql = "SELECT r.subject, a.automatic FROM automatic a JOIN record r USING (key)"
    return {one["subject"]: one["automatic"] for one in book.rows(sql)}


MINE = mail("mine", "2025-03-03T10:00", sender=ME, to=(ADA,), subject="Roof", text="Is it done?")


def back(subject: str, at: str = "2025-03-03T10:02", **more: object) -> Record:
    return mail("back", at, subject=subject, **{"text": "Tsn.", **more})  # type: ignore[arg-type]


def test_an_unknown_word_before_the_title_of_the_mail_it_answers_at_once(tmp_path: Path) -> None:
    assert found(tmp_path / "a", MINE, back("Zxy: Roof", answers="mine")) == {
        "Zxy: Roof": "auto_reply"
    }
    assert found(tmp_path / "b", MINE, back("Zxy: Roof")) == {"Zxy: Roof": "auto_reply"}


def test_none_of_these_is_a_programs(tmp_path: Path) -> None:
    others = [
        back("Zxy: Roof", "2025-03-03T12:00"),  # hours later
        back("Zxy: Walls"),  # another title
        back("Re: Roof"),
        back("Zxy: Roof", to=(ME, BEN)),  # to two
        back("Zxy: Roof", cc=(BEN,)),
        back("Zxy: Roof", sender=BEN),  # of somebody who was not written to
        back("Zxy: Roof", list_id="talk.lists.example"),
        back("Zxy: Roof", text="Which one?"),
    ]
    for n, one in enumerate(others):
        assert found(tmp_path / f"{n}", MINE, one) == {}


def test_by_identifier_the_author_may_have_another_address(tmp_path: Path) -> None:
    answer = back("Zxy: Roof", sender=BEN, answers="mine")
    assert found(tmp_path, MINE, answer) == {"Zxy: Roof": "auto_reply"}


def test_a_subject_that_is_nothing_but_absence_in_any_language(tmp_path: Path) -> None:
    away = [
        mail(subject, subject=subject, text=text, sender=sender)
        for sender, subject, text in [
            (ADA, "Ada ist außer Haus.", "Ich bin bis Montag nicht im Büro."),
            (BEN, "Ben is niet op kantoor", "Ik ben afwezig."),
        ]
    ]
    assert list(found(tmp_path, *away).values()) == ["auto_reply"] * 2


def test_my_own_absence_answers_nobody(tmp_path: Path) -> None:
    asked = mail("asked", subject="Roof", text="When?")
    away = mail("away", sender=ME, to=(ADA,), subject="Automaatvastus: Roof", text="Olen puhkusel.")
    assert found(tmp_path, asked, away) == {"Automaatvastus: Roof": "auto_reply"}


def test_the_same_words_under_two_titles(tmp_path: Path) -> None:
    other = mail("other", "2025-03-04", sender=ME, to=(ADA,), subject="Walls")
    answers = [
        back("Zxy: Roof", "2025-03-03T14:00"),
        mail("again", "2025-03-04T14:00", subject="Zxy: Walls", text="Tsn."),
    ]
    assert set(found(tmp_path, MINE, other, *answers).values()) == {"auto_reply"}


def test_a_person_answers_what_a_program_wrote(tmp_path: Path) -> None:
    away = back("Automatic reply: Roof", text="I am away.")
    answer = mail(
        "c", "2025-03-05", sender=ME, to=(ADA,), subject="Re: Automatic reply: Roof",
        text="Enjoy.", in_reply_to=message_id("back"),
    )  # fmt: skip
    assert found(tmp_path, MINE, away, answer) == {"Automatic reply: Roof": "auto_reply"}


def test_a_mail_to_oneself_is_ones_own(tmp_path: Path) -> None:
    memo = mail("m", sender=ME, to=(MY_OTHER,), subject="Automatic reply: idea", text="x")
    assert found(tmp_path, memo, me=(ME, MY_OTHER)) == {}


def test_a_reaction_told_in_words(tmp_path: Path) -> None:
    told = back("Re: Roof", text="Ada Hart reacted to your message:")
    assert found(tmp_path, MINE, told) == {"Re: Roof": "click"}


AWAY = "Thank you for your e-mail. I am out of the office until 5 May and have no access to e-mail."


def test_an_absence_that_only_its_text_tells(tmp_path: Path) -> None:
    soon = back("Re: Roof", text=AWAY, answers="mine")
    assert found(tmp_path / "a", MINE, soon) == {"Re: Roof": "auto_reply"}
    assert found(tmp_path / "b", MINE, back("Re: Roof", text=AWAY)) == {"Re: Roof": "auto_reply"}
    late = back("Re: Roof", "2025-03-03T14:00", text=AWAY, answers="mine")
    assert found(tmp_path / "c", MINE, late) == {}
    other = mail("other", "2025-03-04", sender=ME, to=(ADA,), subject="Walls")
    again = mail("again", "2025-03-04T14:00", subject="Re: Walls", text=AWAY, answers="other")
    assert set(found(tmp_path / "d", MINE, late, other, again)) == {"Re: Roof", "Re: Walls"}
    assert found(tmp_path / "e", MINE, back("Re: Roof", text="It is.", answers="mine")) == {}


def test_a_ticket_that_only_its_text_and_number_tell(tmp_path: Path) -> None:
    text = "We have received your request. A ticket has been created. Please do not reply."
    at = "2025-03-03T14:00"
    numbered = back("Re: Roof [#12345]", at, text=text, answers="mine")
    assert found(tmp_path / "a", MINE, numbered) == {"Re: Roof [#12345]": "auto_reply"}
    plain = back("Re: Roof", at, text=text, answers="mine")
    assert found(tmp_path / "b", MINE, plain) == {}
