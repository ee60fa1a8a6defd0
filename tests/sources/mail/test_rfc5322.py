from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Record, Skipped
from comity.sources.mail import rfc5322
from comity.sources.mail.rfc5322 import TEXT_BYTES, bytes_of, read_mail, refused

if TYPE_CHECKING:
    from pathlib import Path

    from comity.normalise.folder import FolderUse

HEAD = "From: Ada <ada@x.org>\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n"
AT_US = 1_772_442_000_000_000


def read(text: str, *, use: FolderUse = "") -> Record:
    record = read_mail(text.encode("utf-8", "surrogateescape"), "a place", use=use)
    assert isinstance(record, Record)
    return record


def test_a_mail() -> None:
    record = read(
        HEAD
        + "To: b@y.org\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\tan alle\nMessage-ID: <1@x.org>\n"
        "In-Reply-To: Your mail <0@y.org> of today\nReferences: <00@y.org>\n\t<0@y.org>\n"
        "Delivered-To: b@y.org\nX-Original-To: b+tag@y.org\n\nHello\n\n-- \nAda\n"
    )
    assert (record.kind, record.ref, record.where) == ("mail", "1@x.org", "a place")
    assert (record.channel, record.interaction) == ("mail", "mail")
    assert (record.at_us, record.received_us) == (AT_US, None)
    assert [p.identity for p in record.participants] == ["email:ada@x.org", "email:b@y.org"]
    assert record.subject == "Grüße an alle"
    assert record.text == "Hello"
    assert (record.message_id, record.in_reply_to) == ("1@x.org", "0@y.org")
    assert record.references == ("00@y.org", "0@y.org")
    assert record.delivered_to == ("email:b@y.org", "email:b+tag@y.org")
    assert (record.automatic, record.folder, record.problems) == ("", "", ())


def test_without_a_message_id_the_key_is_what_the_mail_says_alone() -> None:
    mail = HEAD + "Subject: a\n\nHello\n"
    key = read(mail).ref
    assert key.startswith("hash:")
    assert read(mail.replace("\n", "\r\n")).ref == key
    assert read("X-Other: field\n" + mail).ref == key
    changed = [
        ("ada@", "bob@"),
        ("Subject", "To: b@y.org\nSubject"),
        ("09:00", "09:01"),
        ("Subject: a", "Subject: b"),
        ("Hello", "Bye"),
    ]
    others = {read(mail.replace(old, new)).ref for old, new in changed}
    assert len(others | {key}) == 6


def test_without_a_message_id_spelling_makes_no_other_mail() -> None:
    head = HEAD + "To: b@y.org, Eva <eva@z.org>\n"
    key = read(head + "Subject: a\n\nHello\n").ref
    spelt = [
        ("Ada <", '"Ada" <'),
        ("Mon, 2 Mar 2026 09:00:00 +0000", "2 Mar 2026 10:00:00 +0100"),
        (", Eva", ",\n\tEVA"),
        ("Subject: a", "Subject: [list] a"),
    ]
    said = head + "Subject: a\n\nHello\n"
    assert {read(said.replace(old, new)).ref for old, new in spelt} == {key}
    assert read(said.replace("eva@", "ava@")).ref != key
    named = [read(f"{HEAD}To: {name}\n\nHello\n").ref for name in ("Bo Nyman", "Eva Holm")]
    assert len(set(named)) == 2


def test_its_authors_address_is_no_message_id() -> None:
    assert read(HEAD + "Message-ID: <ada@x.org>\n\n").message_id == ""
    assert read(HEAD + "Message-ID: <bo@x.org>\n\n").message_id == "bo@x.org"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<1@x.org>", "1@x.org"),
        ("< 1@x.org > (sic)", "1@x.org"),
        ("1@x.org", "1@x.org"),
        ("<1 @x.org>", "1@x.org"),
        ("\n <1@x.org>", "1@x.org"),
    ],
)
def test_ways_to_write_a_message_id(written: str, read_as: str) -> None:
    assert read(f"{HEAD}Message-ID: {written}\n\n").message_id == read_as


def test_of_several_mails_answered_one_is_the_parent_and_all_are_the_thread() -> None:
    both = read(HEAD + "In-Reply-To: <1@x.org> <2@x.org>\n\n")
    assert (both.in_reply_to, both.references) == ("1@x.org", ("2@x.org",))
    above = read(HEAD + "In-Reply-To: <1@x.org> <2@x.org>\nReferences: <0@x.org> <2@x.org>\n\n")
    assert (above.in_reply_to, above.references) == ("2@x.org", ("1@x.org", "0@x.org", "2@x.org"))


def test_an_address_is_no_identifier() -> None:
    said = 'In-Reply-To: Message from Ada <ada@x.org> of "Mon, 2 Mar" <1@x.org>\n\n'
    assert read(HEAD + said).in_reply_to == "1@x.org"
    assert read(HEAD + "In-Reply-To: <Ada@x.org>\n\n").in_reply_to == ""


def test_outlooks_index_of_a_thread() -> None:
    head = HEAD + "Thread-Index: "
    begins, answers = (bytes((1, *range(length))) for length in (21, 26))
    assert read(head + b64encode(begins).decode() + "\n\n").conversation == begins.hex()
    assert read(head + b64encode(answers).decode() + "\n\n").conversation == answers.hex()
    for other in ("", "AQH=", "nonsense", b64encode(bytes(range(22))).decode()):
        assert read(head + other + "\n\n").conversation == ""


def test_of_many_references_the_root_and_the_nearest_are_kept() -> None:
    record = read(HEAD + "References: " + " ".join(f"<{n}@x.org>" for n in range(500)) + "\n\n")
    assert len(record.references) == 50
    assert (record.references[0], record.references[1]) == ("0@x.org", "451@x.org")
    assert record.references[-1] == "499@x.org"


@pytest.mark.parametrize(
    ("date", "received", "at_us", "advice"),
    [
        ("", "by x; Mon, 2 Mar 2026 09:00:00 +0000", AT_US, "the last Received line gave the date"),
        ("Thu, 32 Foo", "by x; Mon, 2 Mar 2026 09:00:00 +0000", AT_US, "the last Received line"),
        ("Thu, 32 Foo", "by x", None, "kept without a date"),
        ("", "", None, "kept without a date"),
    ],
)
def test_a_date_that_cannot_be_read(
    date: str, received: str, at_us: int | None, advice: str
) -> None:
    record = read(f"From: a@x.org\nDate: {date}\nReceived: {received}\nReceived: older\n\n")
    assert record.at_us == at_us
    (problem,) = record.problems
    assert problem.where == "a place"
    assert problem.advice.startswith(advice)


@pytest.mark.parametrize(
    "field",
    [
        "X-Unsent: 1",
        "X-Mozilla-Draft-Info: internal/draft; vcard=0",
        "X-Gmail-Labels: Drafts",
        "X-Gmail-Labels: =?UTF-8?Q?Wichtig,Entw=C3=BCrfe?=",
    ],
)
def test_drafts_are_skipped(field: str) -> None:
    assert read_mail(f"{HEAD}{field}\n\nx".encode(), "a place") == Skipped("draft", "a place")


@pytest.mark.parametrize(
    ("field", "folder"),
    [
        ("X-Gmail-Labels: Sent", ""),
        ("X-Gmail-Labels: Drafts", ""),
        ("X-Unsent: 1", ""),
        ("X-Mozilla-Draft-Info: internal/draft", ""),
        ("X-Gmail-Labels: Spam", ""),
    ],
)
def test_what_came_with_a_mail_says_nothing_of_its_place(field: str, folder: str) -> None:
    received = "Received: from a by b; Mon, 2 Mar 2026 09:00:01 +0000\n"
    assert read(received + HEAD + field + "\n\nx").folder == folder


@pytest.mark.parametrize(
    ("field", "result"),
    [
        ("X-Gmail-Labels: Spam,Unread", "junk"),
        ("X-Gmail-Labels: =?UTF-8?B?0KHQv9Cw0Lw=?=", "junk"),
        ('X-Gmail-Labels: "Ada, Spam", Wichtig', ""),
        ('X-Gmail-Labels: "Projects, old",Sent', "sent"),
        ("X-Gmail-Labels: Drafts of my novel", ""),
        ("X-Gmail-Labels: Trash,Sent", "sent"),
        ("X-Gmail-Labels: Trash", ""),
        ("X-Gmail-Labels: Work/Sent", ""),  # where parcels are followed, perhaps
        ("X-Gmail-Labels: [Gmail]/Gesendet", "sent"),
        ('X-GM-LABELS: "\\\\Important" "\\\\Sent" Work', "sent"),
        ("X-GM-LABELS: \\\\Inbox Presents", ""),
        ("X-Keywords: $Junk", "junk"),
        ("X-Keywords: $NotJunk Junk", ""),
        ("X-Spam-Flag: YES\nX-Spam-Status: Yes, score=9", ""),  # a score is no folder
    ],
)
def test_labels_say_what_the_place_of_a_mail_is_for(field: str, result: str) -> None:
    received = "Received: from a by b; Mon, 2 Mar 2026 09:00:01 +0000\n"
    item = read_mail(f"{field}\n{received}{HEAD}\nx".encode(), "a place")
    assert (item.folder if isinstance(item, Record) else item.reason) == result
    if field.startswith("X-Gmail-Labels: Work"):
        assert read(f"{field}\n{HEAD}\nx").folder == "sent"  # what never came was sent


def test_a_mail_says_that_it_was_sent() -> None:
    assert read(HEAD + "X-Gmail-Labels: Important,Sent\n\n").folder == "sent"
    assert read(HEAD + "X-Gmail-Labels: Presents\n\n").folder == ""
    assert read(HEAD + "\n", use="sent").folder == "sent"


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n\n", b"no header", b"\0\xff\n\n", b"X-Other: x\n\nFrom: a"]
)
def test_what_is_no_mail_is_unreadable_with_one_problem(raw: bytes) -> None:
    skipped = read_mail(raw, "a place")
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "unreadable"
    assert skipped.problem
    assert skipped.problem.where == "a place"


INVITATION = """\
From: Charles Babbage via LinkedIn <invitations@linkedin.com>
To: Ada <ada@x.org>
Subject: Ada, please add me to your LinkedIn network
Date: Mon, 2 Mar 2026 09:00:00 +0000
Content-Type: text/html

<p><a href="https://www.linkedin.com/comm/in/charles-babbage-1791?trk=eml-hero">Charles Babbage</a>
"""


def test_a_notification_of_linkedin_is_about_whom_it_names() -> None:
    record = read(INVITATION)
    assert (record.channel, record.interaction) == ("linkedin", "invitation")
    assert record.automatic == "service"
    assert [(p.role, p.identity, p.name) for p in record.participants] == [
        ("from", "email:invitations@linkedin.com", "LinkedIn"),
        ("to", "email:ada@x.org", "Ada"),
        ("about", "linkedin:charles-babbage-1791", "Charles Babbage"),
    ]
    assert [(c.attribute, c.value) for c in record.claims] == [("name", "Charles Babbage")]
    assert "Charles Babbage" not in record.text


@pytest.mark.parametrize("sender", ["ada@linkedin.com.example.org", "ada@example.org"])
def test_others_cannot_speak_for_linkedin(sender: str) -> None:
    record = read(INVITATION.replace("invitations@linkedin.com", sender))
    assert (record.channel, record.claims) == ("mail", ())


@pytest.mark.parametrize("letter", ["a", "é", "本", "😀"])
def test_a_long_text_is_cut_between_characters(letter: str) -> None:
    record = read(HEAD + "\n" + f"{letter * 60}\n" * 4000)
    assert TEXT_BYTES - 4 <= len(record.text.encode()) <= TEXT_BYTES


def test_a_very_large_message_is_read_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rfc5322, "MESSAGE_MAX", 200)
    record = read(HEAD + "Subject: a\n\nHello\n" + "x" * 500)
    assert record.subject == "a"
    assert [problem.what for problem in record.problems] == ["the message is very large"]


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: x\n" + b"X: " + b"y" * 5_000_000,
        b"Subject: " + b"=?utf-8?Q?=C3?= " * 200_000,
        b"To: " + b"a@x.org, " * 300_000,
        b"To: " + b'"(<' * 700_000,
        b"References: " + b"<a@b> " * 400_000,
        b"Received: x\n" * 200_000 + b"\n",
        b"Content-Type: multipart/mixed; " + b"boundary=" * 200_000 + b"\n\n--b\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 400_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 40_000,
        b"Content-Type: text/html\n\n" + b"<div>" * 400_000,
        b"Subject: x\n\n" + b">" * 2_000_000,
        b"Subject: x\n\n" + b"\0" * 2_000_000,
        b"Subject: x\n\n" + b"\n" * 2_000_000,
    ],
    ids=lambda raw: raw[:24].decode(),
)
def test_hostile_mails_are_read(raw: bytes) -> None:  # a quadratic way would take hours
    record = read_mail(raw, "a place")
    assert isinstance(record, Record)
    assert len(record.participants) <= 2000
    assert len(record.text.encode()) <= TEXT_BYTES


@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=b"]),
    st.binary(max_size=200),
)
def test_any_mail_is_a_record_that_can_be_stored(
    subject: str, author: str, kind: str, body: bytes
) -> None:
    head = f"Content-Type: {kind}\nSubject: {subject}\nFrom: {author}\n\n"
    record = read_mail(head.encode("utf-8", "replace") + body, "a place")
    assert isinstance(record, Record)
    assert record.ref
    for text in (record.subject, record.text, *(p.name for p in record.participants)):
        assert "\0" not in text
        text.encode("utf-8")


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(b"Subject: a\n\nb")
    assert bytes_of(str(file)) == b"Subject: a\n\nb"
    with pytest.raises(FileNotFoundError) as raised:
        bytes_of(str(tmp_path / "none.eml"))
    skipped = refused("none.eml", raised.value)
    assert (skipped.reason, skipped.where) == ("unreadable", "none.eml")
    assert skipped.problem
    assert "No such file" in skipped.problem.what
