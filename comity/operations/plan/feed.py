"""The plan as a calendar (RFC 5545), for a program that has no cookie: behind a secret of its own.

The secret lies in the book's folder, private to the user; without it there is no feed, and
deleting it closes every address given out.
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from comity.errors import NotFound
from comity.operations.decide.who_are_you import who_are_you
from comity.operations.moment import local
from comity.operations.plan.week import coming, week
from comity.operations.words import shown_reasons
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from comity.book import Book
    from comity.operations.plan.documents import Day, ReminderOf, Suggested, Week

SECRET = "feed.key"  # noqa: S105 - a file's name
_PRODUCT = "-//Comity//plan//EN"
_REFRESH = timedelta(hours=6)


def feed(book: Book) -> str:
    """Return the secret of the feed, or "" where it is closed."""
    path = book.folder / SECRET
    return path.read_text("utf-8").strip() if path.is_file() else ""


def open_feed(book: Book) -> str:
    """Give the feed a new secret and return it; an address given out before is closed."""
    secret = secrets.token_urlsafe(24)
    path: Path = book.folder / SECRET
    with durable.refusals(book.folder):
        durable.new_folder(book.folder)
        with durable.new_file(path) as file:
            file.write(secret.encode("ascii"))
    return secret


def close_feed(book: Book) -> None:
    """Close the feed."""
    with durable.refusals(book.folder):
        (book.folder / SECRET).unlink(missing_ok=True)


def is_open_to(book: Book, secret: str) -> bool:
    """Tell whether a secret opens the feed."""
    known = feed(book)
    return bool(known) and compare_digest(known.encode(), secret.encode("utf-8", "replace"))


def as_calendar(book: Book, secret: str) -> bytes:
    """Return the working days ahead as a calendar: one whole-day entry a day that has people."""
    if not is_open_to(book, secret):
        raise NotFound("there is no such feed")
    at = datetime.fromtimestamp(book.moment_us // 1_000_000, UTC)
    if who_are_you(book):
        reminders = [_reminder(one, at) for one in coming(book)]
        return _whole([_unknown(local(book.moment_us, book.zone).date(), at), *reminders])
    return calendar(week(book), coming(book), at=at, zone=book.zone)


def calendar(plan: Week, reminders: Sequence[ReminderOf] = (), *, at: datetime, zone: str) -> bytes:
    """Return a week's plan, where mail ends, and the reminders of days to come, as iCalendar."""
    ends = "; ".join(f"{one.in_words(zone)}: bring in more" for one in plan.ends)
    first = date.fromisoformat(plan.days[0].date)
    days = [_entry(day, at) for day in plan.days if day.suggestions]
    said = [_whole_day(first, at, ends, "", name="ends")] if ends else []
    return _whole([*said, *days, *(_reminder(one, at) for one in reminders)])


def _whole(entries: Sequence[Any]) -> bytes:
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", "Comity")
    made.add("x-wr-calname", "Comity")
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(entry)
    return bytes(made.to_ical())


def _entry(day: Day, at: datetime) -> Any:  # noqa: ANN401 - icalendar.Event
    names = ", ".join(_plain(one.person.name) for one in day.suggestions)
    told = "\n\n".join(_told(one) for one in day.suggestions)
    return _whole_day(date.fromisoformat(day.date), at, names, told)


def _reminder(one: ReminderOf, at: datetime) -> Any:  # noqa: ANN401 - icalendar.Event
    told = ": ".join(filter(None, (_plain(one.person.name), _plain(one.text))))
    return _whole_day(date.fromisoformat(one.on), at, told, "", name=one.key.replace(":", "-"))


def _unknown(day: date, at: datetime) -> Any:  # noqa: ANN401 - icalendar.Event
    """Return the entry that stands in place of a plan nobody can make."""
    told = "Nothing in your book says which address is yours: open Comity, and pick it."
    return _whole_day(day, at, "Comity: which address is yours?", told)


def _whole_day(first: date, at: datetime, summary: str, description: str, *, name: str = "") -> Any:  # noqa: ANN401 - icalendar.Event
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{name or first.isoformat()}@plan.comity.invalid")
    entry.add("dtstamp", at)
    entry.add("dtstart", first)
    entry.add("dtend", first + timedelta(days=1))
    entry.add("summary", summary)
    entry.add("description", description)
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PRIVATE")
    return entry


def _told(one: Suggested) -> str:
    why = "; ".join(_plain(reason.text) for reason in shown_reasons(one.why))
    quote = f"\n“{_plain(one.help.quote)}”" if one.help else ""
    return f"{_plain(one.person.name)} ({one.minutes} min): {why}{quote}"


def _plain(text: str) -> str:
    """Return a stranger's text on one line, as a calendar program may show it."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
