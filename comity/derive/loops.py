"""From contacts and texts: words given, what was to be set, help given (``schema.LOOP``).

Read are texts put to few that hold a word without which none of these is said; of what passed
between the two since, only where something was found. A sentence belongs to the one it is put to:
whom the text greets, else the first by name. What became of it is of all facts there are; a reader
at an earlier moment takes what was not yet known for open.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from comity import schema
from comity.derive.closing import OPEN, End, Event, end_of
from comity.derive.exchanges import RECIPIENTS_MAX
from comity.language.addressing import put_to, words_of
from comity.language.deeds import is_bare
from comity.language.due import due
from comity.language.outcomes import (
    ADVICE_HINTS,
    REFERRAL_HINTS,
    advice,
    referrals,
    tells_outcome,
)
from comity.language.overtures import HINTS as OVERTURE_HINTS
from comity.language.overtures import overtures
from comity.language.promises import PROMISE_HINTS, scored
from comity.language.requests import asks_advice
from comity.language.topics import is_set_by_program
from comity.normalise.time import DAY_US, SECOND_US

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from comity.derive.scope import Scope

P_MIN = 0.5  # less likely ones are no promises at all
_WATCHED_US = 400 * DAY_US  # what became of it shows by then
_ADVISED_US = 60 * DAY_US  # advice answers a plea no older

_HINTS = "|".join(
    sorted({*PROMISE_HINTS, *OVERTURE_HINTS, *ADVICE_HINTS, *REFERRAL_HINTS, "introduc"})
).replace("'", "['\u2019]")
_MAY_HOLD = f"""
    CREATE OR REPLACE TEMP TABLE may_hold AS
    SELECT c.person, c.key, c.at_us, c.direction, c.help, t.thread_n,
        f.list_id <> '' OR f.automatic = 'list' AS listed
    FROM contact c JOIN thread t USING (key) JOIN fact f USING (n)
    WHERE c.addressed AND c.interaction IN ('mail', 'message') AND c.direction IN ('in', 'out')
        AND c.recipients <= {RECIPIENTS_MAX} AND f.automatic IN ('', 'list')
"""
_TEXTS = """
    SELECT r.key, r.subject, r.attachments, coalesce(o.text, r.text)
    FROM record r LEFT JOIN own_words o USING (key)
    WHERE r.key IN (SELECT key FROM may_hold) AND r.text <> ''
        AND (regexp_matches(lower(r.text), $hints)
            OR r.key IN (SELECT key FROM may_hold WHERE help <> ''))
"""
_PLACES = "SELECT person, key, at_us, direction, help, thread_n, listed FROM may_hold"
_NAMES = """
    SELECT person, name FROM person WHERE person IN (SELECT unnest($persons::VARCHAR[]))
"""
_SINCE = """
    SELECT c.person, c.key, c.at_us, c.direction, c.interaction, c.help, t.thread_n,
        coalesce(r.subject, ''), coalesce(r.attachments, ''),
        left(coalesce(o.text, r.text, ''), 16384)
    FROM contact c LEFT JOIN thread t USING (key) LEFT JOIN record r USING (key)
    LEFT JOIN own_words o USING (key)
    WHERE c.addressed AND c.interaction IN ('mail', 'message', 'meeting', 'call', 'introduction')
        AND c.person IN (SELECT unnest($persons::VARCHAR[])) AND c.at_us > $from_us
    ORDER BY c.at_us, c.key
"""
# Entries of the owner's own diary that call somebody by a full name that nobody else bears.
_DIARY = """
    WITH sought AS (
        SELECT person, name FROM person WHERE kind = 'person' AND contains(name, ' ')
        QUALIFY count(*) OVER (PARTITION BY lower(name)) = 1)
    SELECT s.person, f.key, f.at_us FROM fact f JOIN record r USING (key)
    JOIN sought s ON contains(lower(r.subject), lower(s.name))
    WHERE f.kind = 'event' AND f.automatic = 'alone' AND f.at_us > $from_us
        AND s.person IN (SELECT unnest($persons::VARCHAR[]))
"""


class Place(NamedTuple):
    """A text put to somebody."""

    person: str
    key: str
    at_us: int
    direction: str
    help: str
    thread: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that opens something."""

    kind: str
    place: Place
    sentence: str
    p: float
    files: tuple[str, ...]
    readers: tuple[str, ...] = ()  # of an introduction: either may tell how it went


def make(scope: Scope) -> None:
    """Make ``loop``."""
    scope.db.execute(_MAY_HOLD)
    rows: list[tuple[object, ...]] = []
    if found := _found(scope):
        since = _since(scope, found)
        zone = ZoneInfo(scope.zone)
        rows = [_row(scope.owner, one, since, zone) for one in found]
    scope.write("loop", schema.LOOP, rows)


def _found(scope: Scope) -> list[Found]:
    """Return what opens something, in order of time."""
    texts = {
        key: (subject, _files(files), text)
        for key, subject, files, text in scope.db.execute(_TEXTS, {"hints": _HINTS}).fetchall()
        if text and not is_set_by_program(subject)
    }
    if not texts:
        return []
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for row in scope.rows(_PLACES):
        if row[1] in texts:
            places[row[1]].append(Place(*row))
    names = _names(scope, places.values())
    pleas = _pleas(places, texts)
    found = [
        one
        for key, at in places.items()
        for one in _of_text(at, _put_to(at, texts[key][2], names), *texts[key][1:], pleas)
    ]
    return sorted(found, key=lambda one: (one.place.at_us, one.place.key, one.sentence))


def _files(attachments: str) -> tuple[str, ...]:
    return tuple(str(one[0]) for one in json.loads(attachments)) if attachments else ()


def _names(scope: Scope, places: Iterable[Sequence[Place]]) -> dict[str, str]:
    several = {one.person for at in places if len(at) > 1 for one in at}
    found = scope.db.execute(_NAMES, {"persons": sorted(several)}) if several else None
    return dict(found.fetchall()) if found else {}


def _put_to(places: Sequence[Place], text: str, names: dict[str, str]) -> Place:
    """Return the one of its readers whom a text is put to."""
    if len(places) == 1:
        return places[0]
    ordered = sorted(places, key=lambda one: names.get(one.person, one.person))
    for one in ordered:
        mine = words_of([names.get(one.person, "")])
        others = words_of(names.get(each.person, "") for each in ordered if each is not one)
        greeted = put_to(["."], text, reader=(), others=mine - others)
        if not greeted:  # whom it greets, nothing in it is put to the others
            return one
    return ordered[0]


def _pleas(
    places: dict[str, list[Place]], texts: dict[str, tuple[str, tuple[str, ...], str]]
) -> dict[tuple[int, str], list[int]]:
    """Return when advice was sought in each thread, and which way."""
    found: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for key, at in places.items():
        if asks_advice(texts[key][2]):
            for one in at:
                found[one.thread, one.direction].append(one.at_us)
    return found


def _of_text(
    at: Sequence[Place],
    place: Place,
    files: tuple[str, ...],
    text: str,
    pleas: dict[tuple[int, str], list[int]],
) -> Iterator[Found]:
    mine = place.direction == "out"
    for one in scored(text):
        if one.p < P_MIN or is_bare(one.text):
            continue
        yield Found("promise" if mine else "their_promise", place, one.text, one.p, files)
    if place.listed:
        return
    for sentence in overtures(text)[:1]:
        yield Found("never_set", place, sentence, 1.0, files)
    if sentence := _help(place, text, pleas):
        readers = tuple(one.person for one in at) if place.help else (place.person,)
        yield Found("helped" if mine else "tell_them", place, sentence, 1.0, files, readers)


def _help(place: Place, text: str, pleas: dict[tuple[int, str], list[int]]) -> str:
    """Return the sentence by which help was given; "" for none."""
    other = "in" if place.direction == "out" else "out"
    if found := referrals(text):
        return found[0]
    sought = any(
        0 < place.at_us - at_us < _ADVISED_US for at_us in pleas.get((place.thread, other), ())
    )
    if sought and (found := advice(text)):
        return found[0]
    if place.help:
        from comity.language.sentences import split

        told = [one for one in split(text) if not one.endswith(",")]
        return next((one for one in told if len(one.split()) > 3), "")  # noqa: PLR2004 - a greeting
    return ""


def _since(scope: Scope, found: Sequence[Found]) -> defaultdict[str, list[Event]]:
    """Return what passed with each person since the first that was found of them."""
    persons = sorted({one.place.person for one in found}.union(*(one.readers for one in found)))
    from_us = min(one.place.at_us for one in found)
    since: defaultdict[str, list[Event]] = defaultdict(list)
    values = {"persons": persons, "from_us": from_us}
    for row in scope.db.execute(_SINCE, values).fetchall():
        person, key, at_us, direction, interaction, helped, thread, subject, files, text = row
        since[person].append(
            Event(
                key=key,
                at_us=at_us,
                thread=thread,
                by_maker=direction == "out",  # as seen from the owner
                together=direction == "both" and interaction in {"meeting", "call"},
                introduces=helped != "",
                files=_files(files),
                subject=subject,
                text=text,
            )
        )
    for person, key, at_us in scope.db.execute(_DIARY, values).fetchall():
        since[person].append(Event(key, at_us, None, together=True))
    return since


def _row(
    owner: str, one: Found, since: defaultdict[str, list[Event]], zone: ZoneInfo
) -> tuple[object, ...]:
    place = one.place
    until_us = place.at_us + _WATCHED_US
    passed = (event for person in one.readers or (place.person,) for event in since[person])
    later = sorted(
        (event for event in passed if place.at_us < event.at_us <= until_us),
        key=lambda event: (event.at_us, event.key),
    )
    end = _end(one, later)
    return (
        owner,
        loop_id(one.kind, place.key, one.sentence),
        one.kind,
        place.person,
        place.key,
        place.at_us,
        _due_us(one, zone),
        one.sentence,
        one.p,
        end.state,
        end.how,
        end.key,
        end.at_us,
    )


def _end(one: Found, later: Sequence[Event]) -> End:
    mine = one.place.direction == "out"
    if one.kind in {"promise", "their_promise"}:
        place = one.place
        made = Event(place.key, place.at_us, place.thread, files=one.files)
        seen = later if mine else [event._replace(by_maker=not event.by_maker) for event in later]
        return end_of(one.sentence, made, seen)
    if one.kind == "never_set":
        met = next((event for event in later if event.together), None)
        return End("kept", "met", met.key, met.at_us) if met else OPEN
    told = next(
        (
            event
            for event in later
            if event.by_maker != mine and not event.together and tells_outcome(event.text)
        ),
        None,
    )
    return End("kept", "told", told.key, told.at_us) if told else OPEN


def _due_us(one: Found, zone: ZoneInfo) -> int | None:
    """Return the end of the day by which it is due; None where the sentence names none."""
    if one.kind not in {"promise", "their_promise"}:
        return None
    day = due(one.sentence, datetime.fromtimestamp(one.place.at_us / SECOND_US, zone))
    if day is None:
        return None
    return round(datetime.combine(day, time(23, 59, 59), zone).timestamp()) * SECOND_US


def loop_id(kind: str, key: str, sentence: str) -> str:
    """Return the id of a loop: 10 hex digits over its kind, record and sentence."""
    return schema.suggestion_id(kind, key, " ".join(sentence.split()))
