"""The header of a mail in; who takes part in which role, and what lists did to it undone, out.

A list that rewrites From (to pass DMARC, RFC 7489) leaves the author elsewhere: in Reply-To, in
a field of its own, or in the very address ("ada=40example.org@lists.example"). Where it left no
address there is still the name before "via".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from comity.model import Participant
from comity.normalise import name as names
from comity.normalise.address import kind_of
from comity.normalise.identity import as_written, email_identity, identity_of
from comity.normalise.relay import names_correspondents
from comity.sources.charset import decoded
from comity.sources.mail.mailboxes import MAILBOXES_MAX, mailboxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from comity.model import Role
    from comity.sources.mail.mime import Message

_REPLY_TO_MAX = 5
_AUTHORS_MAX = 10
_BESIDE_MAX = 50
_INVALID = ".invalid"  # put behind a domain, which ends in nothing real then (RFC 2606)
_LIST_ID_CHARS = 200
_NAME_CHARS = 300
_RECIPIENTS: tuple[Role, ...] = ("to", "cc", "bcc")
_POSTED = ("x-mailing-list", "list-post", "mailing-list", "x-beenthere")
_ORIGINAL = ("x-original-from", "x-original-sender", "reply-to")

_PIECE = re.compile(r"""(?:[^",;:()<>\\]++|"[^"\\]*+"|<[^<>,;]*+>)++""")  # between commas
_VIA = re.compile(r"\s\(?(?:via|über|par l'intermédiaire de)\s", re.IGNORECASE)
_MUNGED = re.compile(r"email:([^@=]+)=(?:40)?([^@=]+\.[^@=]+)@")
_ADDRESS = re.compile(r"[^\s<>:;,@]{1,100}@[^\s<>:;,@?]{1,200}")
_BRACKETED = re.compile(r"<([^<>]+)>")
_COMMENT = re.compile(r"\(([^()]+)\)")


def list_id(message: Message) -> str:
    """Return the identifier of the list a mail came through (RFC 2919); "" for none."""
    text = message.first("list-id")
    if text:
        found = _BRACKETED.search(text)
        return "".join((found[1] if found else text).split()).lower()[:_LIST_ID_CHARS]
    posted = next(filter(None, map(message.first, _POSTED)), "")
    found = _ADDRESS.search(posted)
    identity = email_identity(found[0].replace("-help@", "@")) if found else ""
    return identity.removeprefix("email:").replace("@", ".")


def participants(message: Message, through: str) -> list[Participant]:
    """Return who takes part in a mail that came through that list, the author first."""
    author = _author(message, through)
    made = [author, *_others(message, author)] if author else []
    for role in _RECIPIENTS:
        made += _in_role(role, ",".join(message.fields.get(role, ())))
    reply_to = _in_role("reply_to", message.first("reply-to"))[:_REPLY_TO_MAX]
    wrote = identity_of(author.identity) if author else ""
    made += [one for one in reply_to if identity_of(one.identity) != wrote]
    return made[:MAILBOXES_MAX]


def _others(message: Message, author: Participant) -> Iterator[Participant]:
    """Yield who wrote a mail together with its author, and who handed it in for them."""
    value = message.first("from")
    together = _in_role("from", value)[:_AUTHORS_MAX] if "@" in value.partition("@")[2] else []
    if together and together[0].identity == author.identity:
        yield from together[1:]
    wrote = {author.identity, *(one.identity for one in together)}
    for one in _in_role("sender", message.first("sender"))[:1] if together or value else ():
        if one.identity not in wrote and kind_of(one.identity, one.name) == "person":
            yield one


def _in_role(role: Role, value: str) -> list[Participant]:
    """Return whom an address header names, each once, as it is written."""
    if not value:
        return []
    pieces = _PIECE.findall(value)
    plain = sum(map(len, pieces)) + len(pieces) - 1 == len(value)
    found = [_participant(role, piece) for piece in pieces] if plain else []
    if not plain or None in found:
        found = [_made(role, *one) for one in mailboxes(value)]
    each: dict[str, Participant] = {}
    for one in found:
        if one and one.identity:
            each.setdefault(one.identity.lower(), one)
    return list(each.values())


@lru_cache(maxsize=1 << 14)
def _participant(role: Role, mailbox: str) -> Participant | None:
    """Return whom one mailbox names, remembered: the same people write and are written to."""
    found = mailboxes(mailbox)
    return _made(role, *found[0]) if len(found) == 1 else None


def _made(role: Role, address: str, name: str) -> Participant:
    written = as_written(address)
    if names_correspondents(written.rpartition("@")[2].lower()):
        return Participant(role, written, decoded(name[:_NAME_CHARS]))  # it may name who wrote
    return Participant(role, written, names.clean(name))


def _author(message: Message, through: str) -> Participant | None:
    """Return who wrote a mail: "Ada via Talk <talk@lists.example>" is Ada."""
    value = message.first("from") or message.first("sender")
    found = _in_role("from", value)
    if not found:
        return _named_alone(value)
    author = found[0]
    identity = identity_of(author.identity)
    if identity.endswith(_INVALID) and "." in identity.removesuffix(_INVALID).partition("@")[2]:
        return Participant("from", author.identity[: -len(_INVALID)], author.name)
    via = "-dmarc-request@" in identity or bool(_VIA.search(value))  # the first is LISTSERV's
    is_list = through == identity[6:].replace("@", ".") or "@dmarc." in identity
    if not (via or is_list or "=" in identity):
        return author
    munged = _MUNGED.match(author.identity) if via or is_list else None
    if munged:
        return Participant("from", f"email:{munged[1]}@{munged[2]}", author.name)
    for other in _original(message, through):
        if _agree(author, other, by_name=via or is_list):
            return Participant("from", other.identity, author.name or other.name)
    if not via:
        return author
    return _beside(message, author) or _by_name(value, author, identity, through)


def _by_name(value: str, author: Participant, identity: str, through: str) -> Participant:
    """Return whom the name before "via" names, or the service behind it."""
    if not through and kind_of(identity) != "list" and _VIA.search(value):
        service = _VIA.split(mailboxes(value)[0][1])[-1]  # "Ada via Signing Service"
        return Participant("from", author.identity, names.clean(service))
    named = names.name_identity("mail", author.name)
    return Participant("from", named, author.name) if named else author


def _beside(message: Message, author: Participant) -> Participant | None:
    """Return the author whom Mailman puts into Cc, where answers go to the list."""
    if not names.is_full(author.name):
        return None
    said = names.words(author.name)
    beside = _in_role("from", message.first("cc"))[:_BESIDE_MAX]
    alike = [one for one in beside if names.words(one.name) == said]
    return alike[0] if len(alike) == 1 else None


def _original(message: Message, through: str) -> Iterator[Participant]:
    """Yield the persons a rewritten mail names as those who may have written it."""
    for field in _ORIGINAL:
        for other in _in_role("from", message.first(field))[:_REPLY_TO_MAX]:
            identity = identity_of(other.identity)
            if kind_of(identity, other.name) == "person":
                is_list = identity[6:].replace("@", ".") == through
                yield from () if is_list else (other,)


def _agree(author: Participant, other: Participant, *, by_name: bool) -> bool:
    """Whether both may be one person: by their names, or by the address a relay made up."""
    made_up = author.identity.lower().replace("=40", ".").replace("=", ".").replace("@", ".")
    if identity_of(other.identity)[6:].replace("@", ".") in made_up:
        return True
    alike = {*names.words(author.name)} & {*names.words(other.name)}
    return by_name and (not other.name or bool(alike))


def _named_alone(value: str) -> Participant | None:
    """Return an author who has a name and no address, as old archives of lists have."""
    text = decoded(value[:_NAME_CHARS])
    comment = _COMMENT.search(text)
    name = names.clean(comment[1] if comment else text)
    if " " not in name or not names.is_full(name):
        return None
    return Participant("from", names.name_identity("mail", name), name)
