"""One mail in (bytes, RFC 5322 and MIME), one record out.

Shared by every source of mail. What the sender wrote is kept, quotes and signature set apart;
attachments leave their name and size.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from hashlib import blake2b
from itertools import takewhile
from typing import TYPE_CHECKING

from comity.model import Participant, Problem, Record, Skipped
from comity.normalise.body import Setting, own_text
from comity.normalise.folder import labels_of, use_of
from comity.normalise.identity import as_written
from comity.normalise.likeness import mark
from comity.normalise.subject import title
from comity.normalise.time import date_us, received_us, sent_us
from comity.sources.charset import decoded, from_base64
from comity.sources.linkedin.notification import notice
from comity.sources.mail.automatic import automatic
from comity.sources.mail.calendar_answer import answer_of
from comity.sources.mail.identifiers import answered_ids, message_id, message_ids, tells_apart
from comity.sources.mail.mailboxes import mailboxes
from comity.sources.mail.mime import parse
from comity.sources.mail.participants import list_id, participants

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.model import SkipReason
    from comity.normalise.folder import FolderUse
    from comity.sources.mail.mime import Message

MESSAGE_MAX = 32 << 20  # bytes read of one message; header and text come first
TEXT_BYTES = 1 << 16
_REFERENCES_MAX = 50
_NAMES_MAX = 20
_SUBJECT_CHARS = 1_000
_SUBJECT_READ = 20_000  # encoded words are longer than what they say
_ASKED_MAX = 50  # participants whose addresses are no identifiers
_THREAD_INDEX_CHARS = 1_000
_THREAD_BYTES, _ANSWER_BYTES = 22, 5

_HREF = re.compile(r"""href\s*=\s*["']?(https?://[^"'\s>]{1,500})""", re.IGNORECASE)
_PGP = "-----BEGIN PGP MESSAGE-----"
_ENCRYPTED = "kept without a text; import it again from a program that has decrypted it"
_DOUBTS = {
    "zone": ("does not say in which time zone it is", "taken as UTC: it may be some hours off"),
    "time": ("has no time of day", "taken as noon"),
    "day": ("can mean several days", ""),
    "": ("cannot be read", ""),
}
_THREAD_CHARS = 100
_LABELS = ("x-gmail-labels", "x-gm-labels", "x-keywords")
_PASSED_OVER: dict[FolderUse, SkipReason] = {"drafts": "draft", "junk": "junk"}
_BY_PROGRAM = {"list", "bulk", "service", "bounce"}
_TO = ("to", "cc", "bcc")
_KNOWN_BY = {"from", *_TO}
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")


def bytes_of(path: str) -> bytes:
    """Return what is read of a file with one mail; unbuffered, which takes half the time."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        return file.read(min(os.fstat(file.fileno()).st_size, MESSAGE_MAX + 1))


def refused(where: str, error: OSError) -> Skipped:
    """Return what stands for a file that the system does not let us read."""
    problem = Problem(where, f"the file cannot be read ({error.strerror})", "check its rights")
    return Skipped("unreadable", where, problem)


def read_mail(
    raw: bytes,
    where: str,
    *,
    use: FolderUse = "",
    absent: Mapping[bytes, int] | None = None,
) -> Record | Skipped:
    """Return the record of one message in a folder of that use, or why there is none.

    ``absent`` are the parts that were not fetched, as ``mime.parse`` has it.
    """
    if use in _PASSED_OVER:
        return Skipped(_PASSED_OVER[use], where)
    problems: list[Problem] = []
    if len(raw) > MESSAGE_MAX:
        raw = raw[:MESSAGE_MAX]
        problems.append(Problem(where, "the message is very large", "its beginning was read"))
    message = parse(raw, absent)
    if not message.fields:
        problem = Problem(
            where, "no mail header could be read", "open the file and see whether it is a mail"
        )
        return Skipped("unreadable", where, problem)
    return read_message(message, where, use=use, problems=problems)


def read_message(
    message: Message, where: str, *, use: FolderUse = "", problems: list[Problem] | None = None
) -> Record | Skipped:
    """Return the record of a message that was taken apart, or was kept in parts."""
    use = _use(message, use)
    if use in _PASSED_OVER:
        return Skipped(_PASSED_OVER[use], where)
    return _record(message, where, use=use, problems=problems or [])


def _use(message: Message, use: FolderUse) -> FolderUse:
    """Return what the place of a mail is for, as its folder and the mail itself say.

    What its own program writes into a mail stands above the ``Received`` of its way; what is below
    came with it, and would be a stranger's word.
    """
    own = list(takewhile(lambda name: name != "received", message.fields))
    received = len(own) < len(message.fields)
    if use == "chat" and received:  # a line of a chat is on its way nowhere
        use = ""
    if not received and ("x-mozilla-draft-info" in own or message.first("x-unsent") == "1"):
        return "drafts"
    if not any(name in own for name in _LABELS):
        return use
    labels = [x for name in _LABELS if name in own for x in labels_of(_decoded(message, name))]
    return use_of(labels=labels, special=use, received=received)


def _decoded(message: Message, name: str) -> str:
    return decoded(message.first(name)[:_SUBJECT_READ])


def _record(message: Message, where: str, *, use: FolderUse, problems: list[Problem]) -> Record:
    plain = message.text()
    subject = " ".join(_decoded(message, "subject").split())[:_SUBJECT_CHARS]
    through = list_id(message)
    taking_part = participants(message, through)
    kind = automatic(message, subject, _author(taking_part), through)
    if kind in _BY_PROGRAM:  # which program handed it in says nothing of people
        taking_part = [one for one in taking_part if one.role != "sender"]
    at_us, arrived_us = _instants(message, where, problems)
    names = tuple(one.name for one in taking_part[1:_NAMES_MAX] if " " in one.name)
    text = _capped(own_text(plain, Setting(subject, at_us, names)))
    problems += _unread(message, where, plain, text)
    ref, was = _references_of(message, taking_part, subject, plain)
    answered, references = _answered(message, taking_part)
    record = Record(
        kind="mail",
        ref=ref,
        was=was,
        where=where,
        channel="mail",
        interaction="mail",
        at_us=at_us,
        received_us=arrived_us,
        participants=tuple(taking_part),
        subject=subject,
        text=text,
        message_id="" if was else ref,
        in_reply_to=answered,
        references=references,
        conversation=_thread_index(message.first("thread-index")),
        list_id=through,
        automatic=kind,
        detail=answer_of(message.calendars) if message.calendars else "",
        folder="sent" if use == "sent" else "",
        delivered_to=_delivered_to(message),
        attachments=tuple(message.attachments),
        problems=tuple(problems),
    )
    if use == "chat":
        return _as_chat(record, message.first("x-gm-thrid"))
    by_linkedin = "linkedin." in message.first("from").lower()
    return _noticed(record, message, plain) if by_linkedin else record


def _instants(
    message: Message, where: str, problems: list[Problem]
) -> tuple[int | None, int | None]:
    """Return when a mail was sent, by its arrival where its date says nothing, and when it came."""
    date, received = message.first("date"), message.fields.get("received", [])
    arrived_us = received_us(received[0]) if received else None
    at_us, doubt = sent_us(decoded(date), received)
    if at_us is None or doubt:
        problems.append(_date_problem(where, date, doubt, arrived_us))
    return (arrived_us if at_us is None else at_us), arrived_us


def _as_chat(record: Record, thread: str) -> Record:
    """Return one line of a chat, as Gmail keeps it among mail: of one talk with those it is with.

    Where nobody is named it is with, the subject ("Chat with Ada") tells one talk from another.
    """
    people = sorted({one.identity for one in record.participants if one.role in {"from", "to"}})
    talk = " ".join(people) if len(people) > 1 else record.subject
    return replace(
        record,
        kind="chat",
        channel="chat",
        interaction="message",
        conversation=thread[:_THREAD_CHARS] or talk,
        subject="",
        in_reply_to="",
        references=(),
    )


def _noticed(record: Record, message: Message, plain: str) -> Record:
    """Return what one of LinkedIn's mails says of the person it names, though a robot sent it."""
    sender = mailboxes(message.first("from"))[:1]
    links = [link for leaf in message.html for link in _HREF.findall(leaf.text())]
    for address, name in sender:
        mailbox = f'"{name.replace(chr(34), "")}" <{address}>'
        named = notice(mailbox, record.subject, plain, links, record.at_us)
        if named:
            robot = Participant("from", as_written(address), "LinkedIn")
            about = Participant("about", named.identity, named.name)
            others = (one for one in record.participants if one.role != "from")
            return replace(
                record,
                channel="linkedin",
                interaction=named.interaction,
                automatic="service",
                participants=(robot, *others, about),
                claims=named.claims,
                text=_capped(named.text),
            )
    return record


def _author(taking_part: list[Participant]) -> Participant | None:
    return taking_part[0] if taking_part and taking_part[0].role == "from" else None


def _answered(message: Message, taking_part: list[Participant]) -> tuple[str, tuple[str, ...]]:
    """Return the mail that is answered, and the thread above it: its root and the nearest.

    Of several mails answered at once the nearest is the last of the thread, else the first.
    """
    above = message_ids(message.first("references"))
    answered = message.first("in-reply-to")
    ids = answered_ids(answered, _addresses(taking_part)) if answered else []
    others = [one for one in ids if one not in above] if len(ids) > 1 else []
    nearest = above[-1] if len(ids) > 1 and above[-1:] and above[-1] in ids else "".join(ids[:1])
    above = [one for one in others if one != nearest] + above
    if len(above) > _REFERENCES_MAX:
        above = above[:1] + above[1 - _REFERENCES_MAX :]
    return nearest, tuple(above)


def _addresses(taking_part: list[Participant]) -> set[str]:
    return {one.identity.removeprefix("email:").lower() for one in taking_part[:_ASKED_MAX]}


def _thread_index(value: str) -> str:
    """Return Outlook's Thread-Index (MS-OXOMSG 2.2.1.3) in hexadecimal; "" for none.

    22 bytes name the thread; each answer adds five to those of the mail it answers.
    """
    if not value:
        return ""
    index = from_base64(value[:_THREAD_INDEX_CHARS].encode("ascii", "ignore"))
    plain = len(index) >= _THREAD_BYTES and not (len(index) - _THREAD_BYTES) % _ANSWER_BYTES
    return index.hex() if plain and index[0] == 1 else ""


def _references_of(
    message: Message, taking_part: list[Participant], subject: str, plain: str
) -> tuple[str, str]:
    """Return what a mail is known by, and what the first format of facts knew it by.

    Without a Message-ID of its own that is who wrote it to whom, when, and what, however spelt.
    """
    named = message_id(message.first("message-id"))
    author, date = message.first("from"), message.first("date")
    if tells_apart(named) and not _is_address_of(named, taking_part):
        return named, ""
    people = (f"{one.role} {one.identity.lower()}" for one in taking_part if one.role in _KNOWN_BY)
    unread = (
        " ".join(value.split())
        for name in _TO
        for value in message.fields.get(name, ())
        if "@" not in value
    )
    said = (str(date_us(decoded(date)) or date.strip()), title(subject), str(mark(plain)))
    return _digest(*said, *people, *unread), named or _digest(author, date, subject, plain)


def _is_address_of(identifier: str, taking_part: list[Participant]) -> bool:
    """Whether an identifier is its author's mail address, which all of their mails would bear."""
    author = _author(taking_part)
    return author is not None and author.identity[6:] == identifier


def _digest(*parts: str) -> str:
    return (
        "hash:" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
    )


def _capped(text: str) -> str:
    """Return a text of at most 64 KB."""
    if len(text) * 4 <= TEXT_BYTES:
        return text
    return text.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore")


def _delivered_to(message: Message) -> tuple[str, ...]:
    values = (value for name in _DELIVERED for value in message.fields.get(name, ())[:4])
    found = (as_written(value) for value in values)
    return tuple(dict.fromkeys(identity for identity in found if identity))[:8]


def _unread(message: Message, where: str, plain: str, text: str) -> list[Problem]:
    """Return a Problem where a mail has words that cannot be read."""
    if "encrypted" in message.unread or (not text and _PGP in plain):
        return [Problem(where, "the mail is encrypted: its words cannot be read", _ENCRYPTED)]
    if message.unread and not text:
        what = f"the mail's words are in a {min(message.unread)} that cannot be read"
        return [Problem(where, what, "open it in its own program, save it anew and import that")]
    return []


def _date_problem(where: str, text: str, doubt: str, arrived_us: int | None) -> Problem:
    what, advice = _DOUBTS[doubt]
    what = f"the date {text[:60]!r} {what}" if text else "there is no Date header"
    kept = "the last Received line gave the date" if arrived_us else "kept without a date"
    return Problem(where, what, advice or kept)
