"""Whether a draft is theirs alone: of what the two share, in their tone, sent to nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.language.draft.tone import address, greets
from comity.language.draft.tongue import COMMON, tongue
from comity.operations.draft.documents import Ground
from comity.operations.draft.finding import NOWHERE, found
from comity.operations.moment import iso
from comity.operations.words import excerpt, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from comity.language.draft.asks import Ask
    from comity.language.draft.letter import Letter
    from comity.operations.draft.documents import Finding
    from comity.operations.draft.tie import Known, Message

PASTED_OTHERS_MIN = 2
_WORDS_MIN = 12
_PASTED_WORDS_MIN = 15  # a shorter one may be said to anybody: many thanks for the quick answer
_WORD = re.compile(r"[^\W\d_]{4,40}")
_TELLS_NOTHING = COMMON | frozenset(
    "hope well week weeks month months year years time times today tomorrow yesterday monday "
    "tuesday wednesday thursday friday saturday sunday mail email message note notes call "
    "meeting meet chat talk speak work works working good great nice best kind regards thank "
    "thanks please know like need want love think look looking forward help from about would "
    "could should will just also very much many more some any then than they them their there "
    "here where which while after before again back been being does done each ever every find "
    "finds give good going gone come came keep last late latest lets long made make maybe "
    "might most must never next only over people perhaps person really same says send sent "
    "shall since small soon still such sure take tell that these thing things this those "
    "through together until upon want well went were what when whom whose with without your "
    "yours hello dear quick question questions happy glad sorry attached reply answer able "
    "putting through getting woche heute morgen bitte danke grüße gruß viele liebe beste noch "
    "auch nicht eine einen einem einer haben hätte wäre würde können kannst könntest möchte "
    "gern gerne mich dich ihnen ihre nachricht frage zeit nächste wieder schon dass weil wenn "
    "über nach fürs uns".split()
)


def common_ground(
    letter: Letter, known: Known, asks: Sequence[Ask], *, answers: bool
) -> Iterator[Finding]:
    """Yield what tells that it was not written to them."""
    long = len(letter.text.split()) >= _PASTED_WORDS_MIN
    if known.pasted >= PASTED_OTHERS_MIN and long and not answers:
        yield found(
            letter,
            letter.body,
            "pasted",
            "consider",
            f"You sent this text to {number(known.pasted)} others in the last year. Two sentences "
            "that only this reader could get would tell it from a circular.",
        )
    mine = tuple(one for one in known.latest if one.mine)
    yield from _tone(letter, mine)
    quiet = known.is_mutual and not known.is_close and not answers
    if asks and quiet and len(letter.text.split()) >= _WORDS_MIN and not is_shared(letter, known):
        yield _nothing_shared(letter, known)


def _nothing_shared(letter: Letter, known: Known) -> Finding:
    ground = None
    if last := known.last:
        words = last.subject or excerpt(last.text)
        ground = Ground(last.key, iso(last.at_us), known.person, words)
    return found(
        letter,
        NOWHERE,
        "only_they",
        "consider",
        "Anybody could get this: nothing in it is of the two of you. What did you last speak of, "
        "or what of theirs made you think of them?",
        ground=ground,
    )


def is_shared(letter: Letter, known: Known) -> bool:
    """Tell whether a draft has a word of what passed between the two, or of what they do.

    In another language than theirs nobody can tell.
    """
    if letter.language not in {tongue(one.text) for one in known.latest} | {""}:
        return True
    names = {word for name in known.called for word in telling_words([name])}
    passed = telling_words([*known.spoken_of, *(one.text for one in known.latest)]) - names
    return not passed.isdisjoint(telling_words([letter.given[letter.subject.start :]]) - names)


def telling_words(texts: Iterable[str]) -> set[str]:
    """Return the words of texts that tell something, cut as inflections differ."""
    return {
        word[:_STEM_CHARS]
        for text in texts
        for word in _WORD.findall(text[:_TEXT_CHARS].lower())
        if word not in _TELLS_NOTHING
    }


_STEM_CHARS, _TEXT_CHARS = 6, 4_000


def _tone(letter: Letter, mine: Sequence[Message]) -> Iterator[Finding]:
    """Yield that it speaks to them otherwise than the latest of mine did."""
    now = address(letter.given[letter.greeting.start : letter.body.end])
    before = [said for one in mine if (said := address(one.text))]
    if now and before and now not in before:
        word = "Sie" if before[0] == "formal" else "du"
        yield _otherwise(letter, f"Until now you wrote {word} to them.")
        return
    greeted = [said for one in mine if (said := greets(one.text))]
    now = greets(letter.of(letter.greeting))
    if now and greeted and now not in greeted:
        by = "their family name" if greeted[0] == "formal" else "their first name"
        yield _otherwise(letter, f"Until now you greeted them by {by}.")


def _otherwise(letter: Letter, before: str) -> Finding:
    return found(
        letter,
        letter.greeting,
        "tone",
        "consider",
        f"{before} If nothing changed that, go on so.",
    )
