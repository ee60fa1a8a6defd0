"""Files of sentences in, those that two readings labelled out, each with its weight.

No sentence stands in the program: a label is kept under a hash of its sentence, and found again
in the corpora it is from, which whoever measures has to have (``labels.tsv``: key, corpus, part,
weight, first and second reading). They were drawn in strata, most of them from among sentences
with the words of a promise, so that each stands for ``weight`` sentences of its corpus. A promise
is what both readings call so.
"""

from __future__ import annotations

import csv
import lzma
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import BadInput, NotFound
from comity.language.asides import holds_patch
from comity.language.sentences import sentences
from comity.model import Record
from comity.sources.mail import mbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LINES_MAX = 1_000_000
_YES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Label:
    """What two readings say of a sentence."""

    corpus: str
    part: str  # ``test``, or ``learn`` where weights were fitted on it
    weight: float  # how many sentences of the corpus it stands for
    first: bool
    second: bool

    @property
    def promises(self) -> bool:
        """Whether both readings call it a promise."""
        return self.first and self.second


def key(sentence: str) -> str:
    """Return the hash a sentence's label is kept under; spaces and case make no difference."""
    plain = " ".join(sentence.split()).casefold()
    return blake2b(plain.encode("utf-8", "replace"), digest_size=8).hexdigest()


def labels() -> dict[str, Label]:
    """Return the labels by key."""
    text = files("comity.evaluate.sentences").joinpath("labels.tsv").read_text("utf-8")
    return {
        row["key"]: Label(
            row["corpus"],
            row["part"],
            float(row["weight"]),
            row["first"] == "1",
            row["second"] == "1",
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    }


def found_in(paths: Sequence[Path]) -> list[tuple[str, Label]]:
    """Return the labelled sentences of files, each once."""
    known = labels()
    found = {}
    for path in paths:
        for sentence in _sentences(path):
            of = key(sentence)
            if of in known:
                found[of] = (sentence, known[of])
    return [found[of] for of in sorted(found)]


def marked(path: Path) -> list[tuple[str, bool]]:
    """Return (sentence, yes) of lines of ``Yes|No``, a tab and a sentence."""
    found = []
    for number, line in enumerate(_lines(path), 1):
        word, tab, sentence = line.partition("\t")
        if not line.strip():
            continue
        if not tab or word.strip().casefold() not in _YES:
            raise BadInput(
                f"line {number} of {path} is not Yes or No, a tab and a sentence",
                hint="one sentence a line, such as: Yes<TAB>Please call me.",
            )
        found.append((sentence.strip(), _YES[word.strip().casefold()]))
    return found


def quarters(path: Path) -> list[tuple[str, bool]]:
    """Return (request, polite) of the quarters of a scored file that are furthest apart."""
    unpacked = lzma.open if path.suffix == ".xz" else Path.open
    try:
        with unpacked(path, "rt", encoding="utf-8") as lines:
            rows = [
                (float(row["Normalized Score"]), row["Request"]) for row in csv.DictReader(lines)
            ]
    except OSError as why:
        raise NotFound(f"{path} cannot be read") from why
    except (KeyError, TypeError, ValueError, lzma.LZMAError, csv.Error) as why:
        raise BadInput(
            f"{path} is no table with the columns Request and Normalized Score",
            hint="the Stanford politeness corpus, as CSV",
        ) from why
    rows.sort(key=lambda row: row[0])
    size = len(rows) // 4
    return [(text, False) for _, text in rows[:size]] + [
        (text, True) for _, text in rows[len(rows) - size :]
    ]


def _sentences(path: Path) -> Iterator[str]:
    if not path.exists():
        raise NotFound(f"there is no {path}")
    if mbox.recognise(path):
        for record in mbox.read(path):
            if isinstance(record, Record) and not holds_patch(record.text):
                yield from sentences(record.text)
        return
    for line in _lines(path):
        word, tab, sentence = line.partition("\t")
        yield sentence if tab and word.casefold() in _YES else line


def _lines(path: Path) -> Iterable[str]:
    try:
        lines = path.read_text("utf-8", "replace").split("\n")
    except OSError as why:
        raise NotFound(f"{path} cannot be read: {why.strerror}") from why
    return lines[:_LINES_MAX]
