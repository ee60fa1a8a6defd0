"""A draft held against what passed between the two: who wrote last, and what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.draft.manner import gives_thanks, reminders, scheduling_links
from comity.language.draft.purpose import sells
from comity.operations.draft.common_ground import telling_words
from comity.operations.draft.documents import Ground
from comity.operations.draft.finding import NOWHERE, found
from comity.operations.moment import iso
from comity.operations.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.language.draft.asks import Ask
    from comity.language.draft.letter import Letter
    from comity.operations.draft.documents import Finding
    from comity.operations.draft.tie import Known

_CONSENTS = ("call", "meet", "slot", "calendar", "link", "schedul", "time to", "termin", "zeit")


def history(
    letter: Letter, known: Known, asks: Sequence[Ask], *, answers: bool, now_us: int
) -> Iterator[Finding]:
    """Yield what does not fit what passed before."""
    if known.stage == "died":
        yield found(
            letter,
            letter.greeting,
            "has_died",
            "stop",
            "You said that they have died. If that is not so, it is put right on their page.",
        )
    if known.quiet_until_us > now_us and not answers:
        yield found(
            letter,
            NOWHERE,
            "paused",
            "consider",
            "You paused them for now. If that has changed, end the pause on their page.",
        )
    yield from _guarded(letter, known, asks, answers=answers)
    yield from _their_word(letter, known, asks if not answers else ())
    if known.thank and not gives_thanks(letter):
        yield found(
            letter,
            NOWHERE,
            "thanks_owed",
            "consider",
            f"They gave you {known.thank}, and no thanks is seen since. Begin with that: those who "
            "were thanked helped again twice as often (Grant and Gino 2010).",
            ground=Ground(known.thank_key, iso(known.thank_us), known.person, known.thank_words),
        )
    yield from _before_consent(letter, known)


def _guarded(
    letter: Letter, known: Known, asks: Sequence[Ask], *, answers: bool
) -> Iterator[Finding]:
    """Yield that they have not answered yet, and that the user only asked of late."""
    before = known.guard
    if before.is_unanswered and not answers:
        where = next(iter(reminders(letter)), NOWHERE)
        yield found(
            letter,
            where,
            "guard_unanswered",
            "stop",
            f"You wrote on {number(before.approaches)} days since their last word. Leave it with "
            "them now: if it cannot wait, another way than one more message may do.",
        )
    large = next((one for one in asks if one.is_large), None)
    if before.only_asks and large:
        yield found(
            letter,
            large.span,
            "guard_asks",
            "consider",
            f"You asked them {number(before.asks)} times, and nothing here shows what you gave in "
            "between. What could you give first: an answer, an introduction, something to read?",
        )


def _their_word(letter: Letter, known: Known, asks: Sequence[Ask]) -> Iterator[Finding]:
    """Yield what they said they would do, before they are asked for that again, or for much."""
    word = known.their_word
    if word is None:
        return
    about = telling_words([word.text])
    again = (
        one
        for one in asks
        if one.is_large or not about.isdisjoint(telling_words([letter.of(one.span)]))
    )
    for one in again:
        yield found(
            letter,
            one.span,
            "their_word",
            "consider",
            "They said they would do something for you, and it is open. Is this that again, or can "
            "it wait until then?",
            ground=Ground(word.key, iso(word.at_us), known.person, word.text),
        )
        return


def _before_consent(letter: Letter, known: Known) -> Iterator[Finding]:
    """Yield a pitch before any exchange, and a link to book before they said yes."""
    selling = sells(letter)
    if selling and not known.is_mutual:
        yield found(
            letter,
            selling[0],
            "pitch_first",
            "stop",
            "This offers something before the two of you have exchanged a word. Ask about theirs "
            "first; the offer can wait until they want to hear it.",
        )
    theirs = " ".join(one.text.lower() for one in known.latest[:3] if not one.mine)
    agreed = any(word in theirs for word in _CONSENTS)
    for span in scheduling_links(letter)[:1]:
        if not agreed:
            yield found(
                letter,
                span,
                "scheduling_link",
                "consider" if known.is_mutual else "stop",
                "A link to book a time, before they said that they want to talk. Ask first; then "
                "offer two times, or ask for theirs.",
            )
