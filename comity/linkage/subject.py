"""A profile in; the words and letters by which it is compared out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from comity.linkage.names import compatible, full, words
from comity.normalise import organisation
from comity.normalise.generation import generation
from comity.normalise.identity import knows_tags

if TYPE_CHECKING:
    from comity.linkage.names import Name
    from comity.linkage.vocabulary import Profile

_RARE_SHARE = 0.05  # a display name used less often is another person's slip
_NAMES_MAX = 8
_NOT_ALNUM = re.compile(r"[\W_]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_ACCOUNT = re.compile(r"[a-z]{8}[a-z\d]*")
_SEPARATOR = re.compile(r"[._-]")
_DIGITS = re.compile(r"(?<!\d)\d+$")
_WORD_LETTERS = 3
_END_LETTERS = 5
_ENDS_MAX = 4
_NONE: frozenset[str] = frozenset()
_SLUG_CODE = re.compile(r"-(?=[^-]*\d)[^-]+$")  # linkedin:ada-lovelace-4b2a1c


class Subject(NamedTuple):
    """One identity made ready for comparison."""

    place: int  # in the order of (first_us, identity)
    identity: str
    namespace: str  # email, phone, linkedin, handle, name
    handle: str  # letters and digits of the local part: "alovelace66"
    letters: str  # its letters alone: "alovelace"
    parts: tuple[str, ...]  # what begins or ends a divided one that spells no name: my.account7
    names: tuple[Name, ...]  # of two words or more, most used first, all of one person
    fulls: tuple[Name, ...]  # the same without initials, where two words are left
    implied: Name  # what a local part like ada.lovelace says where no such name is known
    aliases: tuple[Name, ...]  # the names it is known by, or else the implied one
    written: tuple[Name, ...]  # the full names, or else the implied one
    account: str  # a display name that is an account's: one word in lower case
    called: str  # its main display name, for sentences; "" without one
    organisations: frozenset[str]  # that it claims, without spaces
    site: str  # organisation its domain belongs to, without spaces; "" for free mail
    domain: str
    under: str  # the address or number that a name is known under; "" for any other identity
    linkable: bool  # a person's, and not a mailbox that several people write from
    generations: frozenset[str]  # "junior", "3", as its names tell
    birthdays: frozenset[str]  # that it claims

    @property
    def employers(self) -> frozenset[str]:
        """The organisations it claims and the one its domain belongs to."""
        return self.organisations | {self.site} if self.site else self.organisations


def subject(profile: Profile, index: int) -> Subject:
    """Return the profile made ready for comparison."""
    namespace, _, value = profile.identity.partition(":")
    local, domain = _parts(namespace, value)
    under = _kept_under(value) if namespace == "name" else ""
    uses = profile.names
    if len(uses) > 1:
        uses = tuple(sorted(uses, key=lambda use: (-use[1], use[0])))
    names = accepted_names(uses)
    fulls = _distinct([name for name in map(full, names) if name])
    plain = local.isalnum()
    implied = () if names or plain else _implied(local)
    written = fulls or ((implied,) if full(implied) else ())
    return Subject(
        place=index,
        identity=profile.identity,
        namespace=namespace,
        handle=local if plain else _NOT_ALNUM.sub("", local),
        letters=local if local.isalpha() else _NOT_LETTERS.sub("", local),
        parts=() if written or local.isalpha() else _ends_of(local),
        names=names,
        fulls=fulls,
        implied=implied,
        aliases=names or ((implied,) if implied else ()),
        written=written,
        account="" if names else _account(uses),
        called=uses[0][0] if uses else "",
        organisations=frozenset(filter(None, map(squeezed, profile.organisations)))
        if profile.organisations
        else _NONE,
        site=site_of(domain or under.partition("@")[2]),
        domain=domain,
        under=under,
        linkable=profile.kind == "person" and (len(names) < 2 or not _is_shared(names)),  # noqa: PLR2004,
        generations=frozenset(filter(None, [generation(name) for name, _ in uses])) or _NONE,
        birthdays=frozenset(profile.birthdays) if profile.birthdays else _NONE,
    )


def accepted_names(uses: tuple[tuple[str, int], ...]) -> tuple[Name, ...]:
    """Return the names of two words or more, without those seldom used and unlike the main one."""
    called = [
        (name, count)
        for display, count in uses[: 4 * _NAMES_MAX]
        if len(name := words(display)) > 1 and max(map(len, name)) > 1
    ]
    if len(called) < 2:  # noqa: PLR2004 - nothing to weigh it against
        return tuple([name for name, _ in called])
    total = sum(count for _, count in uses)
    kept: list[Name] = []
    for name, count in called:
        if name in kept:
            continue
        if not kept or count >= _RARE_SHARE * total or compatible(name, kept[0]):
            kept.append(name)
    return tuple(kept[:_NAMES_MAX])


def _distinct(names: list[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names) if len(names) > 1 else names)


def _is_shared(names: tuple[Name, ...]) -> bool:
    """Tell a mailbox of several people: names of which no word agrees with the main one's."""
    return any(
        not set(name) & set(names[0]) and not compatible(name, names[0]) for name in names[1:]
    )


def _account(uses: tuple[tuple[str, int], ...]) -> str:
    main = uses[0][0] if uses else ""
    return main if _ACCOUNT.fullmatch(main) else ""


def _implied(local: str) -> Name:
    """Return the words of a local part written with dots or dashes, if it looks like a name."""
    found = _SEPARATOR.split(local)
    if len(found) not in {2, 3}:
        return ()
    name = tuple([word if word.isalpha() else _DIGITS.sub("", word) for word in found])
    short = len(name[0]) < _WORD_LETTERS or len(name[-1]) < _WORD_LETTERS
    return () if short or not all(map(str.isalpha, name)) else name


def _ends_of(local: str) -> tuple[str, ...]:
    """Return the words that begin or end a divided local part, joined, if they are long enough."""
    found = [word for word in _NOT_LETTERS.split(local) if word]
    if len(found) < 2:  # noqa: PLR2004 - not divided
        return ()
    ends = [found[:size] for size in range(1, len(found))]
    ends += [found[size:] for size in range(1, len(found))]
    joined = dict.fromkeys("".join(end) for end in ends[: 2 * _ENDS_MAX])
    return tuple(end for end in joined if len(end) >= _END_LETTERS)


def _parts(namespace: str, value: str) -> tuple[str, str]:
    """Return the local part that a person chose, and the domain; "" where there is none."""
    if namespace == "email":
        local, _, domain = value.rpartition("@")
        if "+" in local and knows_tags(domain):
            local = local.partition("+")[0]
        return local, domain
    if namespace == "linkedin":
        return _SLUG_CODE.sub("", value), ""
    if namespace == "handle":
        return value.partition("/")[2].lstrip("@").partition(":")[0], ""
    return "", ""


def _kept_under(value: str) -> str:
    """Return the address or number a name is known under: mail/office@acme.example/Ada."""
    source, _, rest = value.partition("/")
    address, slash, _ = rest.partition("/")
    return address if slash and source in {"mail", "phone"} else ""


@lru_cache(maxsize=1 << 16)
def site_of(domain: str) -> str:
    """Return the organisation that owns a domain, without spaces; "" for free mail."""
    return squeezed(organisation.key(organisation.of_domain(domain))) if domain else ""


def squeezed(key: str) -> str:
    """Return the key of an organisation without spaces: "red hat" and redhat.com meet."""
    return key.replace(" ", "")
