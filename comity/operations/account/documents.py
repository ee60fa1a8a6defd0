"""What is said of accounts that are followed: how each stands, what came, where sums differ."""

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
    Word,
)
from comity.operations.words import count


@dataclass(frozen=True, slots=True)
class AccountState(Document):
    """An account: where it lies, and how it stands.

    ``state``: new (never read), fresh, offline, refused, broken, paused.
    """

    name: Source
    kind: Word
    where: LocalPath
    user: LocalPath
    state: Word
    last_success: Instant | None
    last_try: Instant | None
    what: Sentence = ""
    advice: Sentence = ""


@dataclass(frozen=True, slots=True)
class AccountList(Document):
    """The accounts that are followed."""

    accounts: tuple[AccountState, ...]


@dataclass(frozen=True, slots=True)
class AccountAdded(Outcome):
    """Accounts that are followed from now on; ``secret_in`` names where a password is kept."""

    added: tuple[AccountState, ...]
    secret_in: Sentence = ""

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        names = ", ".join(one.name for one in self.added)
        if not names:
            return "Nothing was found that is not followed already."
        kept = f" Its password is kept in {self.secret_in}." if self.secret_in else ""
        away = [f" {one.name}: {one.what}." for one in self.added if one.state == "offline"]
        return f"Followed from now on: {names}.{kept}{''.join(away)}"


@dataclass(frozen=True, slots=True)
class PlaceFound(Document):
    """A folder, calendar or address book; ``on_server`` is null where the other side is silent."""

    place: LocalPath
    on_server: Count | None


@dataclass(frozen=True, slots=True)
class AccountTested(Outcome):
    """What an account shows of itself when one knocks; nothing was read."""

    name: Source
    places: tuple[PlaceFound, ...]

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"{self.name} lets you in: {count(len(self.places), 'place')} to read."


@dataclass(frozen=True, slots=True)
class AccountPaused(Outcome):
    """An account that is not read for now, or is again."""

    name: Source
    paused: Flag

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"Paused: {self.name} is not read." if self.paused else f"{self.name} is read again."


@dataclass(frozen=True, slots=True)
class AccountRenewed(Outcome):
    """An account whose password was given anew, or that was signed in to again."""

    name: Source
    secret_in: Sentence

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        return f"{self.name} lets you in; its password is kept in {self.secret_in}."


@dataclass(frozen=True, slots=True)
class AccountRemoved(Outcome):
    """An account that is followed no longer; ``source``: what it told, which stays.

    It is "" of files, which are sources of their own. ``secret_kept``: its password could not be
    deleted from where it is kept.
    """

    name: Source
    source: Source
    secret_kept: Flag = False

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        if not self.source:
            return f"No longer followed: {self.name}. What it told stays."
        gone = "could not be deleted" if self.secret_kept else "is deleted"
        return f"No longer followed: {self.name}. Its password {gone}, what it told stays."


@dataclass(frozen=True, slots=True)
class AccountSynced(Document):
    """What one run of an account brought; ``read = new + known + skipped``."""

    name: Source
    state: Word
    read: Count
    new: Count
    known: Count
    skipped: dict[Sentence, Count]
    problems: Count
    what: Sentence = ""
    advice: Sentence = ""


@dataclass(frozen=True, slots=True)
class Synced(Document):
    """What came of reading the accounts; ``failed``: one of them needs its user."""

    accounts: tuple[AccountSynced, ...]
    failed: Flag

    @property
    def whole(self) -> bool:
        """Whether nothing is left for the user to do; being offline is no fault."""
        return not self.failed


@dataclass(frozen=True, slots=True)
class TimerSet(Outcome):
    """Files that the system's own timer reads, and what switches it on and off."""

    files: LocalPaths
    text: LocalPath
    switch_on: LocalPath
    switch_off: LocalPath
    removed: Flag = False

    def in_words(self, zone: str) -> str:
        """Return it as a sentence."""
        del zone
        if not self.removed:
            return f"Written: {', '.join(self.files)}. It does nothing until you switch it on."
        if not self.files:
            return "There was no timer."
        return f"Removed: {', '.join(self.files)}."


@dataclass(frozen=True, slots=True)
class PlaceHealth(Document):
    """The sum of one place: what lies there, and what was made of it."""

    place: LocalPath
    on_server: Count | None
    read: Count
    kept: Count
    skipped: dict[Sentence, Count]
    adds_up: Flag
    what: Sentence = ""


@dataclass(frozen=True, slots=True)
class AccountHealth(Document):
    """How one account stands: the last success, how long ago, and its sum."""

    name: Source
    kind: Word
    state: Word
    last_success: Instant | None
    lag_s: Count | None
    on_server: Count | None
    read: Count
    kept: Count
    skipped: dict[Sentence, Count]
    adds_up: Flag
    places: tuple[PlaceHealth, ...]
    what: Sentence = ""
    advice: Sentence = ""


@dataclass(frozen=True, slots=True)
class Health(Document):
    """How all accounts stand."""

    accounts: tuple[AccountHealth, ...]
