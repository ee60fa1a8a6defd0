"""A JPEG in (ITU-T T.81), the same picture and nothing else out; what is no small one, refused.

Where it was taken, with what, and any comment lie in segments of their own, and are left out. No
byte of the picture itself is looked at: the browser that shows it does that, in its own walls.
"""

from __future__ import annotations

SIDE_MAX = 512  # pixels
BYTES_MAX = 128 << 10
_START, _END = b"\xff\xd8", b"\xff\xd9"
_FRAMES = (0xC0, 0xC1, 0xC2)  # baseline, extended and progressive
_TABLES = (0xC4, 0xDB, 0xDD)  # Huffman, quantisation, restart interval
_SCAN = 0xDA
_FRAME_BYTES = 11  # of a frame of one component, its length included


def bare_jpeg(data: bytes) -> bytes:
    """Return the picture alone; ValueError for what is no JPEG, too large, or more than one.

    >>> bare_jpeg(b"GIF89a")
    Traceback (most recent call last):
    ValueError: that is no JPEG
    """
    if not data.startswith(_START) or not data.endswith(_END):
        raise ValueError("that is no JPEG")
    if len(data) > BYTES_MAX:
        raise ValueError(f"a photo has room for {BYTES_MAX >> 10} kB")
    kept, at, framed = [_START], 2, False
    while True:
        marker, segment = _segment(data, at)
        at += len(segment)
        if marker in _FRAMES:
            if framed:
                raise ValueError("there is more than one picture in it")
            _measure(segment)
            framed = True
        if marker in (*_FRAMES, *_TABLES, _SCAN):
            kept.append(segment)
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:  # noqa: PLR2004 - APPn, COM
            raise ValueError("that is no JPEG that browsers show")
        if marker == _SCAN:
            break
    if not framed or data.find(_START, at) >= 0:
        raise ValueError("that is no JPEG of one picture")
    return b"".join((*kept, data[at:]))


def _segment(data: bytes, at: int) -> tuple[int, bytes]:
    """Return the marker at a place, and its segment with the marker before it."""
    if at + 4 > len(data) or data[at] != 0xFF:  # noqa: PLR2004 - every marker begins so
        raise ValueError("that JPEG is damaged")
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    if length < 2 or at + 2 + length > len(data):  # noqa: PLR2004 - it counts itself
        raise ValueError("that JPEG is damaged")
    return data[at + 1], data[at : at + 2 + length]


def _measure(segment: bytes) -> None:
    if len(segment) < _FRAME_BYTES:
        raise ValueError("that JPEG is damaged")
    sides = [int.from_bytes(segment[place : place + 2], "big") for place in (5, 7)]
    if not all(0 < side <= SIDE_MAX for side in sides):
        raise ValueError(f"a photo is at most {SIDE_MAX} pixels wide and high")
