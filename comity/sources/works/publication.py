"""A work and who wrote it in, its record out.

A work is of its year and of no day, so its record is undated: it shows who wrote together, and no
contact. Who is named by it and never beside the owner is nobody the owner has to do with
(``Channel.public``). A work has one key whoever lists it: its title and its first author's family
name, since lists write its other marks (DOI, pages, even the year) or leave them out.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from comity.model import Participant, Record, Skipped
from comity.normalise.name import clean, name_identity, words

if TYPE_CHECKING:
    from collections.abc import Sequence

CHANNEL = "publication"
AUTHORS_MAX = 20  # of more, each knows few of the others
_TITLE_CHARS = 500
_NO_LETTER = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_ORCID = re.compile(r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)


class Author(NamedTuple):
    """Who wrote something, as a list says it."""

    name: str
    orcid: str = ""


def work(title: str, year: str, authors: Sequence[Author], where: str) -> Record | Skipped:
    """Return a work that several wrote; of one author, or of a crowd, it says nothing."""
    people = {one.identity: one for one in map(_participant, authors) if one.identity}
    if not title or not 1 < len(people) <= AUTHORS_MAX:
        return Skipped("not used", where)
    first, *_ = people.values()
    found = _YEAR.search(year)
    return Record(
        kind="row",
        ref=_digest("work", _letters(title), *words(first.name)[-1:]),
        version=_digest(title, found[1] if found else "", *sorted(people)),
        where=where,
        channel=CHANNEL,
        interaction="work",
        participants=tuple(people.values()),
        subject=title[:_TITLE_CHARS],
        detail=found[1] if found else "",
    )


def orcid_identity(text: str) -> str:
    """Return the identity of an ORCID iD, alone or as an address; "" for other text."""
    found = _ORCID.search(text[:_TITLE_CHARS])
    return f"handle:orcid/{found[1].upper()}" if found else ""


def _participant(author: Author) -> Participant:
    name = clean(author.name)
    return Participant("from", orcid_identity(author.orcid) or name_identity(CHANNEL, name), name)


def _letters(title: str) -> str:
    return _NO_LETTER.sub("", title.casefold())


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
