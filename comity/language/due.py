"""A sentence and the local time it was written at in, the day it names for what it announces out.

English, German, French and Spanish: "by Friday", "bis Ende der Woche", "d'ici demain", "la semana
que viene". A week ends on its Friday, a month on its last day. What is vague ("soon", "in a few
days") or lies behind ("the report of Monday") names no day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

_FRIDAY, _SUNDAY, _WEEK, _MONTHS = 4, 6, 7, 12
_SHORT_NAME = 3  # letters of a month that tell it

_WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
    )
    for number, name in enumerate(names.split())
} | {"tues": 1, "thur": 3, "thurs": 3, "sonnabend": 5, "miercoles": 2, "sabado": 5}
_MONTH_NAMES = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"sept": 9, "jänner": 1, "fevrier": 2, "aout": 8, "decembre": 12}
_NUMBERS = (
    {
        name: number
        for names in (
            "one two three four five six seven eight nine ten",
            "ein zwei drei vier fünf sechs sieben acht neun zehn",
            "un deux trois quatre cinq six sept huit neuf dix",
            "uno dos tres cuatro cinco seis siete ocho nueve diez",
        )
        for number, name in enumerate(names.split(), start=1)
    }
    | dict.fromkeys(("a", "an", "einem", "einer", "une", "una"), 1)
    | {"couple of": 2}
)
_UNIT_DAYS = (  # by how their names begin
    *((name, 0) for name in ("hour", "minut", "stunde", "heure", "hora")),
    *((name, 1) for name in ("day", "tag", "jour", "día", "dia")),
    *((name, 7) for name in ("week", "woche", "semaine", "semana")),
    *((name, 30) for name in ("month", "monat", "mois", "mes")),
    ("fortnight", 14),
)


def _names(of: dict[str, int]) -> str:
    return "|".join(sorted(of, key=len, reverse=True))


_PROMISED = re.compile(
    r"\b(?:i'll|i\s+(?:will|shall|promise|intend|plan|am|can|owe)|i'm|we'll|we\s+will|let\s+me|will"
    r"|ich|je|j'\w+|te|os|le|les|lo|la)\b"
)
_SPOKEN = re.compile(
    r"\b(?:discuss|said|sp[eo]ke|talk|met\b|ask|agree|mention|wrote|got|receiv|besproch|gesproch"
    r"|gesagt|parl|vu\b|reçu|habl|dijist|acord)"
)
_BEHIND = r"(?<!\blast\s)(?<!\bfrom\s)(?<!\bsince\s)(?<!\bof\s)(?<!\bpast\s)(?<!\bafter\s)"
_BY = (
    r"(?:by|on|before|until|till|this|coming|bis|am|diesen|kommenden|d'ici|avant|pour|ce|el|antes"
    r"\s+del|para\s+el|este)\s+"
)
_NEXT = r"(?:next|nächsten|próximo|proximo)\s+"
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)-]|\b(?:morning|afternoon|evening|night|noon|at|and|or|but|so|if|then|when"
    r"|as|because|once|latest|um|abend|früh|und|oder|soir|matin|midi|et|ou|à|por|y|a)\b))"
)
_NUMBER = rf"(?P<n>\d{{1,2}}|{_names(_NUMBERS)})"


def due(sentence: str, said: datetime) -> date | None:
    """Return the day by which something is announced; None where none is named.

    >>> from datetime import datetime
    >>> due("I'll send it by Friday.", datetime(2026, 11, 30))
    datetime.date(2026, 12, 4)
    >>> due("I'll send it soon.", datetime(2026, 11, 30)) is None
    True
    """
    plain = " ".join(sentence.replace("\u2019", "'").lower().split())
    cue = _PROMISED.search(plain)
    before = plain[: cue.start()] if cue else ""
    after = plain[cue.end() :] if cue else plain
    parts = (after, "" if _SPOKEN.search(before) else before)
    for part in parts:
        for pattern, told in _RULES:
            if found := pattern.search(part):
                day = told(found, said.date())
                if day:
                    return day
    return None


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = _WEEKDAYS[found["day"]]
    ahead = (wanted - today.weekday() - 1) % _WEEK + 1
    if found["next"] and today.weekday() + ahead <= _SUNDAY:  # the one of the week after
        ahead += _WEEK
    return today + timedelta(days=ahead)


def _end_of_week(found: re.Match[str], today: date) -> date:
    del found
    return today + timedelta(days=(_FRIDAY - today.weekday()) % _WEEK)


def _next_week(found: re.Match[str], today: date) -> date:
    del found
    return today + timedelta(days=_WEEK - today.weekday() + _FRIDAY)


def _weekend(found: re.Match[str], today: date) -> date:
    del found
    return today + timedelta(days=_SUNDAY - today.weekday())


def _last_of(year: int, month: int) -> date:
    year, month = year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1
    return date(year, month, monthrange(year, month)[1])


def _end_of_month(found: re.Match[str], today: date) -> date:
    return _last_of(today.year, today.month + bool(found["next"]))


def _end_of_named(found: re.Match[str], today: date) -> date:
    month = _MONTH_NAMES[found["month"]]
    return _last_of(today.year + (month < today.month), month)


def _in_a_while(found: re.Match[str], today: date) -> date | None:
    word = found["n"]
    number = int(word) if word.isdecimal() else _NUMBERS[word]
    days = next((days for name, days in _UNIT_DAYS if found["unit"].startswith(name)), None)
    if days is None:
        return None
    return today + timedelta(days=number * days)


def _date(found: re.Match[str], today: date) -> date | None:
    """Return the next day of that date."""
    named = found.groupdict()
    month = _MONTH_NAMES.get(named.get("month") or "", 0) or int(named.get("m") or today.month)
    year = int(named.get("y") or today.year)
    try:
        day = date(year, month, int(named["d"]))
    except ValueError:
        return None
    if named.get("y") or day >= today:
        return day
    if "month" in named or "m" in named:
        return _moved(day, day.year + 1, day.month)
    return _moved(day, day.year + day.month // _MONTHS, day.month % _MONTHS + 1)


def _moved(day: date, year: int, month: int) -> date | None:
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return None


def _after(days: int) -> Callable[[re.Match[str], date], date]:
    return lambda _, today: today + timedelta(days=days)


_MONTH = rf"(?P<month>{_names(_MONTH_NAMES)})"
_DAY = rf"(?P<day>{_names(_WEEKDAYS)})"
_RULES: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]]] = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _date),
        (r"\b(?P<d>\d{1,2})\.\s?(?P<m>1[0-2]|0?[1-9])\.(?:\s?(?P<y>20\d\d))?(?![\d.])", _date),
        (
            (
                r"\b(?P<d>\d{1,2})(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?"
                rf"{_MONTH}\b(?:,?\s+(?:de\s+)?(?P<y>20\d\d))?"
            ),
            _date,
        ),
        (rf"\b{_MONTH}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>20\d\d))?", _date),
        (r"\b(?:by|on|before|until|till)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b", _date),
        (r"\b(?:day\s+after\s+tomorrow|übermorgen|après-demain|pasado\s+mañana)\b", _after(2)),
        (
            (
                r"\btomorrow\b|(?<!guten\s)(?<!am\s)(?<!jeden\s)\bmorgen\b|\bdemain\b"
                r"|(?<!la\s)(?<!esta\s)(?<!de\s)(?<!cada\s)\bmañana\b"
            ),
            _after(1),
        ),
        (
            rf"{_BEHIND}\b(?:(?:{_BY})(?P<next>{_NEXT})?{_DAY}(?!'s|\s+(?:last|passé|pasado))\b)",
            _weekday,
        ),
        (rf"{_BEHIND}\b(?P<next>{_NEXT}){_DAY}\b", _weekday),
        (rf"(?P<next>(?!))?\b{_DAY}\s+(?:prochain|que\s+viene)\b", _weekday),
        (rf"{_BEHIND}(?P<next>(?!))?\b{_DAY}\b(?!'s){_ENDS}", _weekday),
        (
            (
                r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening)|(?:the\s+)?end\s+of\s+(?:the"
                r"\s+)?(?:business\s+)?day|eod|cob|heute|aujourd'hui|ce\s+soir|cet\s+après-midi|hoy"
                r"|esta\s+(?:tarde|noche|mañana))\b"
            ),
            _after(0),
        ),
        (
            (
                r"\b(?:next\s+week|nächste[rn]?\s+woche|kommende[rn]?\s+woche|(?:la\s+)?semaine"
                r"\s+prochaine|(?:la\s+)?próxima\s+semana|semana\s+que\s+viene)\b"
            ),
            _next_week,
        ),
        (
            (
                r"\b(?:end\s+of\s+(?:the|this)\s+week|(?:later|by|sometime)\s+this\s+week|this\s+week"
                r"|ende\s+(?:der|dieser)\s+woche|diese[r]?\s+woche|fin\s+de\s+(?:la\s+|cette\s+)semaine"
                r"|cette\s+semaine|(?:antes\s+del?|a|para\s+el)\s+(?:fin|final|finales)\s+de\s+(?:la\s+"
                r"|esta\s+)?semana|esta\s+semana)\b"
            ),
            _end_of_week,
        ),
        (
            (
                r"\b(?:the|this)\s+weekend\b|\b(?:am|zum|bis\s+zum)\s+wochenende\b|\bce\s+week-?end\b"
                r"|\b(?:el|este)\s+fin\s+de\s+semana\b"
            ),
            _weekend,
        ),
        (
            (
                r"\bend\s+of\s+(?:the|this|(?P<next>next))\s+month\b|\b(?:monatsende|ende\s+des\s+"
                r"monats|(?:la\s+)?fin\s+du\s+mois|(?:fin|final|finales)\s+de\s+mes)\b"
            ),
            _end_of_month,
        ),
        (rf"\b(?:end\s+of|late\s+in|ende|fin|finales\s+de)\s+{_MONTH}\b", _end_of_named),
        (
            (
                rf"\b(?:in|within|inside|innerhalb\s+von|dans|sous|d'ici|en|dentro\s+de)\s+(?:a\s+(?="
                rf"couple))?{_NUMBER}\s+(?P<unit>[a-zäéí]+)\b"
            ),
            _in_a_while,
        ),
    )
)
