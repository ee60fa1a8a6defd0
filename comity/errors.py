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

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """A verb to call, with what it is given, or, without a verb, an option of the one at hand.

    Each face says it in its own way; as a string it is what one types at a terminal.

    >>> str(call("quiet", "Ada Hart", for_="3m"))
    'comity quiet "Ada Hart" --for 3m'
    """

    verb: str = ""
    given: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()  # name and value; "" for a flag's
    book: str = ""  # another than the one at hand

    def __str__(self) -> str:
        """Return what one types."""
        command = ("comity", *(("--book", self.book) if self.book else ()), self.verb)
        options = (f"--{name} {value}".rstrip() for name, value in self.options)
        given = (f'"{one}"' if " " in one else one for one in self.given)
        return " ".join((*(command if self.verb else ()), *given, *options))


def call(verb: str, *given: str, book: str = "", **options: str) -> Call:
    """Return a call; an option's trailing underscore is Python's (``for_``)."""
    named = tuple((name.rstrip("_"), value) for name, value in options.items())
    return Call(verb, given, named, book)


def option(name: str, value: str = "") -> Call:
    """Return an option of the verb at hand."""
    return Call(options=((name, value),))


class Advice(str):
    """Words of ours that name what to call; as a string they are a terminal's."""

    __slots__ = ("parts",)
    parts: tuple[str | Call, ...]

    def __new__(cls, *parts: str | Call) -> Advice:  # noqa: PYI034 - it is final in all but name
        """Join the parts, and keep them."""
        made = super().__new__(cls, "".join(map(str, parts)))
        made.parts = parts
        return made


@dataclass(frozen=True, slots=True)
class Unclear:
    """A word for somebody that means nobody yet, or several: what may be given instead of it."""

    word: str
    persons: tuple[str, ...] = ()  # ids of those it may mean, the likeliest first
    new: str = ""  # the option that takes the word for somebody new
    told: str = ""  # the message, for a face that shows the people itself


class ComityError(Exception):
    """Something the user can mend; printed without a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", unclear: Unclear | None = None) -> None:
        """Keep the message, what to do next, and whom a word may mean."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.unclear = unclear


class BookTooNew(ComityError):
    """The book was written by a newer version of Comity."""


class BookDamaged(ComityError):
    """A file of the book is missing, older than the rest, or not what was written."""

    def __init__(self, path: object, what: str, *, hint: str) -> None:
        """Keep what is wrong with the file: "missing", "damaged: it cannot be read"."""
        super().__init__(f"{path} is {what}", hint=hint)
        self.what = what


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
