"""Invented records, and facts as one looks at them in a test."""

from __future__ import annotations

import atexit
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

from comity.model import Claim, Participant, Record
from comity.store.columns import to_batch
from comity.store.manifest import Account

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from comity.store.columns import Batch
    from comity.store.facts import Facts

NOW_US = 1_700_000_000_000_000
ME = "email:me@home.example"
ADA = "email:ada@ring.example"
BOB = "email:bob@ring.example"
EVE = "email:eve@ring.example"


def mail(
    ref: str,
    text: str = "Hello.",
    *,
    sender: str = ADA,
    to: Sequence[str] = (ME,),
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    people = (Participant("from", sender), *(Participant("to", one) for one in to))
    return replace(
        Record("mail", f"{ref}@ring.example", f"a.mbox, {ref}", "mail", "mail", at_us=NOW_US),
        participants=people,
        text=text,
        message_id=f"{ref}@ring.example",
        **more,
    )


def event(
    ref: str,
    version: str,
    *,
    who: Sequence[str] = (ME, ADA),
    **more: Any,  # noqa: ANN401 - any field of a record
) -> Record:
    return replace(
        Record("event", ref, f"a.ics, {ref}", "calendar", "meeting", at_us=NOW_US, version=version),
        participants=tuple(Participant("attendee", one) for one in who),
        claims=tuple(Claim(one, "name", f"{one} of {version}") for one in who),
        subject=f"{ref} {version}",
        **more,
    )


def card(identity: str, version: str = "1") -> Record:
    return Record(
        "card",
        identity,
        "a.vcf",
        "contacts",
        version=version,
        participants=(Participant("subject", identity),),
        claims=(Claim(identity, "organisation", "The Ring"),),
    )


def batch(*records: Record, with_text: bool = True) -> Batch:
    return to_batch(records, owner="me", with_text=with_text)


@cache
def engine() -> duckdb.DuckDBPyConnection:
    atexit.register(engine.cache_clear)  # else it is reported as leaked
    return duckdb.connect(config={"threads": 1})


def rows(facts: Facts, table: str, columns: str) -> list[tuple[Any, ...]]:
    """Return the current rows of a fact table, sorted."""
    sql = f"SELECT {columns} FROM ({facts.current_sql()[table]}) ORDER BY ALL"
    return engine().execute(sql).fetchall()


def rows_with_record(facts: Facts, table: str, columns: str) -> list[tuple[Any, ...]]:
    """Return kind and reference, then columns of participants or claims (``part``), sorted."""
    sql = facts.current_sql()
    return (
        engine()
        .execute(
            f"SELECT kind, ref, {columns} FROM ({sql[table]}) AS part "
            f"JOIN ({sql['record']}) AS record USING (key, version) ORDER BY ALL"
        )
        .fetchall()
    )


def stored_keys(facts: Facts) -> list[str]:
    return [key for (key,) in rows(facts, "record", "key")]


def everything(facts: Facts) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is in a book's facts, apart from how it is laid out on disk."""
    return {
        table: rows(facts, table, "*") for table in ("record", "participant", "claim", "holding")
    }


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def account(path: str, source: str = "mbox/a", *, at_us: int = NOW_US, read: int = 1) -> Account:
    return Account(path, source, "mbox", read, fingerprint="f", imported_us=at_us)
