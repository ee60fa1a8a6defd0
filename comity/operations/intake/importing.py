"""``import``: read what the user has into the book, and account for every record."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from comity.errors import Advice, BadInput, call
from comity.operations.intake.documents import (
    Import,  # noqa: TC001 - read from the signature when the command is made
)
from comity.operations.operation import operation
from comity.operations.upkeep.earlier import tell_of_earlier
from comity.operations.upkeep.set_aside import tell_of_aside
from comity.sources import CONTAINERS, SOURCES
from comity.store.manifest import NAME

if TYPE_CHECKING:
    from comity.book import Book

_LIST = f"facts/{NAME}"  # of a book's facts, below its folder


def _read() -> str:
    """Return what is read, for the help."""
    *some, last = [one.reads for one in (CONTAINERS | SOURCES).values()]
    return f"Read are {', '.join(some)} and {last}."


@operation("import", writes=True, more=_read)
def import_(
    book: Book,
    paths: list[Path],
    *,
    me: Annotated[list[str] | None, "An address of yours; may be given several times."] = None,
    no_text: Annotated[bool, "Keep headers alone, no texts."] = False,
    column: Annotated[
        list[str] | None, 'What a column of a table holds: "Company=organisation"; several times.'
    ] = None,
    preview: Annotated[bool, "Only show what columns of tables become; nothing is read."] = False,
) -> Import:
    """Read mail, calendars, address books, exports and chats into the book.

    PATHS are files, folders or zips; each is recognised by itself. What is known already is
    counted and left alone, so import as often as you like. Nothing is sent anywhere. Of a table of
    people, --preview shows what each column becomes, and --column says otherwise: that is
    remembered for the next export of the same.
    """
    from comity.operations.decide.me import said_mine, tell_of_unseen
    from comity.operations.intake.tables import columns_said, said_columns, tables_in
    from comity.operations.intake.tally import total

    mine = said_mine(book, me or [])
    _refuse(paths)
    chosen = columns_said(tables_in(paths, {}), column or ()) if column else []
    if preview:
        said = {**said_columns(book), **{one.other: one.value for one in chosen}}
        return replace(total([]), tables=tables_in(paths, said))
    book.decisions.say([*mine, *chosen], at_us=book.now_us)
    done = taken_in(book, paths, with_text=not no_text)
    tell_of_earlier(book)
    tell_of_aside(book)
    if done.read:
        tell_of_unseen(book, me or [])
    return done


def taken_in(book: Book, paths: list[Path], *, with_text: bool) -> Import:
    """Read some paths into the book, and take over what was decided elsewhere."""
    from comity.operations.intake.heard import Heard
    from comity.operations.intake.intake import take_in
    from comity.operations.intake.tables import said_columns, tables_in
    from comity.operations.intake.taking_over import take_over
    from comity.operations.privacy.export import bring_back

    columns = said_columns(book)
    heard = Heard(columns)
    done = take_in(
        book.facts,
        paths,
        with_text=with_text,
        tz=ZoneInfo(book.zone),
        region=book.region[0] or None,
        progress=book.progress,
        notify=book.notify,
        now_us=book.now_us,
        columns=columns,
        heard=heard,
    )
    for path in paths:
        bring_back(book, path)
    book.refresh()
    return replace(done, decided=take_over(book, heard.told), tables=tables_in(paths, columns))


def _refuse(paths: list[Path]) -> None:
    """Refuse what is not there, and a book, before anything is read."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise BadInput(f"there is no {missing[0]}", hint="check the path")
    for path in paths:
        _refuse_a_book(path)


def _refuse_a_book(path: Path) -> None:
    """Tell a book, or a backup of one, from what a program exports."""
    if path.is_dir():
        if (path / _LIST).is_file():
            raise BadInput(
                f"{path} is a book", hint=Advice("look into it: ", call("audit", book=str(path)))
            )
        return
    with suppress(OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as pack:
                held = any(f"/{name}".endswith(f"/{_LIST}") for name in pack.namelist())
            if held:
                raise BadInput(
                    f"{path} is a backup of a book",
                    hint=Advice("unpack it into an empty folder: ", call("audit", book="FOLDER")),
                )
