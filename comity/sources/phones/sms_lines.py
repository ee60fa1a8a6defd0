"""Messages and calls as SMS Import / Export writes them (JSON) in, as Android holds them out.

That app (Android, F-Droid; github.com/tmo1/sms-ie, whose README describes the files, read in 2026)
writes ``messages.ndjson`` into a zip, a message a line, and calls as one array. Their fields are
those of Android's own tables, all of them strings; what the app adds begins with two underscores.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from comity.sources.json_stream import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE_BYTES = 1 << 24
_MESSAGE = re.compile(rb'\{"_id":"\d{1,12}","thread_id":"')
_CALL = re.compile(rb'\[\s*\{(?=[^{}]{0,4000}"duration": ?")(?=[^{}]{0,4000}"number": ?")')
_VALUE_CHARS = 1 << 20


def are_messages(head: bytes) -> bool:
    """Whether a file begins as one of messages does."""
    return bool(_MESSAGE.match(head))


def are_calls(head: bytes) -> bool:
    """Whether a file begins as one of calls does."""
    return bool(_CALL.match(head))


def lines(path: Path) -> Iterator[dict[str, Any] | None]:
    """Yield each line's object; None for a line that cannot be read."""
    with path.open("rb") as stream:
        for line in iter(lambda: stream.readline(_LINE_BYTES), b""):
            if line.strip():
                try:
                    found = json.loads(line)
                except (ValueError, RecursionError):
                    found = None
                yield found if isinstance(found, dict) else None


def array(path: Path) -> Iterator[dict[str, Any] | None]:
    """Yield each object of an array; None for what cannot be read."""
    for _, one in pieces(path, "*"):
        yield one if isinstance(one, dict) else None


def strings(one: object) -> dict[str, str]:
    """Return an object's strings, by the names that other backups give them."""
    told = one if isinstance(one, dict) else {}
    said = {
        key: value[:_VALUE_CHARS].encode("utf-8", "replace").decode()
        for key, value in told.items()
        if isinstance(value, str)
    }
    said["contact_name"] = said.get("__display_name") or said.get("display_name") or ""
    return said


def objects(one: dict[str, Any], key: str) -> list[dict[str, str]]:
    """Return the objects in a list of an object's."""
    found = one.get(key)
    return [strings(each) for each in found[:500]] if isinstance(found, list) else []
