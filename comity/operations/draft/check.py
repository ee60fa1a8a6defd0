"""``check FILE --to PERSON``: a draft as a good editor reads it who knows the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import BadInput
from comity.language.draft.letter import CHARS_MAX, letter
from comity.operations.draft.documents import DraftChecked  # noqa: TC001 - read by the faces
from comity.operations.draft.editor import edited
from comity.operations.draft.tie import known
from comity.operations.operation import TYPED, operation
from comity.operations.person.lookup import find_person, no_person

if TYPE_CHECKING:
    from comity.book import Book

_IS_PERSON = "SELECT 1 FROM person WHERE person = ? AND kind = 'person'"


@operation("check draft", of_my_side=True, named="check", long=True)
def check_draft(
    book: Book,
    text: Annotated[str, "the draft: words, or a mail with its header", TYPED],
    *,
    to: Annotated[str, "whom it is for: a name, an address, an id"],
) -> DraftChecked:
    """Read a draft to somebody as a good editor who knows the two of you would.

    It looks at what is asked and of whom, how long it is, their name, what passed before, and
    whether anybody is pressed. Each finding points at the words and says why, with the measured
    effect where one is known; a good draft gets none. The draft is kept nowhere.
    """
    if not text.strip():
        raise BadInput("there is no draft to read", hint="write it, or name the file it is in")
    if len(text) > CHARS_MAX:
        raise BadInput(
            f"that is {len(text):,} characters, and {CHARS_MAX:,} are read",
            hint="leave out what you quote, or send the long part as a file",
        )
    meant = find_person(book, to)
    if meant.is_me or not book.rows(_IS_PERSON, [meant.person.id]):
        raise no_person(book, meant)
    draft = letter(text)
    return edited(draft, known(book, meant.person, draft.own.strip()), now_us=book.moment_us)
