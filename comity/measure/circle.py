"""Signs about a person in; which circle they seem to belong to out, with the sign that said so.

professional, colleague (at the owner's own current domain), personal, service (whose customer the
owner is in private life), or not_sorted where nothing says which. A suggestion for the user to
decide on, made of plain signs and no model; ``benchmarks/circles.py`` measures it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.normalise import organisation

NOT_SORTED = "not_sorted"
AMONG_PEERS = ("professional", NOT_SORTED)  # whom the plan and the forecasts are about

_PERSONAL_GROUPS = re.compile(r"\b(?:famil\w*|friends?|freunde?|amis|amigos|privat\w*|personal)\b")
_COLLEAGUE_GROUPS = re.compile(r"\b(?:colleagues?|co-?workers?|kolleg\w*|collègues)\b")
_LEISURE_MIN = 10  # messages before their hours say anything
_LEISURE_SHARE = 0.7
_HOMELY_MIN, _HOMELY_SHARE = 2, 0.1
_SERVED_MIN, _SERVED_SHARE = 2, 0.5
_WORK_MIN, _WORK_SHARE = 5, 0.7  # messages in working hours
_MET_MIN = 2
_PERSONAL_POINTS = 2
_PERSONAL_AT_WORK_POINTS = 4  # of somebody known by their work


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
    on_messenger: bool = False  # seen on a private messenger among others
    has_private_card: bool = False  # an address book knows their birthday and no employer
    heard: int = 0  # of these messages, theirs
    served: int = 0  # of theirs, that speak of my appointment, order or invoice
    homely: int = 0  # either way, that speak as families and friends do
    met_at_work: int = 0  # meetings in working hours that had an invitation
    trade: str = ""  # of everyday life: named by their domain, title, organisation or signature
    trade_sign: str = ""  # where: "writes from dale-vets.example"


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
    if sign := _service(signs):
        return "service", sign
    if sign := _personal(signs):
        return "personal", sign
    if sign := _professional(signs):
        return "professional", sign
    return NOT_SORTED, "nothing says which"


def _service(signs: Signs) -> str:
    """Return what tells that the owner is their customer; "" for nothing.

    Nobody on a professional network: who has a practice may be a peer.
    """
    if signs.has_profile:
        return ""
    if signs.trade:
        return signs.trade_sign
    if signs.served >= _SERVED_MIN and signs.served >= _SERVED_SHARE * signs.heard:
        return (
            f"{signs.served} of their {signs.heard} messages are about appointments, orders or "
            "invoices of yours"
        )
    return ""


def _personal(signs: Signs) -> str:
    """Return what tells a friend or family; "" where it is too little.

    No single sign but a private messenger alone is enough: of two, what is said weighs most.
    """
    if signs.has_profile:
        return ""
    if signs.only_chat:
        return "is seen on a private messenger alone"
    free = bool(signs.domains) and all(organisation.is_free_mail(one) for one in signs.domains)
    many = signs.addressed >= _LEISURE_MIN
    homely = signs.homely >= max(_HOMELY_MIN, _HOMELY_SHARE * signs.addressed)
    found = [
        (2, homely, "writes as family and friends do"),
        (1, signs.on_messenger, "on a private messenger too"),
        (1, many and signs.leisure >= _LEISURE_SHARE * signs.addressed, "mostly out of hours"),
        (1, free, "from a private address"),
        (1, signs.has_private_card, "your address book has their birthday and no employer"),
    ]
    said = [words for _, is_so, words in found if is_so]
    behaves = any(is_so for _, is_so, _ in found[:3])
    enough = _PERSONAL_AT_WORK_POINTS if signs.has_employer else _PERSONAL_POINTS
    points = sum(weight for weight, is_so, _ in found if is_so)
    return ", ".join(said) if behaves and points >= enough else ""


def _professional(signs: Signs) -> str:
    """Return what tells somebody met at work; "" for nothing."""
    if signs.has_profile:
        return "is on LinkedIn with you"
    if signs.has_employer:
        return "is known by their work"
    own = [one for one in signs.domains if not organisation.is_free_mail(one)]
    working = signs.addressed - signs.leisure
    if own and signs.addressed >= _WORK_MIN and working >= _WORK_SHARE * signs.addressed:
        return f"writes from {own[0]}, mostly in working hours"
    if own and signs.met_at_work >= _MET_MIN:
        return f"writes from {own[0]}, and you met in working hours"
    return ""
