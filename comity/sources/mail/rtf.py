"""Rich Text Format in, its plain text out: paragraphs and characters, nothing of how they look.

Read as mail carries it (Microsoft RTF 1.9.1; HTML encapsulated in it, MS-OXRTFEX, needs no more,
since its tags stand in groups that are passed over); and what compresses it (MS-OXRTFCP).
"""

from __future__ import annotations

import re
from codecs import lookup
from dataclasses import dataclass, field

TEXT_MAX = 1 << 20  # bytes read, and made
_DEPTH_MAX = 200
_TOKEN = re.compile(
    rb"\\(?:'(?P<coded>[0-9a-fA-F]{2})|(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})?[ ]?"
    rb"|(?P<symbol>[^a-zA-Z]))|(?P<brace>[{}])|[\r\n]+|(?P<plain>[^\\{}\r\n]+)",
    re.DOTALL,
)
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer footnote generator".split()
)
_WRITTEN = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"cell": " ",
    b"tab": "\t",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"bullet": "\u2022",
    b"~": "\xa0",
    b"_": "-",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\n": "\n",
    b"\r": "\n",
}
_UTF_8 = "65001"
_HEADER = 16  # bytes: two sizes, the kind, a checksum
_WINDOW = 4096
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


@dataclass(slots=True)
class _Page:
    """The text so far, and what the open groups say of the text to come."""

    made: list[str] = field(default_factory=list)
    held: bytearray = field(default_factory=bytearray)  # of a code page with two-byte characters
    codec: str = "cp1252"
    groups: list[bool] = field(default_factory=list)  # whether each outer group is unseen
    unseen: bool = False
    begins: bool = False
    instead: int = 1  # characters that stand in for a Unicode one
    to_skip: int = 0

    def take(self, token: re.Match[bytes]) -> None:
        """Do what one token says."""
        coded, word, plain = token["coded"], token["word"] or token["symbol"], token["plain"]
        if self.held and not coded:
            self.release()
        if token["brace"]:
            self.group(opens=token["brace"] == b"{")
            return
        if word in _UNSEEN or (word == b"*" and self.begins):
            self.unseen = True
        elif word and not self.unseen:
            self.control(word, (token["number"] or b"").decode())
        elif (coded or plain) and not self.unseen:
            self.characters(bytes.fromhex(coded.decode()) if coded else plain)
        self.begins = False

    def group(self, *, opens: bool) -> None:
        """Open or close a group; what one says ends with it."""
        if opens:
            self.groups.append(self.unseen)
        elif self.groups:
            self.unseen = self.groups.pop()
        self.begins = opens

    def control(self, word: bytes, number: str) -> None:
        """Write what a control word stands for."""
        if word == b"ansicpg" and number:
            self.codec = _codec(number)
        elif word == b"uc" and number:
            self.instead = min(max(int(number), 0), 10)
        elif word == b"u" and number:
            self.made.append(chr(int(number) % 0x10000))
            self.to_skip = self.instead
        else:
            self.made.append(_WRITTEN.get(word, ""))

    def characters(self, text: bytes) -> None:
        """Write characters, but for those that stand in for one already written."""
        skipped = min(self.to_skip, len(text))
        self.to_skip -= skipped
        self.held += text[skipped:]

    def release(self) -> None:
        """Decode the characters held back."""
        self.made.append(self.held.decode(self.codec, "replace"))
        self.held.clear()


def rtf_to_text(data: bytes) -> str:
    """Return the plain text of RTF; "" for what is none."""
    if not data.lstrip().startswith(b"{\\rtf"):
        return ""
    page = _Page()
    for token in _TOKEN.finditer(data[:TEXT_MAX]):
        if len(page.groups) > _DEPTH_MAX:
            break
        page.take(token)
    page.release()
    text = "".join(page.made).replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _codec(number: str) -> str:
    try:
        return lookup("utf-8" if number == _UTF_8 else f"cp{int(number)}").name
    except LookupError:
        return "cp1252"


def decompressed(data: bytes) -> bytes:
    """Return compressed RTF as it was (MS-OXRTFCP section 2.2); as far as it goes."""
    kind = data[8:12]
    if kind == b"MELA":
        return data[_HEADER : _HEADER + TEXT_MAX]
    if kind != b"LZFu":
        return b""
    window, written = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0")), len(_DICTIONARY)
    made, at = bytearray(), _HEADER
    while at < len(data) and len(made) < TEXT_MAX:
        flags, at = data[at], at + 1
        for bit in range(8):
            run = 1
            source = bytes((data[at],)) if at < len(data) else b""
            at += 1
            if flags >> bit & 1:
                reference, at = int.from_bytes(data[at - 1 : at + 1]), at + 1
                offset, run, source = reference >> 4, (reference & 15) + 2, b""
                if at > len(data) or offset == written:
                    return bytes(made)
            elif not source:
                return bytes(made)
            for step in range(run):  # a copy may run into what it writes
                byte = source[0] if source else window[(offset + step) % _WINDOW]
                made.append(byte)
                window[written] = byte
                written = (written + 1) % _WINDOW
    return bytes(made)
