from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.mail.identifiers import (
    IDENTIFIER_CHARS,
    answered_ids,
    message_id,
    message_ids,
    tells_apart,
)
from comity.sources.mail.rfc5322 import read_mail
from tests.growth import is_linear

ADDRESSES = {"cleo@cleo.example", "you@example.org"}


@pytest.mark.parametrize(
    ("written", "answered"),
    [
        ("<a@x>", ["a@x"]),
        ("< a@x >", ["a@x"]),
        ("", []),
        ("a@x", ["a@x"]),
        ("a@x b@y", ["a@x", "b@y"]),
        ("<a@x>,<b@y>", ["a@x", "b@y"]),
        ("<a@\n x>", ["a@x"]),
        ("<a b@x>", ["ab@x"]),
        ("<a@x b@y>", ["a@x", "b@y"]),
        ("<a@x", ["a@x"]),
        ("a@x>", ["a@x"]),
        ("<a@x\n <b@y>", ["a@x", "b@y"]),
        ("<<a@x>>", ["a@x"]),
        ('"<a@x>"', ["a@x"]),
        ("AM0PR05MB6834@AM0PR\n 05.prod.example", ["AM0PR05MB6834@AM0PR05.prod.example"]),
        ("ticket-17", ["ticket-17"]),
        ("<ticket-17>", ["ticket-17"]),
        ("<a@x> (Ada's message of Monday)", ["a@x"]),
        ("a@x (Ada's message of Monday)", ["a@x"]),
        ("<a@x (Ada's message of Monday)", ["a@x"]),
        ("=?UTF-8?Q?=3Ca=40x=3E?=", ["a@x"]),
        ("=?utf-8?b?PGFAeD4=?=", ["a@x"]),
        ("<a@x> =?utf-8?q?=3Cb=40y?=\n =?utf-8?q?=2Eexample=3E?=", ["a@x", "b@y.example"]),
        ("%3Ca%40x%3E", ["a@x"]),
        ("mid:a@x", ["a@x"]),
        ("[a@x]", ["a@x"]),
        ("a@[192.0.2.1]", ["a@[192.0.2.1]"]),
        ("\uff1ca\uff20x\uff1e", ["a@x"]),
        ("&lt;a@x&gt;", ["a@x"]),
        ("Your message <a@x> of Monday", ["a@x"]),
        ('Message from Cleo <cleo@cleo.example> of "Mon, 5 Oct" <a@x>', ["a@x"]),
        ('Message from Cleo <CLEO@cleo.example> of "Mon, 5 Oct" <a@x>', ["a@x"]),
        ("Message from Cleo <cleo@elsewhere.example> of Monday <a@x>", ["a@x"]),
        ("<a@x> from Cleo <cleo@elsewhere.example> on Monday", ["a@x"]),
        ("<cleo@cleo.example>", []),
        ("cleo@cleo.example", []),
        ("cleo@cleo.example's message of Monday", []),
        ("Your message of Monday", []),
    ],
)
def test_ways_to_name_the_mail_that_is_answered(written: str, answered: list[str]) -> None:
    assert answered_ids(written, ADDRESSES) == answered


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("<a@x>\n\t<b@y>", ["a@x", "b@y"]),
        ("<a@x><b@y>", ["a@x", "b@y"]),
        ("<a@x>\n <b@\n y>", ["a@x", "b@y"]),
        ("a@x\n b@y", ["a@x", "b@y"]),
        ("<a@x> and <b@y>", ["a@x", "b@y"]),
        ("<" + "a" * 900 + "@x>", ["a" * IDENTIFIER_CHARS]),
    ],
)
def test_references(written: str, ids: list[str]) -> None:
    assert message_ids(written) == ids


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("<1@x>", "1@x"),
        ("< 1@x > (sic)", "1@x"),
        ("1@x", "1@x"),
        ("<1 2@x>", "12@x"),
        ("=?utf-8?q?=3C1=40x=3E?=", "1@x"),
        ("<>", ""),
        ("no sign of a place", "nosignofaplace"),
    ],
)
def test_the_identifier_of_a_mail(written: str, read_as: str) -> None:
    assert message_id(written) == read_as


@pytest.mark.parametrize("policy", [default, SMTP], ids=["default", "SMTP"])
@pytest.mark.parametrize("chars", [20, 70, 78, 120, 300])
def test_what_the_standard_library_writes(policy: object, chars: int) -> None:
    parent = f"{'AM0PR05' * 50}"[: chars - 8] + "@x.example"
    mail = EmailMessage(policy=policy)  # type: ignore[arg-type]
    mail["From"], mail["To"] = "Ada <ada@x.example>", "Ben <ben@y.example>"
    mail["Message-ID"] = f"<1{parent}>"
    mail["In-Reply-To"] = f"<{parent}>"
    mail["References"] = f"<0{parent}> <{parent}>"
    mail.set_content("Hello.\n")
    read = read_mail(mail.as_bytes(), "a place")
    assert (read.in_reply_to, read.references) == (parent, (f"0{parent}", parent))  # type: ignore[union-attr]
    assert read.message_id == f"1{parent}"  # type: ignore[union-attr]


@given(st.text(alphabet='<>@ab \n\t,"()%=?', max_size=60))
def test_any_value_is_read(value: str) -> None:
    for one in (*message_ids(value), *answered_ids(value), message_id(value)):
        assert len(one) <= IDENTIFIER_CHARS


@pytest.mark.parametrize(
    "piece", ["<", ">", "a\n ", "a@b\n ", "<a@b>", "<a ", "=?u?q?", "(", "a b ", "%3c", "&lt;", "x"]
)
def test_hostile_values_take_linear_time(piece: str) -> None:
    def read(size: int) -> None:
        answered_ids(piece * size + "<z@z>", ADDRESSES)
        message_id(piece * size)

    assert is_linear(read, 2_000, 16_000)


@pytest.mark.parametrize(
    "same_for_all",
    """unknown@unknown none@x.org .@x.org 0@0 00000000@x.org 1@localhost root@localhost
    {{message_id}}@x.org ${id}@x.org %MESSAGEID% $MESSAGEID$@x.org [message-id]@x.org
    __id__@x.org noid message-id@x.org @x.org x@ - 12345""".split(),
)
def test_what_a_program_writes_into_all_its_mails(same_for_all: str) -> None:
    assert not tells_apart(same_for_all)


@pytest.mark.parametrize(
    "own",
    """1@x.org a@x.org 20261005100000.1234@localhost 000001c1$abc$0a@host {8F1A-22}@host.example
    nullpointer@x.org unknown.17@x.org id7@x.org CAF=x%2Bq_1@mail.example 0.1@x.org
    __init_1__@x.org 1760000000.M1P1""".split(),
)
def test_what_one_mail_bears(own: str) -> None:
    assert tells_apart(own)
