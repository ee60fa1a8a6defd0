"""One mail in (bytes, RFC 5322 and MIME), one record out.

Shared by every source of mail. The Rust parser reads; where it refuses a message, the standard
library's lenient one does. What the sender wrote is kept, quotes and signature set apart;
attachments leave their name and size.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from fast_mail_parser import ParseError, parse_email

from comity.normalise.language import language_of
from comity.model import Attachment, Participant, Problem, Record, Skipped
from comity.normalise import name as names
from comity.normalise.address import email_identity, kind_of
from comity.normalise.body import html_to_text, split_body
from comity.normalise.time import EARLIEST_US, date_us, received_us, us_of
from comity.sources import lenient_mail
from comity.sources.linkedin_mail import notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fast_mail_parser import PyAddress, PyLazyMail

    from comity.model import Automatic, Claim, Role
    from comity.sources.linkedin_mail import Notice

    Headers = Mapping[str, Sequence[str]]

MESSAGE_MAX = 32 << 20  # bytes parsed of one message; headers and text come first
_HTML_MAX = 1 << 20
_PARTICIPANTS_MAX = 2_000
_REFERENCES_MAX = 50
_SUBJECT_MAX = 1_000
_MESSAGE_ID_MAX = 500

_IDENTIFIER = re.compile(r"<\s*([^<>\s]+)\s*>")
_HREF = re.compile(r"""href\s*=\s*["']?(https?://[^"'\s>]{1,500})""", re.IGNORECASE)
_AUTO_SUBJECT = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)? ?response|autoreply|auto:|out of (?:the )?office|"
    r"abwesenheit|automatische antwort|r[ée]ponse automatique|respuesta autom[aá]tica|"
    r"risposta automatica|autosvar)",
    re.IGNORECASE,
)
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
_KNOWN = ("from", "to", "date", "subject", "message-id", "received", "sender", "return-path")


def read_mail(raw: bytes, where: str, *, sent: bool = False) -> Record | Skipped:
    """Return the record of one message, or why there is none."""
    problems: list[Problem] = []
    if len(raw) > MESSAGE_MAX:
        raw = raw[:MESSAGE_MAX]
        problems.append(Problem(where, "the message is very large", "its beginning was read"))
    try:
        mail = parse_email(raw, mode="lazy")
        headers: Headers = {name.lower(): values for name, values in mail.headers.items()}
    except (ParseError, UnicodeError) as error:
        mail = lenient_mail.parse(raw)
        headers = mail.headers
        problems.append(
            Problem(where, f"the MIME is broken ({error})"[:200], "what could be read was kept")
        )
    if not any(name in headers for name in _KNOWN):
        problem = Problem(
            where, "no mail header could be read", "open the file and see whether it is a mail"
        )
        return Skipped("unreadable", where, problem)
    labels = _first(headers, "x-gmail-labels").lower()
    if "draft" in labels or "x-mozilla-draft-info" in headers:
        return Skipped("draft", where)
    return _record(
        mail, headers, where, sent=sent or "sent" in labels.split(","), problems=problems
    )


def _record(
    mail: PyLazyMail | lenient_mail.LenientMail,
    headers: Headers,
    where: str,
    *,
    sent: bool,
    problems: list[Problem],
) -> Record:
    plain = "\n".join(mail.text_plain)
    if not plain.strip() and mail.text_html:
        plain = html_to_text("\n".join(mail.text_html)[:_HTML_MAX])
    body = split_body(plain)
    subject = " ".join(mail.subject.split())[:_SUBJECT_MAX]
    list_id = _list_id(headers)
    participants = _participants(mail, headers, list_id)
    at_us = us_of(mail.date_parsed) if mail.date_parsed else date_us(mail.date)
    arrived_us = received_us(_first(headers, "received"))
    if at_us is None or at_us < EARLIEST_US:
        problems.append(_date_problem(where, mail.date, arrived_us))
        at_us = arrived_us
    message_id = _message_id(headers)
    author = participants[0] if participants else None
    automatic = _automatic(headers, subject, author, list_id)
    named = _notice(author, subject, body.text, mail.text_html, at_us)
    if named:
        automatic = "service"
        participants += [Participant("about", named.identity, named.name)]
    return Record(
        kind="mail",
        ref=message_id or _digest(_first(headers, "from"), mail.date, subject, plain),
        where=where,
        channel="linkedin" if named else "mail",
        interaction=named.interaction if named else "mail",
        at_us=at_us,
        received_us=arrived_us,
        participants=tuple(participants[:_PARTICIPANTS_MAX]),
        claims=_claims(named),
        subject=subject,
        text=named.text if named and named.text else body.text,
        signature=body.signature,
        language=language_of(body.text),
        message_id=message_id,
        in_reply_to=_first_identifier(_first(headers, "in-reply-to")),
        references=_references(headers),
        list_id=list_id,
        automatic=automatic,
        folder="sent" if sent else "",
        delivered_to=_delivered_to(headers),
        attachments=tuple(_attachments(mail)),
        problems=tuple(problems),
    )


def _first(headers: Headers, name: str) -> str:
    values = headers.get(name)
    return values[0] if values else ""


def _first_identifier(text: str) -> str:
    found = _IDENTIFIER.search(text)
    return found[1][:_MESSAGE_ID_MAX] if found else ""


def _message_id(headers: Headers) -> str:
    text = _first(headers, "message-id")
    return _first_identifier(text) or "".join(text.split()).strip("<>")[:_MESSAGE_ID_MAX]


def _references(headers: Headers) -> tuple[str, ...]:
    """Return the thread above: its root and the nearest ancestors, of a line of any length."""
    found = [name[:_MESSAGE_ID_MAX] for name in _IDENTIFIER.findall(_first(headers, "references"))]
    return tuple(
        found if len(found) <= _REFERENCES_MAX else found[:1] + found[1 - _REFERENCES_MAX :]
    )


def _digest(*parts: str) -> str:
    return (
        "hash:" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
    )


def _list_id(headers: Headers) -> str:
    text = _first(headers, "list-id")
    if text:
        found = re.search(r"<([^<>]+)>", text)
        return (found[1] if found else text).strip().lower()[:200]
    posted = _first(headers, "x-mailing-list") or _first(headers, "list-post")
    identity = email_identity(posted.split(";")[0].strip().strip("<>"))
    return identity.removeprefix("email:").replace("@", ".")


def _participants(
    mail: PyLazyMail | lenient_mail.LenientMail, headers: Headers, list_id: str
) -> list[Participant]:
    reply_to = _mailboxes(mail.reply_to, headers, "reply-to")
    authors = _mailboxes([mail.from_] if mail.from_ else [], headers, "from")[:1]
    made = [_author(identity, name, reply_to, list_id) for identity, name in authors]
    for role, values in (("to", mail.to), ("cc", mail.cc), ("bcc", mail.bcc)):
        made += _in_role(role, _mailboxes(values, headers, role))
    made += [
        Participant("reply_to", identity, names.clean(name))
        for identity, name in reply_to[:5]
        if not made or identity != made[0].identity
    ]
    return made


def _in_role(role: Role, mailboxes: Iterable[tuple[str, str]]) -> Iterable[Participant]:
    return (Participant(role, identity, names.clean(name)) for identity, name in mailboxes)


def _mailboxes(values: Sequence[PyAddress], headers: Headers, header: str) -> list[tuple[str, str]]:
    """Return (identity, display name) of an address header, read leniently where it is broken."""
    found = [(email_identity(value.address), value.display_name or "") for value in values]
    if header in headers and (not found or not all(identity for identity, _ in found)):
        found = lenient_mail.mailboxes(headers[header])
    return list(dict.fromkeys(pair for pair in found if pair[0]))


def _author(
    identity: str, name: str, reply_to: Sequence[tuple[str, str]], list_id: str
) -> Participant:
    """Undo what a list does to an author: "Ada via Talk <talk@lists.example>" is Ada."""
    own = names.clean(name)
    is_list = identity[6:].replace("@", ".") == list_id
    if not (" via " in name or is_list):
        return Participant("from", identity, own)
    for other, other_name in reply_to:
        if other[6:].replace("@", ".") != list_id and kind_of(other) == "person":
            return Participant("from", other, own or names.clean(other_name))
    rewritten = " via " in name and kind_of(identity) != "person"
    if rewritten or (is_list and names.is_full(own)):
        return Participant("from", names.name_identity("mail", own) or identity, own)
    return Participant("from", identity, own)


def _automatic(
    headers: Headers, subject: str, author: Participant | None, list_id: str
) -> Automatic:
    """Return what wrote the mail: RFC 3834 and 3464 first, then list, bulk and robot signs."""
    submitted = _first(headers, "auto-submitted").lower()
    precedence = _first(headers, "precedence").lower()
    content_type = _first(headers, "content-type").lower()
    if "x-failed-recipients" in headers or (
        "multipart/report" in content_type and "disposition" not in content_type
    ):
        return "bounce"
    if (
        submitted.startswith("auto-replied")
        or "x-autoreply" in headers
        or "x-autorespond" in headers
        or precedence == "auto_reply"
        or _AUTO_SUBJECT.match(subject)
    ):
        return "auto_reply"
    if author and kind_of(author.identity, author.name) == "robot":
        return "service"
    if "list-post" in headers or "x-mailing-list" in headers or "x-mailman-version" in headers:
        return "list"
    if "list-unsubscribe" in headers or "feedback-id" in headers or precedence in {"bulk", "junk"}:
        return "bulk"
    if list_id or precedence == "list":
        return "list"
    return "service" if submitted.startswith("auto") else ""


def _notice(
    author: Participant | None, subject: str, text: str, html: Sequence[str], at_us: int | None
) -> Notice | None:
    if author is None or not author.identity.endswith(("linkedin.com", "linkedin.email")):
        return None
    links = [link for part in html for link in _HREF.findall(part[:_HTML_MAX])]
    return notice(author.identity[6:], subject, text, links, at_us)


def _claims(named: Notice | None) -> tuple[Claim, ...]:
    return named.claims if named else ()


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    values = (value for name in _DELIVERED for value in headers.get(name, ())[:4])
    found = (email_identity(value) for value in values)
    return tuple(dict.fromkeys(identity for identity in found if identity))[:8]


def _attachments(mail: PyLazyMail | lenient_mail.LenientMail) -> Iterable[Attachment]:
    return (
        Attachment(" ".join(part.filename.split())[:200], part.encoded_size)
        for part in mail.attachments[:100]
        if part.filename
    )


def _date_problem(where: str, text: str, arrived_us: int | None) -> Problem:
    what = f"the date {text[:60]!r} cannot be read" if text else "there is no Date header"
    advice = "the last Received line gave the date" if arrived_us else "kept without a date"
    return Problem(where, what, advice)
