"""``photo``: a picture of somebody, kept in the book among the user's own words.

So it is in every backup, erased with whom it shows, taken back by undo, and told to no assistant.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.normalise.jpeg import bare_jpeg
from comity.operations.decide.decision import TAKE_BACK
from comity.operations.decide.documents import PhotoKept
from comity.operations.operation import operation
from comity.operations.person.lookup import find_person
from comity.operations.person.timeline import identities_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book

_READ_MAX = 8 << 20


@operation("photo", writes=True)
def photo(
    book: Book, who: str, file: Path | None = None, *, off: Annotated[bool, TAKE_BACK] = False
) -> PhotoKept:
    """Keep a photo of a person: a small JPEG, of 512 pixels at most.

    What a camera writes beside the picture (where, when, with what) is left out. On a person's
    page any picture will do: the browser makes it small.
    """
    if (file is None) != off:
        raise BadInput("name a file", hint=Advice(call("photo", "Ada", "ada.jpg")))
    if file is None:
        return keep_photo(book, who, None)
    if not file.is_file():
        raise NotFound(f"there is no file {file}")
    return keep_photo(book, who, file.read_bytes()[: _READ_MAX + 1])


def keep_photo(book: Book, who: str, data: bytes | None) -> PhotoKept:
    """Keep a photo, or none any more; what is no small JPEG is refused."""
    one = find_person(book, who)
    try:
        value = data and b64encode(bare_jpeg(data)).decode("ascii")
    except ValueError as error:
        hint = "a browser makes any picture small; at a terminal, make it 512 pixels wide or less"
        raise BadInput(str(error), hint=hint) from error
    book.say([Said("photo", one.identity, value=value)])
    return PhotoKept(one.person, value is not None)


def photo_of(book: Book, who: str) -> bytes | None:
    """Return a person's photo; None where there is none."""
    kept = _kept(book, who)
    return b64decode(kept) if kept else None


def has_photo(book: Book, who: str) -> bool:
    """Tell whether there is a photo of a person."""
    return bool(_kept(book, who))


def _kept(book: Book, who: str) -> str | None:
    theirs = identities_of(book, find_person(book, who).person.id)
    said = book.decisions.active("photo", as_of_us=book.as_of_us, about=theirs)
    return said[-1].value if said else None
