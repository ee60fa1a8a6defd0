"""Where a survey's acts are kept, and a survey by the word the user has for it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from comity.errors import Advice, BadInput, NotFound, call
from comity.operations.survey.answers import told
from comity.store.surveys import SurveyFile

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.survey.answers import Survey

_KEY_CHARS = 40
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def survey_file(book: Book, key: str) -> SurveyFile:
    """Return the file of a survey of that key, which may not be there yet."""
    if not _KEY.fullmatch(key):
        raise _none_called(key)
    return SurveyFile(book.folder / SurveyFile.home / key)


def keys(book: Book) -> list[str]:
    """Return the keys of all surveys."""
    found = (one.folder.name for one in SurveyFile.every(book.folder))
    return [key for key in found if _KEY.fullmatch(key)]


def survey_of(book: Book, wanted: str) -> tuple[SurveyFile, Survey]:
    """Return a survey by its key or its title; where there is one alone, "" is that one."""
    word = wanted.strip()
    there = keys(book)
    if word in there:
        return _read(book, word)
    surveys = [_read(book, key) for key in there]
    meant = [
        one
        for one in surveys
        if not word or word.casefold() in (one[1].title.casefold(), one[1].key)
    ]
    if len(meant) == 1:
        return meant[0]
    if not word and meant:
        raise BadInput(
            "there are several surveys: say which", hint=", ".join(one[1].key for one in meant)
        )
    raise _none_called(word)


def new_key(book: Book, title: str) -> str:
    """Return a key for a title that no survey has yet: "evening-of-founders", then "…-2"."""
    plain = unicodedata.normalize("NFKD", title.casefold().replace("ß", "ss"))
    ascii_ = plain.encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:_KEY_CHARS].strip("-") or "survey"
    taken = set(keys(book))
    number = next(n for n in range(1, len(taken) + 2) if _numbered(stem, n) not in taken)
    return _numbered(stem, number)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def _read(book: Book, key: str) -> tuple[SurveyFile, Survey]:
    file = survey_file(book, key)
    return file, told(key, file.acts())


def _none_called(word: str) -> NotFound:
    hint = Advice(call("survey new", "TITLE"), " makes one, ", call("survey"), " lists all")
    return NotFound(
        f"there is no survey {word[:60]!r}" if word else "there is no survey", hint=hint
    )
