"""From persons, contacts and what was written: which circle each person seems to belong to, why.

Makes ``circle`` (person, circle, sign), a suggestion only: the user's word comes before it; and
``connected`` (person, at_us), those a network lists as connections.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from comity.language.everyday import trade_in, trade_of_domain, trade_signed
from comity.measure.circle import Signs, suggest
from comity.normalise import name as names
from comity.normalise import organisation
from comity.sources import CHANNELS

if TYPE_CHECKING:
    from comity.derive.scope import Scope

    Name = tuple[str, ...]

_FAMILY_MAX = 12  # more who bear the same family name are not one family
_SIGNED_MIN = 2  # mails whose signature names a trade
_SIGNATURE_LINES, _LINE_CHARS = 4, 70
_CURRENT_US = 365 * 86_400_000_000  # a domain I have not written from for longer is a former one

_PERSONAL = ", ".join(f"'{one.name}'" for one in CHANNELS.values() if one.personal)
_SIGNS = f"""
    WITH met AS (
        SELECT c.person, c.channel, c.addressed, c.direction, c.interaction, w.served, w.homely,
            date_part('hour', make_timestamp(at_us + z.offset_us)) AS hour,
            date_part('dow', make_timestamp(at_us + z.offset_us)) AS weekday
        FROM contact c ASOF JOIN zone_offset z ON c.at_us >= z.from_us
        LEFT JOIN wording w ON w.key = c.key
    ),
    seen AS (
        SELECT person, count(*) FILTER (addressed) AS addressed,
            count(*) FILTER (addressed AND (hour NOT BETWEEN 8 AND 18 OR weekday IN (0, 6)))
                AS leisure,
            bool_and(channel IN ({_PERSONAL})) FILTER (channel <> 'telephone') AS only_chat,
            bool_or(channel IN ({_PERSONAL})) AS on_messenger,
            count(*) FILTER (addressed AND direction = 'in') AS heard,
            count(*) FILTER (direction = 'in' AND served) AS served,
            count(*) FILTER (addressed AND homely) AS homely,
            count(*) FILTER (interaction = 'meeting' AND channel = 'calendar'
                AND hour BETWEEN 8 AND 18 AND weekday NOT IN (0, 6)) AS met_at_work
        FROM met GROUP BY person
    ),
    linked AS (SELECT DISTINCT person FROM identity WHERE starts_with(identity, 'linkedin:')),
    employed AS (
        SELECT person, string_agg(value, chr(10) ORDER BY value) AS work FROM claimed
        WHERE attribute IN ('organisation', 'title') AND value <> '' GROUP BY person
    ),
    born AS (SELECT DISTINCT person FROM claimed WHERE attribute = 'birthday'),
    signed AS (
        SELECT c.person, list(w.foot ORDER BY w.key) AS feet
        FROM contact c JOIN wording w USING (key)
        WHERE c.direction = 'in' AND c.channel = 'mail' AND w.foot <> '' GROUP BY c.person
    ),
    grouped AS (
        SELECT person, string_agg(lower(value), ' ' ORDER BY value) AS categories
        FROM claimed WHERE attribute = 'category' GROUP BY person
    )
    SELECT p.person, p.name, p.domains, coalesce(s.addressed, 0), coalesce(s.leisure, 0),
        coalesce(s.only_chat, false), l.person IS NOT NULL, coalesce(e.work, ''),
        coalesce(g.categories, ''), coalesce(s.on_messenger, false), b.person IS NOT NULL,
        coalesce(s.heard, 0), coalesce(s.served, 0), coalesce(s.homely, 0),
        coalesce(s.met_at_work, 0), f.feet
    FROM person p LEFT JOIN seen s USING (person) LEFT JOIN linked l USING (person)
    LEFT JOIN employed e USING (person) LEFT JOIN grouped g USING (person)
    LEFT JOIN born b USING (person) LEFT JOIN signed f USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me ORDER BY p.person
"""


def make(scope: Scope) -> None:
    """Make ``circle`` and ``connected``."""
    scope.db.execute(
        """
        CREATE OR REPLACE TEMP TABLE claimed AS
        SELECT i.person, c.attribute, c.value, c.at_us FROM claim c JOIN who w USING (i)
        JOIN identity i USING (owner, identity)
        WHERE c.attribute IN ('organisation', 'title', 'category', 'connected', 'birthday')
        """
    )
    rows = scope.rows(_SIGNS)
    families = [_family(row[1]) for row in rows]
    borne = Counter(families)
    my_domains = _my_domains(scope)
    my_names = frozenset(name for name in _my_families(scope) if borne[name] <= _FAMILY_MAX)
    trades = _my_trades(scope)
    made = [
        (
            row[0],
            *suggest(_signs(row, family, trades), my_domains=my_domains, my_family_names=my_names),
        )
        for row, family in zip(rows, families, strict=True)
    ]
    scope.write("circle", {"person": "string", "circle": "string", "sign": "string"}, made)
    scope.keep(
        "connected",
        "SELECT person, min(at_us) AS at_us FROM claimed WHERE attribute = 'connected' "
        "GROUP BY person ORDER BY person",
    )


def _signs(row: tuple[Any, ...], family_name: Name, my_trades: frozenset[str]) -> Signs:
    _, _, domains, addressed, leisure, only_chat, linked, work, categories, *said = row
    on_messenger, born, heard, served, homely, met_at_work, feet = said
    trade, trade_sign = _trade(domains.split(), work, feet or [])
    own = trade in my_trades
    return Signs(
        family_name=family_name,
        domains=tuple(domains.split()),
        addressed=addressed,
        leisure=leisure,
        only_chat=only_chat,
        has_profile=linked,
        has_employer=work != "",
        categories=categories,
        on_messenger=on_messenger,
        has_private_card=born and not work,
        heard=heard,
        served=served,
        homely=homely,
        met_at_work=met_at_work,
        trade="" if own else trade,
        trade_sign="" if own else trade_sign,
    )


def _trade(domains: list[str], work: str, feet: list[str]) -> tuple[str, str]:
    """Return the trade of everyday life somebody has, and where it stands; "" for none."""
    if site := next((one for one in domains if trade_of_domain(one)), ""):
        return site, f"writes from {site}"
    if found := trade_in(work):
        return found, f"works as or at: {found}"
    signed = Counter(trade for foot in feet if (trade := _signature(foot)))
    for trade, times in signed.most_common(1):
        if times >= _SIGNED_MIN:
            return trade, f"signs with {trade}"
    return "", ""


def _signature(foot: str) -> str:
    """Return the trade in the last lines of a mail that are no sentence; "" for none."""
    lines = [line.strip() for line in foot.splitlines()[1:]][-_SIGNATURE_LINES:]
    short = [one for one in lines if len(one) <= _LINE_CHARS and not one.endswith((".", "?", "!"))]
    return next((found for one in short if (found := trade_signed(one))), "")


def _family(name: str) -> Name:
    """Return the family name of a full name, folded; nothing for one word or an address."""
    return names.words(name)[-1:] if " " in name and names.is_full(name) else ()


def _my_families(scope: Scope) -> set[Name]:
    rows = scope.rows("SELECT name FROM person WHERE is_me")
    return {family for (name,) in rows if (family := _family(name))}


def _my_trades(scope: Scope) -> frozenset[str]:
    """Return the trade that is my own: of it, others are peers."""
    rows = scope.rows(
        "SELECT DISTINCT c.value FROM claimed c JOIN person p USING (person) WHERE p.is_me "
        "AND c.attribute IN ('organisation', 'title')"
    )
    return frozenset(trade for (value,) in rows if (trade := trade_in(value)))


def _my_domains(scope: Scope) -> frozenset[str]:
    """Return my companies' domains: of the addresses I wrote from in my latest year, else all."""
    rows = scope.rows(
        """
        SELECT w.identity, max(f.at_us) FILTER (p.role = 'from') AS last_us
        FROM who w JOIN identity i USING (owner, identity)
        LEFT JOIN participant p ON p.i = w.i LEFT JOIN fact f ON f.n = p.n
        WHERE i.kind = 'me' AND starts_with(w.identity, 'email:') GROUP BY w.identity
        """
    )
    latest_us = max((last_us for _, last_us in rows if last_us is not None), default=0)
    current = [identity for identity, last_us in rows if (last_us or 0) >= latest_us - _CURRENT_US]
    domains = {identity.rpartition("@")[2] for identity in current}
    return frozenset(
        organisation.registrable(domain)
        for domain in domains
        if not organisation.is_free_mail(domain)
    )
