"""``event repair``: who is missing, late or back, a table that breaks, and the seats mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import BadInput
from comity.operations.event.calling import short_names
from comity.operations.event.documents import Moved, Repaired
from comity.operations.event.evening import told
from comity.operations.event.events import event_named
from comity.operations.event.pressed import after
from comity.operations.event.pressing import PRESSES
from comity.operations.event.repairing import in_words, proposal
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.book import Book
    from comity.operations.event.evening import Evening, Said
    from comity.operations.event.pressed import Pressed
    from comity.operations.event.repairing import Proposal


_TRIES = 5


@operation("event repair", writes=True)
def repair(
    book: Book,
    name: str,
    *,
    missing: Annotated[list[str] | None, "Who did not come; may be given often."] = None,
    late: Annotated[list[str] | None, "Who came and was on no list."] = None,
    back: Annotated[list[str] | None, "Who was missing and is there now."] = None,
    table: Annotated[list[int] | None, "A table that is of no use any more."] = None,
    propose: Annotated[bool, "Say what would change, and change nothing."] = False,
) -> Repaired:
    """Mend the seats of an evening when somebody is missing or late, or a table breaks.

    Nobody meets anybody again, as few people as possible get another seat, and nobody is left
    without company where that can be. Rounds that began stand. All pages of the evening follow.
    comity event run shows the same on a page, where one press takes it back.
    """
    file = event_named(book.folder, name)
    asked = [
        *(("missing", {"who": one}) for one in missing or ()),
        *(("late", {"who": one}) for one in late or ()),
        *(("back", {"who": one}) for one in back or ()),
        *(("table", {"table": str(one)}) for one in table or ()),
    ]
    for _ in range(_TRIES):
        before = told(file.acts())
        said, words = _said(before, asked)
        evening = after(before, said)
        found = proposal(evening) if evening.seating else None
        moved = found if found and (evening.unsettled or found.moves) else None
        acts = [*said, *([moved.act] if moved else ())]
        told_ = " ".join([*words, in_words(evening, found) if found else ""]).strip()
        if propose or file.append_all(acts, at_us=book.now_us, after=before.latest) or not acts:
            return _repaired(file.folder.name, evening, found, told_, taken=not propose)
    raise BadInput("others were pressing at the same moment", hint="say it once more")


def _said(
    evening: Evening, asked: Sequence[tuple[str, dict[str, str]]]
) -> tuple[list[Said], list[str]]:
    """Return what is said, each of the evening as those before leave it, and the sentences."""
    said: list[Said] = []
    words = []
    for what, given in asked:
        one: Pressed = PRESSES[what](after(evening, said), given)
        said += [act for act in one.said if act[0] != "repaired"]
        words.append(one.words)
    return said, words


def _repaired(
    key: str, evening: Evening, found: Proposal | None, words: str, *, taken: bool
) -> Repaired:
    names = short_names(evening.guests)
    moves = found.moves if found else ()
    return Repaired(
        key,
        found.from_round if found else 0,
        tuple(Moved(one.round, names[one.guest], one.table, one.to) for one in moves),
        taken,
        words or "Every seat stands.",
    )
