"""A survey in, all that its page says out: words by people, groups side by side, own words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from comity.language.definition.contrast import GROUP_MIN, large_enough, more_by_group, shared
from comity.language.definition.lexicon import LANGUAGES
from comity.language.definition.said import said
from comity.language.definition.tally import tally
from comity.language.draft.tongue import tongue
from comity.operations.survey.documents import (
    AnswerSaid,
    GroupAnswered,
    GroupPeople,
    GroupWord,
    SharedWord,
    SurveyPage,
    WordSaid,
)
from comity.operations.survey.own_words import own_words
from comity.operations.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book
    from comity.language.definition.said import Said
    from comity.language.definition.tally import Counted
    from comity.operations.survey.answers import Answer, Survey

ANSWERS_MIN: Final = 5
_WORDS_MAX = 150
_NAMES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch",
          "it": "Italian", "other": "another language"}  # fmt: skip


def survey_page(book: Book, survey: Survey) -> SurveyPage:
    """Return a survey's page."""
    answers = survey.answers
    spoken = [tongue(one.whole) for one in answers]
    main = Counter(one for one in spoken if one).most_common(1)
    otherwise = main[0][0] if main else "en"
    heard = [said(a.whole, lang or otherwise) for a, lang in zip(answers, spoken, strict=True)]
    words = tally(heard)
    groups = _as_called([one.group for one in answers])
    people = _people(heard)
    return SurveyPage(
        key=survey.key,
        title=survey.title,
        question=survey.question,
        more=survey.more,
        group=survey.group,
        answers=len(answers),
        concluded=len(answers) >= ANSWERS_MIN,
        told=_told(len(answers), people, spoken),
        people=people,
        languages=dict(sorted(Counter(spoken).items())),
        words=tuple(map(_word, words[:_WORDS_MAX])),
        groups=tuple(_answered(groups, heard)),
        groups_told=_groups_told(groups),
        shared=tuple(_shared(words, groups)),
        more_in=tuple(_more(words, groups)),
        said=tuple(map(_answer, answers)),
        out=tuple(map(_answer, survey.out)),
        own=own_words(book),
    )


def _people(heard: Sequence[Sequence[Said]]) -> dict[str, int]:
    """Return how many people said a word of relationship, of sales, of both."""
    tones = [{one.tone for one in answer} for answer in heard]
    return {
        "relationship": sum("relationship" in one for one in tones),
        "sales": sum("sales" in one for one in tones),
        "both": sum({"relationship", "sales"} <= one for one in tones),
    }


def _answered(groups: Sequence[str], heard: Sequence[Sequence[Said]]) -> Iterator[GroupAnswered]:
    for name, n in sorted(_sizes(groups).items()):
        theirs = [one for group, one in zip(groups, heard, strict=True) if group == name]
        people = _people(theirs)
        yield GroupAnswered(name, n, people["relationship"], people["sales"])


def _told(answers: int, people: dict[str, int], spoken: Sequence[str]) -> str:
    if not answers:
        return "Nobody has answered yet."
    unread = sorted({one for one in spoken if one and one not in LANGUAGES})
    beside = ""
    if unread:
        n = sum(one in unread for one in spoken)
        beside = (
            f" {count(n, 'answer')} in {listed([_NAMES[one] for one in unread])}: no list of "
            "words here reads it, so its words are counted and stand as neutral."
        )
    if answers < ANSWERS_MIN:
        return (
            f"{count(answers, 'answer')}: too few to conclude anything from; "
            f"{ANSWERS_MIN} are the least.{beside}"
        )
    return (
        f"Of {answers:,} people {people['relationship']:,} used a word of relationship, "
        f"{people['sales']:,} a word of sales, {people['both']:,} both.{beside}"
    )


def _as_called(groups: Sequence[str]) -> list[str]:
    """Return the groups under the way most wrote each: "Regulars" and "regulars" are one."""
    called: dict[str, Counter[str]] = {}
    for one in groups:
        called.setdefault(one.strip().casefold(), Counter())[one.strip()] += 1
    return [called[one.strip().casefold()].most_common(1)[0][0] for one in groups]


def _sizes(groups: Sequence[str]) -> dict[str, int]:
    return dict(Counter(one for one in groups if one))


def _groups_told(groups: Sequence[str]) -> str:
    sizes = _sizes(groups)
    if not sizes:
        return "No group was asked for or given, so none are compared."
    if len(sizes) == 1:
        return "All who named a group named the same, so there is nothing to compare it with."
    enough = large_enough(groups)
    small = sorted(set(sizes) - set(enough))
    if not enough:
        return (
            f"Too few answers to compare groups: two of them need {GROUP_MIN} answers each. So far "
            f"{listed([f'{name} {n}' for name, n in sorted(sizes.items())])}."
        )
    told = f"Compared are {listed([f'{name} ({sizes[name]:,} answers)' for name in enough])}."
    return f"{told} Too small to compare: {listed(small)}." if small else told


def _word(one: Counted) -> WordSaid:
    return WordSaid(one.form, len(one.people), one.tone, one.forms)


def _shared(words: Sequence[Counted], groups: Sequence[str]) -> list[SharedWord]:
    return [
        SharedWord(
            one.counted.form,
            one.counted.tone,
            tuple(GroupPeople(name, n, groups.count(name)) for name, n in one.people.items()),
        )
        for one in shared(words, groups)
    ]


def _more(words: Sequence[Counted], groups: Sequence[str]) -> list[GroupWord]:
    return [
        GroupWord(
            one.counted.form,
            one.counted.tone,
            one.group,
            one.people,
            one.of,
            one.others,
            one.others_of,
            round(one.z, 3),
        )
        for one in more_by_group(words, groups)
    ]


def _answer(one: Answer) -> AnswerSaid:
    return AnswerSaid(one.id, one.whole, one.group, one.by)
