from __future__ import annotations

import struct
from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Record
from comity.sources.mail.rfc5322 import read_mail
from comity.sources.mail.tnef import Winmail, read
from tests.growth import is_linear
from tests.sources.mail.test_cms import MAIL, SIGNED, der, envelope
from tests.sources.mail.test_rtf import EXAMPLE

BODY, PROPERTIES, CODE_PAGE = 0x2800C, 0x69003, 0x69007
RENDERED, TITLE, DATA, ATTACHMENT = 0x69002, 0x18010, 0x6800F, 0x69005
SHORT, STRING8, UNICODE, BINARY, SEVERAL = 2, 0x1E, 0x1F, 0x102, 0x101E


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    made = struct.pack("<IH", 0x223E9F78, 1)
    for kind, value in attributes:
        made += struct.pack("<BII", 1, kind, len(value)) + value + b"\0\0"
    return made


def several(*values: bytes) -> bytes:
    made = struct.pack("<I", len(values))
    for value in values:
        made += struct.pack("<I", len(value)) + value.ljust((len(value) + 3) // 4 * 4, b"\0")
    return made


def properties(*each: tuple[int, int, bytes]) -> bytes:
    return struct.pack("<I", len(each)) + b"".join(
        struct.pack("<HH", kind, name) + value for kind, name, value in each
    )


NAMED = (STRING8, 0x8001, bytes(16) + struct.pack("<II", 1, 6) + b"abcdef\0\0" + several(b"x"))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (tnef((BODY, b"Hello\0")), Winmail("Hello")),
        (tnef((CODE_PAGE, struct.pack("<II", 1251, 0)), (BODY, b"\xc0\xe4\xe0")), Winmail("Ада")),
        (
            tnef(
                (
                    PROPERTIES,
                    properties(
                        (SHORT, 1, bytes(4)),
                        NAMED,
                        (UNICODE, 0x1000, several("Grüße".encode("utf-16-le"))),
                    ),
                )
            ),
            Winmail("Grüße"),
        ),
        (
            tnef(
                (
                    PROPERTIES,
                    properties(
                        (SEVERAL, 9, several(b"a", b"b")), (BINARY, 0x1013, several(b"<p>Hi</p>"))
                    ),
                )
            ),
            Winmail("", "<p>Hi</p>"),
        ),
        (
            tnef((PROPERTIES, properties((BINARY, 0x1009, several(bytes.fromhex(EXAMPLE)))))),
            Winmail("hello world"),
        ),
        (
            tnef(
                (RENDERED, b""),
                (TITLE, b"a~1.PDF\0"),
                (DATA, b"12345"),
                (ATTACHMENT, properties((STRING8, 0x3707, several(b"a plan.pdf\0")))),
            ),
            Winmail("", "", [("a plan.pdf", b"12345")]),
        ),
        (tnef(), Winmail()),
    ],
)
def test_what_outlook_put_into_one_file(data: bytes, found: Winmail) -> None:
    assert read(data) == found


def test_what_is_no_such_file() -> None:
    assert read(b"") is None
    assert read(b"From here on") is None


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_are_taken(data: bytes, at: int) -> None:
    whole = tnef((PROPERTIES, properties(NAMED, (UNICODE, 0x1000, several(b"a\0")))))
    assert isinstance(read(whole[:at] + data + whole[at + len(data) :]), Winmail | None)
    assert isinstance(read(tnef((PROPERTIES, data), (BODY, data))), Winmail)


@pytest.mark.parametrize("piece", [bytes(9), b"\1\3\x90\6\0\0\0\0\0\0\0", bytes(4), b"\xff"])
def test_time_grows_with_the_data(piece: bytes) -> None:
    def mail(size: int) -> bytes:
        return tnef() + piece * (size // len(piece))

    assert is_linear(lambda size: read(mail(size)), 1 << 12, 1 << 18)


def record(data: bytes, plain: str = "") -> Record:
    made = (
        "From: ada@x.org\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n"
        "Content-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/plain\n\n{plain}\n--b\n"
        'Content-Type: application/ms-tnef; name="winmail.dat"\n'
        f"Content-Transfer-Encoding: base64\n\n{encodebytes(data).decode()}\n--b--\n"
    )
    found = read_mail(made.encode(), "a place")
    assert isinstance(found, Record)
    return found


def test_the_text_of_a_mail_that_has_no_other() -> None:
    data = tnef((BODY, b"Could you?"), (RENDERED, b""), (TITLE, b"a.pdf\0"), (DATA, b"123"))
    assert record(data).text == "Could you?"
    assert [(one.name, one.size_bytes) for one in record(data).attachments] == [("a.pdf", 3)]
    assert record(data, "Would you?").text == "Would you?"
    assert not record(data).problems


def test_a_signed_mail_in_it_is_opened() -> None:
    signed = envelope(SIGNED, der(4, MAIL))
    data = tnef((RENDERED, b""), (TITLE, b"smime.p7m\0"), (DATA, signed))
    assert record(data).text == "Could you send it?"
    assert not record(data).problems


def test_one_that_cannot_be_read_is_told_where_it_is_all_there_is() -> None:
    (problem,) = record(b"broken").problems
    assert "winmail.dat" in problem.what
    assert not record(b"broken", "Would you?").problems
