"""The bytes of a ``.mailmap`` (gitmailmap(5)) in; which addresses it says are one person's out.

An address that the file gives to several people is nobody's own (a machine's, an office's), and
one that several stand for as their own joins nobody either. A line that gives an address a name
alone joins nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from comity.model import Decided
from comity.normalise.identity import as_written, identity_of
from comity.normalise.name import clean, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_MAX, _LINE_CHARS = 50_000, 1_000
_ENTRY = re.compile(r"\s*+([^<>#]*)<([^<>]*)>(?:\s*+([^<>]*)<([^<>]*)>)?")
_LOCAL = re.compile(r"[^@]+@(?:localhost|\(none\)|.*\.local(?:domain)?)", re.IGNORECASE)


def joined(text: bytes) -> Iterator[Decided]:
    """Yield that two addresses are one person's, as the file says."""
    entries = list(_entries(text))
    bearers: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, proper, other in entries:
        owners[other].add(proper)
        for address in {proper, other}:
            bearers[address] |= {tuple(words(name))} if name else set()
    told = set()
    for _, proper, other in entries:
        is_one = len(owners[other]) == 1 and not owners[proper] - {proper}
        named = bearers[proper] | bearers[other]
        if other != proper and is_one and len(named) < 2 and (proper, other) not in told:  # noqa: PLR2004 - two people
            told.add((proper, other))
            yield Decided("same", proper, other)


def _entries(text: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield (proper name, proper identity, identity in commits) of each line that has them."""
    for line in text.decode("utf-8", "replace").splitlines()[:_LINES_MAX]:
        match = _ENTRY.match(line) if len(line) <= _LINE_CHARS else None
        if not match or line.lstrip().startswith("#") or "\ufffd" in line:
            continue
        proper = match[2].strip()
        other = (match[4] or match[2]).strip()
        if _LOCAL.fullmatch(proper) or _LOCAL.fullmatch(other):
            continue
        found = [identity_of(as_written(one)) for one in (proper, other)]
        if all(found):
            yield clean(match[1]), found[0], found[1]
