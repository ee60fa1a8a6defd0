"""A person in, what a message to them could rest on out: last words, common ground, one question.

Never a ready text: the words are the user's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.language.promises import promises
from comity.language.requests import questions
from comity.normalise.subject import title
from comity.operations.moment import iso
from comity.operations.person.co_occurrence import in_common
from comity.operations.person.documents import LastMet, LastWords, OpenQuestion, Starters
from comity.operations.words import excerpt

if TYPE_CHECKING:
    from comity.book import Book, Row

_IN_COMMON_MAX = 4

# The latest of each side with words in it.
_WORDS = """
    SELECT c.direction, c.at_us, c.interaction, r.subject, r.text
    FROM contact c JOIN written r USING (key)
    WHERE c.person = ? AND c.addressed AND c.at_us <= ? AND r.text <> ''
        AND c.interaction IN ('mail', 'message', 'recommendation')
    QUALIFY row_number() OVER (PARTITION BY c.direction ORDER BY c.at_us DESC, c.key) = 1
"""
_LAST_MET = """
    SELECT c.at_us, c.interaction, coalesce(r.subject, '') AS subject
    FROM contact c LEFT JOIN record r USING (key)
    WHERE c.person = ? AND c.interaction IN ('meeting', 'call') AND c.at_us <= ?
    ORDER BY c.at_us DESC, c.key LIMIT 1
"""
_ADDRESS = """
    SELECT identity FROM identity WHERE person = ? AND starts_with(identity, 'email:')
    ORDER BY first_us, identity LIMIT 1
"""


def starters(book: Book, person: str) -> Starters:
    """Return both sides' last words, where we last met, whom we share, a question, an address."""
    found = book.once(_of_sources, person)
    return replace(found, in_common=in_common(book, person, most=_IN_COMMON_MAX))


def _of_sources(book: Book, person: str) -> Starters:
    """Return what the sources alone say, and so nobody whom both know."""
    book.show_facts()
    now_us = book.moment_us
    said = {one["direction"]: one for one in book.rows(_WORDS, [person, now_us])}
    met = book.rows(_LAST_MET, [person, now_us])
    return Starters(
        their_words=_quoted(said.get("in")),
        my_words=_quoted(said.get("out")),
        last_met=LastMet(iso(met[0]["at_us"]), title(met[0]["subject"])) if met else None,
        question=_question(said, met),
        address=_address(book, person),
        in_common=(),
    )


def _address(book: Book, person: str) -> str:
    """Return where one would write to them: the address seen first; "" where there is none."""
    found = book.rows(_ADDRESS, [person])
    return str(found[0]["identity"]).removeprefix("email:") if found else ""


def _quoted(one: Row | None) -> LastWords | None:
    if one is None:
        return None
    return LastWords(iso(one["at_us"]), title(one["subject"]), excerpt(one["text"]))


def _question(said: dict[str, Row], met: list[Row]) -> OpenQuestion | None:
    """Return one question: theirs that is open, my open word, or what became of the topic."""
    theirs, mine = said.get("in"), said.get("out")
    last = max((one for one in (theirs, mine) if one), key=lambda one: one["at_us"], default=None)
    if last is not None and last is theirs and (asked := questions(theirs["text"])):
        return OpenQuestion("theirs", asked[-1])
    if mine is not None and (promised := promises(mine["text"])):
        return OpenQuestion("promised", promised[-1])
    about = title(last["subject"]) if last else title(met[0]["subject"]) if met else ""
    return OpenQuestion("became", about) if about else None
