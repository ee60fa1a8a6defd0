"""Subjects in, pairs worth comparing out: those that share a name, a local part or a spelling.

Every block is an exact key, and all subjects' keys are one column, so the work grows with the
number of subjects and not with its square. A block larger than its cap is divided by a rarer key;
what is then still too large says nothing about anyone.
"""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.linkage.columns.blocks import SPAN, by_key, by_number, cut, distinct, joined, strings
from comity.linkage.names import PARTICLES, other_forms
from comity.linkage.spelling import PATTERNS, more, usual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.linkage.columns.blocks import Blocks, Floats, Ints, Mask
    from comity.linkage.columns.coding import Texts
    from comity.linkage.columns.namelist import NameList
    from comity.linkage.columns.people import People
    from comity.linkage.names import Name
    from comity.linkage.spelling import Ends
    from comity.linkage.subject import Subject

Pair = tuple[int, int]  # indices, the earlier first

_BLOCK_MAX = 24  # identities that share a key; more are divided by a rarer one
_LETTERS_LEAST = 3
_LONG_KEY = 8  # letters
_PART_MAX = 4
_LOOSE = 5  # letters that begin or end a local part
_SIMILAR_MAX = 8  # where more names are nearly one, likeness says little
WORTH = 0.25  # probability from which a pair is looked at
FUZZY = 0.95  # likeness of two spellings of a full name


class Claims(NamedTuple):
    """Letters that names spell, and the weight of the names that spell them."""

    letters: pa.Array
    all: Floats
    full: Floats  # of full spellings alone


class Candidates(NamedTuple):
    """The pairs worth comparing, each once and in order, and how contested each spelling is."""

    left: Ints  # rows of people, the earlier
    right: Ints
    claims: Claims


class _Named(NamedTuple):
    """The names that people bear or write their local parts by, and who does."""

    names: list[Name]
    ends: Ends
    sounds: pa.Array  # one number for what is heard of them
    glued: pa.Array  # one number for the same letters
    turned: Texts  # the words in alphabetical order
    borne: Blocks  # people by full name
    written: Blocks  # people by full name, or else by the one their local part says


def candidates(everyone: People) -> Candidates:
    """Return the pairs worth comparing."""
    subjects, named = everyone.subjects, _named(everyone)
    letters, handles = _by_letters(everyone, named), _by_handle(subjects)
    parts = _keyed([(p, n) for n, one in enumerate(subjects) if not one.written for p in one.parts])
    spelled, claims = _spelled(named, letters, parts)
    found = chain(
        _within(letters, _caps(letters), subjects),
        _within(handles, _caps(handles), subjects),
        _within(named.borne, np.full(len(named.names), _BLOCK_MAX), subjects),
        _divided(parts, letters),
        spelled,
        _similar(named, everyone.names),
        _abbreviated(everyone, named),
        _loose(subjects, named),
    )
    pairs = distinct(np.concatenate([*found]))
    return Candidates(pairs // SPAN, pairs % SPAN, claims)


# ── shared ───────────────────────────────────────────────────────────────────────────────


def _keyed(keyed: list[tuple[str, int]]) -> Blocks:
    return by_key(strings([key for key, _ in keyed]), np.array([n for _, n in keyed], np.int64))


def _named(everyone: People) -> _Named:
    count = everyone.written_names
    names = list(everyone.names.names[:count])
    borne, written = (
        by_number(some.values, np.repeat(np.arange(len(some.sizes)), some.sizes), count)
        for some in (everyone.fulls, everyone.written)
    )
    ends = everyone.names.ends.take(np.arange(count))
    sounds, glued = (
        pa.array(numbers[:count]).cast(pa.string())
        for numbers in (everyone.names.sounds, everyone.names.glued)
    )
    return _Named(names, ends, sounds, glued, everyone.names.turned, borne, written)


def _by_letters(everyone: People, named: _Named) -> Blocks:
    """Return subjects by their letters; also with a family's own domain: ada@lovelace.example."""
    rows = np.arange(len(everyone.subjects))
    letters, site = everyone.letters.column(rows), everyone.site.column(rows)
    families = named.ends.last.filter(pa.array(named.borne.sizes > 0))
    long = pc.greater_equal(pc.utf8_length(letters), _LETTERS_LEAST)
    at_home = pc.and_(long, pc.is_in(site, value_set=families))
    keys = pa.concat_arrays([letters.filter(long), joined(letters, site).filter(at_home)])
    return by_key(keys, np.concatenate([np.flatnonzero(long), np.flatnonzero(at_home)]))


def _by_handle(subjects: Sequence[Subject]) -> Blocks:
    """Return subjects by letters and digits of their local part, and by their account's name."""
    keyed = [
        (one.handle, bearer)
        for bearer, one in enumerate(subjects)
        if one.handle != one.letters and len(one.handle) >= _LETTERS_LEAST
    ]
    return _keyed(keyed + [(f"={one.account}", n) for n, one in enumerate(subjects) if one.account])


def _caps(blocks: Blocks) -> Ints:
    """Return how many may share each key: few a short one, which is nobody's own."""
    letters = np.asarray(pc.utf8_length(blocks.keys), np.int64)
    return np.where(letters >= _LONG_KEY, _BLOCK_MAX, 1 + letters // 2)


def _within(blocks: Blocks, caps: Ints, subjects: Sequence[Subject]) -> Iterator[Ints]:
    """Yield the pairs of a block; of a large one, those that also share something rarer."""
    yield blocks.within(blocks.sizes <= caps)
    finer: list[tuple[str, int]] = []
    for block in np.flatnonzero(blocks.sizes > caps).tolist():
        start, size = blocks.starts[block], blocks.sizes[block]
        for bearer in blocks.bearers[start : start + size].tolist():
            one = subjects[bearer]
            shared = (f"/{one.handle}", *one.employers, *map(" ".join, one.fulls))
            finer += [(f"{caps[block]:02} {block} {key}", bearer) for key in shared]
    divided = _keyed(finer)
    most = pc.utf8_slice_codeunits(divided.keys, 0, 2).cast(pa.int64())
    yield divided.within(divided.sizes <= np.asarray(most))


def _divided(parts: Blocks, letters: Blocks) -> Iterator[Ints]:
    """Yield subjects of whom one's local part is a part of the other's."""
    known = letters.find(parts.keys)
    part = np.flatnonzero(known >= 0)
    part = part[parts.sizes[part] + letters.sizes[known[part]] <= _caps(parts)[part]]
    yield parts.across(part, letters, known[part])


# ── spelled ──────────────────────────────────────────────────────────────────────────────


def _spelled(named: _Named, letters: Blocks, parts: Blocks) -> tuple[list[Ints], Claims]:
    """Return named subjects with those whose local part spells their name and hardly another's."""
    patterns, numbers, spellings = zip(*usual(named.ends, more(named.names)), strict=True)
    column, number = pa.chunked_array(spellings), np.concatenate(numbers)
    rank = np.repeat(np.arange(len(patterns)), [len(some) for some in numbers])
    name, part, _ = _hits(number, parts.find(column), rank)
    few = parts.sizes[part] <= _PART_MAX
    in_part = named.written.across(name[few], parts, part[few])
    name, block, rank = _hits(number, letters.find(column), rank)
    fit = letters.sizes[block] <= _caps(letters)[block]
    name, block, rank = name[fit], block[fit], rank[fit]
    weight = np.array([PATTERNS[pattern] for pattern in patterns])[rank]
    full = np.array([pattern == "full" for pattern in patterns])[rank]
    counted = ~full | _anew(block, named.turned.numbers[name])
    everyone = _summed(block[counted], weight[counted], letters)
    in_full = _summed(block[counted & full], weight[counted & full], letters)
    rivals = np.maximum(np.where(full, in_full[block], everyone[block]) / weight, 1.0)
    worth = weight / rivals >= WORTH
    whole = named.written.across(name[worth], letters, block[worth])
    return [in_part, whole], Claims(letters.keys, everyone, in_full)


def _hits(name: Ints, block: Ints, rank: Ints) -> tuple[Ints, Ints, Ints]:
    """Return which names spell which keys and by which pattern; of several, by the last."""
    hit = np.flatnonzero(block >= 0)
    hit = hit[np.lexsort((rank[hit], block[hit], name[hit]))]
    spelled = name[hit] * SPAN + block[hit]
    hit = hit[np.append(spelled[1:] != spelled[:-1], True)[: len(hit)]]
    return name[hit], block[hit], rank[hit]


def _anew(block: Ints, turned: Ints) -> Mask:
    """Tell the first spelling of a key by the same words: a name turned round claims nothing."""
    claim = block * SPAN + turned
    order = np.argsort(claim, kind="stable")
    first = np.zeros(len(claim), bool)
    first[order[np.append(True, claim[order][1:] != claim[order][:-1])[: len(claim)]]] = True
    return first


def _summed(block: Ints, weight: Floats, letters: Blocks) -> Floats:
    return np.bincount(block, weight, minlength=len(letters.sizes)).astype(float)


# ── alike ────────────────────────────────────────────────────────────────────────────────


def _loose(subjects: Sequence[Subject], named: _Named) -> Iterator[Ints]:
    """Yield subjects whose local parts begin or end alike, or like a spelling of a name."""
    bare = [
        (one.letters, bearer)
        for bearer, one in enumerate(subjects)
        if not one.fulls and len(one.letters) >= _LOOSE
    ]
    letters = strings([one for one, _ in bare])
    keys = pa.concat_arrays([_beginning(letters), _end(letters)])
    locals_ = by_key(keys, np.tile(np.array([bearer for _, bearer in bare], np.int64), 2))
    few = locals_.sizes <= _SIMILAR_MAX
    yield locals_.within(few)
    columns = _loose_keys(named.ends.first, named.ends.last)
    key = locals_.find(pa.chunked_array(columns))
    name = np.tile(np.arange(len(named.names)), len(columns))
    some = (key >= 0) & few[key] if len(few) else key >= 0
    both = distinct(key[some] * SPAN + name[some])
    key, name = both // SPAN, both % SPAN
    rare = np.bincount(key, minlength=1)[key] <= _SIMILAR_MAX
    yield named.written.across(name[rare], locals_, key[rare])


def _loose_keys(first: pa.Array, last: pa.Array) -> list[pa.Array]:
    """Return how the spellings of names may begin or end."""
    whole, turned = joined(first, last), joined(last, first)
    cuts = [joined(cut(first, letters), cut(last, _LOOSE - letters)) for letters in (1, 2, 3, 4)]
    return [*map(_beginning, (whole, turned, *cuts)), _end(whole), _end(turned)]


def _beginning(column: pa.Array) -> pa.Array:
    return joined(cut(column, _LOOSE), "<")


def _end(column: pa.Array) -> pa.Array:
    return joined(">", cut(column, -_LOOSE))


def _similar(named: _Named, names: NameList) -> Iterator[Ints]:
    """Yield subjects whose names are the same words in another order or nearly the same."""
    full = np.flatnonzero(named.borne.sizes)
    columns = [column.take(full) for column in _variants(named)]
    other = [(key, n) for n in full.tolist() for key in _more_variants(named.names[n])]
    keys = pa.concat_arrays([*columns, strings([key for key, _ in other])])
    numbers = np.array([n for _, n in other], np.int64)
    blocks = by_key(keys, np.append(np.tile(full, len(columns)), numbers))
    pairs = distinct(blocks.within(blocks.sizes <= _SIMILAR_MAX))
    left, right = pairs // SPAN, pairs % SPAN
    near = names.compatible(left, right)
    rest = np.flatnonzero(~near)
    near[rest] = names.resembling(left[rest], right[rest], least=FUZZY)
    near[rest] |= names.sounding(left[rest], right[rest])
    yield named.borne.across(left[near], named.borne, right[near])


def _abbreviated(everyone: People, named: _Named) -> Iterator[Ints]:
    """Yield those known by initials and a family name with those whose name begins like it."""
    short = [
        (_initial(one.aliases[0]), bearer)
        for bearer, one in enumerate(everyone.subjects)
        if one.names and not one.fulls and len(one.aliases[0][-1]) >= _LOOSE
    ]
    blocks = _keyed(short)
    few = blocks.sizes <= _SIMILAR_MAX
    yield blocks.within(few)
    block = blocks.find(joined(cut(named.ends.first, 1), " ", named.ends.last))
    name = np.arange(len(named.names))
    some = (block >= 0) & few[block] if len(few) else block >= 0
    rare = np.bincount(block[some], minlength=1)[block] <= _SIMILAR_MAX
    yield named.borne.across(name[some & rare], blocks, block[some & rare])


def _initial(name: Name) -> str:
    return f"{name[0][0]} {name[-1]}"


def _variants(named: _Named) -> list[pa.Array]:
    """Return what names share with their likely variants: spelling and order."""
    first, last = named.ends.first, named.ends.last
    words = strings([f"*{len(name)} " for name in named.names])
    return [
        named.turned.column(np.arange(len(named.names))),
        joined(cut(first, 2), words, last),
        joined(first, " ", cut(last, 4), "*"),
        joined("$", named.sounds),
        joined("=", named.glued),
    ]


def _more_variants(name: Name) -> Iterator[str]:
    """Yield what a name shares with one that leaves some of it out, or with a pet name."""
    first, last = name[0], name[-1]
    if len(name) > 2:  # noqa: PLR2004 - a middle name
        kept = [word for word in name if word not in PARTICLES]
        pairs = {*combinations(kept, 2), (first, last)}
        yield from {" ".join(sorted(pair)) for pair in pairs}
    for form in other_forms(first):
        yield f"{min(form, first)}/{max(form, first)} {last}"
