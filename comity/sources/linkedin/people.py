"""The tables of an export in; who a name is, and who its owner is, out.

Between 3 and 29 in a hundred messages lack their sender's URL, recommendations and the older
layouts have none: there a name stands for the one profile that the export shows under exactly
that name, and for itself where there is none or more than one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from comity.model import Participant
from comity.normalise.identity import as_written
from comity.normalise.name import clean, name_identity, of_columns
from comity.normalise.profile import linkedin_identity
from comity.sources.linkedin.dates import linkedin_us

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comity.model import Role
    from comity.sources.linkedin.snapshot import Snapshot
    from comity.sources.linkedin.tables import Row, Table

_NOBODY = frozenset(
    "linkedin member|linkedin user|linkedin-mitglied|membre de linkedin|utilisateur linkedin"
    "|miembro de linkedin|membro do linkedin|linkedin-lid".split("|")
)
_CREDENTIAL = re.compile(
    r"(?:[A-Z][a-z]?\.?){1,5}[A-Z]\.?(?:[ -][\w®]{1,9})?|Esq\.?|Jr\.?|Sr\.?"  # PhD, MBA, Jr.
)
_POST = re.compile(r"linkedin\.com/posts/([^/_?#\s]{1,200})_")
_LINK_CHARS = 2_000
_DATES = ("connected_on", "date", "sent_at", "endorsement_date")
_EXPORT = re.compile(r"LinkedInDataExport_(\d\d)-(\d\d)-(\d{4})")


@dataclass(slots=True)
class People:
    """The names and profiles of one export; those seen in each conversation."""

    own_name: str = ""
    own_email: str = ""
    said_us: int | None = None  # the export is no older than the newest date in it
    profiles: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, str] = field(default_factory=dict)
    unlinked: Counter[str] = field(default_factory=Counter)  # connections without URL, by name
    talks: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    senders: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    owners: Counter[str] = field(default_factory=Counter)  # profiles on the owner's side
    owner_names: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(tables: Iterable[Table | Snapshot]) -> People:
        """Return what the tables tell together."""
        people = People()
        for table in tables:
            dated = _EXPORT.search(table.file.as_posix())
            if dated:
                people._date(f"{dated[3]}-{dated[1]}-{dated[2]}")
            for layout, row in table.rows():
                if not isinstance(row, str):
                    with suppress(Exception):  # what cannot be learnt of is unreadable when read
                        people._learn(layout, row)
        return people

    @property
    def own(self) -> str:
        """The owner: profile, else name, else address; "" when the export does not tell."""
        voted = self.owners or self.senders[self.own_name or self._voted_name()]
        if voted:
            return max(voted, key=lambda one: (voted[one], one))
        name = self.own_name or self._voted_name()
        return name_identity("linkedin", name) or self.own_email

    def _voted_name(self) -> str:
        return max(self.owner_names, key=lambda one: (self.owner_names[one], one), default="")

    def own_as(self, role: Role) -> tuple[Participant, ...]:
        """Return the owner in that role, if the export tells who it is."""
        own = self.own
        return (Participant(role, own, self.own_name or self._voted_name()),) if own else ()

    def identity(self, name: str, url: str = "", *, talk: str = "") -> str:
        """Return who is meant by a name and a URL, either of which may be empty."""
        found = linkedin_identity(url)
        if found or name.casefold() in _NOBODY:
            return found
        profiles = self.profiles.get(name, set())
        if len(profiles) > 1:
            profiles = profiles & self.talks.get(talk, set())
        return next(iter(profiles)) if len(profiles) == 1 else name_identity("linkedin", name)

    def participant(
        self, role: Role, name: str, url: str = "", *, talk: str = ""
    ) -> tuple[Participant, ...]:
        """Return that person in that role; nobody for an empty name or a member who left."""
        name = clean(name)
        identity = self.identity(name, url, talk=talk)
        return (Participant(role, identity, name or self.names.get(identity, "")),) * bool(identity)

    def of_post(self, link: str, role: Role) -> tuple[Participant, ...]:
        """Return whose post a link leads to: only where the export knows that profile.

        Most links name a post by its number alone; a name in one may be a company's.
        """
        found = _POST.search(unquote(link[:_LINK_CHARS]))
        identity = f"linkedin:{found[1].lower()}" if found else ""
        if identity not in self.names or identity == self.own:
            return ()
        return (Participant(role, identity, self.names[identity]),)

    def recipients(self, to: str, urls: str, *, talk: str = "") -> tuple[Participant, ...]:
        """Return the recipients of a message: URLs are joined by commas, names by ", "."""
        links = [url for url in re.split(r"[,;\s]+", urls) if url]
        listed = self._split(to, len(links))
        if len(listed) != len(links) and links:
            listed = [""] * len(links)
        if not links:
            links = [""] * len(listed)
        pairs = zip(listed, links, strict=True)
        found = (one for name, url in pairs for one in self.participant("to", name, url, talk=talk))
        return tuple({one.identity: one for one in found}.values())

    def _split(self, to: str, count: int) -> list[str]:
        """Split names at commas, save those inside a name: "Ada Lovelace, PhD"."""
        if count == 1 or clean(to) in self.profiles:
            return [to]
        parts: list[str] = []
        for part in filter(None, (part.strip() for part in to.split(","))):
            if parts and _CREDENTIAL.fullmatch(part):
                parts[-1] += f", {part}"
            else:
                parts.append(part)
        return parts

    def _learn(self, layout: str, row: Row) -> None:
        for column in _DATES:
            if row.get(column):
                self._date(row[column])
        match layout:
            case "profile":
                self.own_name = full_name(row)
            case "email_addresses" if row["primary"].lower() == "yes" or not self.own_email:
                self.own_email = as_written(row["email_address"])
            case "connections":
                name = full_name(row)
                self._link(name, row["url"])
                self.unlinked[name] += not row["url"]
            case "endorsements_given" | "endorsements_received":
                who = "endorsee" if layout == "endorsements_given" else "endorser"
                self._link(full_name(row, f"{who}_"), row[f"{who}_public_url"])
            case "messages":
                self._learn_message(row)
            case "invitations":
                self._learn_sides(
                    row, row["inviter_profile_url"], row["to"], row["invitee_profile_url"]
                )

    def _learn_message(self, row: Row) -> None:
        urls = row["recipient_profile_urls"]
        self._learn_sides(row, row["sender_profile_url"], row["to"], urls)
        sender = linkedin_identity(row["sender_profile_url"])
        if sender:
            self.senders[clean(row["from"])][sender] += 1
        present = {sender, *map(linkedin_identity, urls.split(","))} - {""}
        self.talks[row["conversation_id"]] |= present

    def _learn_sides(self, row: Row, from_url: str, to: str, to_url: str) -> None:
        """Learn both sides of a row, and from its Direction which of them is the owner."""
        self._link(clean(row["from"]), from_url)
        if "," not in to_url:
            self._link(clean(to), to_url)
        outgoing = is_outgoing(row)
        if outgoing is None or (not outgoing and "," in to_url):
            return
        name, url = (row["from"], from_url) if outgoing else (to, to_url)
        self.owner_names.update(filter(None, (clean(name),)))
        self.owners.update(filter(None, (linkedin_identity(url),)))

    def _link(self, name: str, url: str) -> None:
        identity = linkedin_identity(url)
        if identity and name and name.casefold() not in _NOBODY:
            self.profiles[name].add(identity)
            self.names.setdefault(identity, name)

    def _date(self, text: str) -> None:
        at_us = linkedin_us(text)
        self.said_us = max(at_us or 0, self.said_us or 0) or None


def full_name(row: Row, prefix: str = "") -> str:
    """Return first and last name, without the credentials that people append to either."""
    return of_columns(row[f"{prefix}first_name"], row[f"{prefix}last_name"])


def is_outgoing(row: Row) -> bool | None:
    """Whether a row's Direction says that the owner sent it; None where it does not say."""
    direction = row.get("direction", "").upper()
    if direction in {"OUTGOING", "SENT"}:
        return True
    return False if direction in {"INCOMING", "RECEIVED"} else None
