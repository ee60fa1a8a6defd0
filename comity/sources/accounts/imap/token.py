"""How far a mailbox was read, as one word that is kept with it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.sources.accounts.imap.connection import Status

_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Token:
    """What a mailbox was when all of it had been told."""

    validity: int = -1  # UIDVALIDITY; -1 of a mailbox that was never opened
    next: int = 0  # UIDNEXT; 0 while not all was told
    modseq: int = 0
    exists: int = 0
    missing: int = 0  # messages that the server did not give
    day: int = 0  # of the last look at all there is

    def __str__(self) -> str:
        """Return the word it is kept as."""
        return " ".join(map(str, astuple(self)))

    @classmethod
    def of(cls, text: str) -> Token:
        """Return the token a word stands for; that of nothing for any other."""
        words = text.split()
        if len(words) != _FIELDS or not all(word.lstrip("-").isdigit() for word in words):
            return cls()
        return cls(*map(int, words))

    def is_of(self, status: Status) -> bool:
        """Tell whether nothing can have changed: no flag, where the server counts them."""
        now = (status.validity, status.next, status.modseq, status.exists)
        return self.next > 0 and now == (self.validity, self.next, self.modseq, self.exists)
