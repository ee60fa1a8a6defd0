"""The header of a mail in; whether a person, a list or a program wrote it, out.

RFC 3834 (automatic responses), RFC 6522 (reports), RFC 2369 and 2919 (lists), and what programs
older than these or careless of them write.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise.address import kind_of

if TYPE_CHECKING:
    from comity.model import Automatic, Participant
    from comity.sources.mime import Message

_REPLY_SUBJECT = re.compile(
    r"""\s*(?:
        auto(?:matic|matische|mated)?[ -]?(?:reply|response|replied|antwort|svar)\b
      | auto:\s*re: | r[ée]ponse\ automatique\b | respuesta\ autom[aá]tica\b
      | risposta\ automatica\b | resposta\ autom[aá]tica\b
      | out\ of\ (?:the\ )?office(?:\ (?:auto-?)?(?:reply|response|message|notification))?\s*(?::|$)
      | abwesenheits?(?:notiz|nachricht|meldung|assistent)?\s*(?::|$)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_REPORT_TYPE = re.compile(r"report-type\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_REPORTS: dict[str, Automatic] = {
    "delivery-status": "bounce",
    "": "bounce",
    "disposition-notification": "auto_reply",  # RFC 8098: it was read
}
_REPLY_FIELDS = ("x-autoreply", "x-autorespond")
_LIST_FIELDS = ("list-post", "x-mailing-list", "mailing-list", "x-mailman-version", "x-beenthere")
_BULK_FIELDS = ("list-unsubscribe", "feedback-id")


def automatic(
    message: Message, subject: str, author: Participant | None, list_id: str
) -> Automatic:
    """Return what wrote a mail; "" for a person who wrote it to those it is addressed to."""
    fields = message.fields
    submitted = message.first("auto-submitted").lower()
    precedence = message.first("precedence").lower()
    if report := _report(message):
        return report
    if (
        submitted.startswith("auto-replied")
        or precedence == "auto_reply"
        or any(name in fields for name in _REPLY_FIELDS)
        or _REPLY_SUBJECT.match(subject)
    ):
        return "auto_reply"
    if submitted.startswith("auto") or (author and _is_program(author)):
        return "service"
    if any(name in fields for name in _LIST_FIELDS):
        return "list"
    if precedence in {"bulk", "junk"} or any(name in fields for name in _BULK_FIELDS):
        return "bulk"
    return "list" if list_id or precedence == "list" else ""


def _report(message: Message) -> Automatic:
    """Return what a report (RFC 6522) or a delivery failure is; "" for any other mail."""
    kind = message.first("content-type")
    if kind[:16].lower() == "multipart/report":
        found = _REPORT_TYPE.search(kind)
        return _REPORTS.get(found[1].lower() if found else "", "service")
    failed = "x-failed-recipients" in message.fields
    return "bounce" if failed or "mailer-daemon@" in message.first("from").lower() else ""


def _is_program(author: Participant) -> bool:
    return kind_of(author.identity, author.name) == "robot"
