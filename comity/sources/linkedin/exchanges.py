"""A message, invitation, endorsement, recommendation or event in, its record out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.model import Participant, Record, Skipped
from comity.normalise.name import clean
from comity.normalise.profile import linkedin_identity
from comity.sources.linkedin.dates import linkedin_us, span_us
from comity.sources.linkedin.people import full_name, is_outgoing
from comity.sources.linkedin.values import CHANNEL, claim, digest, plain, undated

if TYPE_CHECKING:
    from comity.sources.linkedin.people import People
    from comity.sources.linkedin.tables import Row

_SPONSORED = re.compile(
    r"(?:sponsored|gesponserte?|sponsorisée?|patrocinad[oa]|sponsorizzat[oa])(?:\s\w+)?"
    r"|(?:message|conversation|mensaje|conversación|messaggio)\s(?:sponsorisée?|patrocinad[oa]"
    r"|sponsorizzat[oa])",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(r"spinmail-quill-editor|%FIRSTNAME%")
_SERVICE = re.compile(
    r"linkedin(?: (?:team|news|premium|sales|learning|jobs|talent|recruiter|support|customer|help)"
    r".{0,40})?|the linkedin team",
    re.IGNORECASE,
)


def message(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a message: from, to, when, in which conversation; drafts and adverts are skipped."""
    if row["is_message_draft"].lower() in {"yes", "true"} or "DRAFT" in row["folder"].upper():
        return Skipped("draft", where)
    if _is_sponsored(row):
        return Skipped("sponsored", where)
    at_us = linkedin_us(row["date"])
    talk = row["conversation_id"]
    senders = people.participant("from", row["from"], row["sender_profile_url"], talk=talk)
    recipients = people.recipients(row["to"], row["recipient_profile_urls"], talk=talk)
    conversation = talk or f"{row['from']} {row['to']}"
    content = row["content"].replace("\r\n", "\n")
    return Record(
        kind="chat",
        ref=digest("message", conversation, str(at_us or row["date"]), content),
        where=where,
        channel=CHANNEL,
        interaction="message",
        at_us=at_us,
        participants=(*senders, *recipients, *_own_side(row, senders, recipients)),
        subject=row["subject"],
        text=plain(content),
        conversation=talk,
        problems=undated(row["date"], at_us, where),
    )


def invitation(row: Row, people: People, where: str) -> Record | Skipped:
    """Read an invitation, sent or received, with its note."""
    inviter = people.participant("from", row["from"], row["inviter_profile_url"])
    invitee = people.participant("to", row["to"], row["invitee_profile_url"])
    if not (inviter or invitee):
        return Skipped("not used", where)
    outgoing = is_outgoing(row)
    if outgoing is True:
        inviter = inviter or people.own_as("from")
    elif outgoing is False:
        invitee = invitee or people.own_as("to")
    at_us = linkedin_us(row["sent_at"])
    note = plain(row["message"])
    return Record(
        kind="row",
        ref=digest(
            "invitation", clean(row["from"]), clean(row["to"]), str(at_us or row["sent_at"]), note
        ),
        where=where,
        channel=CHANNEL,
        interaction="invitation",
        at_us=at_us,
        participants=(*inviter, *invitee, *_own_side(row, inviter, invitee)),
        text=note,
        detail=note,
        problems=undated(row["sent_at"], at_us, where),
    )


def endorsement_given(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a skill that the owner endorsed."""
    name = full_name(row, "endorsee_")
    to = people.participant("to", name, row["endorsee_public_url"])
    return _endorsement(row, where, people.own_as("from"), to, key=to)


def endorsement_received(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a skill that somebody endorsed of the owner's."""
    name = full_name(row, "endorser_")
    sender = people.participant("from", name, row["endorser_public_url"])
    return _endorsement(row, where, sender, people.own_as("to"), key=sender)


def _endorsement(
    row: Row,
    where: str,
    sender: tuple[Participant, ...],
    to: tuple[Participant, ...],
    *,
    key: tuple[Participant, ...],
) -> Record | Skipped:
    if not key:
        return Skipped("not used", where)
    skill = row["skill_name"]
    at_us = linkedin_us(row["endorsement_date"])
    other = key[0].name or key[0].identity
    ref = digest("endorsement", key[0].role, other, skill, str(at_us or row["endorsement_date"]))
    return Record(
        kind="row",
        ref=ref,
        where=where,
        channel=CHANNEL,
        interaction="endorsement",
        at_us=at_us,
        participants=(*sender, *to),
        detail=skill,
        problems=undated(row["endorsement_date"], at_us, where),
    )


def recommendation_given(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a recommendation that the owner wrote."""
    to = people.participant("to", full_name(row))
    return _recommendation(row, where, people.own_as("from"), to, key=to)


def recommendation_received(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a recommendation that somebody wrote of the owner."""
    sender = people.participant("from", full_name(row))
    return _recommendation(row, where, sender, people.own_as("to"), key=sender)


def recommendation(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a row of the old common file: one received says whether it is shown, one given not."""
    reader = recommendation_received if row["status"] else recommendation_given
    return reader(row, people, where)


def _recommendation(
    row: Row,
    where: str,
    sender: tuple[Participant, ...],
    to: tuple[Participant, ...],
    *,
    key: tuple[Participant, ...],
) -> Record | Skipped:
    if not key:
        return Skipped("not used", where)
    other = key[0]
    at_us = linkedin_us(row["creation_date"])
    text = plain(row["text"])
    return Record(
        kind="row",
        ref=digest("recommendation", other.role, other.name, str(at_us or row["creation_date"])),
        version=digest(text),
        where=where,
        channel=CHANNEL,
        interaction="recommendation",
        at_us=at_us,
        participants=(*sender, *to),
        claims=claim(other.identity, "organisation", row["company"], at_us)
        + claim(other.identity, "title", row["job_title"], at_us),
        text=text,
        problems=undated(row["creation_date"], at_us, where),
    )


def event(row: Row, _: People, where: str) -> Record | Skipped:
    """Read an event the owner said they would attend; nobody else is named."""
    if row["status"].upper() not in {"APPROVED", "ATTENDING", "ACCEPTED", ""}:
        return Skipped("not used", where)
    at_us, end_us = span_us(row["event_time"])
    return Record(
        kind="row",
        ref=digest("event", row["event_name"], row["event_time"]),
        where=where,
        channel=CHANNEL,
        interaction="meeting",
        automatic="alone",
        at_us=at_us,
        end_us=end_us,
        subject=row["event_name"],
        problems=undated(row["event_time"], at_us, where),
    )


def _is_sponsored(row: Row) -> bool:
    has_sender = bool(linkedin_identity(row["sender_profile_url"]))
    return (
        row["folder"].upper() == "SPAM"
        or bool(_SPONSORED.fullmatch(row["conversation_title"]))
        or (not has_sender and bool(_SERVICE.fullmatch(row["from"])))
        or (not has_sender and bool(_CAMPAIGN.search(row["content"])))
    )


def _own_side(
    row: Row, senders: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Return the owner as the row's Direction tells them: its sender, or its one recipient."""
    outgoing = is_outgoing(row)
    side = () if outgoing is None else senders if outgoing else recipients
    return (Participant("self", side[0].identity, side[0].name),) if len(side) == 1 else ()
