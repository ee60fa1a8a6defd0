"""``demo``: a book of an invented person, made from real file formats by the real sources."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from comity.book import open_book
from comity.errors import Advice, BadInput, call
from comity.operations.document import Document, LocalPath
from comity.operations.intake.documents import Import
from comity.operations.network.documents import Audit
from comity.operations.operation import find, operation
from comity.operations.plan.documents import Today
from comity.operations.upkeep.storage_info import INCOMING
from comity.store import durable

if TYPE_CHECKING:
    from comity.book import Book

MARK = "demo"  # a file that tells a demo's book from anybody's own
_PREFIX = "comity-demo-"  # of the folder that a demo's files lie in


@dataclass(frozen=True, slots=True)
class Demo(Document):
    """A demo's book: where it lies, what was read into it, its count and its plan."""

    book: LocalPath
    import_: Import
    audit: Audit
    today: Today


@operation("demo", writes=True)
def demo(
    book: Book,
    *,
    to: Annotated[Path | None, "The folder of the demo's book."] = None,
    seed: Annotated[int, "Another seed, another person."] = 7,
    contacts: Annotated[int, "How many people they have some trace of."] = 600,
) -> Demo:
    """Write a book of an invented person, to look around in.

    Five years of mail, meetings, chats and a LinkedIn export of somebody who does not exist, in
    a book of its own: yours is not touched. The files are read as yours would be. With --as-of it
    is written as if on that day, and comes out the same every time. An earlier demo makes room for
    it, unless you brought or said something there yourself.
    """
    from comity.demo.files import write
    from comity.demo.world import make

    folder = to or book.folder.with_name(f"{book.folder.name}-demo")
    _clear(folder, book.now_us)
    if book.notify:
        book.notify("inventing a person")
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as place:
        now_us = book.now_us if book.as_of_us is None else book.as_of_us
        written = write(make(seed=seed, now_us=now_us, contacts=contacts), Path(place))
        with open_book(folder, now_us=now_us, notify=book.notify, progress=book.progress) as made:
            done = find("import").function(made, list(written.paths), me=list(written.me))
            with durable.new_file(folder / MARK) as file:
                file.write(b"a demo's book: nobody in it is real\n")
            return Demo(
                book=str(folder),
                import_=done,
                audit=find("audit").function(made),
                today=find("today").function(made),
            )


def _clear(folder: Path, now_us: int) -> None:
    """Make room for the demo; never delete what is not a demo's, or was put there since."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).exists():
        raise BadInput(
            f"{folder} is not a demo's book", hint=Advice("name another: ", call("demo", to="DIR"))
        )
    with open_book(folder, now_us=now_us) as before:
        if _holds_own(before):
            raise BadInput(
                f"{folder} holds what you brought or said there yourself",
                hint=Advice(
                    "name another: ", call("demo", to="DIR"), "; or delete that folder by hand"
                ),
            )
    shutil.rmtree(folder)


def _holds_own(demo: Book) -> bool:
    """Tell whether a demo's book holds what the demo did not put there."""
    paths = (Path(path) for source in demo.facts.sources() for path in source.paths)
    brought = any(not any(part.startswith(_PREFIX) for part in path.parts) for path in paths)
    dropped = demo.folder / INCOMING
    waiting = dropped.is_dir() and any(path.is_file() for path in dropped.rglob("*"))
    return brought or waiting or any(one["verb"] != "me" for one in demo.decisions.everything())
