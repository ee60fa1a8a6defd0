"""A person in, what a page about them shows out: beginnings, rhythm, help, channels, work, threads.

What happened and when, never how much it is worth.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from comity.language.requests import promises, questions
from comity.operations.company import in_common
from comity.operations.moments import date_of, iso
from comity.operations.plan.last_words import topic
from comity.operations.standing import decided, show_ties

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.operation import Result
    from comity.store.decisions import Decision

# What the user fills in by hand stands in a note that begins so; the latest is shown.
FIRST_LINES = {
    "after": "They are after: ",
    "give": "I could give: ",
    "learn": "I would like to learn: ",
}
_LOOKED_AT = 12  # of each side's latest texts, for asks and promises
_IN_COMMON_MAX = 12
_THREADS_MAX = 20
_GAPS_MAX = 3
_COUNTED = (
    "initiated_by_me",
    "initiated_by_them",
    "asked_by_them",
    "answered_by_me",
    "asked_by_me",
    "answered_by_them",
)
_YEARS_MAX = 6

_DAYS = """
    SELECT day, sum(sent_mail + sent_message) AS sent, sum(received_mail + received_message) AS
        received, sum(meetings + calls) AS met
    FROM person_day WHERE person = ? AND sent + received > 0 GROUP BY day ORDER BY day
"""
_TEXTS = """
    SELECT c.direction, c.at_us, c.key, r.text FROM contact c JOIN record r USING (key)
    WHERE c.person = ? AND c.addressed AND c.at_us <= ? AND r.text <> ''
        AND c.interaction IN ('mail', 'message')
    QUALIFY row_number() OVER (PARTITION BY c.direction ORDER BY c.at_us DESC, c.key) <= ?
    ORDER BY c.at_us DESC, c.key
"""
_CHANNELS = """
    SELECT channel, interaction, day, key, at_us FROM contact WHERE person = ? AND at_us <= ?
"""
_HELP = """
    SELECT c.at_us, c.interaction, c.help, r.subject, r.text, r.detail
    FROM contact c JOIN record r USING (key)
    WHERE c.person = ? AND c.help <> '' AND c.at_us <= ? ORDER BY c.at_us DESC, c.key
"""
_WORK = """
    SELECT c.key, max(c.at_us) AS at_us,
        max(c.value) FILTER (c.attribute = 'organisation') AS organisation,
        max(c.value) FILTER (c.attribute = 'title') AS title, any_value(r.channel) AS channel
    FROM claim c JOIN identity i USING (identity) JOIN record r USING (key)
    WHERE i.person = ? AND c.attribute IN ('organisation', 'title') AND c.value <> ''
    GROUP BY c.key ORDER BY at_us NULLS FIRST, c.key
"""
_THREADS = """
    SELECT t.thread, count(*) AS messages, min(c.at_us) AS first_us, max(c.at_us) AS last_us,
        arg_min(r.subject, c.at_us) AS subject, arg_min(c.direction, c.at_us) AS begun,
        bool_or(c.addressed) AS addressed
    FROM contact c JOIN thread t USING (key) JOIN record r USING (key)
    WHERE c.person = ? AND c.at_us <= ? AND c.interaction IN ('mail', 'message')
    GROUP BY t.thread HAVING addressed ORDER BY last_us DESC, t.thread LIMIT ?
"""
_OTHER_CLAIMS = """
    SELECT c.attribute, c.value, max(c.at_us) AS at_us
    FROM claim c JOIN identity i USING (identity)
    WHERE i.person = ? AND c.value <> ''
        AND c.attribute IN ('birthday', 'location', 'url', 'note', 'nickname', 'category', 'skill')
    GROUP BY c.attribute, c.value ORDER BY c.attribute, at_us DESC, c.value
"""


def portrait(book: Book, person: str) -> Result:
    """Return what there is to show of one person beside their timeline."""
    show_ties(book)
    book.show_facts()
    now_us = book.moment_us
    days = book.rows(_DAYS, [person])
    return {
        "first_lines": _first_lines(book, person),
        "calendar": calendar(days),
        "gaps": _gaps([one["day"] for one in days]),
        **_begun(book, person),
        "help": [_helped(one) for one in book.rows(_HELP, [person, now_us])],
        "channels": _channels(book.rows(_CHANNELS, [person, now_us])),
        "work": _work(book.rows(_WORK, [person])),
        "claims": [_dated(one, "") for one in book.rows(_OTHER_CLAIMS, [person])],
        "threads": [
            _dated(one, "first", "last") | {"subject": topic(one["subject"])}
            for one in book.rows(_THREADS, [person, now_us, _THREADS_MAX])
        ],
        "in_common": in_common(book, person, most=_IN_COMMON_MAX),
        "said": _said(book, person),
    }


def _begun(book: Book, person: str) -> dict[str, Any]:
    """Return who wrote first, since when, and who answered whom."""
    columns = f"first_at_us, usual_gap_days, silent_days, {', '.join(_COUNTED)}"
    one = book.rows(f"SELECT {columns} FROM tie WHERE person = ?", [person])[0]
    return {
        "first_at": iso(one["first_at_us"]),
        "usual_gap_days": one["usual_gap_days"],
        "silent_days": one["silent_days"],
        **{name: one[name] or 0 for name in _COUNTED},
    }


def _channels(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each way of contact with its days and times, the latest in use first."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in rows:
        found.setdefault((one["channel"], one["interaction"]), []).append(one)
    latest = sorted(found.items(), key=lambda way: (-max(r["at_us"] for r in way[1]), way[0]))
    return [
        {
            "channel": channel,
            "interaction": interaction,
            "days": len({one["day"] for one in of}),
            "times": len({one["key"] for one in of}),
            "first_at": iso(min(one["at_us"] for one in of)),
            "last_at": iso(max(one["at_us"] for one in of)),
        }
        for (channel, interaction), of in latest
    ]


def calendar(days: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the latest years with the days of contact in each: sent, received, both or met."""
    years: dict[int, dict[str, str]] = {}
    for one in days:
        date = date_of(one["day"])
        kind = (
            "met"
            if one["met"]
            else "both"
            if one["sent"] and one["received"]
            else "sent"
            if one["sent"]
            else "received"
        )
        years.setdefault(date.year, {})[date.isoformat()] = kind
    latest = sorted(years, reverse=True)[:_YEARS_MAX]
    return [{"year": year, "days": years[year]} for year in latest]


def _gaps(days: list[int]) -> list[dict[str, Any]]:
    """Return the longest silences between two days of contact, the longest first."""
    found = sorted(
        ((after - before, before) for before, after in pairwise(days)),
        reverse=True,
    )
    return [
        {
            "days": gap,
            "from": date_of(start).isoformat(),
            "until": date_of(start + gap).isoformat(),
        }
        for gap, start in found[:_GAPS_MAX]
        if gap > 1
    ]


def _first_lines(book: Book, person: str) -> dict[str, dict[str, Any]]:
    """Return what they are after, what I could give, what I would like to learn.

    The user's own words first; else what was asked of me, and what I said I would do.
    """
    found: dict[str, dict[str, Any]] = {
        name: {"text": "", "own": False, "at": None} for name in FIRST_LINES
    }
    for one in book.rows(_TEXTS, [person, book.moment_us, _LOOKED_AT]):
        theirs = one["direction"] == "in"
        said = questions(one["text"]) if theirs else promises(one["text"])
        name = "after" if theirs else "give"
        if said and not found[name]["text"]:
            found[name] = {"text": said[-1], "own": False, "at": iso(one["at_us"])}
    for note in _standing(book, person, "note"):
        for name, start in FIRST_LINES.items():
            if str(note.value).startswith(start):
                text = str(note.value).removeprefix(start).strip()
                found[name] = {"text": text, "own": True, "at": iso(note.at_us)}
    return found


def _helped(one: dict[str, Any]) -> dict[str, Any]:
    from comity.operations.plan.last_words import excerpt

    words = one["detail"] if one["interaction"] == "endorsement" else one["text"] or one["detail"]
    return {
        "at": iso(one["at_us"]),
        "way": one["help"],
        "what": one["interaction"] if one["interaction"] != "mail" else "introduction",
        "words": excerpt(words or one["subject"]),
    }


def _work(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each place of work once, with when it was first and last said, the latest first."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in rows:
        what = (one["organisation"] or "", one["title"] or "")
        place = found.setdefault(
            what, {"organisation": what[0], "title": what[1], "first_at": iso(one["at_us"])}
        )
        place |= {"last_at": iso(one["at_us"]), "channel": one["channel"]}
    return list(reversed(found.values()))


def _said(book: Book, person: str) -> dict[str, Any]:
    """Return what the user decided of them."""
    mine = decided(book).get(person, {})
    return {
        "keep_days": (mine.get("keep") or {}).get("rhythm_days"),
        "stage": mine.get("stage"),
        "circle": mine.get("circle"),
        "strength": (mine.get("strength") or {}).get("word"),
        "never": bool(mine.get("never")),
        "quiet_until": iso(mine.get("quiet")),
        "tags": sorted(mine.get("tag", ())),
        "roles": sorted(mine.get("role", ())),
    }


def _standing(book: Book, person: str, verb: Any) -> list[Decision]:  # noqa: ANN401 - store.decisions.Verb
    sql = "SELECT identity FROM identity WHERE person = ?"
    identities = {one["identity"] for one in book.rows(sql, [person])}
    said = book.decisions.standing(verb, as_of_us=book.as_of_us)
    return [one for one in said if one.identity in identities]


def _dated(one: dict[str, Any], *whens: str) -> dict[str, Any]:
    """Return a row with its instants in ISO 8601."""
    kept = {name: value for name, value in one.items() if not name.endswith("_us")}
    return kept | {
        f"{when}_at" if when else "at": iso(one[f"{when}_us" if when else "at_us"])
        for when in whens
    }
