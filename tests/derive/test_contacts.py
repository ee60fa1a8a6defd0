from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Participant
from comity.store.decisions import Said
from tests.derive.built import steps_of
from tests.records import (
    ADA,
    BEN,
    CLEO,
    DAN,
    ME,
    MY_OTHER,
    TALK,
    TALK_ID,
    book_of,
    card,
    mail,
    meeting,
    message,
    person,
    post,
    row,
    us,
)

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from comity.model import Record


def contacts(book: Book, columns: str = "direction, addressed") -> list[tuple[Any, ...]]:
    """Return each contact as (identity of the person, ...), in order of time and person."""
    sql = (
        f"SELECT p.identity, {columns} FROM contact c JOIN person p USING (person) "
        "ORDER BY c.at_us, p.identity, direction"
    )
    return [tuple(one.values()) for one in book.rows(sql)]


def of(tmp_path: Path, *records: Record, columns: str = "direction, addressed") -> list[Any]:
    return contacts(steps_of(records, tmp_path), columns)


# ── mail ─────────────────────────────────────────────────────────────────────────────────


def test_to_is_addressed_and_cc_is_a_copy(tmp_path: Path) -> None:
    sent = mail("a", sender=ME, to=(ADA, BEN), cc=(CLEO,))
    columns = "direction, addressed, recipients"
    assert of(tmp_path, sent, columns=columns) == [
        (ADA, "out", True, 2),
        (BEN, "out", True, 2),
        (CLEO, "out", False, 1),
    ]


def test_a_copy_to_me_is_no_mail_to_me(tmp_path: Path) -> None:
    assert of(tmp_path, mail("a", to=(BEN,), cc=(ME,))) == [(ADA, "in", False)]


def test_copies_never_make_a_tie_two_way(tmp_path: Path) -> None:
    book = book_of(
        [mail("a", sender=ME, to=(ADA,)), mail("b", "2025-03-04", to=(BEN,), cc=(ME,))], tmp_path
    )
    ties = book.rows("SELECT sent, received, unaddressed, two_way_days FROM relationship")
    assert ties == [{"sent": 1, "received": 0, "unaddressed": 1, "two_way_days": 0}]


def test_recipients_counts_persons_and_not_addresses(tmp_path: Path) -> None:
    other = "email:ada.hart@mill.example"
    book = steps_of(
        [
            card(ADA, other, name="Ada Hart"),
            mail("a", sender=BEN, to=(ME, MY_OTHER, ADA, other, TALK)),
            post("p", sender=CLEO),
        ],
        tmp_path,
        me=(ME, MY_OTHER),
    )
    ben = [one for one in contacts(book, "direction, addressed, recipients") if one[0] == BEN]
    # the list in To makes a post of it; without a parent the persons in To are addressed
    assert ben == [(BEN, "in", True, 2)]


def test_blind_copies_count_when_nobody_is_in_to(tmp_path: Path) -> None:
    hidden = [person("from", ME), person("bcc", ADA), person("bcc", BEN)]
    alone = mail("a", participants=tuple(hidden))
    seen = mail("b", "2025-03-04", participants=(*hidden, person("to", CLEO)))
    assert of(tmp_path, alone, seen, columns="direction, addressed, recipients") == [
        (ADA, "out", True, 2),
        (BEN, "out", True, 2),
        (ADA, "out", False, 1),
        (BEN, "out", False, 1),
        (CLEO, "out", True, 1),
    ]


def test_a_mail_to_myself_alone_is_no_contact(tmp_path: Path) -> None:
    book = steps_of(
        [
            mail("a", sender=ME, to=(ME,)),
            mail("b", sender=ME, to=(MY_OTHER,)),
            mail("c", sender=MY_OTHER, to=(ME,)),
        ],
        tmp_path,
        me=(ME, MY_OTHER),
    )
    assert contacts(book) == []


def test_a_self_reply_is_addressed_to_those_in_to(tmp_path: Path) -> None:
    first = mail("a", sender=ME, to=(ADA,))
    again = mail("b", "2025-03-05", sender=ME, to=(ADA,), answers="a")
    assert of(tmp_path, first, again) == [(ADA, "out", True), (ADA, "out", True)]


def test_a_click_is_seen_and_addresses_nobody(tmp_path: Path) -> None:
    clicks = [
        mail("in", automatic="click"),
        mail("out", sender=ME, to=(ADA,), automatic="click"),
    ]
    seen = of(tmp_path, *clicks, columns="direction, addressed, initiates")
    assert seen == [(ADA, "in", False, False), (ADA, "out", False, False)]


def test_all_authors_wrote_it(tmp_path: Path) -> None:
    theirs = person("from", ADA), person("from", BEN), person("to", ME)
    assert of(tmp_path / "a", mail("a", participants=theirs)) == [
        (ADA, "in", True),
        (BEN, "in", True),
    ]
    ours = person("from", BEN), person("from", ME), person("to", ADA), person("cc", BEN)
    assert of(tmp_path / "b", mail("a", participants=ours)) == [(ADA, "out", True)]


def test_who_hands_a_mail_in_has_not_written_it(tmp_path: Path) -> None:
    people = person("from", ADA), person("to", ME), person("sender", BEN)
    assert of(tmp_path, mail("a", participants=people)) == [(ADA, "in", True)]


def test_a_mail_that_names_nobody_is_to_those_it_was_delivered_to(tmp_path: Path) -> None:
    blind = mail("a", to=(), delivered_to=(ME,), text="Shall we?")
    columns = "direction, addressed, recipients"
    assert of(tmp_path / "a", blind, columns=columns) == [(ADA, "in", True, 4)]
    for n, other in enumerate(
        (
            mail("a", to=(), delivered_to=(BEN,)),
            mail("a", to=(BEN,), delivered_to=(ME,)),
            mail("a", to=(), delivered_to=(ME,), list_id="talk.lists.example"),
        )
    ):
        assert of(tmp_path / f"{n}", other)[0] == (ADA, "in", False)


@pytest.mark.parametrize("automatic", ["auto_reply", "bounce", "bulk", "service"])
def test_what_no_person_wrote_is_no_contact(tmp_path: Path, automatic: str) -> None:
    wrote = mail("a", "2025-03-01")  # that Ada is a person
    assert of(tmp_path, wrote, mail("b", automatic=automatic)) == [(ADA, "in", True)]


def test_offices_and_robots_are_no_contacts(tmp_path: Path) -> None:
    office, robot = "email:info@mill.example", "email:no-reply@mill.example"
    records = [mail(one, sender=one) for one in (office, robot)]
    records += [mail("sent", sender=ME, to=(office, robot))]
    assert of(tmp_path, *records) == []


def test_a_mail_without_date_or_author_is_no_contact(tmp_path: Path) -> None:
    assert of(tmp_path, mail("a", at_us=None), mail("b", sender="")) == []


# ── lists ────────────────────────────────────────────────────────────────────────────────


def test_a_post_to_all_is_addressed_to_nobody(tmp_path: Path) -> None:
    assert of(tmp_path, post("a"), post("b", "2025-03-04", sender=ME)) == [(ADA, "in", False)]


def test_an_answer_on_a_list_is_addressed_to_the_author_of_its_parent(tmp_path: Path) -> None:
    records = [
        post("a", "2025-03-01", sender=ME),
        post("b", "2025-03-02", sender=ADA, to=(TALK, BEN), cc=(ME,), answers="a"),
        post("c", "2025-03-03", sender=ME, to=(TALK, CLEO), cc=(DAN,), answers="b"),
    ]
    assert of(tmp_path, *records) == [
        (ADA, "in", True),
        (ADA, "out", True),
        (CLEO, "out", False),
        (DAN, "out", False),
    ]


def test_my_own_copy_of_a_post_has_no_list_id(tmp_path: Path) -> None:
    records = [
        post("a", "2025-03-01", sender=ADA),
        mail("b", "2025-03-02", sender=ME, to=(TALK,), cc=(BEN,), answers="a", folder="sent"),
        mail("c", "2025-03-03", sender=ME, to=(TALK,), folder="sent"),
    ]
    assert of(tmp_path, *records) == [
        (ADA, "in", False),
        (ADA, "out", True),
        (BEN, "out", False),
    ]


def test_with_the_parent_absent_the_persons_in_to_are_addressed(tmp_path: Path) -> None:
    answer = post("a", sender=ME, to=(TALK, ADA), cc=(BEN,), answers="elsewhere")
    assert of(tmp_path, answer) == [(ADA, "out", True), (BEN, "out", False)]


def test_an_answer_to_oneself_on_a_list_is_addressed_to_nobody(tmp_path: Path) -> None:
    records = [post("a", sender=ADA), post("b", sender=ADA, to=(TALK, ME), answers="a")]
    assert {one[2] for one in of(tmp_path, *records)} == {False}


def test_an_answer_to_a_list_robot_is_addressed_to_nobody(tmp_path: Path) -> None:
    robot = "email:patchwork-bot@lists.example"
    records = [
        post("a", sender=robot, automatic="service"),
        post("b", sender=ME, answers="a"),
    ]
    assert of(tmp_path, *records) == []


# ── who begins ───────────────────────────────────────────────────────────────────────────


def begins(tmp_path: Path, *records: Record) -> list[bool]:
    return [one[-1] for one in of(tmp_path, *records, columns="direction, initiates")]


def test_a_mail_begins_unless_it_answers(tmp_path: Path) -> None:
    records = [
        mail("a", "2025-03-01"),
        mail("b", "2025-03-02", sender=ME, to=(ADA,), answers="a"),
        mail("c", "2025-03-03", answers="not here"),
        mail("d", "2025-03-04", subject="Re: lunch"),
        mail("e", "2025-03-05", subject="Report"),
    ]
    assert begins(tmp_path, *records) == [True, False, False, False, True]


def test_who_writes_after_a_week_of_silence_begins_a_chat(tmp_path: Path) -> None:
    records = [
        message("a", "2025-03-01"),
        message("b", "2025-03-02", sender=ME, to=(ADA,)),
        message("c", "2025-03-12", sender=ME, to=(ADA,)),
    ]
    assert begins(tmp_path, *records) == [True, False, True]


def test_in_a_group_the_chat_begins_for_everyone_at_once(tmp_path: Path) -> None:
    first = message("a", sender=ME, to=(ADA, BEN), conversation="Outing")
    assert begins(tmp_path, first) == [True, True]


# ── chats ────────────────────────────────────────────────────────────────────────────────


def test_a_chat_message_is_addressed_to_all_it_names(tmp_path: Path) -> None:
    records = [
        message("a", "2025-03-01"),
        message("b", "2025-03-02", sender=ME, to=(ADA, BEN), conversation="Outing"),
        message("c", "2025-03-03", sender=BEN, to=(), conversation="Outing"),
    ]
    assert of(tmp_path, *records, columns="direction, addressed, recipients, channel") == [
        (ADA, "in", True, 1, "whatsapp"),
        (ADA, "out", True, 2, "whatsapp"),
        (BEN, "out", True, 2, "whatsapp"),
        (BEN, "in", False, 1, "whatsapp"),
    ]


# ── rows and notifications ───────────────────────────────────────────────────────────────


def test_an_invitation_without_a_word_is_seen_and_addresses_nobody(tmp_path: Path) -> None:
    records = [
        row("a", "invitation", "2025-03-01", sender=ADA, to=(ME,)),
        row("b", "invitation", "2025-03-02", sender=ADA, to=(ME,), text="We met at the ferry."),
        row("c", "invitation", "2025-03-03", sender=ME, to=(BEN,)),
        row("d", "invitation", "2025-03-04", sender=ME, to=(BEN,), text="We met at the mill."),
    ]
    assert of(tmp_path, *records, columns="direction, addressed, initiates") == [
        (ADA, "in", False, False),
        (ADA, "in", True, True),
        (BEN, "out", False, False),
        (BEN, "out", True, True),
    ]


def test_endorsements_are_clicks_and_recommendations_are_words(tmp_path: Path) -> None:
    records = [
        row("a", "endorsement", "2025-03-01", sender=ADA, to=(ME,)),
        row("b", "endorsement", "2025-03-02", sender=ME, to=(ADA,)),
        row("c", "recommendation", "2025-03-03", sender=ADA, to=(ME,), text="Robin is careful."),
        row("d", "recommendation", "2025-03-04", sender=ME, to=(ADA,), text="Ada is bold."),
        row("e", "reaction", "2025-03-05", sender=ME, to=(ADA,)),
        row("f", "comment", "2025-03-06", sender=ME, to=(ADA,)),
    ]
    assert of(tmp_path, *records, columns="direction, addressed, help") == [
        (ADA, "in", False, "received"),
        (ADA, "out", False, "given"),
        (ADA, "in", True, "received"),
        (ADA, "out", True, "given"),
        (ADA, "out", False, ""),
        (ADA, "out", False, ""),
    ]


def test_a_change_concerns_its_author_and_who_had_a_part_in_it(tmp_path: Path) -> None:
    def change(ref: str, at: str, author: str, *others: str) -> Record:
        people = [*(person("from", one) for one in others), person("to", author)]
        return row(ref, "commit", at, channel="git", participants=tuple(people))

    records = [
        change("a", "2025-03-01", ME, ADA, BEN),
        change("b", "2025-03-02", ADA, ME, BEN),  # of Ben's part mine says nothing
        change("c", "2025-03-03", ADA, BEN),  # none of mine
        mail("m", "2025-03-04", sender=CLEO),
        change("d", "2025-03-05", CLEO, BEN),
    ]
    assert of(tmp_path, *records, columns="direction, addressed, interaction") == [
        (ADA, "in", True, "commit"),
        (BEN, "in", True, "commit"),
        (ADA, "out", True, "commit"),
        (CLEO, "in", True, "mail"),
    ]


def test_a_row_may_name_the_other_side_alone(tmp_path: Path) -> None:
    records = [
        row("a", "recommendation", "2025-03-01", sender=ADA, text="Robin is careful."),
        row("b", "recommendation", "2025-03-02", to=(ADA,), text="Ada is bold."),
        row("c", "endorsement", "2025-03-03", sender=ADA),
        row("d", "endorsement", "2025-03-04", to=(ADA,)),
        row("e", "invitation", "2025-03-05", sender=ADA, text="Remember me?"),
        row("f", "invitation", "2025-03-06", sender=ADA),
    ]
    assert of(tmp_path, *records, columns="direction, addressed, help") == [
        (ADA, "in", True, "received"),
        (ADA, "out", True, "given"),
        (ADA, "in", False, "received"),
        (ADA, "out", False, "given"),
        (ADA, "in", True, ""),
        (ADA, "in", False, ""),
    ]


def test_a_networks_notification_is_about_the_person_it_names(tmp_path: Path) -> None:
    ada = "linkedin:ada-hart"

    def notice(ref: str, at: str, interaction: str, text: str) -> Record:
        robot = Participant("from", "email:invitations@linkedin.com", "LinkedIn")
        people = (robot, person("to", ME), Participant("about", ada, "Ada Hart"))
        return mail(
            ref,
            at,
            participants=people,
            interaction=interaction,
            text=text,
            automatic="service",
            channel="linkedin",
        )

    records = [
        notice("a", "2025-03-01", "invitation", ""),
        notice("b", "2025-03-02", "invitation", "We met at the ferry."),
        notice("c", "2025-03-03", "message", ""),
        notice("d", "2025-03-04", "endorsement", "rowing"),
        notice("e", "2025-03-05", "", "has a new job"),
    ]
    assert of(tmp_path, *records, columns="direction, addressed, help, channel") == [
        (ada, "in", False, "", "linkedin"),
        (ada, "in", True, "", "linkedin"),
        (ada, "in", True, "", "linkedin"),
        (ada, "in", False, "received", "linkedin"),
    ]


# ── meetings ─────────────────────────────────────────────────────────────────────────────


def test_a_meeting_addresses_all_who_took_part(tmp_path: Path) -> None:
    met = meeting("a", guests=(ME, ADA, BEN, CLEO), responses={CLEO: "declined", BEN: "tentative"})
    assert of(tmp_path, met, columns="direction, addressed, recipients, initiates") == [
        (ADA, "both", True, 2, False),
        (BEN, "out", True, 2, True),  # asked, and may not have come
        (CLEO, "both", False, 2, False),
    ]


def test_a_meeting_that_all_declined_took_place_with_nobody(tmp_path: Path) -> None:
    assert of(tmp_path, meeting("a", responses={ADA: "declined"})) == [(ADA, "both", False)]


def test_a_meeting_i_declined_was_not_with_me(tmp_path: Path) -> None:
    declined = meeting("a", organizer=ADA, guests=(ME, ADA, BEN), responses={ME: "declined"})
    assert {one[2] for one in of(tmp_path, declined)} == {False}


def test_a_meeting_called_off_is_none(tmp_path: Path) -> None:
    off = meeting("a", interaction=""), meeting("b", subject="Canceled: Budget")
    assert of(tmp_path / "a", *off) == []
    assert of(tmp_path / "b", meeting("c", subject="Flight cancelled: what now?"))


def test_an_audience_is_not_addressed(tmp_path: Path) -> None:
    crowd = [f"email:guest{n}.poole@ring.example" for n in range(16)]
    hall = meeting("a", guests=(ME, *crowd))
    table = meeting("b", "2025-03-04", guests=(ME, *crowd[:15]))
    found = of(tmp_path, hall, table, columns="addressed, recipients")
    assert [one[1:] for one in found] == [(False, 16)] * 16 + [(True, 15)] * 15


def test_others_meetings_in_a_shared_calendar_are_not_mine(tmp_path: Path) -> None:
    records = [
        meeting("a", "2025-03-01", organizer=BEN, guests=(BEN, ADA)),
        meeting("b", "2025-03-02", organizer="", guests=(ADA,)),
        post("p", "2025-01-01", sender=CLEO),
        meeting("c", "2025-03-03", organizer=BEN, guests=(TALK,)),
    ]
    assert of(tmp_path, *records)[1:] == [
        (ADA, "both", False),
        (BEN, "both", False),
        (ADA, "both", True),
        (BEN, "in", False),  # a post to all
    ]


def asked(tmp_path: Path, **more: Any) -> list[Any]:  # noqa: ANN401 - any field of a record
    """Return what Ada's meeting with me in March makes, to which she invited me in February."""
    event = meeting("a", organizer=ADA, **{"invited_us": us("2025-02-01")} | more)
    return of(tmp_path, event, columns="direction, interaction, addressed, at_us")


@pytest.mark.parametrize("answer", ["needs-action", "tentative", "delegated", "", "x-unheard"])
def test_an_invitation_i_did_not_accept_is_received_when_it_was_sent(
    tmp_path: Path, answer: str
) -> None:
    found = asked(tmp_path, responses={ME: answer})
    assert found == [(ADA, "in", "invitation", True, us("2025-02-01"))]


@pytest.mark.parametrize("shown", ["free", "tentative"])
def test_what_i_accepted_and_show_as_free_is_no_meeting(tmp_path: Path, shown: str) -> None:
    assert [one[1:3] for one in asked(tmp_path, shown_as=shown)] == [("in", "invitation")]


@pytest.mark.parametrize("shown", ["", "busy"])
def test_what_i_accepted_is_a_meeting(tmp_path: Path, shown: str) -> None:
    found = asked(tmp_path, shown_as=shown)
    assert found == [(ADA, "both", "meeting", True, us("2025-03-03T10:00"))]


def test_busy_time_tells_a_meeting_where_a_calendar_keeps_no_answers(tmp_path: Path) -> None:
    found = asked(tmp_path, responses={ME: ""}, shown_as="busy")
    assert [one[1:3] for one in found] == [("both", "meeting")]
    unanswered = asked(tmp_path / "other", responses={ME: "needs-action"}, shown_as="busy")
    assert [one[1:3] for one in unanswered] == [("in", "invitation")]


def test_what_i_organised_is_a_meeting_however_it_is_shown(tmp_path: Path) -> None:
    held = meeting("a", shown_as="free")
    assert of(tmp_path, held) == [(ADA, "both", True)]


def test_other_guests_are_met_only_if_they_accepted(tmp_path: Path) -> None:
    said = {BEN: "needs-action", CLEO: "declined", DAN: ""}
    everyone = meeting("a", organizer=ADA, guests=(ME, BEN, CLEO, DAN), responses=said)
    assert of(tmp_path, everyone) == [(ADA, "both", True), (CLEO, "both", False)]


def test_who_left_my_invitation_unanswered_was_sent_one_for_the_series(tmp_path: Path) -> None:
    first = series(
        "2025-03-03T10:00", "2025-03-10T10:00", responses={ADA: ""}, conversation="weekly"
    )
    moved = meeting(
        "weekly/20250310T100000Z",
        "2025-03-11T15:00",
        responses={ADA: "needs-action"},
        conversation="weekly",
    )
    found = of(tmp_path, first, moved, columns="direction, interaction, addressed, at_us")
    assert found == [(ADA, "out", "invitation", True, us("2025-03-03T10:00"))]


def test_an_unanswered_series_is_received_once_and_accepted_occurrences_are_meetings(
    tmp_path: Path,
) -> None:
    starts = ("2025-03-03T10:00", "2025-03-10T10:00", "2025-03-17T10:00")
    weekly = series(
        *starts,
        organizer=ADA,
        responses={ME: "needs-action"},
        conversation="weekly",
        invited_us=us("2025-02-01"),
    )
    went = meeting(
        "weekly/20250310T100000Z", "2025-03-10T10:00", organizer=ADA, conversation="weekly"
    )
    maybe = meeting(
        "weekly/20250317T100000Z",
        "2025-03-17T10:00",
        organizer=ADA,
        responses={ME: "tentative"},
        conversation="weekly",
    )
    found = of(tmp_path, weekly, went, maybe, columns="direction, interaction, at_us")
    assert found == [
        (ADA, "in", "invitation", us("2025-02-01")),
        (ADA, "both", "meeting", us("2025-03-10T10:00")),
    ]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (["accepted weekly"], ("both", "meeting")),
        (["declined weekly", "accepted weekly"], ("both", "meeting")),
        (["accepted weekly", "declined weekly"], ("in", "invitation")),
        (["tentative weekly"], ("in", "invitation")),
        (["accepted another"], ("in", "invitation")),
    ],
)
def test_my_answer_by_mail_is_an_answer(
    tmp_path: Path, answers: list[str], found: tuple[str, str]
) -> None:
    event = meeting("weekly", organizer=ADA, responses={ME: "needs-action"})
    mails = [
        mail(f"m{n}", f"2025-02-0{n + 1}", sender=ME, to=(ADA,), automatic="click", detail=one)
        for n, one in enumerate(answers)
    ]
    rows = of(tmp_path, event, *mails, columns="direction, interaction, c.channel")
    assert [one[1:3] for one in rows if one[3] == "calendar"] == [found]


def test_an_answer_by_mail_to_my_invitation_is_an_answer(tmp_path: Path) -> None:
    event = meeting("weekly/20250303T100000Z", guests=(ME, ADA, BEN), responses={ADA: "", BEN: ""})
    answer = mail("m", "2025-02-01", automatic="click", detail="accepted weekly")
    rows = of(tmp_path, event, answer, columns="direction, interaction")
    assert [one for one in rows if one[2] != "mail"] == [
        (ADA, "both", "meeting"),
        (BEN, "out", "invitation"),
    ]


def test_what_a_shared_calendar_organises_is_not_mine_unless_it_names_me(tmp_path: Path) -> None:
    team = meeting("a", organizer="", guests=(ADA,), automatic="service")
    assert of(tmp_path, team) == [(ADA, "both", False)]
    named = meeting("b", organizer="", guests=(ME, ADA), automatic="service")
    assert (ADA, "both", True) in of(tmp_path / "other", named)


def test_an_entry_of_my_own_diary_needs_no_answers(tmp_path: Path) -> None:
    noted = meeting("a", organizer="", guests=(ME, ADA, BEN), responses={ME: "", ADA: ""})
    assert of(tmp_path, noted) == [(ADA, "both", True), (BEN, "both", True)]
    open_one = meeting("b", organizer="", guests=(ME, ADA), responses={ME: "needs-action"})
    assert of(tmp_path / "other", open_one) == []


def test_an_observer_is_copied_in_and_met_nobody(tmp_path: Path) -> None:
    people = (person("organizer", ADA), person("attendee", BEN, "accepted"), person("cc", ME))
    found = of(tmp_path, meeting("a", participants=people), columns="direction, addressed")
    assert found == [(ADA, "in", False)]


def series(*starts: str, **more: Any) -> Record:  # noqa: ANN401 - any field of a record
    return meeting("weekly", starts[0], occurrences_us=tuple(us(start) for start in starts), **more)


def test_each_occurrence_of_a_series_is_a_meeting(tmp_path: Path) -> None:
    starts = ("2025-03-03T10:00", "2025-03-10T10:00", "2025-03-17T10:00")
    found = of(tmp_path, series(*starts), columns="at_us, addressed")
    assert found == [(ADA, us(start), True) for start in starts]


def test_a_moved_or_cancelled_occurrence_takes_its_place(tmp_path: Path) -> None:
    starts = ("2025-03-03T10:00", "2025-03-10T10:00", "2025-03-17T10:00")
    moved = meeting("weekly/20250310T100000Z", "2025-03-11T15:00")
    cancelled = meeting("weekly/20250317T100000Z", "2025-03-17T10:00", interaction="")
    found = of(tmp_path, series(*starts), moved, cancelled, columns="at_us")
    assert found == [(ADA, us("2025-03-03T10:00")), (ADA, us("2025-03-11T15:00"))]


def test_a_whole_day_of_a_series_is_moved_by_its_date(tmp_path: Path) -> None:
    starts = ("2025-03-03T12:00", "2025-03-04T12:00")
    moved = meeting("weekly/20250304", "2025-03-07T12:00")
    found = of(tmp_path, series(*starts), moved, columns="at_us")
    assert found == [(ADA, us("2025-03-03T12:00")), (ADA, us("2025-03-07T12:00"))]


def test_a_series_before_a_crowd_is_one_row_a_person(tmp_path: Path) -> None:
    crowd = [f"email:guest{n}.poole@ring.example" for n in range(20)]
    starts = tuple(f"2025-03-{day:02}T10:00" for day in range(1, 28))
    assert len(of(tmp_path, series(*starts, guests=(ME, *crowd)))) == 20


def test_a_meeting_to_come_is_not_counted_yet(tmp_path: Path) -> None:
    book = book_of([meeting("a", "2025-08-01")], tmp_path, now="2025-06-01")
    assert contacts(book) == [(ADA, "both", True)]
    assert book.rows("SELECT * FROM relationship") == []


# ── by hand ──────────────────────────────────────────────────────────────────────────────


def test_what_was_logged_counts_both_ways_and_once_a_person(tmp_path: Path) -> None:
    other = "email:ada.hart@mill.example"
    book = steps_of([card(ADA, other, name="Ada Hart"), post("a"), post("b", sender=BEN)], tmp_path)
    value = {"text": "coffee", "at_us": us("2025-04-01T12:00"), "interaction": "meeting"}
    book.say([Said("log", one, value=value) for one in (ADA, other, BEN, ME)])
    columns = "direction, addressed, recipients, channel, interaction"
    assert contacts(book, columns)[2:] == [
        (ADA, "both", True, 2, "log", "meeting"),
        (BEN, "both", True, 2, "log", "meeting"),
    ]


def test_a_logged_introduction_does_not_say_who_helped(tmp_path: Path) -> None:
    book = steps_of([mail("a")], tmp_path)
    value = {"text": "", "at_us": us("2025-04-01"), "interaction": "introduction"}
    book.say([Said("log", ADA, value=value)])
    assert contacts(book, "interaction, help")[1:] == [(ADA, "introduction", "")]


# ── days ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2025-03-29T22:30", "2025-03-29"),  # 23:30 at +1
        ("2025-03-29T23:30", "2025-03-30"),
        ("2025-03-30T21:30", "2025-03-30"),  # 23:30 at +2: summer began that night
        ("2025-03-30T22:30", "2025-03-31"),
        ("2025-10-26T22:30", "2025-10-26"),  # and ended
    ],
)
def test_days_are_the_books(tmp_path: Path, at: str, day: str) -> None:
    book = steps_of([mail("a", at)], tmp_path, zone="Europe/Berlin")
    days = [one["day"] for one in book.rows("SELECT day FROM contact")]
    assert days == [us(day) // 86_400_000_000]


def test_a_post_to_a_list_told_by_list_id_counts_as_such(tmp_path: Path) -> None:
    """The mail's own List-Id is enough, though no list address is named in it."""
    direct = mail("a", to=(ME, BEN), list_id=TALK_ID, automatic="list", answers="not here")
    assert of(tmp_path, direct) == [(ADA, "in", True)]


# ── calls ────────────────────────────────────────────────────────────────────────────────


def called(ref: str, at: str, interaction: str, *, sender: str, to: str) -> Record:
    return message(ref, at, sender=sender, to=(to,), interaction=interaction, channel="telephone")


def test_an_answered_call_is_of_both_and_a_missed_one_of_whoever_tried(tmp_path: Path) -> None:
    book = steps_of(
        [
            called("a", "2025-03-03T10:00", "call", sender=ADA, to=ME),
            called("b", "2025-03-04T10:00", "call", sender=ME, to=ADA),
            called("c", "2025-03-05T10:00", "missed call", sender=ADA, to=ME),
            called("d", "2025-03-06T10:00", "missed call", sender=ME, to=ADA),
        ],
        tmp_path,
    )
    assert contacts(book, "interaction, direction, addressed") == [
        (ADA, "call", "both", True),
        (ADA, "call", "both", True),
        (ADA, "missed call", "in", True),
        (ADA, "missed call", "out", True),
    ]
    days = book.rows("SELECT calls, sent, received FROM person_day ORDER BY day")
    assert [tuple(one.values()) for one in days] == [(1, 1, 1), (1, 1, 1), (0, 0, 1), (0, 1, 0)]
