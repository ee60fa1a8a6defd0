"""The header and the parts of a mail in; whether a person, a list or a program wrote it, out.

RFC 3834 (automatic responses), RFC 6522 (reports), RFC 8098 (receipts), RFC 5546 (a calendar's
answers), RFC 2369 and 2919 (lists), Exchange's message classes (MS-OXCMAIL), and what programs
older than these or careless of them write. What a Subject says is no evidence by itself: it is
weighed when the book is built, beside the mail it answers (``comity.steps.automatic``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from comity.normalise.address import kind_of
from comity.normalise.identity import identity_of
from comity.normalise.subject import is_forward

if TYPE_CHECKING:
    from comity.model import Automatic, Participant
    from comity.sources.mime import Message

_REPORT_TYPE = re.compile(r"report-type\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_REPORTS: dict[str, Automatic] = {"delivery-status": "bounce", "disposition-notification": "click"}
_REPORT_PARTS: dict[str, Automatic] = {
    "message/disposition-notification": "click",
    "message/delivery-status": "bounce",
}
_CLASSES: dict[Automatic, re.Pattern[str]] = {
    "bounce": re.compile(r"^report\..*\.ndr$|content-classes:dsn", re.IGNORECASE),
    "click": re.compile(
        r"^report\..*\.(?:ipnn?rn|dr)$|content-classes:(?:mdn|recall)|^ipm\.(?:outlook\.)?recall"
        r"|\.meeting\.(?:resp|canceled)\b",
        re.IGNORECASE,
    ),
    "auto_reply": re.compile(r"\.rules\.(?:oof|reply)template", re.IGNORECASE),
}
_REACTIONS = {"reaction", "text/vnd.google.email-reaction+json"}
_METHOD = re.compile(r"(?:;\s*method\s*=\s*\"?|^method:\s*)([a-z]+)", re.IGNORECASE | re.MULTILINE)
_CLICKED = {"reply", "counter", "refresh", "declinecounter", "cancel"}  # RFC 5546, 1.4
_COMMENT = re.compile(
    r"^comment(?:;[^:\n]*+)?:(?:[ \t]|\\n)*+[^\s\\]|;x-response-comment=\"?[^\";:\s]",
    re.IGNORECASE | re.MULTILINE,
)
_CALENDAR_CHARS = 20_000
_NO = {"no", "none", "false", "0", ""}
_LIST_FIELDS = ("list-post", "x-mailing-list", "mailing-list", "x-mailman-version", "x-beenthere")
_BULK_FIELDS = ("list-unsubscribe", "feedback-id")

# By one press of a button, as an invitation, or with words of their own.
_Calendar = Literal["", "click", "invites", "says"]


def automatic(
    message: Message, subject: str, author: Participant | None, list_id: str
) -> Automatic:
    """Return what wrote a mail; "" for a person who wrote it to those it is addressed to."""
    kind = kind_of(identity_of(author.identity), author.name) if author else "person"
    calendar = _calendar(message) if message.calendars else ""
    passed_on = bool(message.kinds) and is_forward(subject)  # the report or answer of another mail
    if not passed_on and (report := _report(message) or _pressed(message, calendar)):
        return report
    if _says_replied(message):
        return "" if calendar else "auto_reply"
    if kind == "robot":
        return "service"
    listed = _listed(message, list_id)
    by_person = author is not None and kind == "person" and not listed
    if by_person and not calendar and _replied(message):
        return "auto_reply"
    if generated := message.first("x-ms-exchange-generated").lower():
        return "click" if "rules agent" in generated else "auto_reply"
    if message.first("auto-submitted")[:4].lower() == "auto" and not (calendar and by_person):
        return "service"
    return listed


def _listed(message: Message, list_id: str) -> Automatic:
    """Return whether a mail went to a list, or to many from one hand."""
    precedence = message.first("precedence").lower()
    if any(name in message.fields for name in _LIST_FIELDS):
        return "list"
    if precedence in {"bulk", "junk"} or any(name in message.fields for name in _BULK_FIELDS):
        return "bulk"
    return "list" if list_id or precedence == "list" else ""


def _report(message: Message) -> Automatic:
    """Return what a report (RFC 6522), a receipt or a delivery failure is; "" for any other."""
    kind = message.first("content-type")
    parts = (name for part, name in _REPORT_PARTS.items() if part in message.kinds)
    if kind[:16].lower() == "multipart/report":
        found = _REPORT_TYPE.search(kind)
        said: Automatic = next(parts, "bounce")
        if found:
            said = _REPORTS.get(found[1].lower(), "service")
        return "click" if said == "bounce" and "delivered" in message.kinds else said
    if "message/disposition-notification" in message.kinds or "signed-receipt" in kind.lower():
        return "click"
    failed = "x-failed-recipients" in message.fields
    return "bounce" if failed or "mailer-daemon@" in message.first("from").lower() else ""


def _pressed(message: Message, calendar: _Calendar) -> Automatic:
    """Return whether a mail is one press of a button, by its parts or by Exchange's classes."""
    if calendar == "click" or not _REACTIONS.isdisjoint(message.kinds):
        return "click"
    for name in ("x-message-class", "content-class"):
        value = message.first(name)
        for kind, pattern in _CLASSES.items() if value else ():
            if pattern.search(value) and not (calendar == "says" and kind == "click"):
                return kind
    return ""


def _calendar(message: Message) -> _Calendar:
    """Return what a mail does that carries a calendar: a comment in an answer is a person's."""
    for written, leaf in message.calendars:
        text = leaf.text()[:_CALENDAR_CHARS].replace("\n ", "").replace("\n\t", "")
        found = _METHOD.search(written) or _METHOD.search(text)
        method = found[1].lower() if found else ""
        if method in _CLICKED:
            return "says" if _COMMENT.search(text) else "click"
        if method == "request":
            return "invites"
    return ""


def _says_replied(message: Message) -> bool:
    """Whether the header says that a program answered in its owner's stead."""
    precedences = map(message.first, ("precedence", "x-precedence", "preference"))
    return (
        message.first("auto-submitted")[:12].lower() == "auto-replied"
        or any(said.lower().replace("-", "_") == "auto_reply" for said in precedences)
        or message.first("x-autoreply").lower() not in _NO
        or message.first("x-autogenerated").lower() == "reply"
    )


def _replied(message: Message) -> bool:
    """Whether what answers a mail was made so that nothing answers it in turn."""
    return (
        ("in-reply-to" in message.fields or "references" in message.fields)
        and (
            message.first("x-auto-response-suppress").lower() not in _NO
            or message.first("return-path") == "<>"  # RFC 3834, 3.3
            or message.first("auto-submitted")[:14].lower() == "auto-generated"  # Exchange
        )
    )
