"""A document as one line of strict JSON in UTF-8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.faces.plain import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_ASCII = re.compile(r"[^ -~]")


def json_bytes(document: Mapping[str, object], *, at_terminal: bool) -> bytes:
    """Return one line of strict JSON in UTF-8; a terminal's with what could redraw it escaped."""
    import json

    import orjson

    try:
        text = orjson.dumps(document)
    except TypeError:  # half a character, as in the name of a file that is not UTF-8
        text = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    if at_terminal:
        text = _NOT_ASCII.sub(
            lambda found: found[0] if plain(found[0]) == found[0] else json.dumps(found[0])[1:-1],
            text.decode(),
        ).encode()
    return text + b"\n"
