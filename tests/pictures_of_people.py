"""Invented JPEGs, segment by segment, and a PNG as a camera or a screenshot makes one."""

from __future__ import annotations

import struct
import zlib


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment with its marker and length."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*, width: int = 8, height: int = 8, beside: bytes = b"") -> bytes:
    """Return a grey picture of one component; ``beside`` lies in segments that are no picture."""
    notes = segment(0xE1, beside) + segment(0xFE, beside) if beside else b""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    tables = segment(0xDB, b"\0" + b"\x01" * 64)
    codes = segment(0xC4, b"\0\x01" + b"\0" * 15 + b"\0") + segment(
        0xC4, b"\x10\x01" + b"\0" * 15 + b"\0"
    )
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x3f"
    return b"\xff\xd8" + notes + tables + frame + codes + scan + b"\xff\xd9"


def png(width: int, height: int) -> bytes:
    """Return a picture in one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    rows = (b"\0" + b"\x20\x80\x60" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
