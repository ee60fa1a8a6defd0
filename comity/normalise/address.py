"""An identity in, what sort of thing it is out: a person, a list, a robot, or an office.

Lists, robots and role addresses are not people. Which address is a list is told best by the
mail itself (List-Id, RFC 2919); the rules here are for what an address and a name say alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from comity.normalise import name as names
from comity.normalise.organisation import is_free_mail, registrable

IdentityKind = Literal["person", "list", "robot", "role"]

_LIST_DOMAIN = re.compile(
    r"^(?:vger|lists?)\.(?!ru$)|^lists\b|^(?:listserv|mailman|mailinglists?)\.|\.lists?\."
    r"|(?:^|\.)(?:groups\.io|googlegroups\.com)$|^yahoogroups\.|^egroups\.com$|^freelists\.org$"
)
_LIST_LOCAL = re.compile(
    r"(?:^|[-_])(?:lists?|announce(?:ments?)?|request|subscribe|majordomo|listserv|mailman|talk|"
    r"discuss(?:ion)?|devel|dev|hackers|workers|commits|patches|bugs|users?|all|everyone|members)$"
    r"|^owner[-_]|[-_]owner$|^linux-"
)
_LIST_NAME = re.compile(r"\b(?:lists?|users|announce\w*|discuss\w*|group|members)\b", re.IGNORECASE)
# These are no names of people, wherever they stand.
_NO_REPLY = re.compile(r"no-?reply|patchwork|syzbot")
_NEVER_READ = re.compile(
    r"no[-_.]?reply|(?:do|please)[-_.]?not[-_.]?reply|mailer[-_.]?daemon|patchwork|syzbot"
    r"|notifications?$|(?:^|[-_.\[])bot\]?$|^lkp$|^postmaster$|^devnull|auto[-_.]?(?:reply|respon)"
    r"|(?:^|[-_.])bounces?(?:$|[-_.+=])"
)
# These may be parts of names: "robert.alerts", "auto.bahn".
_ROBOT_LOCAL = re.compile(
    r"(?:^|[-_+])(?:alerts?|auto(?:mat(?:ed|ic|ion)|mailer)?|bot|buildbot|cron|daemon|digests?|"
    r"feeds?|invitations?|invoices?|jenkins|listings?|mailer|mailing|notify|notifier|null|receipts?|"
    r"reminders?|repl(?:y|ies)|robot|rss(?:feeds?)?|statements?|unsubscribe|updates?)(?:$|[-_+=])"
)
_ROBOT_NAME = re.compile(
    r"\b(?:robot|mailer|notifications?|newsletter|no.?reply|mailer.daemon|mail delivery|"
    r"delivery (?:sub)?system|patchwork|syzbot|postmaster|automatic|automated|digest)\b",
    re.IGNORECASE,
)
_BOT = re.compile(r"\bbot$", re.IGNORECASE)
_ROLE_LOCAL = frozenset(
    """info contact support sales admin administrator webmaster office team hello help helpdesk
    service services billing jobs job careers career hr press media marketing newsletter news
    account accounts accounting abuse root security enquiries inquiries mail email post kontakt
    feedback customerservice customer-service customercare reservations booking bookings orders
    order shop store legal privacy compliance finance payments payroll it ops noc hostmaster
    registration register events event conference members membership subscriptions subscribe
    editor editors editorial reception recruiting recruitment talent community welcome web www
    studio sekretariat buchhaltung rechnung verwaltung anfrage bewerbung secretary secretariat
    maintainers maintainer dev devs developers staff everyone
    nobody user undisclosed-recipients undisclosed.recipients
    server system sysadmin moderator moderators archive archiver listmaster""".split()
)
_ROLE_ENDING = re.compile(r"[-_](?:team|admin|support|help|info|sales|service|office)$")
# Whom one finds there at a domain of one's own.
_AT_HOME = frozenset("mail email post hello hi list lists".split())


@lru_cache(maxsize=65536)
def kind_of(identity: str, name: str = "") -> IdentityKind:
    """Return what an identity is by its address and display name alone."""
    whole, _, domain = identity.removeprefix("email:").rpartition("@")
    if identity.startswith("handle:"):
        whole, domain = identity.rpartition("/")[2], ""
    local = whole.partition("+")[0] or whole
    if _LIST_DOMAIN.search(domain):
        return "list"
    if _NEVER_READ.search(whole) or _NO_REPLY.search(domain) or _is_robot(name, whole):
        return "robot"
    if not identity.startswith("email:") or is_free_mail(domain):
        return "person"
    if _ROBOT_LOCAL.search(local):
        return "robot"
    if local in _ROLE_LOCAL or _ROLE_ENDING.search(local):
        return "person" if _is_at_home(local, name, domain) else "role"
    if _LIST_LOCAL.search(local):
        return "person" if _is_at_home(local, name, domain) else "list"
    return "person"


def _is_robot(name: str, local: str) -> bool:
    """Tell a robot by its name; "Jan Bot" at ``jan@`` is none."""
    if _ROBOT_NAME.search(name):
        return True
    return bool(_BOT.search(name)) and names.words(name)[0] not in local


def _is_at_home(local: str, name: str, domain: str) -> bool:
    """Tell a person at a domain of their own: "Ada Lovelace" at ``post@alovelace.example``."""
    words = names.words(name)
    if len(words) < 2 or _LIST_NAME.search(name):  # noqa: PLR2004 - a full name
        return False
    first, last = words[0], words[-1]
    label = registrable(domain).partition(".")[0].replace("-", "")
    if label in {first[0] + last, first + last[0]}:
        return True
    own = {first, last, first + last, "".join(words)}
    return local in _AT_HOME and (label in own or local.startswith("list"))


def domain_of(identity: str) -> str:
    """Return the domain of an e-mail identity; "" for any other."""
    return identity.rpartition("@")[2] if identity.startswith("email:") else ""
