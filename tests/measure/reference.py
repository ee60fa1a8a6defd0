"""Relationships once more, from single contacts in plain Python: slow, and nothing shared."""

from __future__ import annotations

import json
from math import exp, log, sqrt
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from comity.models import activity

if TYPE_CHECKING:
    from tests.measure.tables import Row

DAY = 86_400_000_000
FROZEN = json.loads(Path(activity.__file__).with_name("activity.json").read_text("utf-8"))


def relationships(contacts: list[Row], questions: list[Row], moment: Row) -> list[Row]:
    """Return every relationship as of the moment."""
    now, today = moment["as_of_us"], moment["as_of_day"]
    met = [c for c in contacts if c["at_us"] is not None and c["at_us"] <= now]
    keys = sorted({(c["owner"], c["person"]) for c in met})
    rows = []
    for owner, person in keys:
        mine = [c for c in met if (c["owner"], c["person"]) == (owner, person)]
        asked = [
            q
            for q in questions
            if (q["owner"], q["person"]) == (owner, person) and q["at_us"] <= now
        ]
        rows.append(
            {"owner": owner, "person": person, **tie(mine, now, today), **replies(asked, now)}
        )
    for owner in {row["owner"] for row in rows}:
        compare([row for row in rows if row["owner"] == owner])
    for row in rows:
        row.update(forecasts(row))
        row["stage"] = stage(row)
        del row["score"]
    return rows


def tie(contacts: list[Row], now: int, today: int) -> Row:
    addressed = [c for c in contacts if c["addressed"]]
    sent = [c for c in addressed if c["direction"] in ("out", "both")]
    received = [c for c in addressed if c["direction"] in ("in", "both")]
    instants = [c["at_us"] for c in addressed]
    days = sorted({c["day"] for c in addressed})
    words = ("mail", "message")
    row: dict[str, Any] = {
        "sent": len(sent),
        "received": len(received),
        "unaddressed": len(contacts) - len(addressed),
        "evidence_days": len(days),
        "sent_days": len({c["day"] for c in sent}),
        "received_days": len({c["day"] for c in received}),
        "sent_365d": len(year(sent, today)),
        "received_365d": len(year(received, today)),
        "days_365d": len({c["day"] for c in year(addressed, today)}),
        "wrote_days_365d": len({c["day"] for c in year(sent, today) if c["interaction"] in words}),
        "heard_days_365d": len(
            {c["day"] for c in year(received, today) if c["interaction"] in words}
        ),
        "met_days_365d": len(
            {c["day"] for c in year(addressed, today) if c["interaction"] in ("meeting", "call")}
        ),
        "first_at_us": min(instants, default=None),
        "last_at_us": max(instants, default=None),
        "last_sent_us": max((c["at_us"] for c in sent), default=None),
        "last_received_us": max((c["at_us"] for c in received), default=None),
        "last_interacted_us": max(c["at_us"] for c in contacts),
        "known_days": (now - min(instants)) / DAY if instants else None,
        "silent_days": (now - max(instants)) / DAY if instants else None,
        "initiated_by_me": sum(c["initiates"] for c in addressed if c["direction"] == "out"),
        "initiated_by_them": sum(c["initiates"] for c in addressed if c["direction"] == "in"),
        "help_given": sum(c["help"] == "given" for c in contacts),
        "help_received": sum(c["help"] == "received" for c in contacts),
        "meetings": sum(c["interaction"] == "meeting" for c in addressed),
        "calls": sum(c["interaction"] == "call" for c in addressed),
    }
    for half_life in (7, 30, 90, 180, 365):
        row[f"sent_hl{half_life}d"] = decayed(sent, today, half_life)
        row[f"received_hl{half_life}d"] = decayed(received, today, half_life)
    for half_life in (7, 30):
        row[f"days_hl{half_life}d"] = decayed_days(days, today, half_life)
    for half_life in (7, 30, 365):
        theirs = sorted({c["day"] for c in sent})
        row[f"sent_days_hl{half_life}d"] = decayed_days(theirs, today, half_life)
    for half_life in (90, 365):
        last = {(day + 3) // 7: day for day in days}  # of each week, from Monday
        row[f"weeks_hl{half_life}d"] = decayed_days(list(last.values()), today, half_life)
    row["two_way_days"] = min(row["sent_days"], row["received_days"])
    gap = (days[-1] - days[0]) / (len(days) - 1) if len(days) > 2 else None
    row["usual_gap_days"] = gap
    row["gap_ratio"] = None if gap is None else row["silent_days"] / gap
    row["score"] = score(addressed, today) if days else None
    return row


def year(contacts: list[Row], today: int) -> list[Row]:
    return [c for c in contacts if today - c["day"] < 365]


def decayed(contacts: list[Row], today: int, half_life: int) -> float:
    return sum(exp(-log(2) * (today - c["day"]) / half_life) for c in contacts)


def decayed_days(days: list[int], today: int, half_life: int) -> float:
    return sum(exp(-log(2) * (today - day) / half_life) for day in days)


def score(addressed: list[Row], today: int) -> int:
    """Return the strength score, to the billionth so that equal histories tie."""
    total = 0
    for day in {c["day"] for c in addressed}:
        weight = max(
            (1 if c["direction"] == "in" else 5) / sqrt(c["recipients"])
            for c in addressed
            if c["day"] == day
        )
        total += round(weight * 2.0 ** (-(today - day) / 90.0) * 1e9)
    return total


def replies(questions: list[Row], now: int) -> Row:
    names = {
        "in": ("asked_by_them", "answered_by_me", "guessed_by_me", "by_me", "awaiting_me"),
        "out": ("asked_by_me", "answered_by_them", "guessed_by_them", "to_me", "awaiting_them"),
    }
    row: Row = {}
    for side, (asked, answered, guessed, suffix, awaiting) in names.items():
        closed, waiting, guesses = [], 0, 0
        for question in questions:
            answer = question["answered_us"]
            left = answer is None or answer > now
            if question["direction"] != side or (side == "in" and question["first"] and left):
                continue
            due = question["at_us"] + 30 * DAY
            if due <= now:
                in_time = answer is not None and answer <= due
                guesses += in_time and question["guessed"]
                closed.append((answer - question["at_us"]) / DAY if in_time else float("inf"))
            elif answer is None or answer > now:
                waiting += 1
        in_time_days = [days for days in closed if days < float("inf")]
        middle = median(closed) if closed else float("inf")
        row |= {
            asked: len(closed),
            answered: len(in_time_days),
            guessed: guesses,
            f"reply_rate_{suffix}": len(in_time_days) / len(closed) if closed else None,
            f"reply_gap_{suffix}_days": middle if middle < float("inf") else None,
            awaiting: waiting,
        }
    return row


def compare(rows: list[Row]) -> None:
    """Add what depends on the owner's other relationships."""
    scores = [row["score"] for row in rows if row["score"] is not None]
    for row in rows:
        row["owner_sent_days_hl7d"] = sum(r["sent_days_hl7d"] for r in rows)
        row["owner_received_hl30d"] = sum(r["received_hl30d"] for r in rows)
        row["owner_people_365d"] = sum(r["days_365d"] > 0 for r in rows)
        row["strength"] = None
        if row["score"] is not None:
            below = sum(s < row["score"] for s in scores)
            equal = sum(s == row["score"] for s in scores)
            row["strength"] = (below + (equal + 1) / 2) / len(scores)


def forecasts(row: Row) -> Row:
    if row["days_365d"] == 0:
        return dict.fromkeys(FROZEN["targets"])
    found = {}
    for name, numbers in FROZEN["targets"].items():
        logit = numbers["intercept"]
        for feature, made in FROZEN["features"].items():
            logit += numbers["weights"][feature] * log(
                1 + sum(row[column] or 0 for column in made["sum_of"])
            )
        found[name] = 1 / (1 + exp(-logit))
    return found


def stage(row: Row) -> str:
    both, silent = row["two_way_days"], row["silent_days"]
    if both >= 3:
        lapsed = (row["p_active_90d"] or 0) < 0.5 and silent > 180
        if row["gap_ratio"] >= 8 or lapsed:
            brief = both < 12 and row["known_days"] - silent <= 60
            return "brief" if brief else "resting"
        lasting = both >= 12 and row["known_days"] - silent >= 180
        return "established" if lasting else "growing"
    if both:
        return "sprouting" if silent <= 365 else "listed"
    return "planted" if row["evidence_days"] and silent <= 90 else "listed"
