"""A file of JSON lines, packed by gzip or not, in; its values out, up to a fair size."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, Any

from comity.sources.json_stream import Fault, decoded, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

_LINE_CHARS = 1 << 25  # an answer of Slack's API holds a thousand messages
_RATIO, _RATIO_FROM_CHARS = 250, 1 << 28  # unpacked to packed
_CUT = "it is damaged, or unpacks to more than anybody wrote"


def lines_of(path: Path) -> Iterator[str]:
    """Yield the lines of a file; nothing more where it is damaged."""
    most = max(_RATIO_FROM_CHARS, path.stat().st_size * _RATIO)
    try:
        with _stream(path) as stream:
            for line in iter(lambda: stream.readline(_LINE_CHARS), ""):
                yield line
                most -= len(line)
                if most < 0:
                    return
    except (OSError, EOFError, zlib.error):
        return


def chunks_of(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the number and value of each line; a ``Fault`` for one that is no JSON."""
    for number, line in enumerate(lines_of(path), 1):
        if line.strip():
            value = decoded(line)
            yield number, value if isinstance(value, dict | Fault) else Fault(_CUT)


def _stream(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return opened(path)
