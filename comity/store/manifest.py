"""What a book's facts consist of: segments, accounts of the paths read, hashes of the forgotten.

One small JSON file, replaced atomically; a fact is stored when the manifest names its segment.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

from comity.errors import BookTooNew, ComityError
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 1
NAME = "manifest.json"

Place: TypeAlias = tuple[str, str, str]  # path, source, reader


@dataclass(frozen=True, slots=True)
class Segment:
    """An immutable folder of Parquet files, one a table."""

    id: str
    rows: dict[str, int]  # a table's name and its rows
    copies: int = 0  # records whose key was stored before: other versions, fuller copies


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the records of one path, all of one source."""

    path: str  # as given; for what lay in an archive, the archive's and the path inside
    source: str  # kind/account; "" for what no source read
    reader: str
    read: int
    skipped: dict[str, int] = field(default_factory=dict)
    problems: int = 0
    fingerprint: str = ""  # of the content; "" when it must be read again
    seen: str = ""  # size, times and inode of the file whose content that was
    with_text: bool = True
    imported_us: int = 0
    first_us: int = 0  # when it was first imported
    inside: tuple[Place, ...] = ()  # for an archive: the places of what lay in it
    problem_file: str = ""

    @property
    def place(self) -> Place:
        """What the account is kept under."""
        return self.path, self.source, self.reader


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of the facts, by name."""

    counter: int = 0  # of the replacements so far
    segments: tuple[Segment, ...] = ()  # in the order of import
    accounts: dict[Place, Account] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()  # schema.identity_id of each

    @property
    def generation(self) -> str:
        """A word that changes whenever the facts do."""
        ids = "\n".join(segment.id for segment in self.segments)
        return blake2b(ids.encode(), digest_size=8).hexdigest()

    @property
    def sources(self) -> list[str]:
        """Every source that has an account, sorted."""
        return sorted({account.source for account in self.accounts.values()} - {""})

    def with_accounts(self, accounts: Iterable[Account]) -> Manifest:
        """Return the manifest with some accounts put in place of their earlier ones."""
        kept = dict(self.accounts)
        for account in accounts:
            before = kept.get(account.place)
            first_us = before.first_us if before else account.imported_us
            kept[account.place] = replace(account, first_us=first_us)
        return replace(self, accounts=kept)


def load(folder: Path) -> Manifest:
    """Return the manifest of a facts folder; a new one's is empty."""
    try:
        text = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return Manifest()
    try:
        said = json.loads(text)
        if said["format"] > FORMAT:
            raise BookTooNew(
                f"{folder.parent} was written by a newer version of Comity",
                hint="update Comity, then run the same again",
            )
        return _from_json(said)
    except (ValueError, KeyError, TypeError) as error:
        raise ComityError(
            f"{folder / NAME} cannot be read", hint="restore the book from a backup"
        ) from error


def save(folder: Path, manifest: Manifest) -> Manifest:
    """Put a manifest in place of the one before it; return it with its number."""
    saved = replace(manifest, counter=manifest.counter + 1)
    said = {
        "format": FORMAT,
        "counter": saved.counter,
        "segments": [asdict(segment) for segment in saved.segments],
        "accounts": [asdict(account) for account in saved.accounts.values()],
        "forgotten": sorted(saved.forgotten),
    }
    durable.replace(folder / NAME, json.dumps(said).encode())
    return saved


def _from_json(said: dict[str, object]) -> Manifest:
    fields: dict[str, list[dict[str, object]]] = said  # type: ignore[assignment]
    accounts = [_account(one) for one in fields["accounts"]]
    return Manifest(
        counter=int(str(said["counter"])),
        segments=tuple(Segment(**one) for one in fields["segments"]),  # type: ignore[arg-type]
        accounts={account.place: account for account in accounts},
        forgotten=frozenset(map(str, fields["forgotten"])),
    )


def _account(said: dict[str, object]) -> Account:
    inside: list[tuple[str, str, str]] = said.pop("inside")  # type: ignore[assignment]
    return Account(**said, inside=tuple((a, b, c) for a, b, c in inside))  # type: ignore[arg-type]
