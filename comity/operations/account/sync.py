"""``sync``: read what is new of the accounts that are followed; and have it done by a timer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from comity.errors import Advice, BookBusy, NotFound, call
from comity.operations.account.documents import (
    AccountSynced,
    Synced,
    TimerSet,  # noqa: TC001 - read from the signature when the command is made
)
from comity.operations.account.reaching import (
    FILES,
    NO_TEXT,
    account_of,
    accounts_of,
    login_of,
    module_of,
)
from comity.operations.account.syncing import Run
from comity.operations.account.syncing import sync as run_of
from comity.operations.intake.importing import taken_in
from comity.operations.intake.intake import Progress
from comity.operations.intake.reading import Options
from comity.operations.operation import operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from comity.book import Book
    from comity.store.accounts import AccountRow

_NEED_THE_USER = {"refused", "broken"}


@operation("sync", writes=True)
def sync(
    book: Book,
    names: list[str] | None = None,
    *,
    watch: Annotated[bool, "Stay, and read what comes as it comes; Ctrl-C ends it."] = False,
    install_timer: Annotated[bool, "Write a timer of the system's own: every 15 minutes."] = False,
    remove_timer: Annotated[bool, "Take that timer's files away."] = False,
    to: Annotated[Path | None, "The folder of the timer's files, if not the usual one."] = None,
) -> Synced | TimerSet:
    """Read what is new of the accounts that are followed; nothing there is changed.

    NAMES are accounts; without any all are read but those that are paused. To be offline is no
    fault: it is said, and tried again next time. It exits with 1 where an account needs you.
    """
    if install_timer or remove_timer:
        from comity.operations.account import timer

        return timer.remove(to) if remove_timer else timer.install(book, to)
    rows = chosen(book, names or [])
    if watch:
        from comity.operations.account.watching import watch as watch_them

        return watch_them(book, rows)
    return synced(book, rows)


def chosen(book: Book, names: Sequence[str]) -> list[AccountRow]:
    """Return the accounts of these names; without any, all but the paused."""
    if names:
        return list({one.name: one for one in (account_of(book, name) for name in names)}.values())
    every = accounts_of(book).every()
    if not every:
        raise NotFound("no account is followed yet", hint=Advice(call("account add", "ADDRESS")))
    found = [one for one in every if not one.paused]
    if not found:
        raise NotFound("every account is paused", hint=Advice(call("account resume", "NAME")))
    return found


def synced(book: Book, rows: Sequence[AccountRow]) -> Synced:
    """Read some accounts one after the other, whatever becomes of each, and bring the book up."""
    done = [_one(book, row) for row in rows]
    if any(one.new for one in done):
        book.refresh()
    return Synced(tuple(done), failed=any(one.state in _NEED_THE_USER for one in done))


def _one(book: Book, row: AccountRow) -> AccountSynced:
    if book.notify:
        book.notify(f"reading {row.name}")
    try:
        return _of_files(book, row) if row.kind == FILES else _of_account(book, row)
    except BookBusy as error:
        return _told(Run(row.name), "busy", error.message, "it is being read already")


def _of_account(book: Book, row: AccountRow) -> AccountSynced:
    run = run_of(
        book.facts,
        accounts_of(book),
        row,
        login_of(book, row),
        module=module_of(row),
        options=Options(
            book.owner,
            book.now_us,
            with_text=NO_TEXT not in row.settings,
            tz=ZoneInfo(book.zone),
            region=book.region[0] or None,
        ),
        progress=_shown(book),
        notify=book.notify,
    )
    if run.trouble is None:
        return _told(run, "fresh")
    return _told(run, type(run.trouble).__name__.lower(), run.trouble.what, str(run.trouble.advice))


def _shown(book: Book) -> Callable[[Run], None] | None:
    """Return what shows how far a run is, where anybody looks."""
    tell = book.progress
    if tell is None:
        return None
    return lambda run: tell(Progress(run.account, run.read, run.new, 0, 0))


def _of_files(book: Book, row: AccountRow) -> AccountSynced:
    """Import a path again: what is unchanged there is known by its marks."""
    accounts, path = accounts_of(book), Path(row.settings.get("path", ""))
    if not path.exists():
        what, advice = f"{path} is not there now", "is its disk connected?"
        accounts.tried(row.name, at_us=book.now_us, trouble="offline", what=what, advice=advice)
        return _told(Run(row.name), "offline", what, advice)
    done = taken_in(book, [path], with_text=NO_TEXT not in row.settings)
    accounts.tried(row.name, at_us=book.now_us)
    return AccountSynced(
        row.name, "fresh", done.read, done.new, done.known, done.skipped, done.problems
    )


def _told(run: Run, state: str, what: str = "", advice: str = "") -> AccountSynced:
    skipped = {reason: n for reason, n in sorted(run.skipped.items()) if n}
    return AccountSynced(
        run.account, state, run.read, run.new, run.known, skipped, run.problems, what, advice
    )
