"""Signs about a person in; which circle they seem to belong to out, with the sign that said so.

professional, colleague (at the owner's own current domain), personal, service. A suggestion for
the user to decide on, made of plain signs and no model: nobody has labelled circles to fit one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.normalise import organisation

# Whom one is a customer of in private life. Banks, insurers, hotels, energy or hospitals are not
# among these: people there are as often clients and peers.
_SERVICE = re.compile(
    r"(?:^|[.-])(?:dent(?:al|ist|ists|istry)|zahnarzt|praxis|physio|optic(?:ian|al)|optik|"
    r"pharmacy|apotheke|vet(?:s|erinary)?|tierarzt|hausarzt|doctors?|surgery|salon|friseur|"
    r"hair(?:dresser)?s?|fitness|gym|yoga|restaurant|cafe|kita|kindergarten|nursery|garage|"
    r"autohaus|plumb(?:er|ers|ing)|roofing|notar|hausverwaltung|lettings)(?:$|[.-])"
)
_PERSONAL_GROUPS = re.compile(r"\b(?:famil\w*|friends?|freunde?|amis|amigos|privat\w*|personal)\b")
_COLLEAGUE_GROUPS = re.compile(r"\b(?:colleagues?|co-?workers?|kolleg\w*|collègues)\b")
_LEISURE_MIN = 10  # messages before their hours say anything
_LEISURE_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Signs:
    """What may tell a circle."""

    family_name: tuple[str, ...]  # last word of the name, folded
    domains: tuple[str, ...]
    addressed: int  # contacts addressed, either way
    leisure: int  # of these, in the evening, at night, or at the weekend
    only_chat: bool  # seen on a private messenger alone
    has_profile: bool  # on a professional network
    has_employer: bool  # a title or organisation is known
    categories: str  # groups of the user's address book, lower case


def suggest(
    signs: Signs,
    *,
    my_domains: frozenset[str],
    my_family_names: frozenset[tuple[str, ...]],
) -> tuple[str, str]:
    """Return (circle, sign): the first sign that speaks."""
    sites = {organisation.registrable(domain) for domain in signs.domains}
    if shared := sites & my_domains:
        return "colleague", f"writes from {min(shared)}, as you do"
    if _COLLEAGUE_GROUPS.search(signs.categories):
        return "colleague", "your address book says so"
    if _PERSONAL_GROUPS.search(signs.categories):
        return "personal", "your address book says so"
    if signs.family_name and signs.family_name in my_family_names:
        return "personal", "bears your family name"
    service = next((one for one in signs.domains if _SERVICE.search(one)), "")
    if service and not signs.has_profile:
        return "service", f"writes from {service}"
    if signs.only_chat and not signs.has_profile:
        return "personal", "is seen on a private messenger alone"
    free = bool(signs.domains) and all(organisation.is_free_mail(one) for one in signs.domains)
    known_at_work = signs.has_profile or signs.has_employer
    if free and not known_at_work and _at_leisure(signs):
        return "personal", "writes from a private address, mostly outside working hours"
    return "professional", "nothing says otherwise"


def _at_leisure(signs: Signs) -> bool:
    many = signs.addressed >= _LEISURE_MIN
    return many and signs.leisure >= _LEISURE_SHARE * signs.addressed
