"""From addresses as they were written: the identities they stand for.

Makes ``address`` (written, name, identity, said, earlier, authored): a row for each address that
is not its own identity. Where a relay writes the correspondent into the display name, and where
several people share the address (``derive.shared``), a row a name as well, with the name as it is
to be said (``said``); ``authored`` ones hold only in what those people wrote. ``earlier`` is the
identity that the first format of facts had, where that was another: decisions may have been made
about it. Makes ``shared`` too. Whatever reads participants and claims reads them
``with_identities``; the rules cost something per address, not per row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from comity.normalise import relay
from comity.normalise.identity import earlier_identity, identity_of, without_tag
from comity.normalise.phone import phone_identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comity.derive.scope import Scope

_COLUMNS = {
    **dict.fromkeys(("written", "name", "identity", "said", "earlier"), "string"),
    "authored": "boolean",
}
Row: TypeAlias = tuple[str, "str | None", str, str, str, bool]
_DELIVERED = re.compile(r"\n| (?=email:)")  # the first format put a space between


def make(scope: Scope) -> None:
    """Make ``address``, and for this build ``delivered``."""
    from comity.derive import shared

    written = [one for (one,) in scope.rows(_WRITTEN.format(**scope.facts))]
    numbers = [one for one in written if one.startswith("phone:")]
    rows = [*_settled(one for one in written if not one.startswith("phone:"))]
    rows += _numbers(numbers, scope.region)
    naming = [one for one in written if relay.names_correspondents(_domain(one))]
    if naming:
        scope.bring("naming", {"identity": "string"}, [(one,) for one in naming])
        rows += _named(scope.rows(_NAMES.format(**scope.facts)))
    scope.write("address", _COLUMNS, rows)
    _deliver(scope)
    heard = with_identities(scope.facts["participant"])
    if scope.until_us is not None:
        heard = f"SELECT * FROM ({heard}) SEMI JOIN record USING (key)"
    behind, kinds = shared.find(scope, heard)
    scope.write("shared", shared.SHARED, kinds)
    if behind:
        more = {(one.written, one.name): one for one in behind}
        rows = [row for row in rows if row[:2] not in more]
        rows += [(b.written, b.name, b.identity, b.said, "", b.authored) for b in more.values()]
        scope.write("address", _COLUMNS, rows)
    shared.find_forms(scope, heard)


def _deliver(scope: Scope) -> None:
    """Make ``delivered``: the identities that a record was delivered to, by how it says so."""
    said = "SELECT DISTINCT delivered_to FROM record WHERE delivered_to <> ''"
    delivered = [(one, _delivered(one)) for (one,) in scope.rows(said)]
    scope.bring("delivered", {"written": "string", "delivered_to": "string"}, delivered)


_WRITTEN = """
    SELECT DISTINCT identity FROM (
        SELECT identity FROM ({participant}) UNION ALL SELECT identity FROM ({claim})
    ) WHERE starts_with(identity, 'email:') OR starts_with(identity, 'x500:')
        OR (starts_with(identity, 'phone:') AND NOT starts_with(identity, 'phone:+'))
"""
_NAMES = """
    SELECT DISTINCT identity, name FROM ({participant}) SEMI JOIN naming USING (identity)
    WHERE name <> ''
"""


def _numbers(written: list[str], region: str) -> Iterator[Row]:
    """Yield telephone numbers without a country that the region tells."""
    for one in written:
        identity = phone_identity(one[6:], region=region or None)
        if identity and identity != one:
            yield one, None, identity, "", "", False


def _settled(written: Iterable[str]) -> Iterator[Row]:
    for one in written:
        identity, earlier = identity_of(one), earlier_identity(one)
        if identity != one or earlier != one:
            yield one, None, identity, "", "" if earlier == identity else earlier, False


def _named(pairs: list[tuple[str, str]]) -> Iterator[Row]:
    for written, name in pairs:
        if found := relay.named(name):
            earlier = earlier_identity(written)
            yield written, name, identity_of(written, name), found[1], earlier, False


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
            SELECT p.* REPLACE (coalesce(r.identity, a.identity, p.identity) AS identity),
                p.identity AS written
            FROM ({select}) p LEFT JOIN (FROM address WHERE name IS NULL) a
                ON a.written = p.identity
            LEFT JOIN (
                SELECT key, identity, max(value) AS name FROM ({select})
                WHERE attribute = 'name' AND identity IN (
                    SELECT written FROM address WHERE name IS NOT NULL) GROUP BY ALL
            ) n ON n.key = p.key AND n.identity = p.identity
            LEFT JOIN (FROM address WHERE name IS NOT NULL) r
                ON r.written = n.identity AND r.name = n.name"""
    return f"""
        SELECT p.* REPLACE (coalesce(r.identity, a.identity, p.identity) AS identity,
                coalesce(r.said, p.name) AS name), p.identity AS written
        FROM ({select}) p LEFT JOIN (FROM address WHERE name IS NULL) a ON a.written = p.identity
        LEFT JOIN (FROM address WHERE name IS NOT NULL) r
            ON r.written = p.identity AND r.name = p.name
            AND NOT (r.authored AND p.role IN ('to', 'cc', 'bcc', 'attendee'))"""
