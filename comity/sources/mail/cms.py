"""The clear content inside S/MIME's envelopes (RFC 8551; CMS, RFC 5652), signatures unverified.

An opaque signed mail is a MIME entity inside DER, or BER with indefinite lengths and strings in
chunks. The way down to it is walked, and nothing else is read. What is encrypted is named so.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from comity.sources.charset import from_base64

CONTENT_MAX = 32 << 20  # bytes
_DEPTH_MAX = 16
_CHUNKS_MAX = 1 << 16
_SEQUENCE, _OCTETS, _OBJECT = 16, 4, 6  # tag numbers (X.690, 8)
_UNIVERSAL, _CONTEXT = 0, 2
_PKCS7 = bytes.fromhex("2a864886f70d0107")
_SIGNED, _ENVELOPED, _ENCRYPTED = _PKCS7 + b"\x02", _PKCS7 + b"\x03", _PKCS7 + b"\x06"
_SMIME_TYPES = bytes.fromhex("2a864886f70d010910" + "01")
_COMPRESSED, _AUTHENTICATED = _SMIME_TYPES + b"\x09", _SMIME_TYPES + b"\x17"
_LONG_LENGTH = 0x80


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What an envelope holds: clear content, or why there is none."""

    content: bytes = b""
    encrypted: bool = False
    broken: bool = False  # or no envelope at all


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of BER: where its content is, and its end, None where that has to be sought."""

    tag: int
    group: int
    constructed: bool
    start: int
    stop: int | None


def opened(data: bytes) -> Enclosed:
    """Return what an envelope of CMS holds: nothing where it holds a signature or keys alone."""
    if data[:1] == b"M" or data.startswith(b"-----BEGIN "):  # base64 that nobody named so
        data = from_base64(b"".join(line for line in data.split(b"\n") if line[:1] != b"-"))
    try:
        return _opened(data)
    except (ValueError, IndexError):
        return Enclosed(broken=True)


def _opened(data: bytes) -> Enclosed:
    outer = _element(data, 0)
    kind = _element(data, outer.start)
    name = data[kind.start : kind.stop]
    if name in {_ENVELOPED, _ENCRYPTED, _AUTHENTICATED}:
        return Enclosed(encrypted=True)
    if name not in {_SIGNED, _COMPRESSED} or kind.tag != _OBJECT:
        return Enclosed(broken=True)
    inner = _element(data, _element(data, _after(data, kind)).start)  # in [0], a SEQUENCE
    at = inner.start
    for _ in range(2):  # the version and an algorithm, or a set of them, come first
        at = _after(data, _element(data, at))
    content = _content(data, _element(data, at))
    return Enclosed(_inflated(content) if name == _COMPRESSED else content)


def _content(data: bytes, encapsulated: _Element) -> bytes:
    """Return the octets of EncapsulatedContentInfo; none where the signature is detached."""
    kind = _element(data, encapsulated.start)
    at = _after(data, kind)
    if encapsulated.tag != _SEQUENCE or at >= (encapsulated.stop or len(data)):
        return b""
    tagged = _element(data, at)
    if (tagged.group, tagged.tag) != (_CONTEXT, 0):
        return b""
    octets = _element(data, tagged.start)
    return _octets(data, octets) if octets.tag == _OCTETS else b""


def _octets(data: bytes, element: _Element) -> bytes:
    """Return the bytes of an OCTET STRING, those in chunks put together (X.690, 8.7)."""
    if not element.constructed:
        return data[element.start : element.stop]
    chunks: list[bytes] = []
    at = element.start
    end = element.stop or len(data)
    while at < end and len(chunks) < _CHUNKS_MAX and data[at : at + 2] != b"\0\0":
        chunk = _element(data, at)
        if chunk.tag != _OCTETS or chunk.constructed:
            break
        chunks.append(data[chunk.start : chunk.stop])
        at = _after(data, chunk)
    return b"".join(chunks)


def _element(data: bytes, at: int) -> _Element:
    """Return the element that begins there (X.690, 8.1)."""
    first, length = data[at], data[at + 1]
    tag, at = first & 31, at + 2
    if tag == 31:  # noqa: PLR2004 - a tag in several bytes, of which CMS has none
        raise ValueError
    if length == _LONG_LENGTH:
        return _Element(tag, first >> 6, constructed=True, start=at, stop=None)
    if length > _LONG_LENGTH:
        count = length - _LONG_LENGTH
        length = int.from_bytes(data[at : at + count])
        at += count
    return _Element(tag, first >> 6, bool(first & 32), at, min(at + length, len(data)))


def _after(data: bytes, element: _Element, depth: int = 0) -> int:
    """Return where an element ends; one of indefinite length at the marks of its end."""
    if element.stop is not None:
        return element.stop
    if depth > _DEPTH_MAX:
        raise ValueError
    at = element.start
    while data[at : at + 2] != b"\0\0":
        at = _after(data, _element(data, at), depth + 1)
    return at + 2


def _inflated(content: bytes) -> bytes:
    """Return what compressed content holds (RFC 3274), up to a size."""
    try:
        return zlib.decompressobj().decompress(content, CONTENT_MAX)
    except zlib.error:
        return b""
