"""Mails in, mbox entries out (RFC 4155 in its mboxrd form; RFC 5322, 2045 to 2047, 3464, 6047).

Six styles of mail program: 0 text and HTML, names and bodies in base64 when not ASCII; 1 the
same in quoted-printable with an "Original Message" block; 2 quoted-printable text; 3 base64
text; 4 plain 8-bit text with "-- " before the signature; 5 HTML alone.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import b2a_qp
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from comity.demo.formats.icalendar import calendar

if TYPE_CHECKING:
    from comity.demo.events import Box, Mail

LONDON = ZoneInfo("Europe/London")
FROM_LINE = re.compile(r"^(>*From )", re.MULTILINE)
ATOMS = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*")
QUOTE_DEPTH = 3
CHUNK = 36  # characters of a long header in one encoded word
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def entry(mail: Mail, reader: str) -> bytes:
    """Return the mail as one entry of an mbox; ``reader`` is the owner's address of the time."""
    sent = moment(mail)
    lines = [f"From {mail.sender.address} {_ctime(mail.at_us)}"]
    if mail.folder == "inbox":
        lines += _trace(mail, reader)
    lines += [
        f"From: {mailbox(mail.sender, mail.style)}",
        f"To: {mailboxes(mail.to, mail.style)}",
        *([f"Cc: {mailboxes(mail.cc, mail.style)}"] if mail.cc else []),
        *([f"Bcc: {mailboxes(mail.bcc, mail.style)}"] if mail.bcc else []),
        f"Subject: {encoded(mail.subject, mail.style)}",
        f"Date: {rfc5322(sent)}",
        f"Message-ID: <{mail.message_id}>",
        *_threading(mail),
        *(f"{name}: {encoded(value, 0)}" for name, value in mail.headers),
        "MIME-Version: 1.0",
    ]
    headers, body = content(mail)
    text = "\n".join((*lines, *headers, "", FROM_LINE.sub(r">\1", body).rstrip("\n"), "", ""))
    return text.encode()


def moment(mail: Mail) -> datetime:
    """Return when it was sent, on the sender's clock."""
    zone = timezone(timedelta(minutes=mail.offset_minutes)) if mail.offset_minutes else LONDON
    return datetime.fromtimestamp(mail.at_us // 1_000_000, zone)


def rfc5322(when: datetime) -> str:
    """Return a Date header's value; not by strftime, whose names depend on the locale."""
    east = int((when.utcoffset() or timedelta()).total_seconds()) // 60
    zone = f"{'-' if east < 0 else '+'}{abs(east) // 60:02}{abs(east) % 60:02}"
    day = f"{DAYS[when.weekday()]}, {when.day} {MONTHS[when.month - 1]} {when.year}"
    return f"{day} {when.hour:02}:{when.minute:02}:{when.second:02} {zone}"


def _ctime(at_us: int) -> str:
    return datetime.fromtimestamp(at_us // 1_000_000, timezone.utc).ctime()  # noqa: UP017


def _trace(mail: Mail, reader: str) -> list[str]:
    domain = mail.sender.address.rpartition("@")[2]
    here = reader.rpartition("@")[2]
    arrived = datetime.fromtimestamp(mail.at_us // 1_000_000 + 3, LONDON)
    return [
        f"Return-Path: <{mail.sender.address if not mail.report else ''}>",
        f"Delivered-To: {reader}",
        f"Received: from mail.{domain} (mail.{domain} [192.0.2.{mail.at_us // 1_000_000 % 250}])",
        f"\tby mx.{here} with ESMTPS; {rfc5322(arrived)}",
    ]


def _threading(mail: Mail) -> list[str]:
    if mail.parent is None:
        return []
    chain: list[str] = []
    parent: Mail | None = mail.parent
    while parent is not None:
        chain.append(f"<{parent.message_id}>")
        parent = parent.parent
    return [f"In-Reply-To: {chain[0]}", "References: " + "\n ".join(reversed(chain))]


@lru_cache(maxsize=4096)
def encoded(text: str, style: int) -> str:
    """Return a header's text, in encoded words (RFC 2047) where it is not ASCII."""
    if text.isascii():
        return text
    words = []
    for start in range(0, len(text), CHUNK if style % 2 == 0 else CHUNK // 2):
        raw = text[start : start + (CHUNK if style % 2 == 0 else CHUNK // 2)].encode()
        if style % 2 == 0:
            words.append(f"=?UTF-8?B?{b64encode(raw).decode()}?=")
        else:
            safe = "".join(
                chr(byte) if chr(byte).isalnum() and byte < 128 else f"={byte:02X}"  # noqa: PLR2004  ASCII
                for byte in raw
            )
            words.append(f"=?utf-8?Q?{safe}?=")
    return "\n ".join(words)


@lru_cache(maxsize=4096)
def mailbox(box: Box, style: int) -> str:
    """Return a mailbox as a program of that style writes it."""
    if not box.name:
        return box.address
    if not box.name.isascii():
        return f"{encoded(box.name, style)} <{box.address}>"
    plain = ATOMS.fullmatch(box.name) and style != 1
    return f"{box.name} <{box.address}>" if plain else f'"{box.name}" <{box.address}>'


def mailboxes(boxes: tuple[Box, ...], style: int) -> str:
    """Return an address list, one mailbox a line."""
    return ",\n ".join(mailbox(box, style) for box in boxes)


# ── bodies ───────────────────────────────────────────────────────────────────────────────


def attribution(mail: Mail, style: int) -> str:
    """Return the line before a quotation."""
    when = moment(mail)
    who = mail.sender.name or mail.sender.address
    month = MONTHS[when.month - 1]
    if style == 0:
        day = f"{DAYS[when.weekday()]}, {month} {when.day}, {when.year} at {when:%I:%M %p}"
        return f"On {day} {who} <{mail.sender.address}> wrote:"
    if style == 1:
        to = ", ".join(box.name or box.address for box in mail.to)
        sent = f"{when.day} {month} {when.year} {when:%H:%M}"
        return (
            f"-----Original Message-----\nFrom: {who} <{mail.sender.address}>\n"
            f"Sent: {sent}\nTo: {to}\nSubject: {mail.subject}\n"
        )
    if style == 2:  # noqa: PLR2004  styles are listed in the docstring
        return f"On {when.day} {month} {when.year}, at {when:%H:%M}, {who} wrote:"
    return f"On {when:%d/%m/%Y %H:%M}, {who} wrote:"


def quotation(mail: Mail | None, style: int, depth: int = 1) -> str:
    """Return what a reply to the mail quotes of it, older quotations inside."""
    if mail is None or depth > QUOTE_DEPTH:
        return ""
    mark = "" if style == 1 else "> "
    inner = "\n\n".join(
        part for part in (written(mail), quotation(mail.parent, mail.style, depth + 1)) if part
    )
    lines = "\n".join((mark + line).rstrip() for line in inner.split("\n"))
    return f"{attribution(mail, style)}\n{lines}"


def written(mail: Mail) -> str:
    """Return the text with its signature."""
    if not mail.signature:
        return mail.text
    mark = "-- \n" if mail.style in {3, 4} else ""
    return f"{mail.text}\n\n{mark}{mail.signature}"


def hypertext(mail: Mail) -> str:
    """Return the letter as HTML, the quotation in a blockquote."""

    def paragraphs(text: str) -> str:
        return "".join(
            f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>\n"
            for part in text.split("\n\n")
        )

    parts = [
        "<html><head><style>p { margin: 0 0 1em }</style></head><body>\n",
        paragraphs(mail.text),
    ]
    if mail.signature:
        parts.append(f'<div class="signature">{paragraphs(mail.signature)}</div>\n')
    if mail.parent is not None:
        line = escape(attribution(mail.parent, 0), quote=False)
        inner = paragraphs(written(mail.parent))
        parts.append(f'<div>{line}</div>\n<blockquote type="cite">{inner}</blockquote>\n')
    return "".join(parts) + "</body></html>\n"


Part = tuple[list[str], str]  # headers and body


def text_part(text: str, kind: str, coding: str) -> Part:
    """Return a text part in a transfer encoding (RFC 2045)."""
    if coding == "8bit":
        coding = "7bit" if text.isascii() else "8bit"
    headers = [f"Content-Type: text/{kind}; charset=utf-8", f"Content-Transfer-Encoding: {coding}"]
    if coding == "quoted-printable":
        return headers, b2a_qp(text.encode(), istext=True).decode()
    if coding == "base64":
        return headers, folded(text.encode())
    return headers, text


def folded(data: bytes) -> str:
    """Return base64 in lines of 76 characters."""
    line = b64encode(data).decode()
    return "\n".join(line[start : start + 76] for start in range(0, len(line), 76))


def multipart(kind: str, parts: list[Part], mark: str) -> Part:
    """Return a multipart body with that boundary."""
    pieces = ["\n".join((f"--{mark}", *headers, "", body)) for headers, body in parts]
    return [f'Content-Type: multipart/{kind}; boundary="{mark}"'], "\n".join(
        (*pieces, f"--{mark}--")
    )


def content(mail: Mail) -> Part:
    """Return the headers of the content, and the body."""
    mark = "=_" + mail.message_id.partition("@")[0]
    plain = (
        "\n\n".join(part for part in (written(mail), quotation(mail.parent, mail.style)) if part)
        + "\n"
    )
    if mail.report:
        return report(mail, plain, mark)
    if mail.meeting:
        event = calendar([mail.meeting], stamp_us=mail.at_us, method="REQUEST").replace(
            "\r\n", "\n"
        )
        kind = "calendar; method=REQUEST"
        parts = [text_part(plain, "plain", "8bit"), text_part(event, kind, "8bit")]
        return multipart("alternative", parts, mark)
    body = _body(mail, plain, mark)
    if not mail.attachment:
        return body
    data = f"%PDF-1.4\n% {mail.attachment}\n%%EOF\n".encode() * 3
    file = (
        [
            f'Content-Type: application/pdf; name="{mail.attachment}"',
            f'Content-Disposition: attachment; filename="{mail.attachment}"',
            "Content-Transfer-Encoding: base64",
        ],
        folded(data),
    )
    return multipart("mixed", [body, file], mark + "m")


def _body(mail: Mail, plain: str, mark: str) -> Part:
    coding = (
        "base64",
        "quoted-printable",
        "quoted-printable",
        "base64",
        "8bit",
        "quoted-printable",
    )[mail.style]
    if mail.style in {0, 1}:
        coding = "7bit" if mail.style == 0 and plain.isascii() else coding
        parts = [text_part(plain, "plain", coding), text_part(hypertext(mail), "html", coding)]
        return multipart("alternative", parts, mark)
    if mail.style == 5:  # noqa: PLR2004  styles are listed in the docstring
        return text_part(hypertext(mail), "html", coding)
    return text_part(plain, "plain", coding)


def report(mail: Mail, plain: str, mark: str) -> Part:
    """Return a delivery report (RFC 3464)."""
    domain = mail.sender.address.rpartition("@")[2]
    status = (
        f"Reporting-MTA: dns; {domain}\n\nFinal-Recipient: rfc822; {mail.report}\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n"
    )
    parts: list[Part] = [
        text_part(plain, "plain", "7bit"),
        (["Content-Type: message/delivery-status"], status),
        (["Content-Type: text/rfc822-headers"], f"To: {mail.report}\n"),
    ]
    headers, body = multipart("report", parts, mark)
    return [headers[0].replace("report;", "report; report-type=delivery-status;")], body
