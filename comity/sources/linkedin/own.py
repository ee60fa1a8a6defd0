"""Rows in which the owner of an export speaks of themselves in, records out.

Positions and studies are claims of a time; the profile, addresses and numbers are identities of
the owner's. The profile's own URL is in none of them: ``People`` finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Participant, Problem, Record, Skipped
from comity.normalise.identity import as_written, compared, earlier_identity
from comity.normalise.name import name_identity
from comity.normalise.phone import phone_identity
from comity.sources.linkedin.dates import linkedin_us
from comity.sources.linkedin.values import CHANNEL, claim, digest, undated

if TYPE_CHECKING:
    from comity.model import Attribute
    from comity.sources.linkedin.people import People
    from comity.sources.linkedin.tables import Row


def position(row: Row, people: People, where: str) -> Record | Skipped:
    """Read where the owner worked, as what, and from when to when."""
    time = row["started_on"], row["finished_on"]
    return _own_time(row["company_name"], time, people, where, title=row["title"])


def education(row: Row, people: People, where: str) -> Record | Skipped:
    """Read where the owner studied; a degree is no title."""
    time = row["start_date"], row["end_date"]
    return _own_time(row["school_name"], time, people, where, degree=row["degree_name"])


def _own_time(
    organisation: str,
    time: tuple[str, str],
    people: People,
    where: str,
    *,
    title: str = "",
    degree: str = "",
) -> Record | Skipped:
    own = people.own
    if not own or not organisation:
        return Skipped("not used", where)
    started, finished = time
    at_us, end_us = linkedin_us(started), linkedin_us(finished)
    said = claim(own, "organisation", organisation, at_us) + claim(own, "title", title, at_us)
    return Record(
        kind="row",
        ref=digest("time at", organisation, title or degree, started),
        version=digest(finished),
        revised_us=people.said_us,
        where=where,
        channel=CHANNEL,
        at_us=at_us,
        end_us=end_us if at_us is not None and end_us is not None and end_us >= at_us else None,
        participants=people.own_as("self"),
        claims=said,
        detail=degree,
        problems=undated(started, at_us, where) if started else (),
    )


def profile(row: Row, people: People, where: str) -> Record | Skipped:
    """Read who the owner is; their profile's URL is not in it, and told by ``People``."""
    own, name = people.own, people.own_name
    if not own or not name:
        return Skipped("not used", where)
    by_name = () if people.unlinked[name] else (name_identity("linkedin", name),)
    said: dict[Attribute, str] = {
        "name": name,
        "title": row["headline"],
        "location": row["geo_location"],
    }
    return Record(
        kind="row",
        ref=digest("profile", name),
        version=digest(*said.values()),
        revised_us=people.said_us,
        where=where,
        channel=CHANNEL,
        participants=tuple(
            Participant("self", one, name) for one in dict.fromkeys((own, *by_name))
        ),
        claims=tuple(
            one for item in said.items() for one in claim(own, *item, at_us=people.said_us)
        ),
    )


def own_address(row: Row, _: People, where: str) -> Record | Skipped:
    """Read an address of the owner's; one never confirmed may be anybody's."""
    identity = as_written(row["email_address"])
    if not identity or row["confirmed"].lower() == "no":
        return Skipped("not used", where)
    return _own_identity(identity, where)


def own_number(row: Row, _: People, where: str) -> Record | Skipped:
    """Read a telephone number of the owner's."""
    number = row["number"]
    if not number:
        return Skipped("not used", where)
    identity = phone_identity(number)
    problem = Problem(where, "the number has no country code", "write it as +44 … in LinkedIn")
    return _own_identity(identity, where, number=number, problems=() if identity else (problem,))


def _own_identity(
    identity: str, where: str, *, number: str = "", problems: tuple[Problem, ...] = ()
) -> Record:
    said, before = compared(identity), earlier_identity(identity)
    return Record(
        kind="row",
        ref=digest("own", said or number),
        was="" if before == said else digest("own", before),
        where=where,
        channel=CHANNEL,
        participants=(Participant("self", identity),) if identity else (),
        problems=problems,
    )
