from __future__ import annotations

import zlib
from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Record
from comity.sources.mail.cms import Enclosed, opened
from comity.sources.mail.rfc5322 import read_mail
from tests.growth import is_linear

DATA, SIGNED, ENVELOPED, ENCRYPTED = (f"2a864886f70d01070{n}" for n in "1236")
COMPRESSED, AUTHENTICATED = "2a864886f70d0109100109", "2a864886f70d0109100117"
MAIL = b"Content-Type: text/plain; charset=utf-8\r\n\r\nCould you send it?\r\n"


def der(tag: int, *contents: bytes, ends_by_mark: bool = False) -> bytes:
    content = b"".join(contents)
    if ends_by_mark:
        return bytes((tag, 0x80)) + content + b"\0\0"
    size = len(content).to_bytes(4).lstrip(b"\0") or b"\0"
    length = size if len(content) < 128 else bytes((0x80 | len(size),)) + size
    return bytes((tag,)) + length + content


def envelope(kind: str, octets: bytes, *, ber: bool = False) -> bytes:
    content = der(0xA0, octets, ends_by_mark=ber) if octets else b""
    inner = der(0x30, der(6, bytes.fromhex(DATA)), content, ends_by_mark=ber)
    algorithms = der(0x31, der(0x30, der(6, b"\x2a")), ends_by_mark=ber)
    body = der(0x30, der(2, b"\1"), algorithms, inner, der(0x31), ends_by_mark=ber)
    outer = der(0xA0, body, ends_by_mark=ber)
    return der(0x30, der(6, bytes.fromhex(kind)), outer, ends_by_mark=ber)


CHUNKED = der(0x24, der(4, MAIL[:9]), der(4, MAIL[9:]), ends_by_mark=True)


@pytest.mark.parametrize(
    "data",
    [
        envelope(SIGNED, der(4, MAIL)),
        envelope(SIGNED, CHUNKED, ber=True),
        envelope(SIGNED, der(0x24, der(4, MAIL[:9]), der(4, MAIL[9:]))),
        envelope(SIGNED, der(4, MAIL), ber=True),
        envelope(COMPRESSED, der(4, zlib.compress(MAIL))),
        envelope(SIGNED, der(4, MAIL)) + b"more",
    ],
)
def test_clear_content_is_read(data: bytes) -> None:
    assert opened(data) == Enclosed(MAIL)


@pytest.mark.parametrize("kind", [ENVELOPED, ENCRYPTED, AUTHENTICATED])
def test_what_is_encrypted_is_named_so(kind: str) -> None:
    assert opened(envelope(kind, der(4, MAIL))) == Enclosed(encrypted=True)


def test_a_signature_alone_holds_nothing() -> None:
    assert opened(envelope(SIGNED, b"")) == Enclosed()


@pytest.mark.parametrize("data", [b"", b"0", b"\x30\x80" * 5000, b"Could you?", b"\x1f" * 99])
def test_what_is_no_envelope_is_broken(data: bytes) -> None:
    assert opened(data) == Enclosed(broken=True)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_are_taken(data: bytes, at: int) -> None:
    whole = envelope(SIGNED, CHUNKED, ber=True)
    for one in (data, whole[:at], whole[:at] + data + whole[at + len(data) :]):
        assert isinstance(opened(one).content, bytes)


@pytest.mark.parametrize("piece", [b"\x30\x80", b"\x31\x80\x02\x01\x01", b"\x04\x01a", b"\0"])
def test_time_grows_with_the_data(piece: bytes) -> None:
    head = envelope(SIGNED, CHUNKED, ber=True)[:40]
    assert is_linear(lambda size: opened(head + piece * (size // len(piece))), 1 << 12, 1 << 18)


def mail(data: bytes, name: str = "smime.p7m", kind: str = "application/pkcs7-mime") -> Record:
    head = (
        f"From: ada@x.org\nDate: Mon, 2 Mar 2026 09:00:00 +0000\nContent-Type: {kind};"
        f' name="{name}"\nContent-Transfer-Encoding: base64\n\n'
    )
    record = read_mail(head.encode() + encodebytes(data), "a place")
    assert isinstance(record, Record)
    return record


def test_the_mail_inside_is_read_also_inside_another() -> None:
    data = envelope(SIGNED, der(4, MAIL))
    assert mail(data).text == "Could you send it?"
    assert not mail(data).problems
    assert mail(data, kind="application/octet-stream").text == "Could you send it?"
    inner = b"Content-Type: application/x-pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    assert mail(envelope(SIGNED, der(4, inner + encodebytes(data)))).text == "Could you send it?"


def test_other_ways_to_hold_one() -> None:
    data = envelope(SIGNED, der(4, MAIL))
    pem = b"-----BEGIN PKCS7-----\n" + encodebytes(data) + b"-----END PKCS7-----\n"
    assert opened(pem) == opened(encodebytes(data)) == Enclosed(MAIL)
    assert mail(MAIL).text == "Could you send it?"  # in clear


def test_words_that_cannot_be_read_are_told() -> None:
    (problem,) = mail(envelope(ENVELOPED, der(4, MAIL))).problems
    assert "encrypted" in problem.what
    (problem,) = mail(b"broken").problems
    assert "signed envelope" in problem.what
    assert not mail(envelope(SIGNED, b""), name="smime.p7c").problems  # certificates


def test_a_signed_document_is_an_attachment() -> None:
    signed = encodebytes(envelope(SIGNED, der(4, b"%PDF"))).decode()
    raw = (
        "From: ada@x.org\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHere.\n--b\n"
        'Content-Type: application/pkcs7-mime; name="contract.pdf.p7m"\n'
        f"Content-Transfer-Encoding: base64\n\n{signed}\n--b--\n"
    )
    record = read_mail(raw.encode(), "a place")
    assert isinstance(record, Record)
    assert record.text == "Here."
    assert [one.name for one in record.attachments] == ["contract.pdf.p7m"]
    assert not record.problems


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n-----END PGP MESSAGE-----\n", True),
        ("See:\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n-----END PGP MESSAGE-----\n", False),
        ("Use -----BEGIN PGP MESSAGE----- to begin.", False),
    ],
)
def test_encryption_inside_the_text(body: str, *, told: bool) -> None:
    head = "From: ada@x.org\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\n"
    record = read_mail((head + body).encode(), "a place")
    assert isinstance(record, Record)
    assert bool(record.problems) == told
