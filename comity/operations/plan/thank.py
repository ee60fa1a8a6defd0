"""*thank*: a recommendation, an endorsement or an introduction received, and no word since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.document import Reason, TitledReason
from comity.operations.plan.received import received
from comity.operations.plan.suggestion import Evidence, Help, Suggestion, SuggestionKind
from comity.operations.words import ago, days_since, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book
    from comity.operations.plan.received import Received

_ENDORSED_DAYS_MAX = 30  # a click that old wants no thanks any more
_WEIGHT = {"recommendation": 3.0, "introduction": 2.0, "endorsement": 1.0}

_RETURNED = """
    SELECT DISTINCT person FROM contact WHERE help = 'given' AND interaction = 'recommendation'
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield each person's weightiest help of the last quarter that I have not answered."""
    found: dict[str, Received] = {}
    for one in received(book):  # the newest first
        old = days_since(one.at_us, book) > _ENDORSED_DAYS_MAX
        if (
            one.help == "received"
            and one.is_last_word
            and not (old and _what(one) == "endorsement")
        ):
            before = found.setdefault(one.person, one)
            found[one.person] = max(before, one, key=lambda each: _WEIGHT[_what(each)])
    recommended = any(_what(one) == "recommendation" for one in found.values())
    returned = {one["person"] for one in book.rows(_RETURNED)} if recommended else set[str]()
    for one in found.values():
        yield _suggestion(book, one, to_return=one.person not in returned)


def _what(one: Received) -> str:
    return one.interaction if one.interaction in _WEIGHT else "introduction"


def _suggestion(book: Book, one: Received, *, to_return: bool) -> Suggestion:
    what = _what(one)
    of_what = f" for {one.detail}" if what == "endorsement" and one.detail else ""
    article = "a" if what == "recommendation" else "an"
    text = f"gave you {article} {what}{of_what} {ago(one.at_us, book)}"
    quote = Help("recommendation", excerpt(one.text), one.at_us)
    return Suggestion(
        kind=KIND,
        person=one.person,
        name=one.name,
        identity=one.identity,
        cause=one.key,
        weight=_WEIGHT[what],
        why=(
            TitledReason("help_received", what, text),
            Reason("last_word", "theirs", "nothing from you to them since"),
        ),
        evidence=(Evidence(one.key, one.at_us, excerpt(one.text or one.detail)),),
        help=quote if what == "recommendation" and to_return else None,
    )


KIND = SuggestionKind(
    name="thank",
    words="a thank-you",
    help="you received help",
    minutes=3,
    find=find,
    owed=True,
)
