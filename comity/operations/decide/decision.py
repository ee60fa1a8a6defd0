"""A person and a word in, the decision written, and who it is about out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.person.lookup import find_person
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.document import Person
    from comity.store.decisions import Verb

TAKE_BACK = "Take it back."  # what --off is for


def decide(book: Book, verb: Verb, who: str, value: object) -> Person:
    """Say one thing of one person."""
    one = find_person(book, who)
    book.say([Said(verb, one.identity, value=value)])
    return one.person
