"""From the texts, the little of them that other steps read, so that they are read once.

Makes ``wording`` (key, asks, memo, introduces, served, homely, foot): ``asks`` says that the text
holds a question mark that ends something; ``memo`` is the beginning of what starts with "met";
``introduces`` says that a mail's beginning speaks of an introduction, ``served`` of the reader's
appointment, order or invoice; ``homely``, that a message speaks as families and friends do;
``foot`` is the end of a mail that names a trade of everyday life. Texts that say none of it have
no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.language.everyday import HOMELY, SERVED, TRADE

if TYPE_CHECKING:
    from comity.derive.scope import Scope


_INTRODUCES = (
    r"(?i)\b(?:introduc(?:e|es|ing|tion)|e-?intro|intro:|(?:meet|know|acquaint)\b.{0,15}each other|"
    r"connect(?:ing)? (?:you|the two of you)|vorstellen|bekannt ?machen|pr[ée]sent(?:er|ar|arte))\b"
)
_OF_ONESELF = (
    r"(?i)\b(?:introduc\w*|vorstellen|pr[ée]sent\w*) (?:myself|ourselves|our|my|mich|uns)\b"
)
_FOOT_CHARS = 160
_FOOT = f"lower(strip_accents(right(text, {_FOOT_CHARS})))"
_TRADE = TRADE.pattern.replace("'", "''").replace("ae", "ae?").replace("oe", "oe?")


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
                    AND NOT regexp_matches(left(text, 600), '{_OF_ONESELF}') AS introduces,
                kind = 'mail'
                    AND regexp_matches(lower(subject || ' ' || left(text, 300)), '{SERVED}')
                    AS served,
                regexp_matches(lower(left(subject, 100) || ' ' || left(text, 300) || ' '
                    || right(text, 120)) || chr(10), '{HOMELY}') AS homely,
                CASE WHEN kind = 'mail' AND regexp_matches({_FOOT}, '{_TRADE}')
                    THEN right(text, {_FOOT_CHARS}) ELSE '' END AS foot
            FROM (
                SELECT r.key, r.kind, r.subject, coalesce(o.text, r.text) AS text
                FROM record r LEFT JOIN own_words o USING (key) WHERE r.interaction <> '')
        ) WHERE asks OR memo <> '' OR introduces OR served OR homely OR foot <> ''
        """,
    )
