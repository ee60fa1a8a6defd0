"""From persons and contacts: which circle each person seems to belong to, and by which sign.

Makes ``circle`` (person, circle, sign), a suggestion only: the user's word comes before it; and
``connected`` (person, at_us), those a network lists as connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.measure.circle import Signs, suggest
from comity.normalise import name as names
from comity.normalise import organisation

if TYPE_CHECKING:
    from comity.steps.scope import Scope

_LEISURE_HOURS = "hour NOT BETWEEN 8 AND 18 OR weekday IN (0, 6)"


def make(scope: Scope) -> None:
    """Make ``circle``."""
    my_domains, my_names = _mine(scope)
    rows = scope.db.execute(
        f"""
        WITH met AS (
            SELECT person, channel, addressed,
                date_part('hour', make_timestamp(at_us + z.offset_us)) AS hour,
                date_part('dow', make_timestamp(at_us + z.offset_us)) AS weekday
            FROM contact c ASOF JOIN zone_offset z ON c.at_us >= z.from_us
        ),
        seen AS (
            SELECT person, count(*) FILTER (addressed) AS addressed,
                count(*) FILTER (addressed AND ({_LEISURE_HOURS})) AS leisure,
                bool_and(channel = 'whatsapp') AS only_chat FROM met GROUP BY person
        ),
        linked AS (
            SELECT DISTINCT person FROM identity WHERE starts_with(identity, 'linkedin:')
        ),
        employed AS (
            SELECT DISTINCT i.person FROM claim c JOIN identity i USING (identity)
            WHERE c.attribute IN ('organisation', 'title') AND c.value <> ''
        ),
        grouped AS (
            SELECT i.person, string_agg(lower(c.value), ' ') AS categories
            FROM claim c JOIN identity i USING (identity)
            WHERE c.attribute = 'category' GROUP BY i.person
        )
        SELECT p.person, p.name, p.domains, coalesce(s.addressed, 0), coalesce(s.leisure, 0),
            coalesce(s.only_chat, false), l.person IS NOT NULL, e.person IS NOT NULL,
            coalesce(g.categories, '')
        FROM person p LEFT JOIN seen s USING (person) LEFT JOIN linked l USING (person)
        LEFT JOIN employed e USING (person) LEFT JOIN grouped g USING (person)
        WHERE p.kind = 'person' AND NOT p.is_me ORDER BY p.person
        """
    ).fetchall()
    made = []
    for person, name, domains, addressed, leisure, only_chat, linked, employed, categories in rows:
        signs = Signs(
            family_name=names.words(name)[-1:],
            domains=tuple(domains.split()),
            addressed=addressed,
            leisure=leisure,
            only_chat=only_chat,
            has_profile=linked,
            has_employer=employed,
            categories=categories,
        )
        made.append((person, *suggest(signs, my_domains=my_domains, my_family_names=my_names)))
    scope.write("circle", {"person": "string", "circle": "string", "sign": "string"}, made)
    scope.keep(
        "connected",
        "SELECT i.person, min(c.at_us) AS at_us FROM claim c JOIN identity i USING (identity) "
        "WHERE c.attribute = 'connected' GROUP BY i.person ORDER BY i.person",
    )


def _mine(scope: Scope) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Return my own companies' domains and my family names."""
    rows = scope.db.execute("SELECT name, domains FROM person WHERE is_me").fetchall()
    domains = {
        organisation.registrable(domain)
        for _, found in rows
        for domain in found.split()
        if not organisation.is_free_mail(domain)
    }
    full = (name for name, _ in rows if names.is_full(name))
    return frozenset(domains), frozenset(names.words(name)[-1:] for name in full)
