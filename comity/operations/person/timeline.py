"""What happened with one person, in words: the timeline, and the reasons for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.models.activity import ACTIVE_90D, CONTACT_7D
from comity.models.activity import reasons as parts_of
from comity.operations.document import Reason
from comity.operations.moment import DAY_US, iso, month
from comity.operations.person.documents import Line
from comity.operations.person.person_rows import of_person
from comity.operations.words import USUAL_GAPS_MIN, as_note, between, count, listed, span, usual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comity.book import Book, Row
    from comity.store.decisions import Decision, Verb

_CONTACTS = """
    SELECT c.person, c.at_us, c.interaction, c.direction, c.channel, c.addressed, c.recipients,
        c.help, coalesce(r.subject, '') AS subject, c.key, c.day, t.thread,
        t.sure_n, coalesce(t.guessed, false) AS guessed,
        coalesce(r.text_length, 0) > 0 AS worded
    FROM contact c LEFT JOIN record r USING (key) LEFT JOIN thread t USING (key)
    WHERE c.at_us <= getvariable('as_of_us')
"""
_IDENTITIES = "SELECT person, identity, first_us FROM identity"
_MERGED = """
    SELECT i.person, m.rule, m.score, m.text, m.left, m.right
    FROM merge m JOIN identity i ON i.identity = m.left
"""
_UNDATED = """
    SELECT count(DISTINCT r.key) AS mails FROM record r JOIN participant p USING (key)
    JOIN identity i USING (identity)
    WHERE r.kind = 'mail' AND r.at_us IS NULL AND p.role = 'from' AND i.person = ?
"""
_OF_CONTACT = (
    "interaction",
    "direction",
    "channel",
    "addressed",
    "recipients",
    "help",
    "key",
    "guessed",
)
# The years of works that somebody published together with the owner: they have no day.
_WORKS = """
    SELECT max(r.detail) AS year
    FROM record r JOIN participant p USING (key) JOIN identity i USING (identity)
    WHERE r.interaction = 'work' GROUP BY r.key
    HAVING bool_or(i.person = ?) AND bool_or(i.kind = 'me') ORDER BY year
"""
_YEAR_US = 365 * DAY_US
_MERGED_MAX = 20
_WORDLESS = {  # what one did, and its name where there was nothing else
    "invitation": ("invited", "invitations"),
    "missed call": ("tried to call", "missed calls"),
    "commit": ("had a part in changes", "changes to programs"),
}
_SAYS_NOTHING = 0.05  # a group of features that moves the log-odds by less is left out


def timeline(book: Book, person: str, *, limit: int) -> list[Line]:
    """Return contacts with a person and notes about them, the latest first.

    That one answers another is ``guessed`` where its Subject alone tells.
    """
    said = said_of(book, person, "log", "note", "first_line")
    logged: dict[str, str] = {
        one.contact_key: one.value["text"] for one in said if one.verb == "log"
    }
    found = [(one["at_us"], _contact(one, logged)) for one in contacts(book, person, most=limit)]
    notes = [(one.of_us, _note(one)) for one in said if one.verb != "log"]
    merged = sorted([*found, *notes], key=lambda one: (-one[0], one[1].key))
    return [line for _, line in merged]


def contacts(book: Book, person: str, *, most: int | None = None) -> list[Row]:
    """Return every contact with a person, its subject and its thread, the latest first."""
    book.show_facts()
    return of_person(book, _CONTACTS, person, order="at_us DESC, key", most=most)


def identities_of(book: Book, person: str) -> list[str]:
    """Return a person's identities, the first seen first."""
    found = of_person(book, _IDENTITIES, person, order="first_us, identity")
    return [one["identity"] for one in found]


def said_of(book: Book, person: str, *verbs: Verb) -> list[Decision]:
    """Return what the user said of a person by these verbs, oldest first; by any where none is."""
    theirs = identities_of(book, person)
    return book.decisions.active(*verbs, as_of_us=book.as_of_us, about=theirs)


def _contact(one: Row, logged: Mapping[str, str]) -> Line:
    """Return a contact's line; one that was said by hand has its own words."""
    subject = logged.get(one["key"]) or one["subject"]
    return Line(at=iso(one["at_us"]), subject=subject, **{name: one[name] for name in _OF_CONTACT})


def _note(one: Decision) -> Line:
    return Line(
        at=iso(one.of_us),
        interaction="note",
        direction="",
        channel="log",
        addressed=False,
        recipients=0,
        help="",
        subject=as_note(one),
        key=one.note_key,
        guessed=False,
    )


def reasons(book: Book, tie: Row) -> list[Reason]:
    """Return why this person stands where they stand: feature, value, sentence."""
    found = [Reason("stage", tie["stage"], _stage_text(book, tie))]
    if tie["evidence_days"]:
        found.append(Reason("evidence_days", tie["evidence_days"], evidence(book, tie)))
    if tie["evidence_days"] > USUAL_GAPS_MIN:
        text = usual(tie["evidence_days"], tie["usual_gap_days"], tie["silent_days"])
        found.append(Reason("gap_ratio", tie["gap_ratio"], text))
    works = book.once(_works, tie["person"])
    if works and _published(works) not in found[0].text:
        found.append(Reason("works", len(works), _published(works)))
    if tie["circle_sign"] or tie["circle_said"]:
        text = "you said so" if tie["circle_said"] else tie["circle_sign"]
        found.append(Reason("circle", tie["circle"], text))
    forecast = [] if tie["stage"] == "died" else _forecast(tie)
    return [*found, *forecast, *_merged(book, tie["person"])]


def evidence(book: Book, tie: Row) -> str:
    """Return what happened in words: "in the last year you wrote on 14 days; last in March"."""
    said = (
        ("you wrote on {}", tie["wrote_days_365d"]),
        ("they wrote on {}", tie["heard_days_365d"]),
        (f"you {_together(tie)} on {{}}", tie["met_days_365d"]),
    )
    parts = [words.format(count(days, "day")) for words, days in said if days]
    if parts:
        happened = f"in the last year {', '.join(parts)}"
    elif (tie["last_at_us"] or 0) > book.moment_us - _YEAR_US:  # invitations nobody answered
        alone = listed([name for kind, (_, name) in _WORDLESS.items() if kind in _kinds(book, tie)])
        told = f", of {alone} alone" if alone else ""
        happened = f"{count(tie['evidence_days'], 'day')} with an exchange{told}"
    else:
        happened = f"{count(tie['evidence_days'], 'day')} with an exchange, none in the last year"
    last = month(tie["last_at_us"], book.zone, now_us=book.moment_us)
    return f"{happened}; last in {last}"


def _together(tie: Mapping[str, Any]) -> str:
    """Return whether the days together were meetings, calls, or both."""
    if not tie["calls"]:
        return "met"
    return "met or spoke" if tie["meetings"] else "spoke"


def _undated(book: Book, person: str) -> int:
    """Return how many mails of a person to the owner bear no date that could be read."""
    book.show_facts()
    return int(book.rows(_UNDATED, [person])[0]["mails"])


def _works(book: Book, person: str) -> list[str]:
    """Return the years of the works of a person and the owner, "" for one that tells none."""
    book.show_facts()
    return [one["year"] for one in book.rows(_WORKS, [person])]


def _published(works: list[str]) -> str:
    """Return how many works of which years: "you published 2 works together, 1998 to 2004"."""
    years = [year for year in works if year]
    first, last = (years[0], years[-1]) if years else ("", "")
    when = f", {first} to {last}" if first != last else f", in {first}" if first else ""
    return f"you published {count(len(works), 'work')} together{when}"


def _kinds(book: Book, tie: Row) -> set[str]:
    """Return by what the two got in touch."""
    sql = "SELECT DISTINCT interaction FROM contact WHERE person = ? AND addressed"
    return {one["interaction"] for one in book.rows(sql, [tie["person"]])}


def _one_way(book: Book, tie: Row) -> str:
    """Return what the one side did that got in touch at all: "only they wrote"."""
    kinds = _kinds(book, tie)
    side, other = ("you", "theirs") if tie["sent"] else ("they", "yours")
    if kinds - _WORDLESS.keys():
        return f"only {side} wrote"
    deed = _WORDLESS[kinds.pop()][0] if len(kinds) == 1 else "tried to get in touch"
    return f"only {side} {deed}{f' of {other}' if deed.endswith('changes') else ''}"


def _stage_text(book: Book, tie: Row) -> str:
    if tie["stage_said"]:
        return "you let it go" if tie["stage"] == "let_go" else "you said so"
    if tie["stage"] == "died":
        return "a card of theirs says so"
    if not tie["evidence_days"]:
        undated = _undated(book, tie["person"])
        if undated:
            return f"they wrote {count(undated, 'mail')}, on a day nobody knows"
        if works := book.once(_works, tie["person"]):
            return f"{_published(works)}, and no exchange is seen"
        return "no trace of an exchange in these sources"
    if not tie["two_way_days"]:
        return f"{_one_way(book, tie)}, on {count(tie['evidence_days'], 'day')}"
    when = between(tie["first_at_us"], tie["last_at_us"], book.zone)
    days = f"{count(tie['two_way_days'], 'day')} both ways {when}"
    if tie["stage"] == "brief":
        return f"{days}, and nothing since"
    quiet = f", now quiet for {span(tie['silent_days'])}" if tie["stage"] == "resting" else ""
    return f"{days}{quiet}"


def _forecast(tie: Row) -> list[Reason]:
    """Return what moves the forecasts, by group of features, the strongest first."""
    made = []
    for target, says in ((CONTACT_7D, "writing within a week"), (ACTIVE_90D, "contact in 90 days")):
        if tie[target] is None:
            continue
        why = moving(parts_of(tie, target))
        made.append(Reason(target, tie[target], f"{says}: {tie[target]:.0%} ({why})"))
    return made


def moving(parts: list[tuple[str, float]]) -> str:
    """Return the groups of features that move a forecast most: "recency for, volume against"."""
    told = [(group, part) for group, part in parts if abs(part) > _SAYS_NOTHING]
    return ", ".join(f"{group} {'for' if part > 0 else 'against'}" for group, part in told[:3])


def _merged(book: Book, person: str) -> list[Reason]:
    found = of_person(book, _MERGED, person, order='score, "left", "right"')[:_MERGED_MAX]
    return [Reason("same_person", one["score"], one["text"]) for one in found]
