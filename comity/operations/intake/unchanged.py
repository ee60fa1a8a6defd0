"""A unit in, the accounts that stand for it out, where it is as it was when it was last read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from comity.operations.intake import changes
from comity.operations.intake.changes import SETTLED_US
from comity.operations.intake.reading import OF_TABLES
from comity.sources.contentline import digest
from comity.store.manifest import FORMAT

if TYPE_CHECKING:
    from comity.operations.intake.reading import Options
    from comity.operations.intake.recognising import Unit
    from comity.store.manifest import Account
    from comity.store.writer import Writer


def unchanged_accounts(unit: Unit, writer: Writer, options: Options) -> list[Account]:
    """Return the account of an unchanged unit and those of what is inside it; else none."""
    account = _as_it_was(unit, writer, options)
    if account is None:
        return []
    inside = [writer.account(place) for place in account.inside]
    whole = [account, *(one for one in inside if one)]
    is_whole = len(whole) > len(inside) and all(_suffices(one, options) for one in whole)
    return whole if is_whole else []


def stat_mark(unit: Unit, options: Options) -> str:
    """Return a word that changes when a file is touched; "" where one just was."""
    mark = changes.stat_mark(unit, settled_us=options.now_us - SETTLED_US)
    is_heeded = mark and options.columns and unit.reader in OF_TABLES
    return f"{mark} {digest(options.said)}" if is_heeded else mark


def _as_it_was(unit: Unit, writer: Writer, options: Options) -> Account | None:
    account = writer.account(unit.place)
    if account is None or not account.fingerprint:
        return None
    try:
        now = stat_mark(unit, options)
        if now and now == account.seen:
            return account
        same = changes.fingerprint(unit, options=options.reading_of(unit.reader))
    except OSError:
        return None
    return replace(account, seen=now) if same == account.fingerprint else None


def _suffices(account: Account, options: Options) -> bool:
    """Tell whether what was kept is all that would be kept now."""
    return account.format >= FORMAT and (account.with_text or not options.with_text)
