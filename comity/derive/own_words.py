"""From replies and the mails they answer, the author's own text where the parent's stands in it.

Makes ``own_words`` (key, text), with a row for each reply that quotes without any mark: what the
reader of one mail cannot see, since it does not know the other. Facts keep the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.normalise.parent_words import own_words
from comity.normalise.quoted_header import Setting

if TYPE_CHECKING:
    from comity.derive.scope import Scope

_PARENT_MIN_CHARS = 24
# A reply with the whole of its parent is longer, and holds the beginning of its first full line.
_QUOTING = f"""
    WITH author AS (
        SELECT n, min(i) AS i, max(name) AS name FROM participant WHERE role = 'from' GROUP BY n
    ),
    pair AS MATERIALIZED (
        SELECT t.key, t.parent, theirs.name FROM reference t
        JOIN author mine ON mine.n = t.n JOIN author theirs ON theirs.n = t.parent_n
        JOIN record r USING (key) JOIN record p ON p.key = t.parent
        WHERE mine.i <> theirs.i AND r.kind = 'mail' AND r.text_length > p.text_length
            AND p.text_length >= {_PARENT_MIN_CHARS}
    ),
    said AS MATERIALIZED (
        SELECT key, text, subject, at_us FROM record
        WHERE key IN (SELECT key FROM pair UNION SELECT parent FROM pair)
    ),
    beside AS (
        SELECT r.*, p.text AS above, pair.name,
            regexp_extract(p.text, '[^\n]{{{_PARENT_MIN_CHARS}}}') AS beginning
        FROM pair JOIN said r USING (key) JOIN said p ON p.key = pair.parent
    )
    SELECT key, text, above, subject, at_us, name FROM beside
    WHERE beginning <> '' AND contains(text, beginning)
"""


def make(scope: Scope) -> None:
    """Make ``own_words``."""
    found = []
    for key, text, parent, subject, at_us, name in scope.rows(_QUOTING):
        names = (name,) if " " in name else ()
        own = own_words(text, parent, Setting(subject, at_us, names))
        if own != text:
            found.append((key, own))
    scope.write("own_words", {"key": "string", "text": "string"}, found)
