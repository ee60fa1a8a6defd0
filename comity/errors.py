"""What can go wrong that the user can mend.

    ComityError            message, and ``hint``: what to do next; the command line exits 1
    ├── BookTooNew         written by a newer version
    ├── BookDamaged        a file of it is missing, older than the rest, or not what was written
    ├── BookBusy           another process is writing and the wait was given up
    ├── BookReadOnly       the folder cannot be written
    ├── NoRight            a file of it may not be read
    ├── DiskFull           no space left
    ├── NotFound           no person, suggestion, source or question by that word
    ├── Ambiguous          more than one person answers to that word
    └── BadInput           a date, address or option that cannot be understood; exits 2

Trouble inside data is never raised: it is a ``model.Problem``.
"""

from __future__ import annotations


class ComityError(Exception):
    """Something the user can mend; printed without a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the message and what to do next."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class BookTooNew(ComityError):
    """The book was written by a newer version of Comity."""


class BookDamaged(ComityError):
    """A file of the book is missing, older than the rest, or not what was written."""


class BookBusy(ComityError):
    """Another process is writing to the book."""


class BookReadOnly(ComityError):
    """The book's folder cannot be written."""


class NoRight(ComityError):
    """A file of the book may not be read by whoever asks."""


class DiskFull(ComityError):
    """No space is left on the disk that holds the book."""


class NotFound(ComityError):
    """Nothing answers to that word."""


class Ambiguous(ComityError):
    """More than one person answers to that word."""


class BadInput(ComityError):
    """A value that cannot be understood."""

    exit_code = 2


def to_install(extra: str) -> str:
    """Return what brings an extra: what few need, and what is large."""
    return f"./run extras in a clone, or pip install 'comity[{extra}]'"
