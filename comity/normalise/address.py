"""Mail addresses in, identities out (RFC 5322 addr-spec), and what sort of thing an address is.

Lists, robots and role addresses are not people. Which address is a list is told best by the
mail itself (List-Id, RFC 2919); the rules here are for what an address and a name say alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

IdentityKind = Literal["person", "list", "robot", "role"]

_ADDRESS_MAX = 254  # RFC 5321, 4.5.3.1.3: a path without its brackets
_SPACE_AND_BRACKETS = re.compile(r"[\s<>\"',;]+")
_ADDRESS = re.compile(r"[^@\s]{1,200}@[^@\s.]+(?:\.[^@\s.]+)*\.?")

_LIST_DOMAIN = re.compile(
    r"^(?:vger\.|lists?\.(?!ru$)|listserv\.|mailman\.|groups\.io$|googlegroups\.com$|"
    r"yahoogroups\.|egroups\.com$|kvack\.org$|freelists\.org$|mailinglists?\.)"
    r"|\.lists?\.|\.googlegroups\.com$|\.groups\.io$"
)
_LIST_LOCAL = re.compile(
    r"(?:^|[-_.+])(?:lists?|announce|bounces?|request|subscribe|unsubscribe|owner|majordomo|"
    r"listserv|mailman|discuss|devel|users|all|everyone|members)$|^owner[-_.]"
)
_ROBOT_LOCAL = re.compile(
    r"(?:^|[-_.+])(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|mailer[-_.]?daemon|daemon|"
    r"postmaster|bounces?|notifications?|notify|notifier|alerts?|autom(?:ated|atic|ailer)|auto|"
    r"robot|bot|jenkins|buildbot|patchwork|cron|devnull|null|invitations?|reminders?|updates?|"
    r"mailing|mailer|unsubscribe|digest|calendar-notification|receipts?|invoices?)"
    r"(?:$|[-_.+=])|^(?:syzbot|lkp|bot|notification|noreply)"
)
_ROBOT_NAME = re.compile(
    r"\b(?:robot|bot|mailer|notifications?|newsletter|no.?reply|daemon|mail delivery|"
    r"delivery (?:sub)?system|patchwork|syzbot|postmaster|automatic|automated|digest)\b",
    re.IGNORECASE,
)
_ROLE_LOCAL = frozenset(
    """info contact support sales admin administrator webmaster office team hello help helpdesk
    service services billing jobs job careers career hr press media marketing newsletter news
    account accounts accounting abuse root security enquiries inquiries mail email post kontakt
    feedback customerservice customer-service customercare reservations booking bookings orders
    order shop store legal privacy compliance finance payments payroll it ops noc hostmaster
    registration register events event conference members membership subscriptions subscribe
    editor editors editorial reception recruiting recruitment talent community welcome web www
    studio sekretariat buchhaltung rechnung verwaltung anfrage bewerbung secretary secretariat
    maintainers maintainer dev devs developers staff everyone nobody me undisclosed-recipients
    server system sysadmin moderator moderators archive archiver listmaster""".split()
)


@lru_cache(maxsize=65536)
def email_identity(address: str) -> str:
    """Return ``email:local@domain``, lower case, tag and white space dropped; "" if it is none."""
    text = _SPACE_AND_BRACKETS.sub("", address).lower().removeprefix("mailto:")
    if len(text) > _ADDRESS_MAX or not _ADDRESS.fullmatch(text):
        return ""
    local, _, domain = text.rpartition("@")
    domain = domain.rstrip(".")
    if "+" in local and not _ROBOT_LOCAL.search(local):
        local = local.split("+", 1)[0] or local
    return f"email:{local}@{domain}" if domain else ""


@lru_cache(maxsize=65536)
def kind_of(identity: str, name: str = "") -> IdentityKind:
    """Return what an identity is by its address and display name alone."""
    if not identity.startswith("email:"):
        return "robot" if name and _ROBOT_NAME.search(name) else "person"
    local, _, domain = identity[6:].rpartition("@")
    if _LIST_DOMAIN.search(domain) and not _is_personal(local, name):
        return "list"
    if _ROBOT_LOCAL.search(local) or (name and _ROBOT_NAME.search(name)):
        return "robot"
    if local in _ROLE_LOCAL:
        return "role"
    if _LIST_LOCAL.search(local):
        return "list"
    return "person"


def _is_personal(local: str, name: str) -> bool:
    """Tell a person's own address under a list host: konstantin.r@lists.example, with his name."""
    words = re.findall(r"[a-z]{3,}", name.lower())
    return len(words) > 1 and all(word in local for word in words[:2])


def domain_of(identity: str) -> str:
    """Return the domain of an e-mail identity; "" for any other."""
    return identity.rpartition("@")[2] if identity.startswith("email:") else ""
