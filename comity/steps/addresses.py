"""From addresses as they were written: the identities they stand for.

Makes ``address`` (written, name, identity, said, earlier): a row for each address that is not its
own identity; where a relay writes the correspondent into the display name, a row a name as well,
with the name without it (``said``). ``earlier`` is the identity that the first format of facts
had, where that was another: decisions may have been made about it. Whatever reads participants
and claims reads them ``with_identities``; the rules cost something per address, not per row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.normalise import relay
from comity.normalise.identity import earlier_identity, identity_of, without_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.steps.scope import Scope

_COLUMNS = dict.fromkeys(("written", "name", "identity", "said", "earlier"), "string")
_DELIVERED = re.compile(r"\n| (?=email:)")  # the first format put a space between


def make(scope: Scope) -> None:
    """Make ``address``, and for this build ``delivered``."""
    written = [one for (one,) in scope.rows(_WRITTEN.format(**scope.facts))]
    rows = [*_settled(written)]
    naming = [one for one in written if relay.names_correspondents(_domain(one))]
    if naming:
        scope.bring("naming", {"identity": "string"}, [(one,) for one in naming])
        rows += _named(scope.rows(_NAMES.format(**scope.facts)))
    scope.write("address", _COLUMNS, rows)
    said = "SELECT DISTINCT delivered_to FROM record WHERE delivered_to <> ''"
    delivered = [(one, _delivered(one)) for (one,) in scope.rows(said)]
    scope.bring("delivered", {"written": "string", "delivered_to": "string"}, delivered)


_WRITTEN = """
    SELECT DISTINCT identity FROM (
        SELECT identity FROM ({participant}) UNION ALL SELECT identity FROM ({claim})
    ) WHERE starts_with(identity, 'email:') OR starts_with(identity, 'x500:')
"""
_NAMES = """
    SELECT DISTINCT identity, name FROM ({participant}) SEMI JOIN naming USING (identity)
    WHERE name <> ''
"""


def _settled(written: list[str]) -> Iterator[tuple[str, str | None, str, str, str]]:
    for one in written:
        identity, earlier = identity_of(one), earlier_identity(one)
        if identity != one or earlier != one:
            yield one, None, identity, "", "" if earlier == identity else earlier


def _named(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str | None, str, str, str]]:
    for written, name in pairs:
        if found := relay.named(name):
            earlier = earlier_identity(written)
            yield written, name, identity_of(written, name), found[1], earlier


def _domain(written: str) -> str:
    return written.rpartition("@")[2].lower()


def _delivered(said: str) -> str:
    """Return the identities of the addresses a mail was delivered to, one line each."""
    identities = [identity_of(one) for one in addresses_in(said)]
    return "\n".join(dict.fromkeys([*identities, *map(without_tag, identities)]))


def addresses_in(delivered_to: str) -> list[str]:
    """Return the addresses, as written, of a record's ``delivered_to``."""
    return [one for one in _DELIVERED.split(delivered_to) if one]


def with_identities(select: str, *, named: bool = True) -> str:
    """Return a SELECT of participants or claims with identities for what was written.

    What was written is beside it, as ``written``. ``named`` says whether rows have a ``name``.
    """
    if not named:
        return f"""
            SELECT p.* REPLACE (coalesce(a.identity, p.identity) AS identity),
                p.identity AS written
            FROM ({select}) p LEFT JOIN (FROM address WHERE name IS NULL) a
                ON a.written = p.identity"""
    return f"""
        SELECT p.* REPLACE (coalesce(r.identity, a.identity, p.identity) AS identity,
                coalesce(r.said, p.name) AS name), p.identity AS written
        FROM ({select}) p LEFT JOIN (FROM address WHERE name IS NULL) a ON a.written = p.identity
        LEFT JOIN (FROM address WHERE name IS NOT NULL) r
            ON r.written = p.identity AND r.name = p.name"""
