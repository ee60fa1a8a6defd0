"""The archive of an attributed string in (NeXTSTEP's typedstream), its plain text out.

The Messages app keeps what a message says so since macOS 11: ``message.attributedBody``. No
specification is published; the layout is that of GNU Objective-C's ``archive.c`` and of what is
known of Apple's (chrissardegna.com, "Reverse Engineering Apple's typedstream Format", read in
2026). Its root is an NSAttributedString (or a class of it), whose first part is the string: a chain
of classes, the type ``+``, a length and UTF-8. What follows, how it is shown, is not read.
"""

from __future__ import annotations

from dataclasses import dataclass

_MAGIC = b"streamtyped"
_SHORT, _LONG, _NEW, _NIL, _END = 0x81, 0x82, 0x84, 0x85, 0x86
_REFERENCE = 0x92  # what stood in the stream before is called by its number from here on
_CLASSES_MAX = 16  # in a chain: NSMutableAttributedString, NSAttributedString, NSObject
_NAME_BYTES = 255
_STRINGS = frozenset({b"NSString", b"NSMutableString"})
_BYTES, _OBJECT = b"+", b"@"


class _Unknown(Exception):
    """It is no archive of a string."""


@dataclass(slots=True)
class _Stream:
    data: bytes
    at: int = 0
    strings: list[bytes] | None = None

    def byte(self) -> int:
        """Return the next byte."""
        if self.at >= len(self.data):
            raise _Unknown
        self.at += 1
        return self.data[self.at - 1]

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        if count < 0 or self.at + count > len(self.data):
            raise _Unknown
        self.at += count
        return self.data[self.at - count : self.at]

    def integer(self) -> int:
        """Return a number: one byte, or two or four behind a mark."""
        head = self.byte()
        if head in {_SHORT, _LONG}:
            return int.from_bytes(self.take(2 if head == _SHORT else 4), "little")
        if head >= _NEW:
            raise _Unknown
        return head

    def name(self) -> bytes:
        """Return a type or a class's name: new, or one that stood here before."""
        strings = self.strings = self.strings or []
        head = self.byte()
        if head == _NEW:
            found = self.take(min(self.integer(), _NAME_BYTES + 1))
            strings.append(found)
            return found
        if head >= _REFERENCE and head - _REFERENCE < len(strings):
            return strings[head - _REFERENCE]
        raise _Unknown

    def object(self) -> list[bytes]:
        """Return the classes of an object that begins here, its own first."""
        if self.byte() != _NEW:
            raise _Unknown
        classes: list[bytes] = []
        for _ in range(_CLASSES_MAX):
            head = self.byte()
            if head != _NEW:  # none above it, or one that was told before
                if head == _NIL or head >= _REFERENCE:
                    return classes
                raise _Unknown
            classes.append(self.name())
            self.integer()  # the version of the class
        raise _Unknown


def text_of(archive: bytes) -> str | None:
    """Return the text of an archived string, attributed or plain; None where it is none."""
    try:
        return _text_of(_Stream(archive))
    except _Unknown:
        return None


def _text_of(stream: _Stream) -> str:
    stream.byte()  # the version of the format
    if stream.take(stream.integer()) != _MAGIC:
        raise _Unknown
    stream.integer()  # the version of the system that wrote it
    for _ in range(2):  # the attributed string, and the string in it
        if stream.name() != _OBJECT:
            raise _Unknown
        if not _STRINGS.isdisjoint(stream.object()):
            if stream.name() != _BYTES:
                raise _Unknown
            return stream.take(stream.integer()).decode("utf-8", "replace")
    raise _Unknown
