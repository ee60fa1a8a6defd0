"""``rewind``: the network as of a day, which ties lapsed since, and which would have been named.

Whether a tie would have been named is asked of the very functions that ``today`` runs, on mornings
within the time in which a word still mends a silence (``plan.lapse.days_to_save``).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, NamedTuple

from comity.derive.scope import local_day
from comity.errors import BadInput
from comity.operations.document import Person
from comity.operations.garden.documents import Lapsed, Rewind
from comity.operations.garden.past import IN_TOUCH, past, ties, ties_then
from comity.operations.moment import DAY_US, date_of, instant_us, iso
from comity.operations.operation import operation
from comity.operations.plan import keep, lapse, revive
from comity.operations.plan.today import found_by
from comity.operations.words import on_day

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.operations.plan.suggestion import Suggestion

MORNINGS_MAX = 12
OF_SILENCE = (keep.KIND, lapse.KIND, revive.KIND)  # the kinds that name a silence
STAGES = ("established", "growing", "sprouting", "planted", "resting", "brief")


class _Window(NamedTuple):
    """The days on which naming a tie would have been in time."""

    person: str
    from_us: int
    until_us: int


@operation("rewind", of_my_side=True)
def rewind(
    book: Book,
    day: str,
    *,
    quick: Annotated[bool, "Leave out who would have been named, which takes seconds."] = False,
) -> Rewind:
    """Look at the network as it was on a day, and at what became of it.

    comity rewind 2026-03-31: how many were in touch, which ties have gone quiet since, and which
    of these the plan would have named in time. Who is who is as it is known today.
    """
    at_us = instant_us(day, book.zone, now_us=book.now_us)
    if at_us >= book.moment_us:
        raise BadInput(f"{day} has not come yet", hint="name a day that is over: 2026-03-31")
    before, now = ties_then(book, at_us), ties(book)
    lapsed = [one for person, one in before.items() if _has_lapsed(one, now.get(person))]
    windows = [_window(now[one["person"]], at_us) for one in lapsed]
    looked_at = [] if quick else mornings(windows, until_us=book.moment_us)
    named = _named(book, windows, looked_at)
    told = [_lapsed(one, now[one["person"]], named.get(one["person"])) for one in lapsed]
    return Rewind(
        day=date_of(local_day(at_us, book.zone)).isoformat(),
        stages_then=_counted(before),
        stages_now=_counted(now),
        lapsed=tuple(sorted(told, key=lambda one: one.last_at or "", reverse=True)),
        mornings=tuple(iso(one) for one in looked_at),
        grew=sum(
            one["stage"] in IN_TOUCH and before[person]["stage"] not in IN_TOUCH
            for person, one in now.items()
            if person in before
        ),
        new=sum(one["stage"] in IN_TOUCH and person not in before for person, one in now.items()),
    )


def _counted(found: dict[str, Row]) -> dict[str, int]:
    counted = Counter(one["stage"] for one in found.values())
    return {stage: counted[stage] for stage in STAGES}


def _has_lapsed(then: Row, now: Row | None) -> bool:
    """Tell whether a tie that was in touch has gone quiet by itself."""
    if now is None or now["stage_said"] or now["never"]:
        return False
    return then["stage"] in IN_TOUCH and now["stage"] not in IN_TOUCH


def _window(one: Row, at_us: int) -> _Window:
    """Return when naming a tie would have been in time, from the day looked at on."""
    gap = one["usual_gap_days"]
    left = float(lapse.days_to_save(float("nan") if gap is None else gap))  # type: ignore[arg-type]
    first = one["last_at_us"] + round((one["keep_days"] or lapse.SILENT_DAYS_MIN) * DAY_US)
    last = one["last_at_us"] + round(left * DAY_US)
    return _Window(one["person"], max(at_us, min(first, last)), max(at_us, last))


def _named(
    book: Book, windows: list[_Window], looked_at: list[int]
) -> dict[str, tuple[int, Suggestion]]:
    """Return whom the plan would have had among those due, when, and by which suggestion."""
    found: dict[str, tuple[int, Suggestion]] = {}
    for number, morning_us in enumerate(looked_at):
        if book.notify:
            book.notify(f"looking at {on_day(morning_us, book)} ({number + 1})")
        sought = {one.person for one in windows if one.from_us <= morning_us <= one.until_us}
        with past(book, morning_us) as then:
            for one in found_by(then, OF_SILENCE):
                if one.person in sought:
                    found.setdefault(one.person, (morning_us, one))
    return found


def mornings(windows: list[_Window], *, until_us: int) -> list[int]:
    """Return few mornings that each window has one of: the last of the window that ends first.

    The fewest points that meet every interval (Gupta, Lee and Leung, "Efficient algorithms for
    interval graphs", Networks 1982), at most ``MORNINGS_MAX`` of them.
    """
    chosen: list[int] = []
    for one in sorted(windows, key=lambda each: each.until_us):
        if one.from_us < until_us and (not chosen or chosen[-1] < one.from_us):
            chosen.append(min(one.until_us, until_us))
    step = max(1, -(-len(chosen) // MORNINGS_MAX))
    return chosen[::step]


def _lapsed(then: Row, now: Row, named: tuple[int, Suggestion] | None) -> Lapsed:
    return Lapsed(
        person=Person(now["person"], now["name"]),
        stage_then=then["stage"],
        stage_now=now["stage"],
        last_at=iso(now["last_at_us"]),
        named_on=iso(named[0]) if named else None,
        kind=named[1].kind.name if named else "",
        why=named[1].why if named else (),
    )
