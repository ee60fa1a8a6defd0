"""Figures in, the geometry of a picture out; the templates draw it as SVG, a table behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

CELL, STEP = 11, 13
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
KINDS = {
    "met": "you met",
    "both": "words both ways",
    "sent": "you wrote",
    "received": "they wrote",
}


def year(shown: dict[str, Any]) -> dict[str, Any]:
    """Return a year, weeks across and weekdays down: days with contact, and those without."""
    number, days = shown["year"], shown["days"]
    first = date(number, 1, 1)
    offset = first.weekday()
    cells, empty, labels = [], [], []
    day = first
    while day.year == number:
        place = (day - first).days + offset
        x, y = place // 7 * STEP, place % 7 * STEP
        if day.day == 1:
            labels.append({"x": x, "text": _MONTHS[day.month - 1]})
        kind = days.get(day.isoformat())
        if kind:
            title = f"{day.day} {day:%B}: {KINDS[kind]}"
            cells.append({"x": x, "y": y, "kind": kind, "title": title})
        else:
            empty.append(f"M{x} {y}h{CELL}v{CELL}h-{CELL}z")
        day += timedelta(days=1)
    return {
        "year": number,
        "cells": cells,
        "empty": "".join(empty),
        "labels": labels,
        "months": _months(days),
        "days": len(days),
    }


def _months(days: dict[str, str]) -> list[dict[str, Any]]:
    """Return the table behind the picture: days of contact a month, by kind."""
    found: list[dict[str, Any]] = []
    for number, name in enumerate(_MONTHS, 1):
        kinds = [kind for day, kind in days.items() if int(day[5:7]) == number]
        if kinds:
            found.append({"month": name} | {kind: kinds.count(kind) for kind in KINDS})
    return found


def bars(rows: list[dict[str, Any]], *, width: int) -> list[dict[str, Any]]:
    """Return rows with the length of each one's bar: its share of the greatest."""
    most = max((row["n"] for row in rows), default=0) or 1
    least = 1.5  # so that one of thousands is seen; of none there is nothing to see
    return [
        row | {"width": max(round(width * row["n"] / most, 1), least) if row["n"] else 0}
        for row in rows
    ]
