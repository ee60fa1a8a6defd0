"""A person in, what a page about them shows out: beginnings, rhythm, channels, work, threads.

What happened and when, never how much it is worth.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from comity.language.promises import promises
from comity.language.requests import goals
from comity.normalise.subject import title
from comity.operations.moment import date_of, iso
from comity.operations.person.co_occurrence import in_common
from comity.operations.person.details import details, seen_name
from comity.operations.person.documents import (
    Channel,
    Claimed,
    Decided,
    FirstLine,
    OwnWords,
    Profile,
    Silence,
    Thread,
    Work,
    Year,
)
from comity.operations.person.overlay import decided_of
from comity.operations.person.person_rows import of_person
from comity.operations.person.timeline import contacts, identities_of, said_of
from comity.operations.words import FIRST_LINES

if TYPE_CHECKING:
    from comity.book import Book, Row

_LOOKED_AT = 12  # of each side's latest texts, for asks and promises
_IN_COMMON_MAX = 12
_THREADS_MAX = 20
_GAPS_MAX = 3
_COUNTED = (
    "initiated_by_me",
    "initiated_by_them",
    "asked_by_them",
    "answered_by_me",
    "guessed_by_me",
    "asked_by_me",
    "answered_by_them",
    "guessed_by_them",
)
_WRITTEN = {"mail", "message"}
_YEARS_MAX = 6

_BEGUN = f"SELECT person, {', '.join(_COUNTED)} FROM relationship"
_DAYS = """
    SELECT person, day, sum(sent)::BIGINT AS sent, sum(received)::BIGINT AS received,
        sum(meetings + calls)::BIGINT AS met
    FROM person_day d WHERE d.sent + d.received > 0 GROUP BY person, day
"""
_TEXTS = "SELECT key, text FROM written WHERE key IN (SELECT unnest(?))"
_WORK = """
    SELECT i.person, c.key, max(c.at_us) AS at_us,
        max(c.value) FILTER (c.attribute = 'organisation') AS organisation,
        max(c.value) FILTER (c.attribute = 'title') AS title
    FROM claim c JOIN identity i USING (identity) JOIN record r USING (key)
    WHERE c.attribute IN ('organisation', 'title') AND c.value <> '' GROUP BY i.person, c.key
"""
_OTHER_CLAIMS = """
    SELECT i.person, c.attribute, c.value, max(c.at_us) AS at_us
    FROM claim c JOIN identity i USING (identity)
    WHERE c.value <> ''
        AND c.attribute IN ('birthday', 'died', 'anniversary', 'location', 'url', 'note',
            'nickname', 'category', 'skill', 'related')
    GROUP BY i.person, c.attribute, c.value
"""


def profile(book: Book, person: str) -> Profile:
    """Return what the sources show of a person: nothing that the user says changes it."""
    book.show_facts()
    days = of_person(book, _DAYS, person, order="day")
    written = [one for one in contacts(book, person) if one["interaction"] in _WRITTEN]
    claims = of_person(book, _OTHER_CLAIMS, person, order="attribute, at_us DESC, value")
    begun = next(iter(of_person(book, _BEGUN, person, order="person")), {})
    return Profile(
        first_lines=_first_lines(book, written),
        calendar=calendar(days),
        silences=_silences([one["day"] for one in days]),
        **{name: begun.get(name) or 0 for name in _COUNTED},
        channels=_channels(contacts(book, person)),
        work=_work(of_person(book, _WORK, person, order="at_us NULLS FIRST, key")),
        claims=tuple(Claimed(one["attribute"], one["value"]) for one in claims),
        threads=_threads(written),
    )


def mine(book: Book, person: str) -> OwnWords:
    """Return what the user said of a person, and whom both know that may be suggested."""
    return OwnWords(
        first_lines=_own_lines(book, person),
        in_common=in_common(book, person, most=_IN_COMMON_MAX),
        said=_said(book, person),
        details=details(book, identities_of(book, person)),
        seen_name=seen_name(book, person),
    )


def _threads(written: list[Row]) -> tuple[Thread, ...]:
    """Return the threads in which words were addressed, the latest first."""
    found: dict[str, list[Row]] = {}
    for one in written:  # the latest first
        if one["thread"]:
            found.setdefault(one["thread"], []).append(one)
    addressed = [(name, of) for name, of in found.items() if any(one["addressed"] for one in of)]
    latest = sorted(addressed, key=lambda thread: (-thread[1][0]["at_us"], thread[0]))
    return tuple(
        Thread(
            subject=title(of[-1]["subject"]),
            messages=len(of),
            begun=of[-1]["direction"],
            last_at=iso(of[0]["at_us"]),
            guessed=len({one["sure_n"] for one in of}) > 1,
        )
        for _, of in latest[:_THREADS_MAX]
    )


def _channels(rows: list[Row]) -> tuple[Channel, ...]:
    """Return each way of contact with its days, the latest in use first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for one in rows:
        found.setdefault((one["channel"], one["interaction"]), []).append(one)
    last_us = {way: max(one["at_us"] for one in of) for way, of in found.items()}
    return tuple(
        Channel(*way, days=len({one["day"] for one in found[way]}), last_at=iso(last_us[way]))
        for way in sorted(found, key=lambda way: (-last_us[way], way))
    )


def calendar(days: list[Row]) -> tuple[Year, ...]:
    """Return the latest years with the days of contact in each: sent, received, both or met."""
    years: dict[int, dict[str, str]] = {}
    for one in days:
        date = date_of(one["day"])
        kind = (
            "met"
            if one["met"]
            else "both"
            if one["sent"] and one["received"]
            else "sent"
            if one["sent"]
            else "received"
        )
        years.setdefault(date.year, {})[date.isoformat()] = kind
    return tuple(Year(year, years[year]) for year in sorted(years, reverse=True)[:_YEARS_MAX])


def _silences(days: list[int]) -> tuple[Silence, ...]:
    """Return the longest silences between two days of contact, the longest first."""
    found = sorted(((after - before, before) for before, after in pairwise(days)), reverse=True)
    return tuple(
        Silence(gap, date_of(start).isoformat()) for gap, start in found[:_GAPS_MAX] if gap > 1
    )


def _first_lines(book: Book, written: list[Row]) -> dict[str, FirstLine]:
    """Return what they are after, by their own words; what I could give, by what I promised."""
    found = dict.fromkeys(FIRST_LINES, FirstLine("", "", own=False, at=None))
    spoken = [one for one in written if one["addressed"] and one["worded"]]
    latest = {
        side: [one for one in spoken if one["direction"] == side][:_LOOKED_AT]
        for side in ("in", "out")
    }
    keys = [one["key"] for of in latest.values() for one in of]
    texts = {one["key"]: one["text"] for one in book.rows(_TEXTS, [keys])} if keys else {}
    for side, name, sought in (("in", "after", goals), ("out", "give", promises)):
        for one in latest[side]:
            if said := sought(texts[one["key"]]):
                found[name] = FirstLine(one["key"], said[-1], own=False, at=iso(one["at_us"]))
                break
    return found


def _own_lines(book: Book, person: str) -> dict[str, FirstLine]:
    """Return the first lines in the user's own words, the latest of each."""
    return {
        said.other: FirstLine(said.note_key, str(said.value), own=True, at=iso(said.at_us))
        for said in said_of(book, person, "first_line")
    }


def _work(rows: list[Row]) -> tuple[Work, ...]:
    """Return each place of work once, with when it was first and last said, the latest first."""
    said: dict[tuple[str, str], list[str | None]] = {}
    for one in rows:
        place = (one["organisation"] or "", one["title"] or "")
        said.setdefault(place, []).append(iso(one["at_us"]))
    return tuple(Work(*place, at[0], at[-1]) for place, at in reversed(said.items()))


def _said(book: Book, person: str) -> Decided:
    """Return what the user decided of them."""
    mine = decided_of(book, identities_of(book, person))
    return Decided(
        keep_days=(mine.get("keep") or {}).get("rhythm_days"),
        stage=mine.get("stage"),
        circle=mine.get("circle"),
        strength=(mine.get("strength") or {}).get("word"),
        never=bool(mine.get("never")),
        quiet_until=iso(mine.get("quiet")),
        tags=tuple(sorted(mine.get("tag", ()))),
        roles=tuple(sorted(mine.get("role", ()))),
    )
