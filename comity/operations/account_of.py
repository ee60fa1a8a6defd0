"""What happened with one person, in words: the timeline, and the reasons for what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.models.activity import ACTIVE_90D, CONTACT_7D
from comity.models.activity import reasons as parts_of
from comity.operations.moments import iso, month
from comity.operations.wording import count, span

if TYPE_CHECKING:
    from comity.book import Book

_SAYS_NOTHING = 0.05  # a group of features that moves the log-odds by less is left out


def timeline(book: Book, person: str, *, limit: int) -> list[dict[str, Any]]:
    """Return contacts with a person, the latest first, with their subjects and notes."""
    book.show_facts()
    found = book.rows(
        "SELECT c.at_us, c.direction, c.channel, c.interaction, c.addressed, c.recipients, c.help, "
        "coalesce(r.subject, '') AS subject, c.key FROM contact c LEFT JOIN record r USING (key) "
        "WHERE c.person = ? AND c.at_us <= ? ORDER BY c.at_us DESC, c.key LIMIT ?",
        [person, book.moment_us, limit],
    )
    happened = [{"at": iso(one.pop("at_us")), **one} for one in found]
    return sorted([*happened, *_notes(book, person)], key=lambda one: str(one["at"]), reverse=True)


def _notes(book: Book, person: str) -> list[dict[str, Any]]:
    sql = "SELECT identity FROM identity WHERE person = ?"
    identities = {one["identity"] for one in book.rows(sql, [person])}
    return [
        {"at": iso(one.at_us), "interaction": "note", "channel": "log", "subject": one.value}
        for one in book.decisions.standing("note", as_of_us=book.as_of_us)
        if one.identity in identities
    ]


def reasons(book: Book, tie: dict[str, Any]) -> list[dict[str, Any]]:
    """Return why this person stands where they stand: feature, value, sentence."""
    found = [_reason("stage", tie["stage"], _stage_text(book, tie))]
    if tie["evidence_days"]:
        found.append(_reason("evidence_days", tie["evidence_days"], evidence(book, tie)))
    if tie["usual_gap_days"] is not None:
        text = f"usually every {span(tie['usual_gap_days'])}, silent for {span(tie['silent_days'])}"
        found.append(_reason("gap_ratio", tie["gap_ratio"], text))
    if tie["circle_sign"] or tie["circle_said"]:
        text = "you said so" if tie["circle_said"] else tie["circle_sign"]
        found.append(_reason("circle", tie["circle"], text))
    return [*found, *_forecast(tie), *_merged(book, tie["person"])]


def evidence(book: Book, tie: dict[str, Any]) -> str:
    """Return what happened in words: "wrote on 14 days last year, last in March"."""
    parts = []
    if tie["wrote_days_365d"]:
        parts.append(f"you wrote on {count(tie['wrote_days_365d'], 'day')} in the last year")
    if tie["heard_days_365d"]:
        parts.append(f"they wrote on {count(tie['heard_days_365d'], 'day')}")
    if tie["met_days_365d"]:
        parts.append(f"you met on {count(tie['met_days_365d'], 'day')}")
    if not parts:
        parts.append(
            f"{count(tie['evidence_days'], 'day')} with an exchange, none in the last year"
        )
    last = month(tie["last_at_us"], book.zone, now_us=book.moment_us)
    return f"{', '.join(parts)}; last in {last}"


def _stage_text(book: Book, tie: dict[str, Any]) -> str:
    if tie["stage"] == "let_go":
        return "you let it go"
    days = count(tie["two_way_days"], "two-way day")
    if tie["stage"] == "resting":
        return f"{days}, silent for {span(tie['silent_days'])}"
    if tie["evidence_days"] == 0:
        return "no trace of an exchange in these sources"
    del book
    return f"{days} over {span(tie['known_days'])}"


def _forecast(tie: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what moves the forecasts, by group of features, the strongest first."""
    made = []
    for target, says in ((CONTACT_7D, "writing within a week"), (ACTIVE_90D, "contact in 90 days")):
        if tie[target] is None:
            continue
        moving = [
            (group, part) for group, part in parts_of(tie, target) if abs(part) > _SAYS_NOTHING
        ]
        text = ", ".join(
            f"{group} {'for' if part > 0 else 'against'}" for group, part in moving[:3]
        )
        made.append(_reason(target, tie[target], f"{says}: {tie[target]:.0%} ({text})"))
    return made


def _merged(book: Book, person: str) -> list[dict[str, Any]]:
    found = book.rows(
        "SELECT m.rule, m.score, m.text FROM merge m JOIN identity i ON i.identity = m.left "
        "WHERE i.person = ? ORDER BY m.score, m.left, m.right LIMIT 20",
        [person],
    )
    return [_reason("same_person", one["score"], one["text"]) for one in found]


def _reason(feature: str, value: object, text: str) -> dict[str, Any]:
    return {"feature": feature, "value": value, "text": text}
