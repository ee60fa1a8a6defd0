"""``health``: per account the last success, how long ago, and whether its sum adds up."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from comity.errors import Advice, call
from comity.operations.account.documents import AccountHealth, Health, PlaceHealth
from comity.operations.account.reaching import FILES, accounts_of
from comity.operations.account.stating import state_of
from comity.operations.moment import iso
from comity.operations.operation import operation

if TYPE_CHECKING:
    from comity.book import Book
    from comity.store.accounts import AccountRow, PlaceRow

_SECOND_US = 1_000_000


@operation("health")
def health(book: Book) -> Health:
    """Tell how each account stands: the last success, and the sum of what lies there.

    What lies on the server is held against what was read, kept, and left out with its reason; where
    that does not add up, it is said, with what to do.
    """
    return Health(tuple(_of(book, one) for one in accounts_of(book).every()))


def _of(book: Book, row: AccountRow) -> AccountHealth:
    rows = accounts_of(book).places(row.name)
    places = _of_files(book, row) if row.kind == FILES else tuple(map(_place, rows))
    told = [one.on_server for one in places if one.on_server is not None]
    skipped: Counter[str] = Counter()
    for one in places:
        skipped.update(one.skipped)
    adds_up = all(one.adds_up for one in places)
    return AccountHealth(
        name=row.name,
        kind=row.kind,
        state=state_of(row),
        last_success=iso(row.succeeded_us or None),
        lag_s=(book.now_us - row.succeeded_us) // _SECOND_US if row.succeeded_us else None,
        on_server=sum(told) if told and len(told) == len(places) else None,
        read=sum(one.read for one in places),
        kept=sum(one.kept for one in places),
        skipped=dict(sorted(skipped.items())),
        adds_up=adds_up,
        places=places,
        what=row.what,
        advice=row.advice or ("" if adds_up else _to_do(row)),
    )


def _to_do(row: AccountRow) -> str:
    return Advice(
        call("sync", row.name), " reads what is missing; if it stays so, please report this"
    )


def _place(one: PlaceRow) -> PlaceHealth:
    missing = (one.on_server or 0) - one.read if one.on_server is not None else 0
    what = ""
    if missing > 0:
        what = f"{missing:,} of {one.on_server or 0:,} there were not read"
    elif missing < 0:
        what = f"{-missing:,} more were read than lie there now"
    return PlaceHealth(
        one.place,
        one.on_server,
        one.read,
        one.kept,
        dict(sorted(one.skipped.items())),
        adds_up=not missing,
        what=what,
    )


def _of_files(book: Book, row: AccountRow) -> tuple[PlaceHealth, ...]:
    """Return the sum of what was read below a path: all that an import found is accounted for."""
    path = row.settings.get("path", "")
    read, skipped = 0, Counter[str]()
    for one in book.facts.manifest().accounts.values():
        if one.path == path or one.path.startswith(f"{path}{os.sep}"):
            read += one.read
            skipped.update(one.skipped)
    kept = read - skipped.total()
    return (PlaceHealth(path, None, read, kept, dict(sorted(skipped.items())), adds_up=True),)
