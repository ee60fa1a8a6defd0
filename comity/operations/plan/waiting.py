"""What the user did with suggestions in; which of them wait, and what was tended today, out.

What is done is over, but for what stands until the two are in touch: that is due again a rhythm
later. Nobody tended today returns today. What was seen and left makes way for others: a person
for a week, unless something is owed to them, and that too once it was seen on two days; each time
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
from comity.operations.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.book import Book
    from comity.operations.plan.suggestion import Suggestion
    from comity.store.decisions import Decision, Shown

REST_DAYS = 7
_DONE = {"done": "done", "snooze": "put_off", "never": "never"}


def waiting(book: Book, found: Iterable[Suggestion]) -> set[str]:
    """Return the ids of the suggestions that are not due at the moment."""
    said = book.decisions.active("done", "snooze", as_of_us=book.as_of_us)
    done_us = {one.other: one.at_us for one in said if one.verb == "done"}
    put_off_us = {one.other: int(one.value["until_us"]) for one in said if one.verb == "snooze"}
    seen = _Seen(book, put_off_us)
    tended = {one.person.id for one in tended_today(book)}
    return {
        name
        for one in found
        if put_off_us.get(name := suggestion_id(one), 0) > book.moment_us
        or one.person in tended
        or (name in done_us and not is_due_again(one, done_us[name], at_us=book.moment_us))
        or seen.rests(one, name)
    }


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
        last = max(days) if one.kind.owed and days else self._last.get(one.person)
        if last is None or self._back.get(name, last) > last:  # put off until a day that has come
            return False
        return self._today - last < rest_days(one, len(days))


def rest_days(one: Suggestion, times: int) -> int:
    """Return for how many days what was seen and left so many times makes way.

    What is owed after each second time; whom one keeps for a week; any other for longer each time.
    """
    if one.kind.owed:
        return 0 if times % 2 else REST_DAYS << (times // 2 - 1)
    return REST_DAYS if one.kind.kept else REST_DAYS << max(times - 2, 0)


def tended_today(book: Book) -> list[Tended]:
    """Return whom the user dealt with today by a suggestion, and how, the first first."""
    said = [
        one
        for one in book.decisions.active("done", "snooze", "never", as_of_us=book.as_of_us)
        if local_day(one.at_us, book.zone) == book.today
    ]
    if not said:
        return []
    shown = {
        one.identity: one
        for one in book.decisions.shown(as_of_us=book.as_of_us)
        if one.day == book.today
    }
    persons = persons_of(book, {one.identity for one in said})
    names = _names(book, set(persons.values()))
    found: dict[str, Tended] = {}
    for one in said:
        person, kind = persons.get(one.identity, ""), _kind(one, shown)
        if person in names and kind in BY_NAME and one.value is not False:
            found[person] = Tended(Person(person, names[person]), kind, _DONE[one.verb])
    return list(found.values())


def tended_in_words(tended: Sequence[Tended]) -> str:
    """Return whom the user dealt with today and how, as a sentence."""
    words = {"done": "Done", "put_off": "Put off", "never": "Never again"}
    names = {how: [one.person.name for one in tended if one.how == how] for how in words}
    return " ".join(f"{words[how]}: {listed(some)}." for how, some in names.items() if some)


def _kind(one: Decision, shown: dict[str, Shown]) -> str:
    """Return what kind of suggestion a word was about; "" where it was about none of today's."""
    if one.verb == "never":
        return shown[one.identity].kind if one.identity in shown else ""
    return str((one.value or {}).get("kind", ""))


def _names(book: Book, persons: Sequence[str] | set[str]) -> dict[str, str]:
    sql = "SELECT person, name FROM person WHERE person IN (SELECT unnest(?))"
    return {one["person"]: one["name"] for one in book.rows(sql, [sorted(persons)])}
