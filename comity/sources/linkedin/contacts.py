"""A connection or an imported contact in, the record of a person out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.model import Participant, Record, Skipped
from comity.normalise.identity import as_written, compared, earlier_identity
from comity.normalise.name import clean, name_identity, other_of_columns
from comity.normalise.phone import phone_identity
from comity.normalise.profile import linkedin_identity
from comity.sources.linkedin.dates import linkedin_us
from comity.sources.linkedin.people import full_name
from comity.sources.linkedin.values import CHANNEL, claim, digest, undated

if TYPE_CHECKING:
    from comity.sources.linkedin.people import People
    from comity.sources.linkedin.tables import Row

_SEVERAL = re.compile(r"[,;\n]+")
_LABEL = re.compile(r"^[^:+\d]{1,20}:\s*")


def connection(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a connection: who, where they work as of the export, and since when connected."""
    name = full_name(row)
    profile = linkedin_identity(row["url"])
    email = as_written(row["email_address"])
    if not (name or profile or email):
        return Skipped("not used", where)
    is_namesake = people.unlinked[name] > 1
    known = profile or ("" if is_namesake else people.identity(name))
    subjects = [one for one in (known, email) if one] or [name_identity("linkedin", name)]
    at_us = linkedin_us(row["connected_on"])
    said = (
        claim(subjects[0], "name", name, people.said_us)
        + claim(subjects[0], "nickname", _other_name(row), people.said_us)
        + claim(subjects[0], "organisation", row["company"], people.said_us)
        + claim(subjects[0], "title", row["position"], people.said_us)
        + (claim(subjects[0], "connected", CHANNEL, at_us) if at_us else ())
    )
    return Record(
        kind="row",
        ref=digest("connection", profile or f"{name} {row['connected_on']}"),
        version=digest(name, row["email_address"], row["company"], row["position"]),
        revised_us=people.said_us,
        where=where,
        channel=CHANNEL,
        at_us=at_us,
        participants=tuple(Participant("subject", one, name) for one in subjects),
        claims=said,
        problems=undated(row["connected_on"], at_us, where),
    )


def _other_name(row: Row) -> str:
    return other_of_columns(row["first_name"], row["last_name"])


def contact(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a card of an address book that the owner once let LinkedIn import."""
    name = full_name(row) or clean(row["full_name"])
    identities = [as_written(one) for one in _split(row["email_address"])]
    identities += [phone_identity(one) for one in _split(row["phone_numbers"])]
    identities += [linkedin_identity(one) for one in _split(row["profiles"])]
    found = list(dict.fromkeys(filter(None, identities))) or [name_identity("linkedin", name)]
    if not found[0]:
        return Skipped("not used", where)
    companies = _split(row["companies"])
    claims = (
        *claim(found[0], "name", name, people.said_us),
        *claim(found[0], "organisation", companies[0] if companies else "", people.said_us),
        *claim(found[0], "title", row["title"], people.said_us),
        *claim(found[0], "birthday", row["birthday"], None),
        *claim(found[0], "location", row["location"], people.said_us),
    )
    return Record(
        kind="card",
        ref=digest("imported contact", compared(found[0])),
        was=_was(found[0]),
        version=digest(*map(compared, found), *(one.value for one in claims)),
        revised_us=linkedin_us(row["created_at"]),
        where=where,
        channel=CHANNEL,
        participants=tuple(Participant("subject", one, name) for one in found),
        claims=claims,
    )


def _was(written: str) -> str:
    """Return the reference that the first format of facts had, where it was another."""
    earlier = earlier_identity(written)
    return "" if earlier == compared(written) else digest("imported contact", earlier)


def _split(text: str) -> list[str]:
    return [_LABEL.sub("", part.strip()) for part in _SEVERAL.split(text) if part.strip()]
