"""A mail of Outlook's in, the message it was sent as out: its header fields and its parts.

The header that came with a mail is kept beside it (``PidTagTransportMessageHeaders``), but not
with what never left Exchange or was sent from here: then the properties say the same (MS-OXCMAIL).
The body is kept as text, as HTML or as compressed RTF.
"""

from __future__ import annotations

from base64 import b64encode
from email.utils import format_datetime
from typing import TYPE_CHECKING

from comity.model import Attachment
from comity.normalise.contentline import escaped
from comity.normalise.time import datetime_of
from comity.sources.contentline import capped
from comity.sources.mail.leaf import Leaf
from comity.sources.mail.mime import ATTACHMENTS_MAX, HEADER_MAX, Message, fields_of, parse
from comity.sources.mail.rtf import decompressed, rtf_to_text
from comity.sources.mapi import BODY, HTML, RTF, STRING8, UNICODE
from comity.sources.outlook.appointment import answer, subject
from comity.sources.outlook.item import AUTHOR, RECEIVER, RECIPIENT, SENDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.sources.contentline import Component
    from comity.sources.outlook.item import Item

_HEADER, _FLAGS, _KIND, _THREAD = 0x7D, 0x0E07, 0x0C15, 0x71
_SENT, DELIVERED, _CREATED = 0x39, 0x0E06, 0x3007
_IDENTIFIER, _ANSWERED, _REFERENCES = 0x1035, 0x1042, 0x1039
_UNSENT = 8
_ROLES = {1: "to", 2: "cc", 3: "bcc"}
_PLAIN_CLASSES = ("", "IPM.NOTE")
_SIGNED, _ENVELOPE = ".MULTIPARTSIGNED", "IPM.NOTE.SMIME"
_METHODS = {
    "REQUEST": ("REQUEST", ""),
    "CANCELED": ("CANCEL", ""),
    "RESP.POS": ("REPLY", "ACCEPTED"),
    "RESP.NEG": ("REPLY", "DECLINED"),
    "RESP.TENT": ("REPLY", "TENTATIVE"),
}
_MEETING = "IPM.SCHEDULE.MEETING."
_ENCODED = 4 / 3  # what base64 makes of a size


def message(item: Item) -> Message:
    """Return a mail as if it had been parsed."""
    kind = item.message_class
    head = _head(item)
    fields = fields_of(head.encode("utf-8", "replace"))
    for name, value in _said(item, came="from" in fields):
        if name == "bcc" or name not in fields:
            fields.setdefault(name, []).append(value)
    if kind.startswith(_ENVELOPE) and (opened := _opened(item)):
        made = opened
        made.fields = {**fields, **{k: v for k, v in opened.fields.items() if k not in fields}}
        return made
    made = Message(fields, parts=1)
    _put_words(item, made)
    for file in item.attachments[:ATTACHMENTS_MAX]:
        made.attachments.append(Attachment(file.name[:200], round(file.size_bytes * _ENCODED)))
        if file.kind:
            made.kinds.add(file.kind)
    if kind.startswith("REPORT.") and kind.endswith(".DR"):
        made.kinds.add("delivered")
    if calendar := _calendar(item, made):
        made.kinds.add("text/calendar")
        made.calendars.append(calendar)
    return made


def is_received(item: Item) -> bool:
    """Whether a mail's header says that it was on its way."""
    return "received:" in item.properties.text(_HEADER)[:HEADER_MAX].lower()


def _head(item: Item) -> str:
    """Return the header that is kept of a mail, without those of its parts."""
    text = item.properties.text(_HEADER).replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    return text.partition("\n\n")[0][:HEADER_MAX]


def _said(item: Item, *, came: bool) -> Iterator[tuple[str, str]]:
    """Yield the fields that the properties say, whether or not the mail `came` with a header."""
    said = item.properties
    author, sender = mailbox(*item.person(said, AUTHOR)), mailbox(*item.person(said, SENDER))
    if author or sender:
        yield "from", author or sender
    if not came and author and sender and author != sender:
        yield "sender", sender
    for role, mailboxes in _addressed(item).items():
        yield role, ", ".join(mailboxes)
    yield "subject", " ".join(subject(said).split())
    at_us = said.at_us(_SENT, DELIVERED, _CREATED)
    if at_us is not None:
        yield "date", format_datetime(datetime_of(at_us))
    kept = (("message-id", _IDENTIFIER), ("in-reply-to", _ANSWERED), ("references", _REFERENCES))
    yield from ((name, said.text(tag)) for name, tag in kept if said.text(tag))
    if thread := said.binary(_THREAD):
        yield "thread-index", b64encode(thread).decode()
    if item.message_class not in _PLAIN_CLASSES:
        yield "x-message-class", item.message_class
    if not came and said.number(_FLAGS) & _UNSENT and said.at_us(_SENT) is None:
        yield "x-unsent", "1"
    if not came and (mine := item.person(said, RECEIVER)[1]):
        yield "delivered-to", mine


def _addressed(item: Item) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in item.addressees:
        role = _ROLES.get(one.number(_KIND) & 0xF, "")
        if role and (written := mailbox(*item.person(one, RECIPIENT))):
            found.setdefault(role, []).append(written)
    return found


def mailbox(name: str, address: str) -> str:
    """Return a mailbox as a header has it; "" without an address."""
    said = " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"')
    bare = " ".join(address.replace("<", "").replace(">", "").split())
    return (f'"{said}" <{bare}>' if said and said != bare else f"<{bare}>") if bare else ""


def _put_words(item: Item, made: Message) -> None:
    """Put the words of a mail in: the plain ones, made of RTF where there are no others."""
    said = item.properties
    plain = said.text(BODY).replace("\r\n", "\n").replace("\r", "\n")
    html = said.binary(HTML)
    if said.values.get(HTML, (0, ()))[0] in {STRING8, UNICODE}:
        markup = Leaf("text/html", "utf-8", "", said.text(HTML).encode("utf-8", "replace"))
    else:
        markup = Leaf("text/html", said.internet_page, "", html.replace(b"\r\n", b"\n"))
    if markup.data.strip():
        made.html.append(markup)
    elif not plain.strip():
        plain = rtf_to_text(decompressed(said.binary(RTF)))
    words = Leaf("text/plain", "utf-8", "", plain.encode("utf-8", "replace"))
    made.leaves = [words] if plain.strip() or not made.html else [markup]


def _opened(item: Item) -> Message | None:
    """Return a signed mail taken apart: it lies whole in its one attachment."""
    for file in item.attachments[:1]:
        data = file.data()
        if item.message_class.endswith(_SIGNED) or data[:13].lower() == b"content-type:":
            return parse(data)
        kind = b"Content-Type: application/pkcs7-mime; name=smime.p7m\n"
        return parse(kind + b"Content-Transfer-Encoding: base64\n\n" + b64encode(data))
    return None


def _calendar(item: Item, made: Message) -> tuple[str, Leaf] | None:
    """Return what a mail about a meeting carries: an invitation, an answer, an end (RFC 5546)."""
    if not item.message_class.startswith(_MEETING):
        return None
    kind = item.message_class.removeprefix(_MEETING)
    method, answered = next((_METHODS[one] for one in _METHODS if kind.startswith(one)), ("", ""))
    if not method:
        return None
    event = answer(item, method, answered)
    comment = capped(" ".join(made.text().split())) if answered else ""
    text = f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\n"
    text += "".join(_lines(event))
    text += f"COMMENT:{escaped(comment)}\n" if comment else ""
    leaf = Leaf("text/calendar", "utf-8", "", f"{text}END:VEVENT\nEND:VCALENDAR\n".encode())
    return f"text/calendar; method={method}", leaf


def _lines(event: Component) -> Iterator[str]:
    for name, values in event.properties.items():
        for parameters, value, _ in values:
            said = (parameters + b":" + value).decode().replace("\n", " ")
            yield f"{name}{said}\n"
