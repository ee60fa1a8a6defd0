"""The figures of the audit: the rule of each, and the people behind it.

A figure that counts people and the list of those people read one condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from comity.measure.latency import WINDOW_DAYS
from comity.operations.moment import DAY_US
from comity.operations.network.own_side import PASTED_PERSONS_MIN
from comity.operations.words import ANSWERED, EACH_WAY, STAGE_RULES, count

if TYPE_CHECKING:
    from comity.operations.network.documents import Figures, OwnSide

WINDOWS_DAYS = {7: "7 days", 30: "30 days", 365: "year"}
_IN_TOUCH = "stage IN ('established', 'growing')"
_RELATIONSHIP = "stage IN ('established', 'growing', 'resting')"
# The user's word needs no trace. "Service" says what somebody is, and names no relationship.
_BY_WORD = (
    "stage NOT IN ('established', 'growing', 'resting', 'let_go') "
    "AND NOT (circle_said AND circle = 'service') AND (circle_said OR keep_days IS NOT NULL "
    "OR strength_said OR remembered OR logged OR len(roles) > 0)"
)
_CONNECTED = "person IN (SELECT person FROM connected)"


class Which(NamedTuple):
    """People to look through: in words, and by a condition on ``tie`` or as those of my side."""

    words: str
    condition: str = "person IN (SELECT unnest($whom))"
    of_my_side: str = ""  # the figure
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
    "begun_by_me": Which("you wrote first at least once", "initiated_by_me > 0"),
    "begun_by_them": Which("they wrote first at least once", "initiated_by_them > 0"),
    "asked_me": Which("asked you something", "asked_by_them > 0"),
    "asked_by_me": Which("you asked something", "asked_by_me > 0"),
    "left_open": Which("a question of the last year is open", of_my_side="questions_unanswered"),
    "approached": Which(
        "strangers whose first question is open",
        of_my_side="first_approaches",
        beside_contacts=True,
    ),
    "invited_wordless": Which("invited without a word", of_my_side="invitations_without_a_word"),
    "thanked_last": Which("their thank-you had the last word", of_my_side="thanks_unanswered"),
    "pasted_to": Which("got a text of yours that others got too", of_my_side="pasted_to_many"),
    "kept": Which("kept", "keep_days IS NOT NULL"),
    "never": Which("never suggested", "never", beside_contacts=True),
    "quiet": Which("left in peace", "quiet_until_us > getvariable('as_of_us')"),
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
    "initiated": "first messages of a thread, by who wrote them",
    "linkedin": "connections of your LinkedIn export, and how many of them are relationships",
    "invitations_without_a_word": "invitations you sent with no text, ever",
    "questions_unanswered": "put to you or to you and two others, in the last year, more than a "
    "day ago, and nothing from you in that thread since, by people who ever had a word of yours "
    "or whom you named",
    "first_approaches": "such questions of anybody else: none is owed an answer",
    "questions_guessed": "of such questions, those that are counted as answered by a guess: only a "
    "subject says so",
    "thanks_unanswered": "messages that thanked you in the last year, the last word in their "
    "thread",
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


class Unsaid(NamedTuple):
    """A figure of the owner's own side, in words, and where its people are listed, if they are."""

    n: int
    noun: str
    words: str
    which: str


def unsaid(mine: OwnSide) -> list[Unsaid]:
    """Return the figures of the owner's own side that are not zero."""
    found = (
        Unsaid(
            mine.questions_unanswered, "question", "to you left open, of the last year", "left_open"
        ),
        Unsaid(
            mine.first_approaches,
            "first question",
            "of strangers, unanswered: none is owed",
            "approached",
        ),
        Unsaid(
            mine.questions_guessed,
            "question",
            "that you answered, guessed from the subject alone",
            "",
        ),
        Unsaid(mine.thanks_unanswered, "thank-you", "that had the last word", "thanked_last"),
        Unsaid(
            mine.invitations_without_a_word,
            "invitation",
            "you sent without a word",
            "invited_wordless",
        ),
        Unsaid(
            mine.pasted_to_many,
            "text",
            f"of yours that went to {PASTED_PERSONS_MIN} people or more",
            "pasted_to",
        ),
    )
    return [one for one in found if one.n]
