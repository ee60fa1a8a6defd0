"""Which of those here is the user: asked first, since without it nothing of their side is known.

A book of mail, chats or meetings none of which names an identity of the owner's says nothing of
who wrote to whom. Who may be the owner stands in ``maybe_me``; the user picks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import BadInput
from comity.operations.decide.documents import Candidate, WhoAreYou
from comity.operations.upkeep.settings import Setting, chosen_by_user
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book, Row

_SHOWN, _SHOWN_MIN = 5, 3
_NEAR = 0.2  # of the likeliest's weight: who has less is hardly the one
_SIGNS_SHOWN = 2
# How much the share of a sign tells: rules of taste, the plainest first.
_WEIGHTS = {
    "sent": 4.0,
    "account": 3.0,
    "delivered": 3.0,
    "addressed": 2.0,
    "met": 2.0,
    "chats": 2.0,
    "wrote": 1.0,
    "forwarded": 1.0,
}
_ASK, _REST = "ask", "rest"


def _checked(value: str) -> str:
    if value not in {_ASK, _REST}:
        raise BadInput(f"{value!r} is neither {_ASK} nor {_REST}", hint=f"write {_ASK} or {_REST}")
    return value


ASK_WHO = Setting(
    name="ask_who",
    label="Where nobody here is me",
    meaning="whether to ask who you are where nothing names you: ask, or rest, where you are in "
    "none of it",
    default=lambda _: _ASK,
    checked=_checked,
    choices={_ASK: "ask which one is me", _REST: "I am in none of it"},
)

# One row a sign of somebody: several addresses of one person are asked about as one.
_CANDIDATES = """
    WITH one AS (
        SELECT i.person, m.*, i.uses, i.name FROM maybe_me m JOIN identity i USING (identity)
    ),
    first AS (
        SELECT person, arg_max(identity, (uses, identity)) AS identity,
            arg_max(name, (uses, identity)) AS name FROM one GROUP BY person
    )
    SELECT f.person, f.identity, f.name, o.sign, least(sum(o.n), max(o.of)) AS n,
        max(o.of) AS of, max(o.others) AS others
    FROM one o JOIN first f USING (person) GROUP BY ALL ORDER BY f.person, o.sign
"""


def who_are_you(book: Book) -> WhoAreYou | None:
    """Return the question which of those here is the user; None where that is known."""
    if book.is_empty:
        return None
    asked = book.rows("SELECT records FROM unclaimed")
    if not asked or chosen_by_user(book).get("ask_who") == _REST:
        return None
    return WhoAreYou(
        question="Which of these is you?",
        who_are_you=_candidates(book),
        records=asked[0]["records"],
    )


def perhaps_mine(book: Book) -> tuple[Candidate, ...]:
    """Return what may be the user's beside what is known to be: aliases, a name in chats."""
    if book.is_empty or book.rows("SELECT records FROM unclaimed"):
        return ()
    return _candidates(book, few=False)


def _candidates(book: Book, *, few: bool = True) -> tuple[Candidate, ...]:
    """Return who may be the user, the likeliest first."""
    theirs: dict[str, list[Row]] = {}
    for row in book.rows(_CANDIDATES):
        theirs.setdefault(row["person"], []).append(row)
    ranked = sorted(theirs.values(), key=lambda rows: (-_weight(rows), rows[0]["identity"]))
    if not few:
        return tuple(_candidate(rows) for rows in ranked)
    best = _weight(ranked[0]) if ranked else 0.0
    near = [rows for rows in ranked if _weight(rows) >= _NEAR * best]
    shown = near if len(near) >= _SHOWN_MIN else ranked[:_SHOWN_MIN]
    return tuple(_candidate(rows) for rows in shown[:_SHOWN])


def _weight(rows: list[Row]) -> float:
    return sum(map(_tells, rows))


def _tells(one: Row) -> float:
    """Return how much one sign tells."""
    return _WEIGHTS[one["sign"]] * float(one["n"]) / float(one["of"])


def _candidate(rows: list[Row]) -> Candidate:
    plainest = sorted(rows, key=_tells, reverse=True)
    return Candidate(
        identity=rows[0]["identity"],
        name=rows[0]["name"],
        signs=tuple(_sign(one) for one in plainest[:_SIGNS_SHOWN]),
    )


def _sign(one: Row) -> str:
    n, of, others = f"{one['n']:,}", one["of"], count(one["others"], "person", "people")
    return {
        "sent": f"wrote {n} of the {count(of, 'mail')} in Sent folders",
        "account": "one of your sources is named for it",
        "delivered": f"{n} of {count(of, 'mail')} came to this mailbox (Delivered-To)",
        "addressed": f"{n} of {count(of, 'mail')} went to it, from {others}",
        "forwarded": f"{count(one['n'], 'mail')} to it came to your mailbox, from {others}",
        "met": f"takes part in {n} of {count(of, 'meeting')}",
        "chats": f"takes part in {n} of {count(of, 'chat')}",
        "wrote": f"wrote {n} of the {count(of, 'mail')} here",
    }[one["sign"]]
