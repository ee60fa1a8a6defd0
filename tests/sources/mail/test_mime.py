from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.sources.mail.mime import DEPTH_MAX, PARTS_MAX, content_type, parse

if TYPE_CHECKING:
    from comity.sources.mail.mime import Message


def read(text: str) -> Message:
    return parse(text.encode())


def multipart(kind: str, *parts: str) -> str:
    inner = "".join(f"--sep\n{part}\n" for part in parts)
    return f"Content-Type: multipart/{kind}; boundary=sep\n\n{inner}--sep--\n"


PLAIN = "Content-Type: text/plain\n\nplain"
HTML = "Content-Type: text/html\n\n<p>html</p>"


def test_fields_are_read_in_any_letter_case_folded_and_repeated() -> None:
    message = read("SUBJECT : a\n\tb\nTo: x\nto: y\nX-Other: z\nno field\n\nbody")
    assert message.fields == {"subject": ["a\n\tb"], "to": ["x", "y"]}
    assert message.first("to") == "x"
    assert message.first("cc") == ""
    assert message.text() == "body"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\n\n", "\ufeff", "From ada Mon Mar  2 09:00:00 2026\n"])
def test_line_ends_and_what_stands_before(start: str, end: str) -> None:
    message = read((start + "Subject: a\nTo: b\n\nc\nd").replace("\n", end))
    assert message.fields == {"subject": ["a"], "to": ["b"]}
    assert message.text() == "c\nd"


def test_a_field_in_latin_1_among_others_in_utf_8() -> None:
    message = parse(b"From: J\xfcrgen\nSubject: Gr\xc3\xbc\xc3\x9fe\n\n")
    assert message.fields == {"from": ["Jürgen"], "subject": ["Grüße"]}


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("alternative", PLAIN, HTML), "plain"),
        (("alternative", HTML, PLAIN), "plain"),
        (("alternative", "Content-Type: text/plain\n\n \n", HTML), "html"),
        (("alternative", "\n=20", HTML), "=20"),
        (("mixed", PLAIN, HTML), "plain\nhtml"),
        (("mixed", "\nno header", "no header either"), "no header\nno header either"),
        (("related", HTML, "Content-Type: image/png\n\nx"), "html"),
        (("report", PLAIN, "Content-Type: message/rfc822\n\nSubject: x\n\nother"), "plain"),
    ],
)
def test_which_parts_are_the_text(parts: tuple[str, ...], text: str) -> None:
    assert read(multipart(*parts)).text() == text


def test_plain_text_that_is_blank_once_decoded_gives_way_to_html() -> None:
    blank = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nICAK"
    assert read(multipart("alternative", blank, HTML)).text() == "html"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        "<META CHARSET='KOI8-R'>",
        "<meta name=a><meta charset=koi8-r />",
    ],
)
def test_html_may_name_its_charset_itself(meta: str) -> None:
    html = f"<html><head>{meta}</head><body>Придёте?</body></html>".encode("koi8-r")
    assert parse(b"Content-Type: text/html\n\n" + html).text().strip() == "Придёте?"
    said = b"Content-Type: text/html; charset=koi8-r\n\n" + html.replace(b"oi8-", b"oi8-x")
    assert parse(said).text().strip() == "Придёте?"  # the header comes first
    again = b"Content-Type: text/html\n\n" + html.decode("koi8-r").encode()
    assert parse(again).text().strip() == "Придёте?"  # made UTF-8 on its way
    plain = parse(b"Content-Type: text/plain\n\n\xf0 " + meta.encode() + b" it says").text()
    assert plain.startswith("\xf0 <")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<!DOCTYPE html>\n<html><body><p>Come?</p></body></html>", "Come?"),
        ('<div dir="ltr">Come?<br></div>\n', "Come?"),
        ("<p>Write it so</p> and it is bold", "<p>Write it so</p> and it is bold"),
        ("<ada@x.org>", "<ada@x.org>"),
        ("Use <b>bold</b>", "Use <b>bold</b>"),
    ],
)
def test_html_sent_as_plain_text(body: str, text: str) -> None:
    assert read(f"Content-Type: text/plain\n\n{body}").text().strip() == text


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ('"base64"', "cGxhaW4="),
        ("BASE64; x=y", "cGxhaW4="),
        ("quoted-printable (RFC 2045)", "pl=61in"),
        ("8-bit", "plain"),
        ("x-uuencode", "begin 644 a.txt\n%<&QA:6X \n`\nend"),
        ("x-uuencode", "begin 644 a.txt\n\x80\n%<&QA:6X "),
        ("\u00e9", "plain"),
    ],
)
def test_how_a_transfer_encoding_is_written(encoding: str, body: str) -> None:
    assert read(f"Content-Transfer-Encoding: {encoding}\n\n{body}").text().strip() == "plain"


def test_a_boundary_that_begins_like_another() -> None:
    inner = "Content-Type: multipart/mixed; boundary=sep-2\n\n--sep-2\n\na\n--sep-2\n\nb\n--sep-2--"
    assert read(multipart("mixed", inner, PLAIN)).text() == "a\nb\nplain"


def test_a_named_text_is_an_attachment_within_others_and_the_text_alone() -> None:
    named = 'Content-Type: text/plain; name="C:\\\\notes.txt"\n\nnotes'
    assert read(named).text() == "notes"
    message = read(multipart("mixed", PLAIN, named))
    assert message.text() == "plain"
    assert [(one.name, one.size_bytes) for one in message.attachments] == [("notes.txt", 5)]


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ('filename="a b.txt"', "a b.txt"),
        ("filename=a b.txt; x=y", "a b.txt"),
        ("filename*=utf-8''M%C3%BChle.txt", "Mühle.txt"),
        ('filename*0="a"; filename*1="b.txt"', "ab.txt"),
        ("filename*0*=utf-8''M%C3; filename*1*=%BChle", "Mühle"),
        ('filename="=?utf-8?Q?M=C3=BChle?="', "Mühle"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="say \\"hi\\".txt"', 'say "hi".txt'),
        ("", ""),
    ],
)
def test_names_of_attachments(parameters: str, name: str) -> None:
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {parameters}\n\nx"
    found = read(multipart("mixed", part)).attachments
    assert [one.name for one in found] == ([name] if name else [])


@pytest.mark.parametrize(
    ("value", "kind"),
    [("", "text/plain"), ("Text/HTML; charset=x", "text/html"), ("html", "text/plain")],
)
def test_content_types(value: str, kind: str) -> None:
    assert content_type(value)[0] == kind


@pytest.mark.parametrize("boundary", ["", "; boundary=OTHER", '; boundary=""'])
def test_a_boundary_not_declared_is_found(boundary: str) -> None:
    text = f"Content-Type: multipart/mixed{boundary}\n\n--other\nContent-Type: text/plain\n\na\n"
    assert read(text + "--other--").text() == "a"


def test_a_multipart_without_parts_is_its_text() -> None:
    assert read("Content-Type: multipart/mixed; boundary=b\n\nno parts").text() == "no parts"


def test_deep_and_many_parts_are_read_so_far() -> None:
    nested = PLAIN
    for depth in range(DEPTH_MAX + 10):
        head = f"Content-Type: multipart/mixed; boundary=b{depth}-"
        nested = f"{head}\n\n--b{depth}-\n{nested}\n--b{depth}---\n"
    assert read(nested).parts <= DEPTH_MAX + 1
    assert read(multipart("mixed", *[PLAIN] * 10_000)).parts <= PARTS_MAX + 1


def test_a_boundary_may_be_empty() -> None:
    parts = "--\nContent-Type: text/plain\n\na\n-- \nAda\n--\nContent-Type: text/plain\n\nb\n----\n"
    message = read(f'Content-Type: multipart/mixed; boundary=""\n\n{parts}')
    assert [leaf.data for leaf in message.leaves] == [b"a\n-- \nAda", b"b"]


def test_prefixes_of_a_boundary_take_linear_time() -> None:
    body = "--b\n\n" + "--b-\n" * 400_000
    assert read(f"Content-Type: multipart/mixed; boundary=b\n\n{body}").parts == 2


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x0e\x0f\x1b"), max_size=200),
    st.sampled_from(["utf-8", "iso-2022-jp", "gb18030", "koi8-r"]),
    st.sampled_from(["base64", "quoted-printable", "8bit"]),
)
def test_texts_are_read_as_the_standard_library_wrote_them(
    text: str, charset: str, encoding: str
) -> None:
    made = EmailMessage()
    payload = text.encode(charset, "ignore").decode(charset)
    made.set_content(payload, charset=charset, cte=encoding)
    written = message_from_bytes(bytes(made)).get_payload(decode=True)
    assert isinstance(written, bytes)
    lines = written.decode(charset).replace("\r\n", "\n").splitlines()
    assert parse(bytes(made)).text().replace("\0", "").splitlines() == lines


@given(st.binary(max_size=400), st.text(max_size=40))
def test_nothing_is_refused(body: bytes, boundary: str) -> None:
    head = f"Content-Type: multipart/mixed; boundary={boundary}\nSubject: x\n\n"
    text = parse(head.encode("utf-8", "replace") + body).text()
    assert "\0" not in text
    parse(body)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/plain; format=flowed", "A long paragraph.\n> quoted words\n-- \nAda"),
        (
            'text/plain; charset=utf-8; Format="Flowed"; DelSp=yes',
            "A longparagraph.\n> quotedwords",
        ),
        ("text/plain", "A long \nparagraph."),
        ("text/plain; format=fixed; name=flowed", "A long \nparagraph."),
    ],
)
def test_flowed_text_is_read_in_paragraphs(kind: str, text: str) -> None:
    body = "A long \nparagraph.\n> quoted \n> words\n-- \nAda"
    found = parse(f"Content-Type: {kind}\n\n{body}".encode()).text()
    assert found.startswith(text)
