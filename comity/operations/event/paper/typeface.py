"""Letters of any script: one font that ships, the system's for the rest, and what none can show.

FiraGO (SIL Open Font License, from the package pymupdf-fonts) has Latin, Greek, Cyrillic, Arabic,
Hebrew, Georgian, Armenian, Thai and Devanagari. What it lacks is looked for among the system's
fonts, and only then.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FAMILY = "firago"
FILES_MAX = 400  # of the system's, looked into for letters the first font lacks
_SHIPPED = {"": "figo", "B": "figbo"}
_UNPRINTED = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufe0e", "\ufe0f", "\ufeff", "\u00ad"}
_LIKELY = ("noto", "droid", "dejavu", "unifont", "arial", "hiragino", "pingfang", "msyh", "malgun")
_FIRST_SHAPED = 0x0300  # from here on letters join, stack or run to the left


def plain(text: str) -> str:
    """Return a text as one line of letters to print: no controls, nothing that only instructs."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    kept = (
        " " if unicodedata.category(one) in {"Cc", "Zs", "Zl", "Zp"} else one
        for one in composed
        if one not in _UNPRINTED and not _is_instruction(one)
    )
    return " ".join("".join(kept).split())


def _is_instruction(one: str) -> bool:
    return unicodedata.category(one) in {"Cf", "Cs", "Co", "Cn"} and one not in "\n\t\r"


def needs_shaping(text: str) -> bool:
    """Tell whether letters of a text join, stack or run to the left."""
    return not text.isascii() and any(ord(one) >= _FIRST_SHAPED and _is_shaped(one) for one in text)


def _is_shaped(one: str) -> bool:
    return (
        unicodedata.combining(one) > 0
        or unicodedata.category(one) in {"Mn", "Mc"}
        or unicodedata.bidirectional(one) in {"R", "AL", "AN"}
        or unicodedata.category(one) == "Lo"
    )


@cache
def shipped(style: str) -> Path:
    """Return the file of the font that ships, unpacked once a process into a private folder."""
    import tempfile

    import pymupdf_fonts

    folder = Path(tempfile.mkdtemp(prefix="comity-fonts-"))
    _let_go_of(folder)
    path = folder / f"{FAMILY}{style}.ttf"
    path.write_bytes(pymupdf_fonts.myfont(_SHIPPED[style]))
    return path


def _let_go_of(folder: Path) -> None:
    import atexit
    import shutil

    atexit.register(shutil.rmtree, folder, ignore_errors=True)


@cache
def letters(path: Path) -> frozenset[int]:
    """Return the code points that a font file can show; none of a file that is not read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, ValueError, KeyError, AssertionError):
        return frozenset()


def folders() -> tuple[Path, ...]:
    """Return where fonts of the system lie."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",)
    return (
        *(home / ".fonts", home / ".local/share/fonts", home / "Library/Fonts"),
        *(Path("/usr/share/fonts"), Path("/usr/local/share/fonts")),
        *(Path("/Library/Fonts"), Path("/System/Library/Fonts")),
    )


def _system_fonts() -> Iterator[Path]:
    found = [
        path
        for folder in folders()
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in {".ttf", ".otf", ".ttc"}
    ]
    found.sort(key=lambda path: (_unlikely(path.name.lower()), path.name))
    yield from found[:FILES_MAX]


def _unlikely(name: str) -> tuple[int, bool]:
    """Return how late a file is looked into: plain weights of broad families come first."""
    broad = next((n for n, word in enumerate(_LIKELY) if word in name), len(_LIKELY))
    odd = any(word in name for word in ("bold", "italic", "oblique", "mono", "serif", "condensed"))
    return broad, odd


def chosen(texts: Iterable[str]) -> tuple[tuple[Path, ...], frozenset[str]]:
    """Return the fonts of the system that are needed beside the first, and what none can show."""
    wanted = {ord(one) for text in set(texts) for one in plain(text)}
    missing = wanted - letters(shipped("")) - {0x20}
    fonts: list[Path] = []
    for path in _system_fonts() if missing else ():
        if found := missing & letters(path):
            fonts.append(path)
            missing -= found
        if not missing:
            break
    return tuple(fonts), frozenset(map(chr, missing))
