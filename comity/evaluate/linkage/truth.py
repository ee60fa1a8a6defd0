"""Files that say who is who in, a sample to measure linkage on out.

Two kinds: git's mailmap (gitmailmap(5)), whose display names may come from mail beside it; and a
table with the columns person and address, and if it likes name and company. A row without an
address is a profile known by name and company, as LinkedIn's export has them: all such rows of
one person and name are one profile. Either may be packed with gzip or xz.
"""

from __future__ import annotations

import csv
import gzip
import lzma
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from comity.errors import BadInput
from comity.linkage.names import compatible, words
from comity.linkage.vocabulary import Evidence, Profile
from comity.normalise import organisation
from comity.normalise.address import kind_of
from comity.normalise.identity import email_identity
from comity.normalise.name import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from comity.model import Record

Names: TypeAlias = dict[str, Counter[str]]  # identity -> display names and their uses
Truth: TypeAlias = dict[str, str]  # identity -> person

_BYTES_MAX = 256 << 20
_PACKED: dict[bytes, ModuleType] = {b"\x1f\x8b\x08": gzip, b"\xfd7zXZ\x00": lzma}
_NAMED = re.compile(r"(?<![^<>])([^<>]*)<([^<>]*)>")
_COLUMNS = {
    "person": ("person", "person id", "id", "entity", "cluster"),
    "address": ("address", "email", "e mail", "mail", "email address", "e mail address"),
    "name": ("name", "display name", "full name"),
    "company": ("company", "organisation", "organization", "employer"),
}
_APART_MAX = 30  # participants of one mail; more is a crowd
_HEADER = "the first line names the columns: person,address,name"


@dataclass(frozen=True, slots=True)
class Sample:
    """Identities as the facts would show them, and whose they are."""

    profiles: list[Profile]
    truth: Truth
    apart: list[tuple[str, str]] = field(default_factory=list)  # met on one mail

    def evidence(
        self, same: Iterable[tuple[str, str]] = (), different: Iterable[tuple[str, str]] = ()
    ) -> Evidence:
        """Return what is known beside the profiles, with what a user answered."""
        return Evidence(apart=self.apart, same=same, different=different)


def sample(
    names: Names, truth: Mapping[str, str], *, companies: Mapping[str, set[str]] | None = None
) -> Sample:
    """Return the sample of identities with their names; truth about others is left out."""
    works = companies or {}
    profiles = [_profile(one, uses, works.get(one, set())) for one, uses in names.items()]
    return Sample(profiles, {one: truth[one] for one in names if one in truth})


def _profile(identity: str, uses: Counter[str], companies: set[str]) -> Profile:
    cleaned: Counter[str] = Counter()
    for name, count in uses.items():
        cleaned[clean(name)] += count
    del cleaned[""]
    ranked = tuple(sorted(cleaned.items(), key=lambda each: (-each[1], each[0])))
    kind = kind_of(identity, ranked[0][0] if ranked else "")
    works = tuple(sorted(filter(None, map(organisation.key, companies))))
    return Profile(identity, ranked, kind, works, 0, max(1, uses.total()))


# ── mailmap ──────────────────────────────────────────────────────────────────────────────


def from_mailmap(path: Path) -> Sample:
    """Return a mailmap's addresses, under the names it gives them.

    The addresses of a line are one person's, and so are those of one proper name. The first
    address bears the proper name, one that stands for it the name it was seen with, if any. As
    git keys an entry by name and address, an address that several proper names bear, such as
    ``devnull@localhost``, is nobody's: it joins no two, and is left out.
    """
    lines = [found for line in text_of(path).splitlines() if (found := _entries(line))]
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for found in lines:
        for _, identity in found:
            bearers[identity].add(fold(found[0][0]))
    anyones = {one for one, proper in bearers.items() if _are_several(proper - {""})}
    names: Names = defaultdict(Counter)
    parent: dict[str, str] = {}
    for found in lines:
        keys = [one for _, one in found if one and one not in anyones]
        keys += [proper for proper in (fold(found[0][0]),) if proper]
        for key in keys:
            parent[_root(parent, key)] = _root(parent, keys[0])
        for name, identity in found:
            if identity and identity not in anyones:
                names[identity].update([name] if name else ())
    if not names:
        raise BadInput(f"{path} is no mailmap", hint="its lines read: Name <address> <address>")
    return sample(names, {identity: _root(parent, identity) for identity in names})


def _are_several(proper: set[str]) -> bool:
    """Tell whether proper names are of two people or more: the spellings of one are of one."""
    first, *rest = sorted(map(words, proper), key=len, reverse=True) or [()]
    return any(not compatible(first, other) for other in rest if first and other)


def _entries(line: str) -> list[tuple[str, str]]:
    """Return the names and identities of a line."""
    found = _NAMED.findall(line.partition("#")[0])
    return [(name.strip(), email_identity(address)) for name, address in found]


def _root(parent: dict[str, str], key: str) -> str:
    while parent.setdefault(key, key) != key:
        key = parent[key]
    return key


def seen_in(records: Iterable[Record], truth: Truth) -> Sample:
    """Return who writes and is written to in mails, under the names they bear there."""
    names: Names = defaultdict(Counter)
    met: list[tuple[str, ...]] = []
    for record in records:
        here = [one for one in record.participants if one.role in {"from", "to", "cc"}]
        for one in here:
            if one.identity:
                names[one.identity].update([one.name] if one.name else ())
        met.append(tuple({one.identity: None for one in here[:_APART_MAX] if one.identity}))
    found = sample(names, truth)
    return Sample(found.profiles, found.truth, _apart(found.profiles, met))


def _apart(profiles: list[Profile], met: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return those met on one mail whose names share a word: only they could be linked at all."""
    said = {
        one.identity: {word for name, _ in one.names[:3] for word in words(name)}
        for one in profiles
        if one.kind == "person"
    }
    pairs = {
        (left, right) if left < right else (right, left)
        for some in set(met)
        for left, right in combinations([one for one in some if one in said], 2)
        if said[left] & said[right]
    }
    return sorted(pairs)


# ── a table ──────────────────────────────────────────────────────────────────────────────


def from_table(path: Path) -> Sample:
    """Return the identities of a table with the columns person, address, name, company."""
    names: Names = defaultdict(Counter)
    companies: defaultdict[str, set[str]] = defaultdict(set)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    profiled: dict[tuple[str, str], str] = {}
    for row in _rows(path):
        person, name = row["person"], row["name"]
        identity = email_identity(row["address"])
        if not identity and not row["address"] and clean(name):
            identity = profiled.setdefault((person, clean(name)), f"linkedin:-{len(profiled)}")
        if person and identity:
            owners[identity].add(person)
            names[identity].update([name] if name else ())
            companies[identity].update([row["company"]] if row["company"] else ())
    if not owners:
        raise BadInput(f"{path} says of no address whose it is", hint=_HEADER)
    truth = {identity: min(some) for identity, some in owners.items() if len(some) == 1}
    return sample(names, truth, companies=companies)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows under our own names of the columns; a missing one is empty."""
    lines = text_of(path).splitlines()
    head = lines[0] if lines else ""
    delimiter = max(",;\t|", key=head.count)
    table = csv.reader(lines, delimiter=delimiter)
    try:
        columns = _columns(next(table, []))
        if not {"person", "address"} <= columns.keys():
            raise BadInput(f"{path} has no columns person and address", hint=_HEADER)
        for cells in table:
            yield {
                key: cells[place].strip() if (place := columns.get(key, len(cells))) < len(cells)
                else ""
                for key in _COLUMNS
            }  # fmt: skip
    except csv.Error as error:
        raise BadInput(f"{path} cannot be read as a table: {error}", hint=_HEADER) from error


def _columns(head: list[str]) -> dict[str, int]:
    cells = [" ".join(re.findall(r"\w+", fold(cell).replace("_", " "))) for cell in head]
    found = {}
    for key, called in _COLUMNS.items():
        place = next((cells.index(word) for word in called if word in cells), None)
        if place is not None:
            found[key] = place
    return found


def text_of(path: Path) -> str:
    """Return a file's text, unpacked if it is packed."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        packing = next((how for magic, how in _PACKED.items() if head.startswith(magic)), None)
        with packing.open(path) if packing else path.open("rb") as file:
            data = file.read(_BYTES_MAX + 1)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "it is damaged"
        raise BadInput(f"{path} cannot be read: {why}", hint="check the path") from error
    if len(data) > _BYTES_MAX:
        raise BadInput(f"{path} is too large", hint="give a part of it")
    if b"\0" in data:
        raise BadInput(f"{path} is not a text file", hint="give a mailmap or a CSV, in UTF-8")
    return data.decode("utf-8-sig", "replace")
