from __future__ import annotations

import pytest

from comity.sources.mail.mailboxes import MAILBOXES_MAX
from comity.sources.mail.mime import parse
from comity.sources.mail.participants import list_id, participants


def roles(header: str) -> list[tuple[str, str, str]]:
    message = parse(header.encode() + b"\n\n")
    return [(p.role, p.identity, p.name) for p in participants(message, list_id(message))]


def author(header: str) -> tuple[str, str]:
    role, identity, name = roles(header)[0]
    assert role == "from"
    return identity, name


LIST = "List-Id: Talk <talk.lists.example.org>\n"
TALK = "talk@lists.example.org"


def test_everyone_has_a_role_once() -> None:
    header = (
        "From: Ada <Ada@x.org>\nTo: b@y.org, B <b@y.org>\nTo: c@z.org\nCc: b@y.org\nBcc: d@z.org\n"
        "Reply-To: Ada <ada@x.org>, Desk <desk@x.org>"
    )
    assert roles(header) == [
        ("from", "email:Ada@x.org", "Ada"),
        ("to", "email:b@y.org", ""),
        ("to", "email:c@z.org", ""),
        ("cc", "email:b@y.org", ""),
        ("bcc", "email:d@z.org", ""),
        ("reply_to", "email:desk@x.org", "Desk"),
    ]


def test_all_who_wrote_a_mail_and_who_handed_it_in() -> None:
    both = "From: Eva <eva@x.org>, Finn <finn@y.org>\nSender: Eva <eva@x.org>"
    wrote = [("from", "email:eva@x.org", "Eva"), ("from", "email:finn@y.org", "Finn")]
    assert roles(both) == wrote
    by_bo = "From: Eva <eva@x.org>, Finn <finn@y.org>\nSender: Bo <bo@x.org>"
    assert roles(by_bo) == [*wrote, ("sender", "email:bo@x.org", "Bo")]
    assert len(roles("From: " + ", ".join(f"p{n}@x.org" for n in range(99)))) == 10


@pytest.mark.parametrize(
    "header",
    [
        "From: Eva <eva@x.org>\nSender: eva@x.org",
        "From: Eva <eva@x.org>\nSender: mailer-daemon@x.org",
        "From: Eva <eva@x.org>\nSender: talk-bounces@lists.x.org",
        "From: Eva <eva@x.org>\nSender: webmaster@x.org",
        "Sender: Eva <eva@x.org>",
        'From: "Holm, Eva" <eva@x.org>',
        "From: Holm, Eva <eva@x.org>",
        "From: eva@x.org <eva@x.org>",
        "From: Eva <eva@x.org>\nResent-From: Bo <bo@x.org>\nResent-Sender: Bo <bo@x.org>",
    ],
)
def test_nobody_else_wrote_it(header: str) -> None:
    assert [(role, identity) for role, identity, _ in roles(header)] == [
        ("from", "email:eva@x.org")
    ]


def test_recipients_are_some_thousands_at_most() -> None:
    many = ",\n ".join(f"p{n}@x.org" for n in range(5000))
    assert len(roles(f"From: a@x.org\nTo: {many}\nCc: {many}")) == MAILBOXES_MAX


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("List-Id: Talk about\n <Talk.Lists.Example.ORG>", "talk.lists.example.org"),
        ("List-Id: talk.lists.example.org", "talk.lists.example.org"),
        ("X-Mailing-List: talk@example.org; archive 1", "talk.example.org"),
        ("List-Post: <mailto:talk@example.org?subject=x>", "talk.example.org"),
        ("Mailing-List: contact talk-help@example.org; run by ezmlm", "talk.example.org"),
        ("X-BeenThere: talk@example.org", "talk.example.org"),
        ("List-Post: NO (posting not allowed)", ""),
        ("From: a@x.org", ""),
    ],
)
def test_lists_by_what_they_write(header: str, expected: str) -> None:
    assert list_id(parse(header.encode())) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            f"From: Ada L via Talk <{TALK}>\nReply-To: Ada L <ada@x.org>",
            ("email:ada@x.org", "Ada L"),
        ),
        (
            f"From: Ada L via Talk <{TALK}>\nReply-To: {TALK}, ada@x.org",
            ("email:ada@x.org", "Ada L"),
        ),
        (
            f"From: Ada L via Talk <{TALK}>\nReply-To: Bob B <bob@x.org>",
            ("name:mail/Ada L", "Ada L"),
        ),
        (
            f"From: 'Ada' via Talk <{TALK}>\nX-Original-From: Ada <a@x.org>",
            ("email:a@x.org", "Ada"),
        ),
        (f"From: 'Ada' via Talk <{TALK}>\nX-Original-Sender: a@x.org", ("email:a@x.org", "Ada")),
        (f"From: Ada über Talk <{TALK}>", ("name:mail/Ada", "Ada")),
        (f"From: Ada via Talk <ada=x.org@{TALK[5:]}>", ("email:ada@x.org", "Ada")),
        ("From: Ada <ada=40x.org@dmarc.example.org>", ("email:ada@x.org", "Ada")),
        (f"From: Ada L via Talk <{TALK}>\nCc: Ada L <ada@x.org>", ("name:mail/Ada L", "Ada L")),
        (
            f"From: Ada Low via Talk <{TALK}>\nCc: Bo <b@x.org>, Ada Low <ada@x.org>",
            ("email:ada@x.org", "Ada Low"),
        ),
        (
            f"From: Ada Low via Talk <{TALK}>\nCc: Ada Low <a@x.org>, Ada Low <ada@y.org>",
            ("name:mail/Ada Low", "Ada Low"),
        ),
        (
            "From: Ada Low <0abc-dmarc-request@lists.example.org>\nReply-To: Ada Low <a@x.org>",
            ("email:a@x.org", "Ada Low"),
        ),
        ("From: Ada Low <0abc-dmarc-request@lists.example.org>", ("name:mail/Ada Low", "Ada Low")),
        (f"From: Talk Digest <{TALK}>\nReply-To: {TALK}", (f"email:{TALK}", "Talk Digest")),
        (f"From: Talk News <{TALK}>\nReply-To: Ed Itor <ed@x.org>", (f"email:{TALK}", "Talk News")),
        ("From: Olivia Viaduct <o@x.org>\nReply-To: p@x.org", ("email:o@x.org", "Olivia Viaduct")),
    ],
)
def test_what_a_list_does_to_its_authors_is_undone(header: str, expected: tuple[str, str]) -> None:
    assert author(LIST + header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "From: Ada L via Relay <devnull+ada.x.org@relay.example>\nReply-To: ada@x.org",
            ("email:ada@x.org", "Ada L"),
        ),
        (
            "From: Ada L via Sign It <no-reply@sign.example>\nReply-To: Bob B <bob@x.org>",
            ("email:no-reply@sign.example", "Sign It"),
        ),
        (
            "From: Ada <ada=x.org@relay.example>\nReply-To: Ada <ada@x.org>",
            ("email:ada@x.org", "Ada"),
        ),
        (
            "From: Ada <b=c@relay.example>\nReply-To: Ada <ada@x.org>",
            ("email:b=c@relay.example", "Ada"),
        ),
        ("From: Ada <ada@x.org.invalid>", ("email:ada@x.org", "Ada")),
        ("From: Ada <ada@host.invalid>", ("email:ada@host.invalid", "Ada")),
        ("From: ada at x.org (Ada Lovelace)", ("name:mail/Ada Lovelace", "Ada Lovelace")),
        ("From:\nSender: Ada <ada@x.org>", ("email:ada@x.org", "Ada")),
    ],
)
def test_authors_without_a_list(header: str, expected: tuple[str, str]) -> None:
    assert author(header) == expected


@pytest.mark.parametrize("header", ["From: root", "From: <>", "To: a@x.org", "From: a@b@c"])
def test_mails_by_nobody(header: str) -> None:
    assert not [role for role, *_ in roles(header) if role == "from"]
