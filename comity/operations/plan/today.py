"""``today``, ``done``, ``snooze``: the short plan at the pace chosen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, ComityError, NotFound, call
from comity.operations.document import Person
from comity.operations.loops.loop import closing
from comity.operations.moment import DAY_US, iso, span_days
from comity.operations.operation import operation
from comity.operations.plan.documents import (
    Done,
    Rested,
    Seen,
    Snoozed,
    Suggested,
    Today,
    WayToHelp,
)
from comity.store.decisions import Said, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.book import Book
    from comity.operations.plan.suggestion import Help, Suggestion, SuggestionKind


def _kinds() -> str:
    """Return what each kind means, for the help."""
    from comity.operations.plan.kinds import KINDS

    return "In this order: " + ", ".join(f"{kind.name} ({kind.help})" for kind in KINDS) + "."


@operation("today", more=_kinds, of_my_side=True)
def today(
    book: Book,
    *,
    people: Annotated[int | None, "At most this many people a day; three by default."] = None,
    minutes: Annotated[int | None, "As many as fit into these minutes a day."] = None,
    more: Annotated[int, "So many more, where the day has ended."] = 0,
) -> Today:
    """Name the few people to tend today, and why.

    What you do, put off or never want to see again uses up the day. What you skip does not pile
    up: it makes way for others, and of questions that you leave one after the other, one is named
    every few days. A kind that brings clearly less than the others is named less often, and said
    to be.
    """
    from comity.operations.event.fresh import fresh_events
    from comity.operations.upkeep.followed import followed

    document, chosen = planned(book, people=people, minutes=minutes, more=more)
    note_shown(book, chosen)
    return replace(document, events=fresh_events(book), accounts=followed(book))


def planned(
    book: Book, *, people: int | None = None, minutes: int | None = None, more: int = 0
) -> tuple[Today, list[Suggestion]]:
    """Return the plan at a pace, as a document and as it was chosen; nothing is noted of it."""
    from comity.operations.plan.beside import asked_beside, closest
    from comity.operations.plan.endings import endings
    from comity.operations.plan.fading import faded
    from comity.operations.plan.pace import pace
    from comity.operations.plan.waiting import still_waiting, tended_today

    if any(given is not None and given < 1 for given in (people, minutes)) or more < 0:
        raise BadInput("the pace must be 1 or more", hint=Advice(call("today", people="3")))
    chosen_pace = pace(book, people=people, minutes=minutes)
    tended = book.once(tended_today)
    chosen = days_ahead(book, chosen_pace, days=1, more=more)[0]
    left = {one.person for one in to_suggest(book)} - {one.person for one in chosen}
    kept = book.rows("SELECT count(*) AS n FROM tie WHERE keep_days IS NOT NULL")[0]["n"]
    document = Today(
        pace={name: value for name, value in chosen_pace.items() if value is not None},
        suggestions=suggested_of(book, chosen),
        tended=tended,
        ended=bool(tended) and not chosen,
        more=more,
        left_out=len(left),
        faded=tuple(Rested(one.kind, one.text) for one in book.once(faded)),
        kept=kept,
        ends=book.once(endings),
        to_keep=() if kept or chosen or tended else book.once(closest),
        beside=() if chosen or tended else book.once(asked_beside),
        waiting=() if chosen or tended else still_waiting(book, to_suggest(book)),
    )
    return document, chosen


def days_ahead(
    book: Book, each_day: dict[str, int | None], *, days: int, more: int = 0
) -> list[list[Suggestion]]:
    """Return who is named on each day from today on at a pace, as things are now; nobody twice.

    ``more``: so many beside the first day's pace.
    """
    from comity.operations.plan.choice import choose, suggestion_id
    from comity.operations.plan.fading import faded
    from comity.operations.plan.kinds import BY_NAME
    from comity.operations.plan.waiting import due, seldom, spent, tended_today

    left, rare, last = due(book, to_suggest(book)), book.once(faded), spent(book)
    every_days = book.once(seldom)
    before = [BY_NAME[one.kind] for one in book.once(tended_today)]
    chosen: list[list[Suggestion]] = []
    for number in range(days):
        today = book.today + number
        over = {
            kind: which
            for kind, (on, which) in last.items()
            if today - on < every_days.get(kind, 0)
        }
        so_far = before if number == 0 else ()
        day = choose(left, faded=rare, before=so_far, spent=over, seldom=every_days, **each_day)
        left = _without(left, day)
        if more and number == 0:
            over |= {one.kind: suggestion_id(one) for one in day if one.kind.every_days}
            day += choose(left, faded=rare, spent=over, people=more, minutes=None)
            left = _without(left, day)
        last |= {one.kind: (today, suggestion_id(one)) for one in day if one.kind in every_days}
        chosen.append(day)
    return chosen


def _without(found: Sequence[Suggestion], named: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions of people who are not named."""
    persons = {one.person for one in named}
    return [one for one in found if one.person not in persons]


def suggested_of(book: Book, chosen: Sequence[Suggestion]) -> tuple[Suggested, ...]:
    """Return suggestions as documents, with what was last spoken of."""
    from comity.operations.plan.last_words import with_last_words

    shown = with_last_words(book, chosen)
    guessed = _guessed(book, {e.key for one in shown for e in one.evidence})
    return tuple(_suggested(one, guessed) for one in shown)


@operation("done", writes=True)
def done(book: Book, suggestion: str) -> Done:
    """Say that a suggestion was followed.

    It does not come back; one that names a silence does when a rhythm has passed without a contact.
    """
    one = _suggestion(book, suggestion)
    closed = closing(book, one.cause, "done") if one.kind.of_loops else ()
    book.say([Said("done", one.identity, suggestion, {"kind": one.kind.name}), *closed])
    again_us = None if one.again_days is None else book.now_us + round(one.again_days * DAY_US)
    return Done(suggestion, one.kind.name, Person(one.person, one.name), iso(again_us))


@operation("snooze", writes=True)
def snooze(
    book: Book,
    suggestion: str,
    *,
    for_: Annotated[str, "How long: 3d, 2w, 1m."] = "1w",
) -> Snoozed:
    """Put a suggestion off."""
    until_us = book.now_us + round(span_days(for_) * DAY_US)
    one = _suggestion(book, suggestion)
    value = {"until_us": until_us, "kind": one.kind.name}
    book.say([Said("snooze", one.identity, suggestion, value)])
    return Snoozed(suggestion, iso(until_us), one.kind.name, Person(one.person, one.name))


def _suggestion(book: Book, wanted: str) -> Suggestion:
    """Return a suggestion by its id, whether or not it is among today's few."""
    from comity.operations.plan.choice import suggestion_id

    for one in to_suggest(book):
        if suggestion_id(one) == wanted:
            return one
    raise NotFound(
        f"there is no suggestion {wanted!r}", hint=Advice(call("today"), " shows each with its id")
    )


def note_shown(book: Book, chosen: Sequence[Suggestion]) -> None:
    """Note what is shown now, where the book may be written.

    A look at another day is none, nor one that leaves people out.
    """
    from comity.operations.plan.choice import suggestion_id

    if book.as_of_us is not None or book.redact or not chosen:
        return
    rows = [
        Shown(book.today, suggestion_id(one), one.kind.name, one.identity, book.now_us)
        for one in chosen
    ]
    with suppress(ComityError, OSError):
        book.decisions.note_shown(rows)


def to_suggest(book: Book) -> list[Suggestion]:
    """Return all there is to suggest, due or not."""
    return book.once(_worked_out)


def _worked_out(book: Book) -> list[Suggestion]:
    from comity.operations.plan.kinds import KINDS

    book.show_facts()
    return found_by(book, KINDS)


def found_by(book: Book, kinds: Iterable[SuggestionKind]) -> list[Suggestion]:
    """Return all that some kinds have to suggest, due or not."""
    from comity.operations.plan.candidates import show_candidates, suggested

    show_candidates(book)
    return suggested(book, [one for kind in kinds for one in book.once(_of_kind, kind)])


def _of_kind(book: Book, kind: SuggestionKind) -> list[Suggestion]:
    return list(kind.find(book))


def _guessed(book: Book, keys: set[str]) -> set[str]:
    """Return which of the records are answers by a guess: their Subject alone says so."""
    sql = "SELECT key FROM thread WHERE guessed AND key IN (SELECT unnest(?))"
    return {row["key"] for row in book.rows(sql, [sorted(keys)])} if keys else set()


def _suggested(one: Suggestion, guessed: set[str]) -> Suggested:
    from comity.operations.plan.choice import suggestion_id

    return Suggested(
        id=suggestion_id(one),
        kind=one.kind.name,
        person=Person(one.person, one.name),
        why=one.why,
        evidence=tuple(
            Seen(seen.key, iso(seen.at_us), seen.text, guessed=seen.key in guessed)
            for seen in one.evidence
        ),
        minutes=one.kind.minutes,
        help=_way(one.help) if one.help else None,
        loop=one.cause if one.kind.of_loops else "",
    )


def _way(help_: Help) -> WayToHelp:
    return WayToHelp(help_.kind, help_.quote, iso(help_.at_us))
