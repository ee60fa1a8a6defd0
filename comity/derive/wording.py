"""From the texts, the little of them that other steps read, so that they are read once.

Makes ``wording`` (key, asks, memo, introduces): ``asks`` says that the text holds a question mark
that ends something; ``memo`` is the beginning of what starts with "met"; ``introduces`` says that
a mail's beginning speaks of an introduction. Texts that say none of it have no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.derive.scope import Scope


_INTRODUCES = (
    r"(?i)\b(?:introduc(?:e|es|ing|tion)|e-?intro|intro:|(?:meet|know|acquaint)\b.{0,15}each other|"
    r"connect(?:ing)? (?:you|the two of you)|vorstellen|bekannt ?machen|pr[ée]sent(?:er|ar|arte))\b"
)
_OF_ONESELF = (
    r"(?i)\b(?:introduc\w*|vorstellen|pr[ée]sent\w*) (?:myself|ourselves|our|my|mich|uns)\b"
)


def make(scope: Scope) -> None:
    """Make ``wording``."""
    scope.keep(
        "wording",
        rf"""
        SELECT * FROM (
            SELECT key, regexp_matches(text, '\?(?:["'')\]]|\s|$)') AS asks,
                CASE WHEN kind = 'mail'
                    AND regexp_matches(left(subject, 9) || ' ' || left(text, 9), '(?i)^\s*met\s')
                    THEN left(subject || ' ' || text, 500) ELSE '' END AS memo,
                kind = 'mail'
                    AND regexp_matches(subject || ' ' || left(text, 600), '{_INTRODUCES}')
                    AND NOT regexp_matches(left(text, 600), '{_OF_ONESELF}') AS introduces
            FROM (
                SELECT r.key, r.kind, r.subject, coalesce(o.text, r.text) AS text
                FROM record r LEFT JOIN own_words o USING (key) WHERE r.interaction <> '')
        ) WHERE asks OR memo <> '' OR introduces
        """,
    )
