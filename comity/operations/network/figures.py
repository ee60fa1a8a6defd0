"""The figures of the audit: the rule of each, and the people behind it.

A figure that counts people and the list of those people read one condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from comity.derive.exchanges import PASTED_PERSONS_MIN
from comity.measure.latency import WINDOW_DAYS
from comity.operations.moment import DAY_US
from comity.operations.words import ANSWERED, EACH_WAY, IN_TIME, STAGE_RULES, count

if TYPE_CHECKING:
    from comity.operations.network.documents import Figures, OwnSide

WINDOWS_DAYS = {7: "7 days", 30: "30 days", 365: "year"}
_IN_TOUCH = "stage IN ('established', 'growing')"
_RELATIONSHIP = "stage IN ('established', 'growing', 'resting')"
# The user's word needs no trace. "Service" says what somebody is, and names no relationship.
_BY_WORD = (
    "stage NOT IN ('established', 'growing', 'resting', 'let_go', 'died') "
    "AND NOT (circle_said AND circle = 'service') AND (circle_said OR keep_days IS NOT NULL "
    "OR strength_said OR remembered OR logged OR len(roles) > 0)"
)
_CONNECTED = "person IN (SELECT person FROM connected)"


class Which(NamedTuple):
    """People to look through: in words, and by a condition on ``tie``."""

    words: str
    condition: str
    beside_contacts: bool = False  # there may be others among them


_NOW = "getvariable('as_of_us')"


def _within(days: int) -> str:
    return f"last_at_us > {_NOW} - {days * DAY_US} AND last_at_us <= {_NOW}"


def _invited(words: str, condition: str = "true") -> Which:
    of = f"SELECT person FROM invitation WHERE at_us <= {_NOW} AND {condition}"
    return Which(words, f"person IN ({of})", beside_contacts=True)


WHICH = {
    "contacts": Which("contacts", f"(is_contact OR {_BY_WORD})"),
    "relationships": Which("in touch or resting", _RELATIONSHIP),
    "in_touch": Which("in touch", _IN_TOUCH),
    "resting": Which("resting", "stage = 'resting'"),
    "brief": Which("a brief exchange", "stage = 'brief'"),
    "by_word": Which("by your word", _BY_WORD),
    "no_exchange": Which("no trace of an exchange in these sources", "sent = 0 AND received = 0"),
    "exchange": Which("some exchange", "sent + received > 0"),
    "both_ways": Which("words both ways", "sent > 0 AND received > 0"),
    "only_me": Which("only you ever wrote", "sent > 0 AND received = 0"),
    "only_them": Which("only they ever wrote", "sent = 0 AND received > 0"),
    **{
        f"days_{days}": Which(f"in contact in the last {called}", _within(days))
        for days, called in WINDOWS_DAYS.items()
    },
    "linkedin": Which("connections on LinkedIn", _CONNECTED),
    "linkedin_relationships": Which(
        "connections that are relationships", f"{_CONNECTED} AND {_RELATIONSHIP}"
    ),
    "invited": _invited("invited you on LinkedIn"),
    "invited_noted": _invited("invited you with a note", "noted"),
    "invited_accepted": _invited("invited you, and you accepted", "accepted"),
    "invited_exchanged": _invited(
        "invited you, and words went both ways since", f"exchanged_us <= {_NOW}"
    ),
    "invited_open": _invited("invited you, and you did not accept", "accepted IS FALSE"),
    "kept": Which("kept", "keep_days IS NOT NULL"),
    "never": Which("never suggested", "never", beside_contacts=True),
    "quiet": Which("paused", "quiet_until_us > getvariable('as_of_us')"),
}

RULES = {
    "contacts": "everyone seen in your sources or named by you: not you, no lists, robots or "
    "office addresses, and nobody whose invitation on LinkedIn you never accepted and of whom "
    "nothing else is here",
    "no_exchange_seen": "neither of you addressed the other in these sources; what happened "
    "elsewhere is not denied",
    "one_way": "only one of you has ever addressed the other",
    "relationships": f"in touch or resting: {EACH_WAY}",
    "in_touch": "established or growing",
    "by_word": "neither in touch nor resting by these sources, and named by you: with a circle, "
    "a rhythm, a role, how close they are, remembered or logged",
    "invitations": "people who invited you on LinkedIn: with a note, accepted (they are among your "
    "connections), and with words both ways since",
    **STAGE_RULES,
    "interacted": "people addressed by you or addressing you, with words or in presence",
    "reply_rate_by_me": f"of what asked you something {WINDOW_DAYS} or more days ago, {ANSWERED}",
    "reply_rate_to_me": f"of what you asked {WINDOW_DAYS} or more days ago, {ANSWERED}",
    "guessed": "of these answers, by a guess: they name no mail that is here, and bear the subject "
    "of one between the same two people within 30 days",
    "initiated": "first messages of a thread, by who wrote them; one to several people is one",
    "linkedin": "connections of your LinkedIn export, and how many of them are relationships",
    "invitations_without_a_word": "invitations you sent with no text, ever",
    "questions_unanswered": "put to you or to you and two others, in the last year, more than a "
    "day ago, and nothing from you in that thread since, by people who ever had a word of yours "
    "or whom you named",
    "first_approaches": "such questions of anybody else: none is owed an answer",
    "questions_guessed": "of such questions, those that are counted as answered by a guess: only a "
    "subject says so",
    "my_questions_unanswered": "put by you in the last year, more than a day ago, and no answer "
    "in the thread",
    "my_thanks": "messages of yours that thanked somebody, in the last year",
    "my_thanks_unanswered": "of these, a day old at least, the last word in their thread: a "
    "thank-you asks for no answer",
    "pasted_to_many": f"texts of yours that {PASTED_PERSONS_MIN} or more people got in the last "
    "year, names and figures aside",
    "last_asked_advice_at": "when you last asked someone what they think or advise",
}


class Part(NamedTuple):
    """A part of the contacts in the headline, and where its people are listed."""

    n: int
    words: str
    which: str


def headline(found: Figures) -> list[Part]:
    """Return what the contacts are beside a list; nothing where that cannot be known."""
    parts = [Part(getattr(found, one), WHICH[one].words, one) for one in ("in_touch", "resting")]
    seen = parts if found.me_known or found.relationships else []
    return [*seen, *([Part(found.by_word, "by your word", "by_word")] if found.by_word else [])]


def headline_in_words(found: Figures) -> str:
    """Return "2,111 contacts: 121 in touch, 117 resting"."""
    parts = ", ".join(f"{one.n:,} {one.words}" for one in headline(found))
    return ": ".join(filter(None, (count(found.contacts, "contact"), parts)))


class Messages(NamedTuple):
    """What a figure that counts messages is called: "12 questions to you left open"."""

    noun: str
    words: str


_PASTED = f"of yours that went to {PASTED_PERSONS_MIN} people or more, of the last year"
MESSAGES = {
    "questions_unanswered": Messages("question", "to you left open, of the last year"),
    "first_approaches": Messages("first question", "of strangers: none is owed an answer"),
    "questions_guessed": Messages("question", "that you answered, guessed from the subject alone"),
    "my_questions_unanswered": Messages(
        "question", "of yours that had no answer, of the last year"
    ),
    "my_thanks": Messages("thank-you", "of yours, of the last year"),
    "my_thanks_unanswered": Messages("thank-you", "of yours that had no answer, of the last year"),
    "invitations_without_a_word": Messages("invitation", "you sent without a word"),
    "pasted_to_many": Messages("text", _PASTED),
    "last_asked_advice": Messages("message", "in which you last asked for advice"),
    "begun_by_me": Messages("thread", "begun by you"),
    "begun_by_them": Messages("thread", "begun by them"),
    "asked_by_them": Messages("time", f"they asked you something, {WINDOW_DAYS} or more days ago"),
    "asked_by_me": Messages("time", f"you asked something, {WINDOW_DAYS} or more days ago"),
    "answered_by_me": Messages("time", f"you answered what they asked {IN_TIME}"),
    "answered_by_them": Messages("time", f"they answered what you asked {IN_TIME}"),
}
CountOf = Literal[
    "questions_unanswered",
    "first_approaches",
    "questions_guessed",
    "my_questions_unanswered",
    "my_thanks",
    "my_thanks_unanswered",
    "invitations_without_a_word",
    "pasted_to_many",
    "last_asked_advice",
    "begun_by_me",
    "begun_by_them",
    "asked_by_them",
    "asked_by_me",
    "answered_by_me",
    "answered_by_them",
]
_SAID_ELSEWHERE = {"my_thanks"}


class Unsaid(NamedTuple):
    """A figure of the owner's own side, in words."""

    figure: str
    n: int
    noun: str
    words: str


def unsaid(mine: OwnSide) -> list[Unsaid]:
    """Return the figures of the owner's own side that are not zero."""
    return [
        Unsaid(name, n, *one)
        for name, one in MESSAGES.items()
        if name not in _SAID_ELSEWHERE and (n := getattr(mine, name, 0))
    ]
