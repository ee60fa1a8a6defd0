"""An account's row in, how it stands in words out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.account.documents import AccountState
from comity.operations.moment import iso

if TYPE_CHECKING:
    from comity.store.accounts import AccountRow


def state_of(row: AccountRow) -> str:
    """Return new, fresh, offline, refused, broken or paused."""
    if row.paused:
        return "paused"
    return row.trouble or ("fresh" if row.succeeded_us else "new")


def where_of(row: AccountRow) -> str:
    """Return where an account lies: host and port, or a path of this machine."""
    return row.settings.get("path", "") if not row.host else f"{row.host}:{row.port}"


def stated(row: AccountRow) -> AccountState:
    """Return an account as it is told of."""
    return AccountState(
        name=row.name,
        kind=row.kind,
        where=where_of(row),
        user=row.user,
        state=state_of(row),
        last_success=iso(row.succeeded_us or None),
        last_try=iso(row.tried_us or None),
        what=row.what,
        advice=row.advice,
    )
