"""Meetings that name nobody ("Coffee with Ada"): the question, whom was it with.

They come from calendar entries without attendees, and from the owner's own memos.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from comity.language.automatic import is_called_off
from comity.operations.decide.documents import (
    MetNobody,
    MetWith,
    UnnamedMeeting,
    UnnamedMeetingAsked,
)
from comity.operations.document import Person
from comity.operations.moment import DAY_US, iso, local
from comity.operations.person.lookup import find_person
from comity.schema import identity_id
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book

NOBODY = "nobody"
_AGE_DAYS_MAX = 365
_CANDIDATES_MAX = 3
_TITLE_CHARS = 100
_WITH = re.compile(
    r"(?:\b(?:with|w/|mit|avec|con|met|meet(?:ing)?|lunch|dinner|coffee|kaffee|call|1:1|1-1)\b[\s:/&-]*+)+"
    r"(?:with|w/|mit|avec|con)?\s*+(\S.*)",
    re.IGNORECASE,
)

_ALONE = """
    SELECT key, at_us, subject, text, kind FROM record
    WHERE at_us > ? AND at_us <= ? AND interaction IN ('meeting', 'mail')
        AND (automatic = 'alone' OR (kind = 'mail' AND key IN (SELECT unnest(?))))
    ORDER BY at_us DESC, key
"""
_MEMOS = """
    SELECT r.key FROM record r
    WHERE r.kind = 'mail' AND r.automatic = '' AND r.at_us > ?
        AND regexp_matches(r.subject || ' ' || left(r.text, 9), '(?i)^\\s*met\\s')
        AND r.key NOT IN (SELECT key FROM memo)
        AND NOT EXISTS (SELECT 1 FROM participant p JOIN identity i USING (identity)
            WHERE p.key = r.key AND p.role IN ('from', 'to', 'cc', 'bcc') AND i.kind <> 'me')
"""


def whom_questions(book: Book) -> list[UnnamedMeeting]:
    """Return the open ones, the latest first."""
    book.show_facts()
    now_us = book.moment_us
    since_us = now_us - _AGE_DAYS_MAX * DAY_US
    memos = [one["key"] for one in book.rows(_MEMOS, [since_us])]
    answered = {one.other for one in book.decisions.active("log", "done", as_of_us=book.as_of_us)}
    asked = []
    for one in book.rows(_ALONE, [since_us, now_us, memos]):
        title = " ".join((one["subject"] or one["text"])[:_TITLE_CHARS].split())
        if one["key"] not in answered and _WITH.search(title) and not is_called_off(title):
            asked.append(_question(book, one["key"], one["at_us"], title))
    return asked


def with_candidates(book: Book, question: UnnamedMeeting) -> UnnamedMeetingAsked:
    """Return the question with the people it may have been."""
    given = {one.name: getattr(question, one.name) for one in fields(question)}
    return UnnamedMeetingAsked(**given, candidates=_candidates(book, question.title))


def answer_whom(book: Book, question: UnnamedMeeting, who: str) -> MetNobody | MetWith:
    """Note whom a meeting was with; "nobody" settles it without."""
    if who.lower() == NOBODY:
        book.say([Said("done", other=question.key)])
        return MetNobody(question.id, NOBODY)
    one = find_person(book, who)
    value = {"text": question.title, "at_us": question.at_us, "interaction": "meeting"}
    book.say([Said("log", one.identity, question.key, value)])
    return MetWith(question.id, one.person.name, one.person)


def _question(book: Book, key: str, at_us: int, title: str) -> UnnamedMeeting:
    when = local(at_us, book.zone)
    return UnnamedMeeting(
        id=identity_id(key)[:10],
        kind="whom",
        key=key,
        at=iso(at_us),
        at_us=at_us,
        title=title,
        text=f"“{title}” on {when.day} {when:%B %Y}: whom was it with?",
    )


def _candidates(book: Book, title: str) -> tuple[Person, ...]:
    """Return people whose name holds the first word after "with"."""
    found = _WITH.search(title)
    word = found[1].split()[0].strip(".,:;!?()") if found else ""
    if not word:
        return ()
    sql = (
        "SELECT p.person AS id, p.name FROM person p LEFT JOIN relationship r USING (person) "
        "WHERE p.kind = 'person' AND NOT p.is_me AND "
        "list_contains(string_split(strip_accents(lower(p.name)), ' '), strip_accents(lower(?))) "
        "ORDER BY coalesce(r.evidence_days, 0) DESC, p.person LIMIT ?"
    )
    return tuple(Person(**one) for one in book.rows(sql, [word, _CANDIDATES_MAX]))
