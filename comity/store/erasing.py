"""A batch and the people to forget in; the batch without them out.

Their identities and claims go, and all text of what they wrote; a record about them, or one that
leaves nobody to have met, goes whole. Forgetting first or importing first comes to the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from comity.normalise.identity import earlier_identity, identity_of, name_under, unnamed_under
from comity.normalise.relay import names_correspondents
from comity.schema import identity_id
from comity.store.columns import ROW
from comity.store.manifest import EARLIER

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from comity.store.columns import Batch

_ABOUT = pa.array(["subject", "about"])
_AUTHOR = pa.array(["from", "organizer"])
_WRITTEN = ("subject", "text", "detail", "attachments")


def erase(batch: Batch, forgotten: AbstractSet[str]) -> tuple[Batch, np.ndarray, np.ndarray]:
    """Return the batch without the forgotten, and masks of the records touched and gone.

    ``forgotten`` holds hashes (``schema.identity_id``), those of identities as the first format had
    them marked ``EARLIER``. The records gone are still in the batch.
    """
    people = batch.participant
    theirs = _theirs(people, forgotten)
    rows = np.asarray(people.column(ROW))
    touched = np.zeros(len(batch), dtype=bool)
    touched[rows[theirs]] = True
    if touched.any():
        batch, gone = _without_people(batch, theirs, touched)
    else:
        gone = touched.copy()
    claimed = _theirs(batch.claim, forgotten) | _beside(batch.claim, people, theirs)
    if claimed.any():
        touched[np.asarray(batch.claim.column(ROW))[claimed]] = True
        batch = batch.with_table("claim", batch.claim.filter(pa.array(~claimed)))
    return batch, touched, gone


def blank(batch: Batch, blanked: AbstractSet[str]) -> tuple[Batch, np.ndarray]:
    """Return the batch with the words of some records (key) and claims (key/attribute) left out.

    Also a mask of the records touched. A name in them is the user's wish to blank, so a record
    that is read again, in whatever version, stays blank.
    """
    written = np.asarray(pc.is_in(batch.record.column("key"), _array(blanked)), dtype=bool)
    if written.any():
        batch = batch.with_table("record", _silenced(batch.record, written))
    columns = (batch.claim.column("key"), batch.claim.column("attribute"))
    claimed = pc.is_in(pc.binary_join_element_wise(*columns, "/"), _array(blanked))
    theirs = np.asarray(claimed, dtype=bool)
    touched = written.copy()
    if theirs.any():
        touched[np.asarray(batch.claim.column(ROW))[theirs]] = True
        batch = batch.with_table("claim", batch.claim.filter(pa.array(~theirs)))
    return batch, touched


def _array(words: AbstractSet[str]) -> pa.Array:
    return pa.array(sorted(words), pa.string())


def _theirs(rows: pa.RecordBatch, forgotten: AbstractSet[str]) -> np.ndarray:
    """Return which rows name an identity that was forgotten."""
    identity = rows.column("identity")
    written = identity.unique().to_pylist()
    named = [one for one in written if _is_forgotten(one, forgotten)]
    found = np.asarray(pc.is_in(identity, pa.array(named, pa.string())), dtype=bool)
    naming = [one for one in written if names_correspondents(one.rpartition("@")[2].lower())]
    if naming and "name" in rows.schema.names:  # a relay's address stands for whom the name says
        for row in np.flatnonzero(pc.is_in(identity, pa.array(naming, pa.string()))):
            said = identity_of(identity[row].as_py(), rows.column("name")[row].as_py())
            found[row] = found[row] or identity_id(said) in forgotten
    if "name" in rows.schema.names and forgotten:
        found |= _by_name(rows, forgotten)
    return found


def _beside(claims: pa.RecordBatch, people: pa.RecordBatch, theirs: np.ndarray) -> np.ndarray:
    """Return which claims are of an address that is theirs in the very record."""
    if not theirs.any() or not len(claims):
        return np.zeros(len(claims), dtype=bool)
    gone = people.filter(pa.array(theirs))
    pairs = set(zip(gone.column(ROW).to_pylist(), gone.column("identity").to_pylist(), strict=True))
    mine = zip(claims.column(ROW).to_pylist(), claims.column("identity").to_pylist(), strict=True)
    return np.fromiter((pair in pairs for pair in mine), bool, len(claims))


def _by_name(rows: pa.RecordBatch, forgotten: AbstractSet[str]) -> np.ndarray:
    """Return which rows name, under an address that others share, somebody who was forgotten."""
    pairs = zip(rows.column("identity").to_pylist(), rows.column("name").to_pylist(), strict=True)
    told: dict[tuple[str, str], bool] = {}
    for pair in (found := list(pairs)):
        if pair not in told:
            told[pair] = _is_forgotten_under(*pair, forgotten)
    return np.fromiter((told[pair] for pair in found), bool, len(found))


def _is_forgotten_under(written: str, name: str, forgotten: AbstractSet[str]) -> bool:
    if not written.startswith(("email:", "phone:")):
        return False
    identity = identity_of(written)
    under = name_under(identity, name) or unnamed_under(identity)
    return identity_id(under) in forgotten


def _is_forgotten(written: str, forgotten: AbstractSet[str]) -> bool:
    if identity_id(identity_of(written)) in forgotten:
        return True
    return EARLIER + identity_id(earlier_identity(written)) in forgotten


def _without_people(
    batch: Batch, theirs: np.ndarray, touched: np.ndarray
) -> tuple[Batch, np.ndarray]:
    people = batch.participant
    rows = np.asarray(people.column(ROW))
    about = np.asarray(pc.is_in(people.column("role"), _ABOUT))
    author = np.asarray(pc.is_in(people.column("role"), _AUTHOR))
    left = people.filter(pa.array(~theirs))
    gone = touched & (_distinct(left, len(batch)) < 2)  # noqa: PLR2004 - the owner and one other
    gone[rows[theirs & about]] = True
    written = np.zeros(len(batch), dtype=bool)
    written[rows[theirs & author]] = True
    batch = batch.with_table("record", _silenced(batch.record, written))
    return batch.with_table("participant", left), gone


def _distinct(people: pa.RecordBatch, records: int) -> np.ndarray:
    """Return the number of different identities in each record."""
    pairs = pa.table({ROW: people.column(ROW), "identity": people.column("identity")})
    counted = pairs.group_by(ROW).aggregate([("identity", "count_distinct")])
    out = np.zeros(records, dtype=np.int64)
    out[np.asarray(counted.column(ROW))] = counted.column("identity_count_distinct")
    return out


def _silenced(record: pa.RecordBatch, written: np.ndarray) -> pa.RecordBatch:
    """Return the records with all that was written in some of them left out."""
    mask = pa.array(written)
    for name in _WRITTEN:
        record = _put(record, name, pc.if_else(mask, "", record.column(name)))
    for name in ("text_length", "text_mark"):
        none = pa.scalar(0, record.column(name).type)
        record = _put(record, name, pc.if_else(mask, none, record.column(name)))
    return record


def _put(rows: pa.RecordBatch, name: str, column: pa.Array) -> pa.RecordBatch:
    return rows.set_column(rows.schema.get_field_index(name), name, column)
