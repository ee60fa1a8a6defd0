"""Facts in; help given and received out, as what people did and wrote shows it.

Introductions, recommendations and endorsements are contacts that ``derive.contacts`` marks; answers
are those of ``derive.exchanges`` that a thread shows; advice, words put in for somebody, thanks for
an introduction and things sent to read are told by the words of messages between two people who
have both written (``language.help``). One deed told twice, by mail and by a message, is one gift.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from comity.derive.exchanges import PASTED_PERSONS_MIN
from comity.language.help import HINTS, help_told, is_of_an_hour
from comity.language.requests import is_pasted_key
from comity.language.sentences import split
from comity.normalise.subject import FORWARD
from comity.operations.moment import DAY_US
from comity.operations.words import excerpt
from comity.schema import suggestion_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comity.book import Book

QUESTION_WORDS_MIN = 4  # "Why?" asks for no help
SAME_DEED_DAYS = 30  # an introduction told again so soon is the same
_WAYS = {"out": "given", "in": "received"}
_SAYS = {way: direction for direction, way in _WAYS.items()}
_OPPOSITE = {"given": "received", "received": "given"}

_HELPED = f"""
    SELECT c.person, c.key, c.at_us, c.interaction, c.help, r.subject, r.text, r.detail
    FROM contact c JOIN written r USING (key)
    WHERE c.help <> '' AND c.at_us <= getvariable('as_of_us')
        AND NOT regexp_matches(left(r.subject, 60), '{FORWARD}')
    ORDER BY c.at_us, c.key, c.person
"""
# Who else an introduction names, beside the owner and who wrote it.
_NAMED = """
    SELECT DISTINCT p.key, i.person FROM participant p JOIN identity i USING (identity)
    WHERE p.role = 'to' AND i.kind = 'person' AND p.key IN (SELECT unnest(?))
"""
_ANSWERED = """
    SELECT e.person, e.direction, e.question, min(a.key) AS key, min(a.at_us) AS at_us
    FROM exchange e JOIN contact a ON a.person = e.person AND a.at_us = e.answered_us
        AND a.direction <> e.direction AND a.interaction IN ('mail', 'message')
    WHERE NOT e.guessed AND NOT e.first AND e.answered_us <= getvariable('as_of_us')
    GROUP BY e.person, e.direction, e.question, e.key
    ORDER BY at_us, key, e.person, e.question
"""
_WORDED = f"""
    SELECT c.person, c.key, c.at_us, c.direction, r.text FROM written r JOIN contact c USING (key)
    WHERE regexp_matches(r.text, '(?i){HINTS}') AND c.addressed AND c.recipients = 1
        AND c.interaction IN ('mail', 'message') AND c.direction IN ('in', 'out')
        AND c.at_us <= getvariable('as_of_us')
        AND c.person IN (SELECT person FROM person_day
            WHERE first_us <= getvariable('as_of_us')
            GROUP BY person HAVING sum(sent) > 0 AND sum(received) > 0)
        AND c.key NOT IN (SELECT key FROM participant WHERE role IN ('cc', 'bcc'))
    ORDER BY c.at_us, c.key, c.person
"""


class Seen(NamedTuple):
    """A record that shows a gift: when, and its words."""

    key: str
    at_us: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Help given or received once; ``other``: to whom an introduction was.

    ``cause`` is a hash of the way, the kind and the record, which no rebuild changes: corrections
    name it. The two people of an introduction have it in common.
    """

    way: str  # given, received
    kind: str
    person: str
    at_us: int
    text: str
    seen: tuple[Seen, ...]
    cause: str
    direction: str  # of the words: out, the owner's
    other: str = ""
    by_hand: bool = False


class _By(NamedTuple):
    """Whose help it was, of which kind, and who told of it."""

    way: str
    kind: str
    direction: str


def _found(by: _By, person: str, seen: Seen, *, text: str = "", other: str = "") -> Found:
    cause = suggestion_id(by.kind, by.way, seen.key)
    return Found(
        by.way, by.kind, person, seen.at_us, text or seen.text, (seen,), cause, by.direction, other
    )


def gifts(book: Book) -> list[Found]:
    """Return what the facts show up to the moment, the earliest first."""
    book.show_facts()
    found = [*_helped(book), *_answers(book), *_worded(book)]
    return together(found)


def _helped(book: Book) -> Iterator[Found]:
    rows = book.rows(_HELPED)
    introductions = [one["key"] for one in rows if one["interaction"] in {"mail", "message"}]
    named: defaultdict[str, set[str]] = defaultdict(set)
    for one in book.rows(_NAMED, [introductions]) if introductions else ():
        named[one["key"]].add(one["person"])
    for one in rows:
        others = named[one["key"]] - {one["person"]}
        by_words = one["interaction"] in {"mail", "message"}
        if by_words and len(others) != 1:
            continue  # to an address of one's own, or to a list
        kind = "introduction" if by_words else one["interaction"]
        said = _introducing(one["text"]) if by_words else one["text"]
        text = excerpt(said or one["detail"] or one["subject"])
        seen = Seen(one["key"], one["at_us"], excerpt(one["subject"]) or text)
        other = min(others, default="")
        by = _By(one["help"], kind, _SAYS[one["help"]])
        yield _found(by, one["person"], seen, text=text, other=other)


def _introducing(text: str) -> str:
    """Return the first sentence that is more than a greeting."""
    return next((one for one in split(text) if len(one.split()) > 3), "")  # noqa: PLR2004 - "Dear Ada Hart,"


def _answers(book: Book) -> Iterator[Found]:
    """Yield the answers to questions, one a message, but for those about when to meet."""
    done: set[tuple[str, str]] = set()
    for one in book.rows(_ANSWERED):
        is_brief = len(one["question"].split()) < QUESTION_WORDS_MIN
        if (one["person"], one["key"]) in done or is_brief or is_of_an_hour(one["question"]):
            continue
        done.add((one["person"], one["key"]))
        way = _OPPOSITE[_WAYS[one["direction"]]]
        seen = Seen(one["key"], one["at_us"], excerpt(one["question"]))
        yield _found(_By(way, "answer", one["direction"]), one["person"], seen)


def _worded(book: Book) -> Iterator[Found]:
    """Yield what the words of messages tell, but for what was sent alike to several."""
    rows = [(one, told) for one in book.rows(_WORDED) if (told := help_told(one["text"]))]
    sent: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    pasted = [(one["direction"], is_pasted_key(one["text"])) for one, _ in rows]
    for (one, _), text in zip(rows, pasted, strict=True):
        sent[text].add(one["person"])
    for (one, told), text in zip(rows, pasted, strict=True):
        if text[1] and len(sent[text]) >= PASTED_PERSONS_MIN:
            continue
        for kind, giver, sentence in told:
            way = _WAYS[one["direction"]]
            way = way if giver == "writer" else _OPPOSITE[way]
            seen = Seen(one["key"], one["at_us"], excerpt(sentence))
            yield _found(_By(way, kind, one["direction"]), one["person"], seen)


def together(found: Iterable[Found]) -> list[Found]:
    """Return the gifts with one deed told twice as one, of the earliest telling first.

    An introduction told again within a month between the same people, and the endorsements of one
    person on one day.
    """
    kept: list[Found] = []
    last: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.at_us, one.seen[0].key, one.person)):
        places = last[one.way, one.kind, one.person]
        place = next((at for at in reversed(places) if _is_same(kept[at], one)), None)
        if place is None:
            places.append(len(kept))
            kept.append(one)
        else:
            kept[place] = _joined(kept[place], one)
    return kept


def _is_same(before: Found, one: Found) -> bool:
    days = (one.at_us - before.at_us) / DAY_US
    if one.kind == "introduction":
        alike = before.other == one.other or not (before.other and one.other)
        return alike and days <= SAME_DEED_DAYS
    return one.kind == "endorsement" and days < 1


def _joined(before: Found, one: Found) -> Found:
    texts = dict.fromkeys(filter(None, (before.text, one.text)))
    text = ", ".join(texts) if one.kind == "endorsement" else before.text or one.text
    return replace(
        before, text=text, seen=(*before.seen, *one.seen), other=before.other or one.other
    )
