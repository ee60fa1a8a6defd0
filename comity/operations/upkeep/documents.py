"""What is said of the book itself: its settings, its sources, what is damaged, where it lies."""

from __future__ import annotations

from dataclasses import dataclass

from comity.operations.document import (
    Count,
    Document,
    Flag,
    Instant,
    LocalPath,
    LocalPaths,
    Outcome,
    Sentence,
    Source,
    Text,
    Word,
)
from comity.operations.words import count

# ── settings ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Settings(Document):
    """Where the book lies, how it is set, and what each setting means."""

    book: LocalPath
    settings: dict[Word, Count | Sentence | None]
    meanings: dict[Word, Sentence]


# ── sources ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SourceRead(Document):
    """A source: how much of it the book holds, when it was read, and from where."""

    source: Source
    records: Count
    first_import: Instant | None
    last_import: Instant | None
    paths: LocalPaths


@dataclass(frozen=True, slots=True)
class Sources(Document):
    """Where the facts came from."""

    sources: tuple[SourceRead, ...]


@dataclass(frozen=True, slots=True)
class SourceRemoved(Outcome):
    """A source that was taken out, and how many records no other source holds."""

    removed: Source
    records: Count

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Taken out: {self.removed}, {count(self.records, 'record')}."


@dataclass(frozen=True, slots=True)
class Unread(Document):
    """What could not be read, where, and what to do about it."""

    source: Source
    where: LocalPath
    what: Text
    advice: Sentence


@dataclass(frozen=True, slots=True)
class Problems(Document):
    """What could not be read: the first of it, and how much there is."""

    problems: tuple[Unread, ...]
    count: Count


# ── check ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DamagedFile(Document):
    """A file that is not what was written, and what brings it back."""

    file: LocalPath
    what: Sentence
    remedy: Sentence


@dataclass(frozen=True, slots=True)
class SetAside(Document):
    """Facts that were set aside and are not in the book: what they held, what brings them back."""

    folder: LocalPath
    records: Count | None
    sources: tuple[Source, ...]
    import_again: LocalPaths
    what: Sentence
    remedy: Sentence


@dataclass(frozen=True, slots=True)
class Checked(Document):
    """Whether the book is what was written."""

    whole: Flag
    files: Count
    bytes: Count
    damaged: tuple[DamagedFile, ...]
    aside: tuple[SetAside, ...]
    aside_of_no_use: LocalPaths


@dataclass(frozen=True, slots=True)
class FolderTakenBack(Document):
    """A whole folder of facts that is in the book again."""

    folder: LocalPath
    records: Count
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class DecisionsSaved(Document):
    """What could be read of damaged decisions; at most so many are ``missing``."""

    decisions: Count
    missing: Count
    kept: LocalPath  # the damaged file; "" where there was none


@dataclass(frozen=True, slots=True)
class ToImport(Document):
    """A source that is to be imported again."""

    source: Source
    paths: LocalPaths


@dataclass(frozen=True, slots=True)
class CheckMended(Document):
    """What was done to make a damaged book usable, and what is still to be done."""

    list_from_copy: Flag
    begun_anew: Flag
    taken_back: tuple[FolderTakenBack, ...]
    aside: LocalPaths
    waiting: tuple[SetAside, ...]
    decisions: DecisionsSaved | None
    sources_to_import: tuple[ToImport, ...]


# ── backup, where it lies ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class BackedUp(Document):
    """The file that the book was copied to."""

    backup: LocalPath
    bytes: Count


@dataclass(frozen=True, slots=True)
class BookFile(Document):
    """A file or folder of the book's, and what is in it."""

    name: LocalPath
    what: Sentence
    bytes: Count


@dataclass(frozen=True, slots=True)
class StorageInfo(Document):
    """Where the book lies; ``encrypted`` is null where that cannot be told."""

    book: LocalPath
    files: tuple[BookFile, ...]
    encrypted: Flag | None
    warning: Sentence


@dataclass(frozen=True, slots=True)
class AccountFresh(Document):
    """Until when an account was read; ``needs_you``: its password or permission was refused."""

    name: Source
    text: Sentence
    needs_you: Flag
