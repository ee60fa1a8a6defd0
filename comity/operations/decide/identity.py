"""``questions``, ``answer``, ``merge``, ``split``: who is who, where the user knows better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.decide.documents import (
    Answered,
    Merged,
    Questions,
    SamePerson,
    Side,
    SomeAnswer,  # noqa: TC001 - read from the signature when an endpoint is made
    Split,
)
from comity.operations.moment import DAY_US
from comity.operations.operation import limited, operation
from comity.operations.person.lookup import find_person
from comity.schema import identity_id
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.store.decisions import Verb

Asked = Literal["pairs", "meetings"]
_OF_A_PERSON: tuple[Verb, ...] = (
    *("keep", "circle", "never", "quiet", "tag", "role", "note", "first_line", "log"),
    *("stage", "strength", "remind", "name", "detail", "photo", "gift", "gift_is"),
)
ASKED_AT_ONCE = 5
LATER_DAYS = 30
_ANSWERS: dict[str, Verb] = {"same": "same", "different": "different", "later": "later"}

# In linkage's own order, by which ``evaluate linkage`` counts what so many answers bring; of those
# alike in that, first the ones that would change the plan: both sides have been in contact.
_OPEN = """
    SELECT q.left, q.right, q.score, q.text, a.name AS left_name, b.name AS right_name,
        coalesce(l.evidence_days, 0) AS left_days, coalesce(r.evidence_days, 0) AS right_days
    FROM question q JOIN identity a ON a.identity = q.left JOIN identity b ON b.identity = q.right
    LEFT JOIN relationship l ON l.person = a.person
    LEFT JOIN relationship r ON r.person = b.person
    ORDER BY q.settles DESC, least(left_days, right_days) DESC,
        greatest(left_days, right_days) DESC, q.left, q.right
"""


@operation("questions")
def questions(
    book: Book,
    *,
    limit: Annotated[int, "How many to ask at once; 0 for all."] = ASKED_AT_ONCE,
    only: Annotated[Asked | None, "Only the pairs, or only the meetings."] = None,
) -> Questions:
    """Ask who is who, where the data leaves it open.

    Are two one person: comity answer ID same, different or later. Whom was a meeting with that
    names nobody: comity answer ID NAME, or nobody. Those come first whose answer is likely to
    put most together; none is asked twice.
    """
    from comity.operations.decide.unnamed_meetings import whom_questions, with_candidates

    most = limited(limit)
    put_off = _put_off(book)
    pairs = [] if only == "meetings" else open_pairs(book)
    whom = [] if only == "pairs" else whom_questions(book)
    meetings = [one for one in whom if one.id not in put_off]
    asked = [_shown(one) for one in pairs[:most]]
    left = len(meetings) if most is None else most - len(asked)
    named = [with_candidates(book, one) for one in meetings[:left]]
    return Questions((*asked, *named), len(pairs) + len(meetings), len(pairs), len(meetings))


def open_pairs(book: Book) -> list[Row]:
    """Return the pairs that may be one person each, but for those to be asked later."""
    put_off = _put_off(book)
    return [one for one in book.rows(_OPEN) if _id(one["left"], one["right"]) not in put_off]


@operation("answer", writes=True)
def answer(book: Book, question: str, answer: str) -> SomeAnswer:
    """Answer a question: same, different, later; or whom with."""
    from comity.operations.decide.unnamed_meetings import answer_whom, whom_questions

    for one in book.rows(_OPEN):
        if _id(one["left"], one["right"]) == question:
            if answer not in _ANSWERS:
                raise BadInput(f"{answer!r} is no answer", hint="say same, different or later")
            book.say([Said(_ANSWERS[answer], one["left"], one["right"])])
            return Answered(question, answer, _shown(one))
    for meeting in whom_questions(book):
        if meeting.id == question:
            if answer == "later":
                book.say([Said("later", other=question)])
                return Answered(question, answer, meeting)
            return answer_whom(book, meeting, answer)
    raise NotFound(
        f"there is no open question {question!r}", hint=Advice(call("questions"), " lists them")
    )


@operation("merge", writes=True)
def merge(book: Book, who: str, also: str) -> Merged:
    """Say that two are one person."""
    left, right = find_person(book, who), find_person(book, also)
    if left.person.id == right.person.id:
        raise BadInput(
            "they are one person already", hint=Advice(call("split"), " takes one identity out")
        )
    apart = _told_apart(book, _all(book, left.person.id), _all(book, right.person.id))
    pairs = dict.fromkeys([(left.identity, right.identity), *apart])
    book.say([Said("same", *pair) for pair in pairs])
    one = find_person(book, left.identity)
    return Merged(one.person, tuple(_all(book, one.person.id)))


@operation("split", writes=True)
def split(book: Book, identity: str) -> Split:
    """Say that an identity is somebody else's.

    IDENTITY is an address, number or profile as comity person shows it.
    """
    from comity.operations.decide.me import identity_of

    value = identity_of(book, identity)
    one = find_person(book, value)
    others = [other for other in _all(book, one.person.id) if other != value]
    if not others:
        raise BadInput(
            "it stands alone already", hint=Advice(call("person"), " shows who has several")
        )
    moved = _kept_with(book, value, others[0])
    if _is_given(book, value):
        apart = [Said("remember", value, value={"name": "", "not": True})]
    else:
        apart = [Said("different", value, other) for other in others]
    book.say([*apart, *moved])
    return Split(value, one.person)


def _is_given(book: Book, identity: str) -> bool:
    """Tell whether an address is known by the user's word alone."""
    rows = book.rows("SELECT uses FROM identity WHERE identity = ?", [identity])
    return not rows[0]["uses"] and not identity.startswith("name:")


def _kept_with(book: Book, identity: str, other: str) -> list[Said]:
    """Return what was said of a person by an identity that leaves them, by one that stays.

    What was said before the user joined the two stays with the identity.
    """
    about = book.decisions.active(about=[identity])
    joined = max((one.id for one in about if one.verb == "same"), default=0)
    found: list[Said] = []
    for one in about:
        verb: Verb | None = next((verb for verb in _OF_A_PERSON if verb == one.verb), None)
        if verb and one.identity == identity and one.id > joined:
            value = {"text": one.words, "at_us": one.of_us} if verb == "note" else one.value
            found.append(Said("withdraw", identity, one.key, verb))
            found.append(Said(verb, other, one.other, value))
    return found


def _told_apart(book: Book, left: list[str], right: list[str]) -> list[tuple[str, str]]:
    """Return the pairs between two people that the user told apart before."""
    said = {frozenset((one.identity, one.other)) for one in book.decisions.active("different")}
    return [(one, other) for one in left for other in right if {one, other} in said]


def _put_off(book: Book) -> set[str]:
    since_us = book.moment_us - LATER_DAYS * DAY_US
    said = book.decisions.active("later", as_of_us=book.as_of_us)
    return {
        _id(one.identity, one.other) if one.identity else one.other
        for one in said
        if one.at_us > since_us
    }


def _id(left: str, right: str) -> str:
    """Return a question's id, the same whichever side comes first."""
    return identity_id("\0".join(sorted((left, right))))[:10]


def _shown(one: Row) -> SamePerson:
    return SamePerson(
        id=_id(one["left"], one["right"]),
        kind="same_person",
        left=Side(one["left"], one["left_name"], one["left_days"]),
        right=Side(one["right"], one["right_name"], one["right_days"]),
        score=one["score"],
        text=one["text"],
    )


def _all(book: Book, person: str) -> list[str]:
    sql = "SELECT identity FROM identity WHERE person = ? ORDER BY first_us, identity"
    return [row["identity"] for row in book.rows(sql, [person])]
