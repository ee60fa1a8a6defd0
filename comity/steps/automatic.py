"""From Subjects, texts and the mails they answer: which a program wrote though no header says so.

Makes ``automatic`` (n, key, automatic): a row a mail that is read otherwise than its header alone
would be. Only mails to one person alone are looked at, which no program or list is known to have
written; each beside the mail it answers, by identifier or by its title (``language.automatic``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from comity.language.automatic import (
    REACTED,
    REACTION_CHARS,
    Circumstances,
    is_reaction,
    shape,
    whole_subjects,
    written_by,
)
from comity.steps.facts import title

if TYPE_CHECKING:
    from comity.language.automatic import Shape
    from comity.model import Automatic
    from comity.steps.scope import Scope

_MINUTE_US, _DAY_US = 60_000_000, 86_400_000_000
_SOON_US = 5 * _MINUTE_US  # nobody else has answered by then under another Subject
_LATE_US = 30 * _DAY_US
_PREFIXED = r"[:：\[\(【]|\s[-–—|]\s"  # noqa: RUF001  # dashes people see

# Whatever may have words before a title, to one person alone.
_CANDIDATES = rf"""
    CREATE OR REPLACE TEMP TABLE candidate AS
    WITH shaped AS (
        SELECT hash(key) AS n, key, subject FROM record
        WHERE kind = 'mail' AND automatic = '' AND list_id = '' AND subject <> ''
            AND detail = ''  -- an answer to an invitation: with words, or its header says enough
            AND (regexp_matches(subject, '{_PREFIXED}')
                OR regexp_matches(lower(subject), $whole)
                OR NOT regexp_matches(subject, '[a-z]'))
    ),
    alone AS (
        SELECT n, min(i) FILTER (role <> 'from') AS recipient,
            min(i) FILTER (role = 'from') AS author
        FROM participant SEMI JOIN shaped USING (n)
        WHERE role IN ('from', 'to', 'cc', 'bcc') GROUP BY n
        HAVING count(DISTINCT i) FILTER (role <> 'from') = 1
            AND count(*) FILTER (role = 'from') = 1
    )
    SELECT s.n, s.key, s.subject, f.owner, f.at_us, f.above,
        coalesce(a.person, '') AS author, coalesce(r.person, '') AS recipient
    FROM shaped s JOIN alone USING (n) JOIN fact f USING (n)
    JOIN person_of a ON a.i = alone.author JOIN person_of r ON r.i = alone.recipient
    WHERE a.person IS DISTINCT FROM r.person
"""
_PERSONS = """
    CREATE OR REPLACE TEMP TABLE person_of AS
    SELECT w.i, i.person FROM who w JOIN identity i USING (owner, identity)
"""
# The mail the other way of that title, by identifier or within a month.
_ANSWERED = f"""
    CREATE OR REPLACE TEMP TABLE answered AS
    WITH asked AS (
        SELECT c.*, s.rest, hash({title("s.rest")}) AS title
        FROM shape s JOIN candidate c USING (n)
    ),
    author AS (
        SELECT p.n, o.person FROM participant p JOIN person_of o USING (i)
        WHERE p.role = 'from'
    ),
    named AS (
        SELECT a.n, p.at_us - a.at_us AS gap_us FROM asked a
        JOIN fact p ON p.name = a.above AND p.kind = 'mail'
            AND (p.title = a.title OR a.rest = '')
        JOIN author w ON w.n = p.n AND w.person = a.recipient
    ),
    titled AS (
        SELECT a.n, p.at_us - a.at_us AS gap_us FROM asked a
        JOIN fact p ON p.title = a.title AND p.owner = a.owner AND p.kind = 'mail'
            AND p.at_us BETWEEN a.at_us - {_LATE_US} AND a.at_us + {_SOON_US}
        JOIN author w ON w.n = p.n AND w.person = a.recipient
        WHERE a.rest <> '' AND EXISTS (
            SELECT 1 FROM participant t JOIN person_of o USING (i)
            WHERE t.n = p.n AND t.role IN ('to', 'cc', 'bcc') AND o.person = a.author)
    )
    SELECT n, bool_or(abs(gap_us) <= {_SOON_US}) AS soon
    FROM (SELECT * FROM named UNION ALL SELECT * FROM titled) GROUP BY n
"""
_TEXTS = """
    SELECT c.n, c.key, c.author, r.text, r.text_length, r.attachments <> '', a.n IS NOT NULL,
        coalesce(a.soon, false)
    FROM shape s JOIN candidate c USING (n) LEFT JOIN answered a USING (n)
    JOIN record r ON r.key = c.key
    WHERE s.known OR a.n IS NOT NULL
    ORDER BY c.key
"""


_REACTIONS = f"""
    SELECT hash(r.key) AS n, r.key, r.text, p.name
    FROM (SELECT key, text FROM record WHERE kind = 'mail' AND automatic = ''
        AND text_length BETWEEN 5 AND {REACTION_CHARS} AND regexp_matches(text, '{REACTED}')) r
    JOIN participant p ON p.n = hash(r.key) AND p.role = 'from' AND p.name <> ''
"""


def make(scope: Scope) -> None:
    """Make ``automatic``."""
    scope.db.execute(_PERSONS)
    scope.db.execute(_CANDIDATES, {"whole": whole_subjects()})
    shapes = {
        n: said
        for n, subject in scope.rows("SELECT n, subject FROM candidate")
        if (said := shape(subject))
    }
    rows = [(n, said.title, bool(said.kind)) for n, said in shapes.items()]
    scope.bring("shape", {"n": "hash", "rest": "string", "known": "boolean"}, rows)
    found: list[tuple[int, str, Automatic]] = []
    if shapes:
        scope.db.execute(_ANSWERED)
        found = _read(scope.rows(_TEXTS), shapes)
    known = {n for n, *_ in found}
    found += [
        (n, key, "click")
        for n, key, text, name in scope.rows(_REACTIONS)
        if n not in known and is_reaction(text, name)
    ]
    scope.write("automatic", {"n": "hash", "key": "string", "automatic": "string"}, found)


def _read(mails: list[Any], shapes: dict[int, Shape]) -> list[tuple[int, str, Automatic]]:
    """Return what is automatic of mails with their texts and what they answer."""
    titles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for n, _, author, text, *_ in mails:
        titles[author, text].add(shapes[n].title)
    found: list[tuple[int, str, Automatic]] = []
    for n, key, author, text, length, attached, titled, soon in mails:
        seen = Circumstances(titled, soon, len(titles[author, text]) > 1, attached)
        kept = None if length and not text else text
        if kind := written_by(shapes[n], kept, seen):
            found.append((n, key, kind))
    return found
