"""What a book's facts consist of: segments, accounts of the paths read, hashes of the forgotten.

One small JSON file, replaced atomically; a fact is stored when the manifest names its segment.
It begins with a digest of all that follows, and a copy lies beside it: of two, the one with the
higher counter is the later. It is written in ``committing``; ``integrity`` holds it against what
lies in the folder.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

from comity.errors import Advice, BookDamaged, BookTooNew, call
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 2  # 1 kept addresses normalised, and one mail under each Message-ID
EARLIER = "1:"  # before the hash of an identity as the first format had it
NAME = "manifest.json"
COPY = "manifest.copy.json"
PENDING = ".manifest.json.new"  # of a commit under way; whole, it is to be completed
PROBLEMS = "problems"  # the folder of what could not be read, a file of JSON lines a path
TO_RESTORE = Advice(
    "nothing was deleted; `",
    call("check"),
    "` names all that is damaged and what brings it back: `",
    call("check mend"),
    "`, or a backup unpacked into an empty folder",
)
_SEALED = re.compile(rb'\A\{"digest":"([0-9a-f]{32})",("counter":(\d+),.*)\Z', re.DOTALL)

Place: TypeAlias = tuple[str, str, str]  # path, source, reader


@dataclass(frozen=True, slots=True)
class Segment:
    """An immutable folder of Parquet files, one a table."""

    id: str
    rows: dict[str, int]  # a table's name and its rows
    copies: int = 0  # records whose key was stored before: other versions, fuller copies
    sizes: dict[str, int] = field(default_factory=dict)  # of each table's file, in bytes
    digests: dict[str, str] = field(default_factory=dict)  # BLAKE2b of each; none in older books
    format: int = 1  # of what it holds


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
    format: int = 1  # of the facts it was read into

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
    forgotten: frozenset[str] = frozenset()  # schema.identity_id of each, with EARLIER or without
    blanked: frozenset[str] = frozenset()  # records (key), and claims (key/attribute), kept empty
    dropped: frozenset[str] = frozenset()  # what was named once and is still to be deleted
    sealed: bool = True  # whether it vouches for itself; those of the first version did not

    @property
    def generation(self) -> str:
        """A word that changes whenever the facts do."""
        ids = "\n".join(segment.id for segment in self.segments)
        return blake2b(ids.encode(), digest_size=8).hexdigest()

    @property
    def names(self) -> frozenset[str]:
        """Whatever it names in its folder: segments, and files of problems."""
        accounts = self.accounts.values()
        problems = {f"{PROBLEMS}/{one.problem_file}" for one in accounts if one.problem_file}
        return frozenset(problems.union(segment.id for segment in self.segments))

    @property
    def is_earlier(self) -> bool:
        """Whether any fact is of an earlier format."""
        return any(segment.format < FORMAT for segment in self.segments)

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


def load(folder: Path, name: str = NAME) -> Manifest | None:
    """Return the manifest of a facts folder; None where there is none."""
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise durable.denied(folder / name) from error
    except OSError as error:
        raise _unreadable(folder / name) from error
    try:
        said = json.loads(data)
        if said["format"] > FORMAT:
            raise BookTooNew(
                f"{folder.parent} was written by a newer version of Comity",
                hint="update Comity, then run the same again",
            )
        sealed = _SEALED.match(data)
        if "digest" in said and not (sealed and sealed[1].decode() == _digest(sealed[2])):
            raise _unreadable(folder / name)
        return _from_json(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(folder / name) from error


def _unreadable(path: Path) -> BookDamaged:
    return BookDamaged(path, "damaged: it cannot be read", hint=TO_RESTORE)


def counter_in(path: Path) -> int:
    """Return the counter a manifest's file begins with, without reading the rest; 0 for none."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return 0
    found = _SEALED.match(head)
    return int(found[3]) if found else 0


def as_bytes(manifest: Manifest) -> bytes:
    """Return what is written of a manifest."""
    said = {
        "counter": manifest.counter,
        "format": FORMAT,
        "segments": [asdict(segment) for segment in manifest.segments],
        "accounts": [asdict(account) for account in manifest.accounts.values()],
        "forgotten": sorted(manifest.forgotten),
        "blanked": sorted(manifest.blanked),
        "dropped": sorted(manifest.dropped),
    }
    rest = json.dumps(said, separators=(",", ":")).encode()[1:]
    return b'{"digest":"%s",%s' % (_digest(rest).encode(), rest)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _from_json(said: dict[str, object]) -> Manifest:
    fields: dict[str, list[dict[str, object]]] = said  # type: ignore[assignment]
    return Manifest(
        counter=int(str(said["counter"])),
        segments=tuple(Segment(**one) for one in fields["segments"]),  # type: ignore[arg-type]
        accounts={account.place: account for account in _accounts(fields["accounts"])},
        forgotten=marks_of(map(str, fields["forgotten"]), earlier=str(said["format"]) == "1"),
        blanked=frozenset(map(str, fields.get("blanked", ()))),
        dropped=frozenset(map(str, fields.get("dropped", ()))),
        sealed="digest" in said,
    )


def marks_of(marks: Iterable[str], *, earlier: bool) -> frozenset[str]:
    """Return who stays forgotten, by the identities of this format and of the first."""
    found = frozenset(marks)
    return found | {EARLIER + mark for mark in found} if earlier else found


def _accounts(said: Iterable[dict[str, object]]) -> Iterator[Account]:
    for one in said:
        inside: list[tuple[str, str, str]] = one.pop("inside")  # type: ignore[assignment]
        yield Account(**one, inside=tuple((a, b, c) for a, b, c in inside))  # type: ignore[arg-type]
