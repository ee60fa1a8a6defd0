"""Figures in, the words people use for them out."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from comity.measure import latency, stage
from comity.operations.moment import DAY_US, local
from comity.sources import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from comity.book import Book
    from comity.operations.document import SomeReason
    from comity.store.decisions import Decision

_DAYS_MAX, _WEEKS_MAX, _MONTHS_MAX = 14, 60, 730  # up to here a span is said in that unit
_EXCERPT_CHARS = 160
_OFTEN_DAYS = 1.5
_ROUNDED = 0.005
_UNITS = (("year", 365.25, 2), ("month", 30.4375, 1), ("week", 7.0, 0), ("day", 1.0, 0))
USUAL_GAPS_MIN = 6  # fewer say nothing of what is usual
DAYS = {  # what happened on a day of contact
    "met": "you met or spoke",
    "both": "words both ways",
    "sent": "you wrote",
    "received": "they wrote",
}
FIRST_LINES = {  # what the user fills in about a person
    "after": "Their goal",
    "give": "How I can help",
    "learn": "What I can learn",
}
GIFTS = {  # kinds of help, in the order of their weight
    "introduction": "an introduction",
    "recommendation": "a recommendation",
    "referral": "a word to others",
    "advice": "advice",
    "endorsement": "an endorsement",
    "article": "something to read",
    "answer": "an answer",
    "present": "a present",
    "help": "help",
}
GIFT_NOUNS = {  # of one, of many
    "introduction": ("introduction", ""),
    "recommendation": ("recommendation", ""),
    "referral": ("word to others", "words to others"),
    "advice": ("piece of advice", "pieces of advice"),
    "endorsement": ("endorsement", ""),
    "article": ("thing to read", "things to read"),
    "answer": ("answer", ""),
    "present": ("present", ""),
    "help": ("other help", "other helps"),
}
DECISIONS = {  # what other programs decide too; of one, of many
    "keep": ("rhythm", ""),
    "tag": ("tag", ""),
    "circle": ("circle", ""),
    "note": ("note", ""),
    "remind": ("reminder", ""),
    "detail": ("detail", ""),
    "name": ("name", ""),
    "gift": ("gift", ""),
    "same": ("pair that is one person", "pairs that are one person"),
    "never": ("person never to suggest", "people never to suggest"),
}
YEAR_FIGURES = {
    "in_touch_then": "In touch at its beginning",
    "in_touch_now": "In touch at its end",
    "grew": "Ties that grew",
    "revived": "Ties revived",
    "new": "New, with words both ways",
    "people_met": "People met",
    "meetings": "Meetings and calls",
}
_TOGETHER = {"meeting": "you met", "call": "you spoke"}
_SIDES = {"out": "you", "in": "they"}
_WHOSE = {"out": " of theirs", "in": " of yours"}
_DEEDS = {
    "mail": "wrote",
    "message": "wrote",
    "invitation": "invited",
    "reaction": "reacted",
    "comment": "commented",
    "endorsement": "endorsed",
    "recommendation": "recommended",
    "introduction": "introduced",
    "contact": "were in touch",
    "meeting": "met",
    "call": "called",
    "commit": "had a part in a change",
    "missed call": "tried to call",
}
_FORECASTS = {"p_contact_7d", "p_active_90d", "p_reply_2d"}


def shown_reasons(reasons: Iterable[SomeReason]) -> list[SomeReason]:
    """Return the reasons that a page says: forecasts order a list, and score nobody to a reader."""
    return [one for one in reasons if one.feature not in _FORECASTS]


def as_note(said: Decision) -> str:
    """Return a note, or a first line with what it is, as it stands among notes."""
    if said.verb == "first_line":
        return f"{FIRST_LINES.get(said.other, said.other)}: {said.value}"
    return said.words


def did(interaction: str, direction: str) -> str:
    """Return who did what: "they wrote", "you met"; a note is one."""
    if direction == "both":
        return _TOGETHER.get(interaction, interaction)
    deed = _DEEDS.get(interaction, interaction)
    whose = _WHOSE.get(direction, "") if interaction == "commit" else ""
    return f"{_SIDES[direction]} {deed}{whose}" if direction in _SIDES else deed


def span(days: float) -> str:
    """Return a length of time: "3 days", "5 weeks", "14 months", "2.5 years"."""
    if days < _DAYS_MAX:
        return count(max(round(days), 1), "day")
    if days < _WEEKS_MAX:
        return f"{round(days / 7)} weeks"
    if days < _MONTHS_MAX:
        return f"{round(days / 30.4375)} months"
    return f"{days / 365.25:.1f} years"


def rhythm(days: float) -> str:
    """Return "every week", "every month", "every three months", "every 45 days"."""
    for unit, one, more in _UNITS:
        times = round(days / one)
        if times and abs(days - times * one) <= more * times:
            return f"every {unit}" if times == 1 else f"every {number(times)} {unit}s"
    return f"every {count(round(days), 'day')}"


def number(n: int) -> str:
    """Return a small number as a word: "three"; a larger one in figures."""
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    return words[n] if n < len(words) else f"{n:,}"


def usual(evidence_days: int, gap_days: float, silent_days: float) -> str:
    """Return in what rhythm two are or were in touch, if days enough tell, and how long quiet.

    The gap is a mean, and said to be one: between bursts of mail it is twice the median for half of
    all ties, and nobody's usual day.
    """
    if evidence_days <= USUAL_GAPS_MIN:
        return f"quiet for {span(silent_days)}"
    is_daily = gap_days < _OFTEN_DAYS
    often = "nearly every day" if is_daily else f"every {span(gap_days)} on average"
    verb = "were" if silent_days >= stage.RESTING_GAPS * gap_days else "are"
    return f"you {verb} in touch {often}, quiet for {span(silent_days)}"


def between(first_us: int, last_us: int, zone: str) -> str:
    """Return from when to when: "between March and May 2022", "in May 2022", "on 3 May 2022"."""
    first, last = local(first_us, zone), local(last_us, zone)
    if first.date() == last.date():
        return f"on {day(first)}"
    if first.year != last.year:
        return f"between {first:%B %Y} and {last:%B %Y}"
    if first.month == last.month:
        return f"in {last:%B %Y}"
    return f"between {first:%B} and {last:%B %Y}"


def count(number: int, noun: str, many: str = "") -> str:
    """Return "1 day", "1,204 days", "2 people"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many or noun + 's'}"


def percent(share: float) -> str:
    """Return a share in whole percent; what is not all is never told as all, nor as none.

    >>> [percent(one) for one in (0.0, 0.001, 0.9, 0.998, 1.0)]
    ['0%', 'under 1%', '90%', 'over 99%', '100%']
    """
    if 0 < share < _ROUNDED:
        return "under 1%"
    return "over 99%" if 1 - _ROUNDED < share < 1 else f"{share:.0%}"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them.

    >>> listed(["Ada", "Ben", "Cleo"])
    'Ada, Ben and Cleo'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def ago(at_us: int, book: Book) -> str:
    """Return "today", "yesterday" or "5 days ago" of an instant."""
    return since(local(at_us, book.zone), local(book.moment_us, book.zone))


def since(then: datetime, now: datetime) -> str:
    """Return "today", "yesterday" or "5 days ago" of a local time."""
    days = (now.date() - then.date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{span(days)} ago"


def on_day(at_us: int, book: Book) -> str:
    """Return "12 March 2026" of an instant, in the book's time zone."""
    return day(local(at_us, book.zone))


def month_number(word: str) -> int:
    """Return the number of a month by its name or the first letters of it; 0 for other words.

    >>> month_number("Sept"), month_number("ma"), month_number("the")
    (9, 0, 0)
    """
    told = word.lower()
    if len(told) < 3:  # noqa: PLR2004 - "mar" is March, "ma" might be May
        return 0
    names = enumerate(month_name)
    return next((n for n, name in names if n and name.lower().startswith(told)), 0)


def day(when: date) -> str:
    """Return "12 March 2026"."""
    return f"{when.day} {when:%B %Y}"


def short_day(when: date) -> str:
    """Return "12 Mar 2026"."""
    return f"{when.day} {when:%b %Y}"


def days_since(at_us: int, book: Book) -> float:
    """Return the days from an instant to the book's moment."""
    return (book.moment_us - at_us) / DAY_US


EACH_WAY = f"at least {stage.GROWING_TWO_WAY_DAYS} days each way"  # of a relationship
IN_TIME = f"within {latency.WINDOW_DAYS} days"  # of an answer
ANSWERED = f"answered {IN_TIME}"
STAGES = {  # in a few words
    "established": f"{stage.ESTABLISHED_TWO_WAY_DAYS} days both ways or more, "
    f"over {span(stage.ESTABLISHED_SPAN_DAYS)} at least",
    "growing": f"{stage.GROWING_TWO_WAY_DAYS} days both ways or more",
    "resting": "was established or growing, has gone quiet",
    "brief": f"a few days both ways within {span(stage.BRIEF_SPAN_DAYS)}, nothing since",
    "sprouting": f"1 or {stage.GROWING_TWO_WAY_DAYS - 1} days both ways, within a year",
    "planted": f"one side only, within {stage.PLANTED_SILENT_DAYS} days",
}
STAGE_RULES = {  # in full
    "established": f"{stage.ESTABLISHED_TWO_WAY_DAYS} or more two-way days, first to last at "
    f"least {stage.ESTABLISHED_SPAN_DAYS} days apart",
    "growing": f"{stage.GROWING_TWO_WAY_DAYS} or more two-way days",
    "resting": "was growing or established, and no brief exchange; silent for "
    f"{stage.RESTING_GAPS} times its usual gap, "
    f"or over {stage.RESTING_SILENT_DAYS} days with less than an even chance of contact in 90",
    "brief": f"would be resting, but has fewer than {stage.ESTABLISHED_TWO_WAY_DAYS} two-way days "
    f"and no more than {stage.BRIEF_SPAN_DAYS} days from first to last",
    "sprouting": f"1 or {stage.GROWING_TWO_WAY_DAYS - 1} two-way days, within a year",
    "planted": f"one side only, within {stage.PLANTED_SILENT_DAYS} days",
}


_DOING = {  # what each step of a build does, in words
    "facts": "looking through what was read",
    "freshness": "looking where each source ends",
    "references": "finding what answers what",
    "who is who": "working out who is who",
    "who may be me": "working out who you are",
    "automatic": "setting robots and mailing lists apart",
    "threads": "following conversations",
    "own words": "telling new words from quoted ones",
    "wording": "finding questions, promises and thanks",
    "memos": "reading your notes to yourself",
    "contacts": "counting who wrote to whom",
    "exchanges": "matching questions and answers",
    "loops": "finding promises and what became of them",
    "waits": "measuring how soon answers come",
    "circles": "telling work from private life",
    "invitations": "sorting invitations",
    "days": "counting days of contact",
    "own forecasts": "learning your rhythms",
}


def doing(step: str) -> str:
    """Return what a step does, in words; any other text as it is."""
    return _DOING.get(step, step)


def identity_in_words(identity: str) -> str:
    """Return an identity as people write it: an address, or a name and where it is from."""
    namespace, _, rest = identity.partition(":")
    if namespace == "linkedin":
        return f"linkedin.com/in/{rest}"
    if namespace != "name":
        return rest
    place, _, name = rest.rpartition("/")
    source, _, at = place.partition("/")
    if at:
        return f"{name} (at {at})"
    return (
        f"{name} (from memory)"
        if source == "memory"
        else f"{name} ({by_channel(source)}, no address)"
    )


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text[: 4 * _EXCERPT_CHARS].split())
    return line if len(line) <= _EXCERPT_CHARS else line[: _EXCERPT_CHARS - 1].rstrip() + "…"


def channel(name: str) -> str:
    """Return a channel as its makers write it."""
    return CHANNELS[name].label if name in CHANNELS else name


def by_channel(name: str) -> str:
    """Return "by mail", "on WhatsApp"."""
    return f"{CHANNELS[name].preposition if name in CHANNELS else 'by'} {channel(name)}"
