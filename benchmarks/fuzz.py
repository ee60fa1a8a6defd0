"""Samples of a format in, files that break its reader out: coverage-guided, for some minutes.

A reader may raise nothing, not even within one record, make nothing that a table cannot hold, and
take at most a second for 100 KB. What does is kept in a folder, one file for each place and kind.

    pip install atheris
    python benchmarks/fuzz.py vcard --minutes 10 --keep found
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import traceback
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import atheris
import orjson

with atheris.instrument_imports(include=["comity"]):
    from comity.sources import guarded, source
    from comity.sources.calendars import icalendar  # noqa: F401 - instrumented, with what they import
    from comity.sources.cards import contacts_csv, vcard  # noqa: F401 - instrumented, with what they import
    from comity.sources.chats import whatsapp  # noqa: F401 - instrumented, with what they import
    from comity.sources.mail import eml, mbox  # noqa: F401 - instrumented, with what they import

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parent.parent / "tests"
ENDINGS = {
    "mbox": (".mbox",),
    "eml": (".eml", ".emlx"),
    "vcard": (".vcf",),
    "icalendar": (".ics",),
    "whatsapp": (".txt",),
    "contacts_csv": (".csv", ".tsv"),
}
BYTES_MAX = 100_000
SLOW_S = 1.0
_HANGS_S = 60
_TELLS_S = 20
_WORD = re.compile(rb"[\w-]{2,30}[:;=<]|[<\"(][^<>\"()\n]{1,30}[>\")]")


class Watch:
    """What becomes of inputs, and what is kept of them."""

    def __init__(self, reader: str, keep: Path, place: Path) -> None:
        self._module = source(reader)
        self._keep = keep
        self._path = place / f"_chat{ENDINGS[reader][0]}"
        self._seen: set[str] = set()
        self._tried = 0
        self._slowest_s = 0.0
        self._told_at = time.monotonic()

    def try_out(self, data: bytes) -> None:
        """Read one input; keep it where that fails or is slow."""
        self._tried += 1
        self._path.write_bytes(data)
        start = time.process_time()
        try:
            self._read()
        except Exception as error:  # noqa: BLE001 - it is what is looked for
            self._found(_place(error), data)
        took_s = time.process_time() - start
        if took_s > SLOW_S:
            start = time.process_time()
            self._read()
            took_s = min(took_s, time.process_time() - start)
        if took_s > SLOW_S:
            self._found("slow", data)
        self._slowest_s = max(self._slowest_s, took_s)
        if time.monotonic() > self._told_at + _TELLS_S:  # libFuzzer ends the process by itself
            self._told_at = time.monotonic()
            self._tell()

    def _read(self) -> None:
        self._module.recognise(self._path)
        for item in self._module.read(self._path):
            orjson.dumps(item)  # whole numbers of 64 bits, and no half character

    def _found(self, what: str, data: bytes) -> None:
        if what not in self._seen:
            self._seen.add(what)
            name = f"{self._path.suffix[1:]}-{sha256(data).hexdigest()[:8]}{self._path.suffix}"
            (self._keep / name).write_bytes(data)  # the file's own folder is deleted
            print(f"FOUND {what}: {self._keep / name}", flush=True)

    def _tell(self) -> None:
        kinds = f"{len(self._seen)} kinds of failure"
        print(f"{self._tried} inputs, slowest {self._slowest_s:.2f} s, {kinds}", flush=True)


def _place(error: Exception) -> str:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "comity" in one.filename]
    last = frames[-1]
    return f"{type(error).__name__} in {Path(last.filename).name} line {last.lineno}"


def samples(reader: str) -> Iterator[bytes]:
    """Yield the samples of a format that the tests hold."""
    for top in (TESTS / "sources" / "samples", TESTS / "cases"):
        for path in sorted(top.rglob("*")):
            if path.suffix.lower() in ENDINGS[reader] and path.is_file():
                yield path.read_bytes()[:BYTES_MAX]


def _reraise(_: str, error: Exception) -> None:
    raise error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("reader", choices=ENDINGS)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--keep", type=Path, default=Path("found"))
    given = parser.parse_args()
    given.keep.mkdir(parents=True, exist_ok=True)
    guarded.failed = _reraise  # a record's failure is a finding too
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        words: set[bytes] = set()
        for number, sample in enumerate(samples(given.reader)):
            (corpus / str(number)).write_bytes(sample)
            words |= set(_WORD.findall(sample)[:200])
        quoted = ["".join(f"\\x{byte:02x}" for byte in word) for word in sorted(words)]
        (Path(folder) / "words").write_text("".join(f'"{word}"\n' for word in quoted))
        watch = Watch(given.reader, given.keep, Path(folder))
        options = (
            f"-dict={folder}/words",
            f"-max_len={BYTES_MAX}",
            f"-max_total_time={round(given.minutes * 60)}",
            f"-timeout={_HANGS_S}",
            f"-artifact_prefix={given.keep}/",
            "-rss_limit_mb=4096",
        )
        atheris.Setup([sys.argv[0], str(corpus), *options], watch.try_out)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
