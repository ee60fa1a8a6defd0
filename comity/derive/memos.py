"""From the owner's mails to themselves that start with "met": whom they met.

Makes ``memo`` (key, person). A person is named by address, or by a full name that one person in
the book bears; a memo that names nobody so becomes a question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from comity.normalise import name as names
from comity.normalise.identity import email_identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.derive.scope import Scope

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"']{1,200}")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_NAME_WORDS_MAX = 4
_PERSONS_MAX = 10

# My own words, sent to nobody but me.
_MEMOS = """
    WITH named AS (
        SELECT f.key, p.role, i.kind FROM fact f JOIN participant p USING (n)
        JOIN who w USING (i) JOIN identity i ON i.owner = w.owner AND i.identity = w.identity
        WHERE f.automatic = '' AND f.key IN (SELECT key FROM wording WHERE memo <> '')
    )
    SELECT key, memo FROM wording
    WHERE key IN (SELECT key FROM named WHERE role = 'from' AND kind = 'me')
        AND key NOT IN (SELECT key FROM named WHERE role IN ('to', 'cc', 'bcc') AND kind <> 'me')
    ORDER BY key
"""


def make(scope: Scope) -> None:
    """Make ``memo``."""
    memos = scope.db.execute(_MEMOS).fetchall()
    rows = []
    if memos:
        people = _people(scope)
        for key, text in memos:
            found = dict.fromkeys(person for word in spoken(text) if (person := people.get(word)))
            rows += [(key, person) for person in list(found)[:_PERSONS_MAX]]
    scope.write("memo", {"key": "string", "person": "string"}, rows)


def spoken(text: str) -> Iterator[str]:
    """Yield what may name somebody: addresses as identities, then runs of two to four words."""
    for found in _ADDRESS.findall(text):
        yield email_identity(found.rstrip("."))
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    for count in range(_NAME_WORDS_MAX, 1, -1):
        for start in range(len(words) - count + 1):
            yield " ".join(names.words(" ".join(words[start : start + count])))


def _people(scope: Scope) -> dict[str, str]:
    """Return identity and folded full name -> person, names that two bear left out."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    rows = scope.db.execute(
        "SELECT i.identity, i.name, i.person FROM identity i JOIN person p USING (person) "
        "WHERE i.kind = 'person' AND NOT p.is_me"
    ).fetchall()
    for identity, name, person in rows:
        bearers[identity].add(person)
        if names.is_full(name):
            bearers[" ".join(names.words(name))].add(person)
    return {word: min(persons) for word, persons in bearers.items() if len(persons) == 1}
