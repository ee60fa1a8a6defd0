"""*thank*: a recommendation, an endorsement or an introduction received, and no word since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.model import Evidence, Help, Reason, Suggestion
from comity.operations.moments import DAY_US
from comity.operations.plan.last_words import excerpt
from comity.operations.wording import ago

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.book import Book

AGE_DAYS_MAX = 90
MINUTES = 3
_WEIGHT = {"recommendation": 3.0, "introduction": 2.0, "endorsement": 1.0}

_RECEIVED = """
    WITH given AS (SELECT DISTINCT person FROM contact
        WHERE help = 'given' AND interaction = 'recommendation')
    SELECT p.person, p.name, p.identity, c.key, c.at_us, c.interaction, r.text, r.detail,
        g.person IS NOT NULL AS returned
    FROM contact c JOIN anyone p USING (person) JOIN written r USING (key)
    LEFT JOIN given g USING (person)
    WHERE c.help = 'received' AND c.at_us > ? AND c.at_us <= ?
        AND coalesce(p.last_sent_us, 0) < c.at_us
    QUALIFY row_number() OVER (PARTITION BY p.person ORDER BY c.interaction <> 'recommendation',
        c.interaction = 'endorsement', c.at_us DESC, c.key) = 1
    ORDER BY c.at_us DESC, c.key
"""


def find(book: Book) -> Iterator[Suggestion]:
    """Yield each person's weightiest help of the last quarter that I have not answered."""
    now_us = book.moment_us
    for one in book.rows(_RECEIVED, [now_us - AGE_DAYS_MAX * DAY_US, now_us]):
        what = one["interaction"] if one["interaction"] in _WEIGHT else "introduction"
        of_what = f" for {one['detail']}" if what == "endorsement" and one["detail"] else ""
        article = "a" if what == "recommendation" else "an"
        text = f"gave you {article} {what}{of_what} {ago(one['at_us'], book)}"
        to_return = what == "recommendation" and not one["returned"]
        quote = Help("recommendation", excerpt(one["text"]), one["at_us"]) if to_return else None
        yield Suggestion(
            kind="thank",
            person=one["person"],
            name=one["name"],
            identity=one["identity"],
            cause=one["key"],
            weight=_WEIGHT[what],
            why=(
                Reason("help_received", what, text),
                Reason("last_word", "theirs", "nothing from you to them since"),
            ),
            evidence=(Evidence(one["key"], one["at_us"], excerpt(one["text"] or one["detail"])),),
            minutes=MINUTES,
            help=quote,
        )
