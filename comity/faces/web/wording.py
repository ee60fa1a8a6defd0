"""Instants and figures in, the words a page uses for them out; strangers' text made harmless."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from markupsafe import Markup, escape

from comity.faces.plain import plain
from comity.faces.web.advice import on_a_page
from comity.operations import words as words_of
from comity.operations.garden.documents import told
from comity.operations.loops.documents import NO_SUCH, SHOWS
from comity.operations.moment import local_of
from comity.operations.network.excerpts import spans
from comity.operations.network.figures import WHICH
from comity.operations.plan.kinds import BY_NAME
from comity.operations.plan.suggestion import QUOTED_AS
from comity.operations.words import by_channel, channel, count, number, rhythm, shown_reasons, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.runtime import Context

    from comity.faces.web.person import Happened

_LINES_MAX = 200
_BREAKS = re.compile(r"(?<=\w)(?=[@./_-])")


def harmless(value: Any) -> Any:  # noqa: ANN401 - whatever a template shows
    """Return what a template shows: no control or direction mark of a stranger's in it."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else plain(value)


def did(row: Happened) -> str:
    """Return who did what in a line of the timeline: "they wrote in a group mail, 3 times"."""
    words = words_of.did(row.interaction, row.direction)
    if not row.addressed and row.interaction in {"mail", "message"}:
        words += " in a group mail" if row.interaction == "mail" else " in a group"
    return f"{words}, {row.times} times" if row.times > 1 else words


def lines(text: str) -> Markup:
    """Return a text of several lines as such."""
    rows = text.splitlines()[:_LINES_MAX]
    return Markup("<br>").join(escape(plain(row)) for row in rows)


def written(text: str) -> Markup:
    """Return a text as it was written, line by line, each as long as it was."""
    return Markup("\n").join(escape(plain(row)) for row in text.split("\n"))


def _when(context: Context, at: str) -> datetime:
    return local_of(at, context["zone"])


def marked(text: str, words: str) -> Markup:
    """Return a text with the words that are sought marked in it, wherever a word begins so."""
    shown, done, parts = plain(text), 0, list[str]()
    for begin, end in spans(shown, words):
        parts += [escape(shown[done:begin]), Markup("<mark>{}</mark>").format(shown[begin:end])]
        done = end
    return Markup("").join([*parts, escape(shown[done:])])


def breakable(address: str) -> Markup:
    """Return an address that breaks, where it must, before @, dots and slashes."""
    return Markup("<wbr>").join(_BREAKS.split(plain(address)))


def quoted(words: str) -> str:
    """Return words in quotation marks."""
    return f"“{words}”"


@pass_context
def day(context: Context, at: str | None) -> str:
    """Return "3 March 2026" of an ISO instant, in the book's time zone."""
    return words_of.day(_when(context, at)) if at else ""


@pass_context
def short_day(context: Context, at: str | None) -> str:
    """Return "3 Mar", or "3 Mar 2025" of another year."""
    if not at:
        return ""
    when = _when(context, at)
    this_year = when.year == _now(context).year
    return f"{when.day} {when:%b}" if this_year else words_of.short_day(when)


@pass_context
def ago(context: Context, at: str | None) -> str:
    """Return "today", "yesterday", "5 weeks ago"."""
    return words_of.since(_when(context, at), _now(context)) if at else ""


def _now(context: Context) -> datetime:
    return datetime.fromtimestamp(context["moment_us"] / 1e6, ZoneInfo(context["zone"]))


@pass_context
def daily(context: Context, form: str) -> str:
    """Return the book's day in a form of strftime."""
    return _now(context).strftime(form)


def date_words(date: str) -> str:
    """Return "23 November 2026" of an ISO date."""
    return words_of.day(datetime.fromisoformat(date))


def day_name(date: str) -> str:
    """Return "Monday 23 November" of an ISO date."""
    when = datetime.fromisoformat(date)
    return f"{when:%A} {when.day} {when:%B}"


def size(number: int) -> str:
    """Return "12.3 MB" of a number of bytes."""
    for unit, one in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= one:
            return f"{number / one:.1f} {unit}"
    return f"{number} bytes"


def clock(left_s: float) -> str:
    """Return the time that is left as a clock shows it.

    >>> clock(61.2)
    '1:02'
    """
    minutes, seconds = divmod(math.ceil(left_s), 60)
    return f"{minutes}:{seconds:02}"


def sentence(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def together(texts: Iterable[str]) -> str:
    """Return texts as sentences: what ends in a mark of its own, as a question does, ends there."""
    told = ""
    for text in texts:
        if _is_ended(told):
            told = f"{told} {sentence(text)}"
        else:
            told = f"{told}; {text}" if told else sentence(text)
    return told if _is_ended(told) else f"{told}."


def _is_ended(told: str) -> bool:
    return told.rstrip("\"'\u201d\u2019)").endswith((".", "?", "!"))


def mailto(identities: list[str]) -> str:
    """Return the link that opens the user's own mail program; "" without an address."""
    address = next((one[6:] for one in identities if one.startswith("email:")), "")
    return f"mailto:{quote(plain(address), safe='@')}" if address else ""


def birthday(value: str) -> str:
    """Return "12 March 1980", or "12 March" where no year is known; other words as they are."""
    year, _, rest = value.partition("-") if not value.startswith("--") else ("", "", value[2:])
    try:
        when = datetime.fromisoformat(f"{year or 2000}-{rest}")
    except ValueError:
        return value
    return words_of.day(when) if year else f"{when.day} {when:%B}"


FILTERS = {
    "birthday": birthday,
    "advice": on_a_page,
    "day": day,
    "short_day": short_day,
    "ago": ago,
    "count": count,
    "rhythm": rhythm,
    "did": did,
    "lines": lines,
    "written": written,
    "marked": marked,
    "quoted": quoted,
    "breakable": breakable,
    "mailto": mailto,
    "identity": words_of.identity_in_words,
    "sentence": sentence,
    "together": together,
    "size": size,
    "daily": daily,
    "date": date_words,
    "day_name": day_name,
    "which": lambda which: WHICH[which].words,
    "span": span,
    "said": shown_reasons,
    "number": number,
    "channel": channel,
    "by_channel": by_channel,
    "kind": lambda kind: BY_NAME[kind].words,
    "quoted_as": lambda kind: QUOTED_AS.get(kind, "they said"),
    "proof": lambda shows: SHOWS.get(shows, shows),
    "no_such_loop": lambda kind: NO_SUCH.get(kind, "Not one"),
    "percent": words_of.percent,
    "gift": lambda gift, way: told(gift, way, named=False),
    "clock": clock,
    "svg": Markup,  # a picture of ours alone
    "words": lambda word: str(word).replace("_", " "),
}
