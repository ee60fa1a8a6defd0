"""What a draft asks, of whom it asks it, and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.draft.asks import said
from comity.operations.draft.finding import NOWHERE, found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.language.draft.asks import Ask
    from comity.language.draft.balance import Balance
    from comity.language.draft.letter import Letter
    from comity.language.draft.purpose import Purpose
    from comity.operations.draft.documents import Finding
    from comity.operations.draft.tie import Known

SPEECH_SECONDS = 60
_QUESTIONS_MAX = 3
_ASKS_NOTHING_WORDS = 50
_OF_ME_MIN, _OF_ME_TIMES = 8, 4
_IN_OWN_CAUSE = {"networking", "selling", "job_search"}

_LENGTH = "Of 40 million mails those of 50 to 125 words were answered most (Boomerang, observed)"
_ASKED_ONCE = "Mails with one to three questions were answered half again as often (Boomerang)"


def asking(
    letter: Letter,
    known: Known,
    asks: Sequence[Ask],
    counted: Balance,
    kind: Purpose,
) -> Iterator[Finding]:
    """Yield what stands between the draft and an answer."""
    yield from _length(letter, asks, counted, kind)
    if letter.has_subject and letter.subject.start == letter.subject.end and kind != "answer":
        yield found(
            letter,
            NOWHERE,
            "subject",
            "consider",
            "The subject is empty: of such mails 14 in 100 were answered (Boomerang, observed). "
            "Three or four words that say what it is about will do.",
        )
    questions = [one for one in asks if one.is_question]
    if len(questions) > _QUESTIONS_MAX and kind != "answer":
        yield found(
            letter,
            questions[_QUESTIONS_MAX].span,
            "many_questions",
            "consider",
            f"{len(questions)} questions. {_ASKED_ONCE}. Which one matters most? The others can "
            "wait for the answer.",
        )
    if asks and kind in _IN_OWN_CAUSE and not known.is_close:
        yield from _parts(letter, known, asks)


def _length(
    letter: Letter, asks: Sequence[Ask], counted: Balance, kind: Purpose
) -> Iterator[Finding]:
    if kind not in _IN_OWN_CAUSE | {"other"}:
        return
    if counted.seconds > SPEECH_SECONDS:
        yield found(
            letter,
            letter.body,
            "speech",
            "consider",
            f"{counted.words} words: {counted.seconds} seconds read aloud, and over a minute is a "
            f"speech. {_LENGTH}. What can wait for their answer?",
        )
    if not asks and kind in _IN_OWN_CAUSE and counted.words >= _ASKS_NOTHING_WORDS:
        yield found(
            letter,
            NOWHERE,
            "no_question",
            "consider",
            f"Nothing is asked here, so there is nothing to answer. {_ASKED_ONCE}. What is the one "
            "thing you would like to know?",
        )
    if (
        kind in _IN_OWN_CAUSE
        and counted.of_me >= _OF_ME_MIN
        and counted.of_me > _OF_ME_TIMES * counted.of_you
        and counted.words >= _ASKS_NOTHING_WORDS
    ):
        yield found(
            letter,
            letter.body,
            "about_me",
            "consider",
            f"{counted.of_me} words speak of you and {counted.of_you} of them. What of theirs made "
            "you write? Begin there.",
        )


def _parts(letter: Letter, known: Known, asks: Sequence[Ask]) -> Iterator[Finding]:
    """Yield an ask that leaves the reader to find what is wanted, or which parts a large one lacks.

    Where anything specific is asked besides, that can be answered.
    """
    vague = [one for one in asks if one.is_vague]
    if len(vague) == len(asks):
        yield found(
            letter,
            vague[0].span,
            "vague_ask",
            "consider",
            "They would first have to find out what you want. Name it: which fact, which page, an "
            "hour on which day, whom to meet. At work 75 to 90 in 100 acts of help answer a "
            "request (Anderson and Williams 1996): give them one to say yes to.",
        )
    large = next((one for one in asks if one.is_large), None)
    if large is None:
        return
    told = said(letter)
    if "why_you" not in told and not known.is_mutual:
        yield found(
            letter,
            large.span,
            "why_you",
            "consider",
            "It does not say why you ask them and nobody else: what of theirs you read, saw or "
            "heard, or who named them to you.",
        )
    if not large.is_vague and told.isdisjoint({"by_when", "easy_no", "tried", "offer"}):
        yield found(
            letter,
            large.span,
            "ask_lacks",
            "consider",
            "This asks for more than a line. Say by when, or what you tried, or what you offer; or "
            "that a no is fine: told they were free to refuse, more people agreed (Carpenter 2013, "
            "42 studies).",
        )
