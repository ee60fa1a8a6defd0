"""A book's facts in, the same as the first format of facts had them out."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from comity.normalise.identity import earlier_identity
from comity.schema import record_key
from comity.store import integrity

if TYPE_CHECKING:
    from pathlib import Path

_LATER = ("text_mark", "bcc", "replaces", "invited_us", "shown_as")


def as_first_format(facts: Path) -> None:
    """Turn a folder of facts into one of the first format: one mail under a Message-ID."""
    now = integrity.sound(facts)
    seen: set[str] = set()
    segments, accounts = [], []
    for segment in now.segments:
        segments.append({"id": segment.id, "rows": segment.rows, "copies": segment.copies})
        record = pq.read_table(facts / segment.id / "record.parquet").to_pylist()
        keys = {one["key"]: _key(one) for one in record}
        left = {}
        for key, was in keys.items():
            if was not in seen:
                seen.add(was)
                left[key] = was
        for path in (facts / segment.id).iterdir():
            rows = [one for one in pq.read_table(path).to_pylist() if one["key"] in left]
            made = [_earlier(one | {"key": left[one["key"]]}) for one in rows]
            pq.write_table(pa.Table.from_pylist(made, schema=_schema(path)), path)
    for account in now.accounts.values():
        said = asdict(account)
        said.pop("format")
        accounts.append(said)
    text = {"format": 1, "counter": now.counter, "segments": segments, "accounts": accounts}
    for path in facts.glob("*manifest*"):
        path.unlink()
    (facts / "manifest.json").write_text(json.dumps(text | {"forgotten": sorted(now.forgotten)}))
    shutil.rmtree(facts.parent / "derived", ignore_errors=True)


def _key(one: dict[str, str]) -> str:
    ref = one["message_id"] if one["kind"] == "mail" else one["ref"]
    return record_key(one["owner"], one["kind"], ref)


def _earlier(one: dict[str, str]) -> dict[str, str]:
    said = {name: value for name, value in one.items() if name not in _LATER}
    if "identity" in said:
        said["identity"] = earlier_identity(said["identity"])
    return said


def _schema(path: Path) -> pa.Schema:
    fields = pq.read_schema(path)
    return pa.schema([field for field in fields if field.name not in _LATER])
