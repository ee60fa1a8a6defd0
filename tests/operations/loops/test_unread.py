from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.loops.unread import unread_in_words
from tests.records import ADA, ME, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

DUTCH = (
    "Goedemorgen, ik heb het rapport van de molen gelezen en ik vind dat het goed is. Ik zal je "
    "volgende week het verslag sturen, want dan ben ik weer op kantoor en heb ik meer tijd."
)
GERMAN = (
    "Guten Morgen, ich habe den Bericht über die Mühle gelesen und finde ihn gut. Ich schicke dir "
    "nächste Woche das Protokoll, denn dann bin ich wieder im Büro und habe mehr Zeit."
)
ENGLISH = "Good morning, I have read the report on the mill and I think that it is good for us."


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([DUTCH, DUTCH, ENGLISH], "of your latest three texts two in Dutch were not read"),
        ([DUTCH, ENGLISH, ENGLISH], ""),  # one is not told of
        ([GERMAN, GERMAN, ENGLISH], ""),
    ],
)
def test_what_is_written_in_a_language_not_read_is_told(
    tmp_path: Path, texts: list[str], told: str
) -> None:
    written = [
        mail(f"m{n}", f"2025-05-0{n + 1}", sender=ME, to=(ADA,), text=text)
        for n, text in enumerate(texts)
    ]
    theirs = [mail(f"t{n}", f"2025-04-0{n + 1}", sender=ADA, text=DUTCH) for n in range(4)]
    book = book_of([*written, *theirs], tmp_path)
    assert unread_in_words(book).endswith(told)
    assert bool(told) == bool(unread_in_words(book))
    book.close()
