"""What the owner commented on, clicked, shared or saved in, its record out.

Such a row names a post and seldom a person. Where the export knows whose post it is, it is a touch
of the owner's, one way, that asks for no answer; else a fact about the owner, and nobody is
addressed. What was shared and saved is no contact at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from comity.model import Problem, Record, Skipped
from comity.sources.linkedin.dates import linkedin_us
from comity.sources.linkedin.values import CHANNEL, digest, plain, undated

if TYPE_CHECKING:
    from comity.model import InteractionKind
    from comity.sources.linkedin.people import People
    from comity.sources.linkedin.tables import Row

_LINK = re.compile(r"https?://|urn(?::|%3A)li", re.IGNORECASE)
_LINE_ENDS = re.compile(r'"\r?\n"')  # each line of a post is in quotation marks
_TITLE_CHARS = 200


def comment(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a comment under a post."""
    return _touch(row, people, where, "comment", text=plain(row["message"]))


def reaction(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a click under a post: a like and its kin."""
    return _touch(row, people, where, "reaction", what=row["type"].lower() or "like")


def vote(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a vote in the poll of a post."""
    return _touch(row, people, where, "reaction", what=row["option_text"][:_TITLE_CHARS])


def repost(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a post passed on without a word."""
    return _touch(row, people, where, "reaction", what="repost")


def _touch(
    row: Row,
    people: People,
    where: str,
    interaction: InteractionKind,
    *,
    what: str = "",
    text: str = "",
) -> Record | Skipped:
    link = row["link"]
    if not link or (interaction == "comment" and not text):
        return Skipped("not used", where)
    if not _LINK.match(link):
        advice = "it may be the rest of a row that was broken up; ask LinkedIn for the export again"
        return Skipped("unreadable", where, Problem(where, "it leads to no post", advice))
    at_us = linkedin_us(row["date"])
    return Record(
        kind="row",
        ref=digest(interaction, unquote(link), str(at_us or row["date"]), what, text),
        where=where,
        channel=CHANNEL,
        interaction=interaction,
        at_us=at_us,
        participants=(*people.own_as("from"), *people.of_post(link, "to")),
        subject=what,
        text=text,
        detail=link,
        problems=undated(row["date"], at_us, where),
    )


def share(row: Row, people: People, where: str) -> Record | Skipped:
    """Read a post of the owner's, with what it points to."""
    text = plain(_LINE_ENDS.sub("\n", row["share_commentary"]))
    title = row["share_title"][:_TITLE_CHARS]
    link = row["share_link"]
    if not (text or title or link):
        return Skipped("not used", where)
    at_us = linkedin_us(row["date"])
    return Record(
        kind="row",
        ref=digest("share", unquote(link) or f"{at_us or row['date']} {text}"),
        version=digest(text, title, row["shared_url"]),
        where=where,
        channel=CHANNEL,
        at_us=at_us,
        participants=people.own_as("from"),
        subject=title,
        text=text,
        detail=row["shared_url"] or link,
        problems=undated(row["date"], at_us, where),
    )


def saved(row: Row, people: People, where: str) -> Record | Skipped:
    """Read what the owner set aside to read."""
    link = row["saved_item"]
    if not _LINK.match(link):
        return Skipped("not used", where)
    at_us = linkedin_us(row["created_time"])
    return Record(
        kind="row",
        ref=digest("saved", unquote(link)),
        where=where,
        channel=CHANNEL,
        at_us=at_us,
        participants=people.own_as("from"),
        detail=link,
        problems=undated(row["created_time"], at_us, where),
    )
