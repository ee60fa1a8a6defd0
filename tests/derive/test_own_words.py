from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.privacy.redaction import redact
from comity.store.decisions import Said
from tests.records import ADA, ME, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book

ASKED = "Could you send me the drawings of the bridge by Friday?\nI have to show them."
PARENT = mail("a", "2025-03-03", text=ASKED)


def written(book: Book) -> dict[str, str]:
    """Return what each mail's author wrote, by its subject."""
    book.show_facts()
    return {one["subject"]: one["text"] for one in book.rows("SELECT subject, text FROM written")}


def test_a_reply_is_read_without_the_words_of_its_parent(tmp_path: Path) -> None:
    reply = mail("b", "2025-03-04", sender=ME, to=(ADA,), answers="a", text=f"Gladly.\n\n{ASKED}")
    book = book_of([PARENT, reply], tmp_path)
    assert written(book) == {"About a": ASKED, "About b": "Gladly."}
    assert [one["key"] for one in book.rows("SELECT key FROM exchange")] == [
        one["key"] for one in book.rows("SELECT key FROM record WHERE subject = 'About a'")
    ]
    (stored,) = book.rows("SELECT text FROM record WHERE subject = 'About b'")
    assert stored["text"] == f"Gladly.\n\n{ASKED}"  # facts stay


def test_ones_own_words_again_and_a_strangers_are_kept(tmp_path: Path) -> None:
    again = mail("b", "2025-03-04", answers="a", text=f"Once more:\n\n{ASKED}")
    apart = mail("c", "2025-03-05", sender=ME, to=(ADA,), text=f"They write:\n\n{ASKED}")
    book = book_of([PARENT, again, apart], tmp_path)
    assert written(book)["About b"] == again.text
    assert written(book)["About c"] == apart.text


def test_what_is_private_is_not_shown_here_either(tmp_path: Path) -> None:
    reply = mail("b", "2025-03-04", sender=ME, to=(ADA,), answers="a", text=f"Gladly.\n\n{ASKED}")
    book = book_of([PARENT, reply], tmp_path)
    book.say([Said("never", ADA, value=True)])
    book.redact = redact
    assert written(book) == {}
