"""What the user did with suggestions in; which of them are due, and what was tended today, out.

What is done is over, but for what stands until the two are in touch: that is due again a rhythm
later. Nobody tended today returns today. What was seen and left makes way for others: a person
for a week, or for two days where something is owed to them, unless it was seen twice; each time
for longer.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from comity.derive.scope import local_day
from comity.operations.document import Person
from comity.operations.moment import DAY_US
from comity.operations.person.overlay import persons_of
from comity.operations.plan.choice import suggestion_id
from comity.operations.plan.documents import Tended
from comity.operations.plan.kinds import BY_NAME
from comity.operations.plan.results import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion, SuggestionKind

REST_DAYS = 7
OWED_REST_DAYS = 3  # seen on Monday, it is there again on Thursday
LEFT_MIN = 6  # left in a row, and they are named more rarely
LEFT_EVERY_DAYS = 3
_HOW = {"done": "done", "snooze": "put_off", "never": "never"}


def due(book: Book, found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return the suggestions that are due at the moment."""
    said = book.decisions.active("done", "snooze", as_of_us=book.as_of_us)
    done_us = {one.other: one.at_us for one in said if one.verb == "done"}
    put_off_us = {one.other: int(one.value["until_us"]) for one in said if one.verb == "snooze"}
    seen = _Seen(book, put_off_us)
    tended = {one.person.id for one in book.once(tended_today)}
    now_us = book.moment_us

    def is_due(one: Suggestion) -> bool:
        name = suggestion_id(one)
        if one.kind.by_word:
            return name not in done_us and put_off_us.get(name, 0) <= now_us
        if one.person in tended or put_off_us.get(name, 0) > now_us:
            return False
        if name in done_us and not is_due_again(one, done_us[name], at_us=now_us):
            return False
        return not seen.rests(one, name)

    return [one for one in found if is_due(one)]


def is_due_again(one: Suggestion, done_us: int, *, at_us: int) -> bool:
    """Tell whether what was done then is due anew: its state stands, and its rhythm has passed."""
    return one.again_days is not None and at_us - done_us >= one.again_days * DAY_US


class _Seen:
    """On which earlier days each suggestion, and each person, was shown."""

    def __init__(self, book: Book, put_off_us: dict[str, int]) -> None:
        shown = [
            one for one in book.decisions.shown(as_of_us=book.as_of_us) if one.day < book.today
        ]
        persons = persons_of(book, {one.identity for one in shown})
        self._today = book.today
        self._back = {name: local_day(us, book.zone) for name, us in put_off_us.items()}
        self._of_one: defaultdict[str, set[int]] = defaultdict(set)
        self._last: dict[str, int] = {}
        for one in shown:
            self._of_one[one.suggestion].add(one.day)
            if person := persons.get(one.identity):
                self._last[person] = max(one.day, self._last.get(person, one.day))

    def rests(self, one: Suggestion, name: str) -> bool:
        """Tell whether a suggestion was seen and left so lately that others come first."""
        days = self._of_one.get(name, set())
        if one.kind.once and days:
            return True
        last = max(days, default=None) if one.kind.owed else self._last.get(one.person)
        if last is None or self._back.get(name, last) > last:  # put off until a day that has come
            return False
        return self._today - last < rest_days(one, len(days))


def rest_days(one: Suggestion, times: int) -> int:
    """Return for how many days what was seen and left so many times makes way.

    What is owed for two days, and for a week and longer after each second time; whom one keeps for
    a week; any other for longer each time.
    """
    if one.kind.owed:
        return OWED_REST_DAYS if times % 2 else REST_DAYS << (times // 2 - 1)
    return REST_DAYS if one.kind.kept else REST_DAYS << max(times - 1, 0)


def seldom(book: Book) -> dict[SuggestionKind, int]:
    """Return the kinds that are named once in so many days."""
    return {
        kind: kind.every_days or LEFT_EVERY_DAYS
        for kind in BY_NAME.values()
        if kind.every_days or kind in book.once(left_standing)
    }


def spent(book: Book) -> dict[SuggestionKind, tuple[int, str]]:
    """Return the kinds that are named once in so many days and were: the last day, and which.

    What is shown today stands until it is tended.
    """
    rare = book.once(seldom)
    tended = {one.kind for one in book.once(tended_today)}
    last: dict[SuggestionKind, tuple[int, str]] = {}
    for one in book.decisions.shown(as_of_us=book.as_of_us):  # the earliest day first
        kind = BY_NAME.get(one.kind)
        if kind in rare and (one.day < book.today or one.kind in tended):
            last[kind] = (one.day, one.suggestion)
    return last


def still_waiting(book: Book, found: Iterable[Suggestion]) -> tuple[Person, ...]:
    """Return who is owed something that was seen and left, or put off."""
    done = {one.other for one in book.decisions.active("done", as_of_us=book.as_of_us)}
    owed = [one for one in found if one.kind.owed and suggestion_id(one) not in done]
    return tuple(dict.fromkeys(Person(one.person, one.name) for one in owed))


def left_standing(book: Book) -> frozenset[SuggestionKind]:
    """Return the kinds, of those that take their share of three, that the user never takes up.

    Of the last of them that were shown and had a week, none was done, put off or followed.
    """
    shown = book.decisions.shown(as_of_us=book.as_of_us)
    found: set[SuggestionKind] = set()
    for kind in BY_NAME.values():
        own = [one for one in shown if one.kind == kind.name] if kind.of_three else []
        if len({one.suggestion for one in own}) < LEFT_MIN:
            continue
        closed = [one for one in outcomes(book, own) if one.closed or one.acted or one.put_off]
        last = closed[-LEFT_MIN:]
        if len(last) == LEFT_MIN and not any(one.acted or one.put_off for one in last):
            found.add(kind)
    return frozenset(found)


def tended_today(book: Book) -> tuple[Tended, ...]:
    """Return whom the user dealt with today by a suggestion, and how, the first first."""
    said = [
        one
        for one in book.decisions.active("done", "snooze", "never", as_of_us=book.as_of_us)
        if local_day(one.at_us, book.zone) == book.today
    ]
    if not said:
        return ()
    shown = [one for one in book.decisions.shown(as_of_us=book.as_of_us) if one.day == book.today]
    persons = persons_of(book, {*(one.identity for one in said), *(one.identity for one in shown)})
    kinds = {persons.get(one.identity): one.kind for one in shown}
    names = names_of(book, set(persons.values()))
    found: dict[str, Tended] = {}
    for one in said:
        person = persons.get(one.identity, "")
        kind = kinds.get(person) if one.verb == "never" else (one.value or {}).get("kind")
        if one.verb == "never" and not one.value:  # taken back
            found.pop(person, None)
        elif person in names and kind in BY_NAME:
            found[person] = Tended(Person(person, names[person]), kind, _HOW[one.verb])
    return tuple(found.values())


def names_of(book: Book, persons: set[str]) -> dict[str, str]:
    """Return person -> name."""
    sql = "SELECT person, name FROM person WHERE person IN (SELECT unnest(?))"
    return {one["person"]: one["name"] for one in book.rows(sql, [sorted(persons)])}
