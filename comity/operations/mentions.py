"""What others wrote about somebody, in a book: what names them beside what is theirs.

A full name or an address of theirs, wherever it stands: titles, subjects, texts, signatures,
what a card says of relations, the user's own notes and tags, files dropped and not read yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.operations.moments import iso
from comity.operations.private_words import phrases_of
from comity.store import durable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book

INCOMING = "incoming"
_SAID_ID = "said-"
_FILE_BYTES_MAX = 64 << 20
_EXCERPT_CHARS = 80
_SAID = """
    SELECT key, kind, at_us, subject, coalesce(nullif(subject, ''), text) AS words
    FROM record WHERE list_bool_or([contains(lower(
        concat_ws(' ', subject, text, signature, detail, attachments)), one) FOR one IN ?])
    ORDER BY at_us NULLS LAST, key
"""
_CLAIMED = """
    SELECT DISTINCT key, attribute, value FROM claim
    WHERE list_bool_or([contains(lower(value), one) FOR one IN ?]) ORDER BY key, attribute
"""


def mentions(book: Book, names: Sequence[str], identities: Sequence[str]) -> list[dict[str, Any]]:
    """Return what names a person by these names and identities, each with a word to blank it by."""
    phrases = phrases_of(names, identities)
    return [*_in_facts(book, phrases), *_in_decisions(book, phrases), *_in_files(book, phrases)]


def blank(book: Book, ids: Sequence[str]) -> None:
    """Blank what was found: words of records and claims, words of the user, files not read yet."""
    facts = {one for one in ids if not one.startswith((_SAID_ID, f"{INCOMING}/"))}
    said = [one.removeprefix(_SAID_ID) for one in ids if one.startswith(_SAID_ID)]
    if facts:
        with book.facts.writing(on_wait=book.notify) as writer:
            writer.blank(facts)
    book.decisions.erase_said([int(one) for one in said if one.isdecimal()])
    for one in ids:
        if one.startswith(f"{INCOMING}/") and ".." not in one:
            durable.remove(book.folder / one)


def _in_facts(book: Book, phrases: list[str]) -> Iterator[dict[str, Any]]:
    if not phrases:
        return
    book.show_facts()
    for one in book.rows(_SAID, [phrases]):
        yield _found(one["key"], one["kind"], one["words"], iso(one["at_us"]))
    for one in book.rows(_CLAIMED, [phrases]):
        yield _found(f"{one['key']}/{one['attribute']}", one["attribute"], one["value"])


def _in_decisions(book: Book, phrases: list[str]) -> Iterator[dict[str, Any]]:
    for one in book.decisions.everything():
        words = f"{one['identity']} {one['other']} {one['value']}"
        if _names(words, phrases):
            yield _found(
                f"{_SAID_ID}{one['id']}", one["verb"], str(one["value"]), iso(one["at_us"])
            )


def _in_files(book: Book, phrases: list[str]) -> Iterator[dict[str, Any]]:
    folder = book.folder / INCOMING
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            with path.open("rb") as file:
                words = file.read(_FILE_BYTES_MAX).decode("utf-8", "replace")
            place = path.relative_to(book.folder).as_posix()
            if _names(f"{place} {words}", phrases):
                yield _found(place, "file not read yet", place)


def _names(words: str, phrases: list[str]) -> bool:
    folded = words.lower()
    return any(one in folded for one in phrases)


def _found(id_: str, kind: str, words: str, at: str | None = None) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "at": at, "words": " ".join(words.split())[:_EXCERPT_CHARS]}
