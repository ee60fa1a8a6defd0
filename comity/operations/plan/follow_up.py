"""*follow_up*: newly met or newly connected, and nothing from me since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.language.sentences import sentences
from comity.normalise.subject import title
from comity.operations.document import DatedReason, QuotingReason, Reason, TitledReason
from comity.operations.moment import DAY_US
from comity.operations.plan.received import received
from comity.operations.plan.suggestion import Evidence, Suggestion, SuggestionKind
from comity.operations.words import ago

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comity.book import Book
    from comity.operations.document import SomeReason
    from comity.operations.plan.received import Received

AGE_DAYS_MAX = 14

_MET_WORDS = re.compile(
    r"(?:(?:good|nice|great|lovely|pleasure|glad|enjoyed)\b[^.!?]{0,20}\bmeet(?:ing)?\s+you|"
    r"\bwe\s+met\b|(?:schön|gut|gefreut|freut)[^.!?]{0,30}kennen|"
    r"\b(?:ravie?|enchantée?|plaisir)[^.!?]{0,30}rencontr|\bgusto\s+(?:en\s+)?conocer)",
    re.IGNORECASE,
)
# A connection alone is no reason: there must have been a word, or it was I who asked.
_CONNECTED = """
    SELECT p.person, p.name, p.identity, n.at_us FROM connected n JOIN anyone p USING (person)
    WHERE n.at_us > ? AND n.at_us <= ? AND p.may_approach AND p.first_at_us IS NULL
        AND EXISTS (SELECT 1 FROM contact c WHERE c.person = n.person
            AND (c.addressed OR c.direction = 'out'))
    ORDER BY n.at_us DESC, p.person
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield people first met, or connected with, in the last fortnight."""
    now_us = book.moment_us
    from_us = now_us - AGE_DAYS_MAX * DAY_US
    fresh = [one for one in received(book) if one.addressed and one.at_us > from_us]
    yield from _met(book, fresh, from_us)
    yield from _wrote(book, fresh)
    for one in book.rows(_CONNECTED, [from_us, now_us]):
        yield Suggestion(
            kind=KIND,
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=f"connected:{one['at_us']}",
            weight=0.5,
            why=(
                DatedReason("connected_us", one["at_us"], f"connected {ago(one['at_us'], book)}"),
            ),
            evidence=(),
        )


def _met(book: Book, fresh: Iterable[Received], from_us: int) -> Iterator[Suggestion]:
    """Yield those first met since then, by the latest meeting of each."""
    seen: set[str] = set()
    for one in fresh:
        newly = one.may_approach and (one.first_at_us or 0) > from_us
        if one.direction != "both" or not newly or one.person in seen:
            continue
        seen.add(one.person)
        about = f": {title(one.subject)}" if one.subject else ""
        text = f"first met {ago(one.at_us, book)}{about}"
        yield _suggestion(
            one,
            1.0 + 1.0 / one.recipients,
            TitledReason("first_met_us", one.at_us, text),
            Reason("last_word", None, "nothing from you to them since"),
        )


def _wrote(book: Book, fresh: Iterable[Received]) -> Iterator[Suggestion]:
    """Yield those whose first words say that it was good to meet.

    What else cold mail wants, its metadata cannot tell.
    """
    for one in fresh:
        first = one.direction == "in" and one.at_us == one.first_at_us and not one.sent
        if not first or one.interaction not in {"mail", "message"}:
            continue
        said = next((s for s in sentences(one.text) if _MET_WORDS.search(s)), "")
        if said:
            text = f"wrote {ago(one.at_us, book)} that you met"
            yield _suggestion(
                one,
                1.5,
                TitledReason("first_met_us", one.at_us, text),
                QuotingReason("their_words", said, f"“{said}”"),
            )


def _suggestion(one: Received, weight: float, *why: SomeReason) -> Suggestion:
    return Suggestion(
        kind=KIND,
        person=one.person,
        name=one.name,
        identity=one.identity,
        cause=one.key,
        weight=weight,
        why=why,
        evidence=(Evidence(one.key, one.at_us, one.subject),),
    )


KIND = SuggestionKind(
    name="follow_up",
    words="newly met",
    help="newly met",
    minutes=5,
    find=find,
    fades=True,
)
