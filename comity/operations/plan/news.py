"""*news*: a birthday or a change of job, of people kept, growing or established alone.

Who that is ``candidates.suggested`` knows, since words change it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from comity.model import Evidence, Reason, Suggestion
from comity.operations.moments import DAY_US, date_of
from comity.operations.wording import ago

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

BIRTHDAY_DAYS = 3  # today and the next two days
JOB_DAYS_MAX = 30
MINUTES = 3

_MONTH_AND_DAY = re.compile(r"(?:\d{4}|-)-?(\d\d)-?(\d\d)")
_LEAP_YEAR = 2024

_BORN = """
    SELECT p.person, p.name, p.identity, min(c.value) AS value FROM claim c
    JOIN identity i USING (identity) JOIN anyone p USING (person)
    WHERE c.attribute = 'birthday' GROUP BY ALL
"""
# A row that says another job than an earlier export's did. Facts keep superseded versions until
# they are compacted.
_CHANGED = """
    SELECT p.person, p.name, p.identity, c.key, max(c.at_us) AS at_us,
        max(c.value) FILTER (c.attribute = 'title') AS title,
        max(c.value) FILTER (c.attribute = 'organisation') AS organisation
    FROM claim c JOIN record r USING (key) JOIN identity i USING (identity)
    JOIN anyone p USING (person)
    WHERE c.attribute IN ('title', 'organisation') AND r.kind = 'row'
        AND c.at_us > ? AND c.at_us <= ?
        AND coalesce(p.last_sent_us, 0) < c.at_us
        AND EXISTS (SELECT 1 FROM read_parquet(?) o WHERE o.key = c.key
            AND o.version <> c.version AND o.attribute = c.attribute AND o.value <> c.value
            AND o.at_us < c.at_us)
    GROUP BY p.person, p.name, p.identity, c.key
    QUALIFY row_number() OVER (PARTITION BY p.person ORDER BY max(c.at_us) DESC, c.key) = 1
"""
# A dated claim comes from a notification; a card or an export says what is, not what is new.
_MOVED = """
    SELECT p.person, p.name, p.identity, c.key, c.at_us,
        max(c.value) FILTER (c.attribute = 'title') AS title,
        max(c.value) FILTER (c.attribute = 'organisation') AS organisation
    FROM claim c JOIN record r USING (key) JOIN identity i USING (identity)
    JOIN anyone p USING (person)
    WHERE c.attribute IN ('title', 'organisation') AND r.automatic = 'service'
        AND c.at_us > ? AND c.at_us <= ?
        AND coalesce(p.last_sent_us, 0) < c.at_us
    GROUP BY p.person, p.name, p.identity, c.key, c.at_us
    QUALIFY row_number() OVER (PARTITION BY p.person ORDER BY c.at_us DESC, c.key) = 1
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield birthdays of today and the next two days, and new jobs of the last month."""
    yield from _birthdays(book)
    yield from _new_jobs(book)


def _birthdays(book: Book) -> Iterator[Suggestion]:
    today = date_of(book.today)
    for one in book.rows(_BORN):
        in_days = days_until(one["value"], today)
        if in_days is None or in_days >= BIRTHDAY_DAYS:
            continue
        when = ("today", "tomorrow", "the day after tomorrow")[in_days]
        yield Suggestion(
            kind="news",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=f"birthday:{today.year}",
            weight=2.0 - in_days,
            why=(Reason("birthday_in_days", in_days, f"has their birthday {when}"),),
            evidence=(Evidence("", None, one["value"]),),
            minutes=MINUTES,
        )


def _new_jobs(book: Book) -> Iterator[Suggestion]:
    window = [book.moment_us - JOB_DAYS_MAX * DAY_US, book.moment_us]
    claims = [str(path) for path in book.facts.paths()["claim"]]
    changed = book.rows(_CHANGED, [*window, claims]) if claims else []
    for one in [*book.rows(_MOVED, window), *changed]:
        job = " at ".join(word for word in (one["title"], one["organisation"]) if word)
        text = f"has a new job: {job}, as heard {ago(one['at_us'], book)}"
        yield Suggestion(
            kind="news",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=one["key"],
            weight=1.0,
            why=(Reason("new_job", job, text),),
            evidence=(Evidence(one["key"], one["at_us"], job),),
            minutes=MINUTES,
        )


def days_until(birthday: str, today: date) -> int | None:
    """Return the days until the next such day: "1980-03-12", "--03-12"; None for anything else."""
    found = _MONTH_AND_DAY.match(birthday)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return None
    for year in (today.year, today.year + 1):
        # Who was born on 29 February has the first of March in other years.
        leap = (month, day) != (2, 29) or year % 4 == 0
        next_one = date(year, month, day) if leap else date(year, 3, 1)
        if next_one >= today:
            return (next_one - today).days
    return None
