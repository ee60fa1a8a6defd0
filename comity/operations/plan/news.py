"""*news*: a birthday or a change of job, of people kept, growing or established alone.

Who that is ``candidates.suggested`` knows, since words change it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from comity.operations.document import QuotingReason, Reason
from comity.operations.moment import DAY_US, date_of
from comity.operations.plan.suggestion import Evidence, Suggestion, SuggestionKind
from comity.operations.words import ago

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book

JOB_DAYS_MAX = 30
_LATE = (  # by days since
    "has their birthday today",
    "had their birthday yesterday",
    "had their birthday the day before yesterday",
)

_MONTH_AND_DAY = re.compile(r"(?:\d{4}|-)-?(\d\d)-?(\d\d)")
_LEAP_YEAR = 2024

_CLAIMED = """
    SELECT p.person, p.name, p.identity, coalesce(p.last_sent_us, 0) AS last_sent_us,
        c.key, c.version, c.attribute, c.value, c.at_us
    FROM claim c JOIN identity i USING (identity) JOIN anyone p USING (person)
    WHERE c.attribute = 'birthday'
        OR c.attribute IN ('title', 'organisation') AND c.at_us > ? AND c.at_us <= ?
    ORDER BY c.at_us DESC, c.key, c.attribute, c.value
"""
_KINDS = "SELECT key, kind, automatic FROM record WHERE key IN (SELECT unnest(?))"
# Facts keep superseded versions until they are compacted.
_VERSIONS = """
    SELECT key, attribute, version, value FROM read_parquet($paths)
    WHERE key IN (SELECT unnest($keys)) AND attribute IN ('title', 'organisation') ORDER BY at_us
"""


class Claimed(NamedTuple):
    """Something a source says of a person."""

    person: str
    name: str
    identity: str
    last_sent_us: int
    key: str
    version: str
    attribute: str
    value: str
    at_us: int


def find(book: Book) -> Iterator[Suggestion]:
    """Yield birthdays of today, and new jobs of the last month."""
    window = [book.moment_us - JOB_DAYS_MAX * DAY_US, book.moment_us]
    claims = [Claimed(**one) for one in book.rows(_CLAIMED, window)]
    yield from _birthdays(book, [one for one in claims if one.attribute == "birthday"])
    jobs = [one for one in claims if one.attribute != "birthday" and one.last_sent_us < one.at_us]
    if jobs:
        yield from _new_jobs(book, _new(book, jobs))


def _birthdays(book: Book, claims: Sequence[Claimed]) -> Iterator[Suggestion]:
    today = date_of(book.today)
    first: dict[str, Claimed] = {}
    for one in claims:
        first[one.person] = min(first.get(one.person, one), one, key=lambda each: each.value)
    for one in first.values():
        # On the day, since what is seen before and left would rest on it; or late, to who was away.
        late = next((n for n in range(len(_LATE)) if _is_birthday(one, today, n)), None)
        if late is None:
            continue
        yield Suggestion(
            kind=KIND,
            person=one.person,
            name=one.name,
            identity=one.identity,
            cause=f"birthday:{(today - timedelta(days=late)).year}",
            weight=2.0 - late / len(_LATE),
            why=(Reason("birthday_in_days", -late, _LATE[late]),),
            evidence=(Evidence("", None, one.value),),
        )


def _is_birthday(one: Claimed, today: date, late_days: int) -> bool:
    """Tell whether their birthday was so many days ago, and, if late, no word of mine since."""
    day = today - timedelta(days=late_days)
    wrote_since = one.last_sent_us >= (day - date(1970, 1, 1)).days * DAY_US
    return days_until(one.value, day) == 0 and not (late_days and wrote_since)


def _new(book: Book, jobs: Sequence[Claimed]) -> list[Claimed]:
    """Return what a notification says, or a row that says another job than it did before.

    A card or an export says what is, not what is new. Notifications come first: their day is that
    of the news, and a row's that of the export.
    """
    keys = sorted({one.key for one in jobs})
    kinds = {one["key"]: one for one in book.rows(_KINDS, [keys])}
    notified = {key for key, one in kinds.items() if one["automatic"] == "service"}
    rows = {one.key: one.version for one in jobs if kinds[one.key]["kind"] == "row"}
    values = {"paths": [str(path) for path in book.facts.paths()["claim"]], "keys": sorted(rows)}
    before = {
        (one["key"], one["attribute"]): one["value"]
        for one in (book.rows(_VERSIONS, values) if rows else ())
        if one["version"] != rows[one["key"]]
    }
    changed = {
        one.key for one in jobs if before.get((one.key, one.attribute), one.value) != one.value
    }
    return [one for of in (notified, changed - notified) for one in jobs if one.key in of]


def _new_jobs(book: Book, jobs: Sequence[Claimed]) -> Iterator[Suggestion]:
    """Yield the first of the news of each person."""
    first: dict[str, Claimed] = {}
    for one in jobs:
        first.setdefault(one.person, one)
    for one in first.values():
        said = {
            each.attribute: each.value
            for each in jobs
            if (each.person, each.key, each.at_us) == (one.person, one.key, one.at_us)
        }
        job = " at ".join(word for word in (said.get("title"), said.get("organisation")) if word)
        text = f"has a new job: {job}, as heard {ago(one.at_us, book)}"
        yield Suggestion(
            kind=KIND,
            person=one.person,
            name=one.name,
            identity=one.identity,
            cause=f"job:{_folded(job)}",
            weight=1.0,
            why=(QuotingReason("new_job", job, text),),
            evidence=(Evidence(one.key, one.at_us, job),),
        )


def _folded(job: str) -> str:
    """Return a job as it is compared: two sources may tell of one in other letters."""
    return " ".join(re.findall(r"\w+", job.casefold()))


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


KIND = SuggestionKind(
    name="news",
    words="news",
    help="a birthday, a new job",
    minutes=3,
    find=find,
    fades=True,
    of_the_close=True,
)
