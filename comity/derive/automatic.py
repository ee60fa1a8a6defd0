"""From Subjects, texts and the mails they answer: which a program wrote though no header says so.

Makes ``automatic`` (n, key, automatic): a row a mail that is read otherwise than its header alone
would be. Only mails to one person alone are looked at, which no program or list is known to have
written; each beside the mail it answers, by identifier or by its title (``language.automatic``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from comity.derive.facts import title
from comity.language.automatic import (
    REACTED,
    REACTION_CHARS,
    Circumstances,
    is_notice,
    is_reaction,
    shape,
    whole_subjects,
    written_by,
)
from comity.normalise.subject import title as about

if TYPE_CHECKING:
    from comity.derive.scope import Scope
    from comity.language.automatic import Shape
    from comity.model import Automatic

_MINUTE_US, _DAY_US = 60_000_000, 86_400_000_000
_SOON_US = 5 * _MINUTE_US  # nobody else has answered by then under another Subject
_NOTICE_CHARS = (20, 2_000)
_NUMBER = re.compile(r"\d{3,20}")
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
    sent AS (
        SELECT p.owner, p.title, p.at_us, f.person AS author, o.person AS recipient FROM fact p
        JOIN author f USING (n) JOIN participant t USING (n) JOIN person_of o ON o.i = t.i
        WHERE p.kind = 'mail' AND t.role IN ('to', 'cc', 'bcc')
            AND p.title IN (SELECT title FROM asked WHERE rest <> '')
    ),
    titled AS (  -- the last of its title is within the time if any is
        SELECT a.n, p.at_us - a.at_us AS gap_us FROM asked a
        ASOF JOIN sent p ON p.owner = a.owner AND p.title = a.title AND p.author = a.recipient
            AND p.recipient = a.author AND a.at_us + {_SOON_US} >= p.at_us
        WHERE a.rest <> '' AND p.at_us >= a.at_us - {_LATE_US}
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


# Answers to one person alone that came at once, always alike, or with a number more in the Subject.
_ANSWERS = f"""
    WITH reply AS (
        SELECT f.n, f.key, f.owner, f.at_us, f.above, f.last_above, f.title, r.subject,
            r.text_length
        FROM fact f JOIN record r USING (key)
        WHERE f.kind = 'mail' AND f.automatic = '' AND f.list_id = '' AND f.at_us IS NOT NULL
            AND r.text_length BETWEEN {_NOTICE_CHARS[0]} AND {_NOTICE_CHARS[1]}
            AND (f.marked OR f.above IS NOT NULL OR f.last_above IS NOT NULL)
    ),
    alone AS (
        SELECT n, min(i) FILTER (role <> 'from') AS recipient,
            min(i) FILTER (role = 'from') AS author
        FROM participant SEMI JOIN reply USING (n)
        WHERE role IN ('from', 'to', 'cc', 'bcc') GROUP BY n
        HAVING count(DISTINCT i) FILTER (role <> 'from') = 1
            AND count(*) FILTER (role = 'from') = 1
    ),
    told AS (
        SELECT r.*, a.author, w.person AS asker FROM reply r JOIN alone a USING (n)
        JOIN person_of w ON w.i = a.recipient JOIN person_of o ON o.i = a.author
        WHERE w.person <> o.person
    ),
    asked AS (
        SELECT f.n, f.name, f.title, f.owner, f.at_us, f.key, o.person FROM fact f
        JOIN participant p ON p.n = f.n AND p.role = 'from' JOIN person_of o ON o.i = p.i
        WHERE f.kind = 'mail' AND o.person IN (SELECT asker FROM told)
    ),
    paired AS (
        SELECT t.*, q.key AS asked_key, q.at_us AS asked_us, q.title AS asked_title FROM told t
        JOIN asked q ON q.name = t.above AND q.person = t.asker
        UNION ALL
        SELECT t.*, q.key, q.at_us, q.title FROM told t
        JOIN asked q ON q.name = t.last_above AND q.person = t.asker
        UNION ALL  -- of a title the last before it, or the first after by a clock that is off
        SELECT t.*, q.key, q.at_us, q.title FROM told t ASOF JOIN asked q ON q.owner = t.owner
            AND q.title = t.title AND q.person = t.asker AND t.at_us >= q.at_us
        WHERE t.at_us - q.at_us <= {_SOON_US}
        UNION ALL
        SELECT t.*, q.key, q.at_us, q.title FROM told t ASOF JOIN asked q ON q.owner = t.owner
            AND q.title = t.title AND q.person = t.asker AND t.at_us < q.at_us
        WHERE q.at_us - t.at_us <= {_MINUTE_US}
    ),
    seen AS (
        SELECT n, key, author, subject, text_length, min(abs(at_us - asked_us)) AS gap_us,
            any_value(asked_key) FILTER (title <> asked_title) AS retitled
        FROM paired GROUP BY ALL
    ),
    alike AS (SELECT *, count(*) OVER (PARTITION BY author, text_length) > 1 AS alike FROM seen)
    SELECT a.n, a.key, a.author, a.subject, a.gap_us, r.text, coalesce(q.subject, '')
    FROM alike a JOIN record r USING (key) LEFT JOIN record q ON q.key = a.retitled
    WHERE a.gap_us <= {_SOON_US} OR a.alike
        OR (a.retitled IS NOT NULL AND regexp_matches(a.subject, '[0-9]{{3}}'))
    ORDER BY a.key
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
        for subject, mails in scope.rows("SELECT subject, list(n) FROM candidate GROUP BY subject")
        if (said := shape(subject))
        for n in mails
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
    known = {n for n, *_ in found}
    found += [one for one in _notices(scope.rows(_ANSWERS)) if one[0] not in known]
    scope.write("automatic", {"n": "hash", "key": "string", "automatic": "string"}, found)


def _notices(mails: list[Any]) -> list[tuple[int, str, Automatic]]:
    """Return of mails at once, alike or renumbered those that are a program's by their text."""
    times = Counter((author, text) for _, _, author, _, _, text, _ in mails)
    found: list[tuple[int, str, Automatic]] = []
    for n, key, author, subject, gap_us, text, asked in mails:
        seen = Circumstances(
            titled=True,
            soon=gap_us <= _SOON_US,
            repeated=times[author, text] > 1,
            at_once=gap_us <= _MINUTE_US,
            numbered=_is_numbered(subject, asked),
        )
        if is_notice(text, seen):
            found.append((n, key, "auto_reply"))
    return found


def _is_numbered(subject: str, asked: str) -> bool:
    """Whether a Subject is that of the mail answered, and a number more."""
    known = about(asked).casefold()
    rest = subject.casefold().replace(known, " ", 1) if known else ""
    return rest != subject.casefold() and bool(_NUMBER.search(rest))


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
