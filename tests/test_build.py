"""What is rebuilt when, and what survives a build that is killed, doubled or refused."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from comity import build
from comity.book import Book
from comity.errors import DiskFull
from comity.store.decisions import Said
from tests.records import ADA, BEN, CLEO, ME, book_of, card, mail, us, write

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY_STEP = [step.name for step in build.STEPS]
LOGGED = {"text": "coffee", "at_us": us("2025-04-01T12:00"), "interaction": "meeting"}
RECORDS = [
    mail("a"),
    mail("b", "2025-03-04", sender=ME, to=(ADA,), answers="a"),
    mail("c", "2025-03-05", sender=BEN, text="Shall we meet?"),
]


def rebuilt(folder: Path, *, said: Sequence[Said] = (), as_of: str | None = None) -> list[str]:
    """Open the book anew, say something, and return the steps that ran."""
    steps: list[str] = []
    book = Book(folder, us("2025-06-01"), us(as_of) if as_of else None, notify=steps.append)
    if said:
        book.say(said)
    book.derived()
    return steps


def tables(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the derived tables of a book, and its relationships."""
    book = Book(folder, us("2025-06-01"))
    names = ("identity", "person", "contact", "exchange", "circle", "person_day", "relationship")
    return {
        name: [tuple(row.values()) for row in book.rows(f"SELECT * FROM {name} ORDER BY ALL")]
        for name in names
    }


def built(folder: Path) -> set[str]:
    return {path.name for path in (folder / "derived").iterdir() if path.is_dir()}


# ── what is stale ────────────────────────────────────────────────────────────────────────


def test_everything_is_built_once(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path)
    assert rebuilt(tmp_path) == EVERY_STEP
    assert rebuilt(tmp_path) == []


def test_new_facts_rebuild_everything_and_known_ones_nothing(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    write(RECORDS, tmp_path)
    assert rebuilt(tmp_path) == []
    write([mail("d")], tmp_path)
    assert rebuilt(tmp_path) == EVERY_STEP


def test_a_contact_logged_by_hand_rebuilds_contacts_and_what_follows(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    steps = rebuilt(tmp_path, said=[Said("log", ADA, value=LOGGED)])
    assert steps == [
        "contacts",
        "exchanges",
        "loops",
        "waits",
        "circles",
        "invitations",
        "days",
        "own forecasts",
    ]
    assert [row[9] for row in tables(tmp_path)["contact"] if row[6] == "log"] == [1]


@pytest.mark.parametrize("verb", ["keep", "note", "tag", "done", "snooze", "strength", "circle"])
def test_what_shapes_no_table_rebuilds_nothing(tmp_path: Path, verb: str) -> None:
    book_of(RECORDS, tmp_path).derived()
    assert rebuilt(tmp_path, said=[Said(verb, ADA)]) == []  # type: ignore[arg-type]  # a word


_OF_FACTS = {"facts", "freshness", "references", "own words", "wording"}


def test_who_is_who_does_not_rebuild_the_facts(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    steps = rebuilt(tmp_path, said=[Said("same", ADA, BEN)])
    assert steps == [one for one in EVERY_STEP if one not in _OF_FACTS]


def test_another_time_zone_rebuilds_days_alone(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    zone = Said("setting", "time_zone", value="Asia/Tokyo")
    assert rebuilt(tmp_path, said=[zone]) == [
        "contacts",
        "exchanges",
        "loops",
        "waits",
        "circles",
        "invitations",
        "days",
        "own forecasts",
    ]


def test_a_decision_taken_back_finds_the_tables_of_before(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    before = tables(tmp_path)
    book = Book(tmp_path, us("2025-06-01"))
    book.say([Said("same", ADA, BEN)])
    assert tables(tmp_path) != before
    book.decisions.undo(at_us=us("2025-06-01"))
    assert rebuilt(tmp_path) == []
    assert tables(tmp_path) == before


def test_other_code_rebuilds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book_of(RECORDS, tmp_path).derived()
    monkeypatch.setattr(build, "code_version", lambda: "another")
    assert rebuilt(tmp_path) == EVERY_STEP


def test_the_code_of_each_room_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("derive", "linkage", "measure", "models", "normalise"):
        (tmp_path / room).mkdir()
    monkeypatch.setattr(build, "__file__", str(tmp_path / "build.py"))
    versions = set()
    for name in ("build.py", "schema.py", "derive/threads.py", "models/activity.json"):
        (tmp_path / name).write_text("x")
        build.code_version.cache_clear()
        versions.add(build.code_version())
    (tmp_path / "derive" / "threads.py").write_text("y")  # of the same length
    build.code_version.cache_clear()
    versions.add(build.code_version())
    build.code_version.cache_clear()
    assert len(versions) == 5


def test_every_step_reads_what_is_made_before_it() -> None:
    made = {"segments"}
    for step in build.STEPS:
        assert set(step.reads) <= made, step.name
        made |= set(step.makes)


def test_the_order_of_import_does_not_matter(tmp_path: Path) -> None:
    some = [*RECORDS, card(CLEO, "phone:+441632960961", name="Cleo Dunn")]
    for name, records in (("one", some), ("other", some[::-1])):
        book_of(records[:2], tmp_path / name)
        write(records[2:], tmp_path / name, source="mbox/other")
    assert tables(tmp_path / "one") == tables(tmp_path / "other")


# ── earlier moments ──────────────────────────────────────────────────────────────────────


def test_an_earlier_moment_has_a_cache_of_its_own(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    assert rebuilt(tmp_path, as_of="2025-03-04T12:00") == EVERY_STEP
    assert rebuilt(tmp_path, as_of="2025-03-04T12:00") == []
    assert rebuilt(tmp_path) == []
    assert len([name for name in built(tmp_path) if name.startswith("until-")]) == 1


def test_a_moment_after_all_that_was_said_needs_none(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    assert rebuilt(tmp_path, as_of="2025-03-06") == []


# ── folders ──────────────────────────────────────────────────────────────────────────────


def test_the_folder_before_stays_for_who_reads_it(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    seen = []
    for identity in (BEN, CLEO, ADA):
        book = Book(tmp_path, us("2025-06-01"))
        book.say([Said("log", identity, value=LOGGED)])
        seen.append(book.derived().name)
        assert seen[-2:] == [name for name in seen if name in built(tmp_path)]
    assert len(built(tmp_path)) == 2


def test_a_folder_used_again_is_not_the_next_to_go(tmp_path: Path) -> None:
    old = book_of(RECORDS, tmp_path).derived()
    book = Book(tmp_path, us("2025-06-01"))
    book.say([Said("log", ADA, value=LOGGED)])
    book.decisions.undo(at_us=us("2025-06-01"))
    assert Book(tmp_path, us("2025-06-01")).derived() == old
    Book(tmp_path, us("2025-06-01")).say([Said("log", BEN, value=LOGGED)])
    assert old.exists()


def test_unchanged_tables_are_links_and_not_copies(tmp_path: Path) -> None:
    old = book_of(RECORDS, tmp_path).derived()
    rebuilt(tmp_path, said=[Said("log", ADA, value=LOGGED)])
    new = Book(tmp_path, us("2025-06-01")).derived()
    assert (new / "identity.parquet").samefile(old / "identity.parquet")
    assert not (new / "contact.parquet").samefile(old / "contact.parquet")


def test_where_the_disk_knows_no_links_tables_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book_of(RECORDS, tmp_path).derived()

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    steps = rebuilt(tmp_path, said=[Said("log", ADA, value=LOGGED)])
    assert steps == [
        "contacts",
        "exchanges",
        "loops",
        "waits",
        "circles",
        "invitations",
        "days",
        "own forecasts",
    ]


def test_derived_tables_may_be_deleted(tmp_path: Path) -> None:
    folder = book_of(RECORDS, tmp_path).derived()
    before = tables(tmp_path)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert rebuilt(tmp_path) == EVERY_STEP
    assert tables(tmp_path) == before


def test_what_was_forgotten_lies_in_no_folder(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path).derived()
    rebuilt(tmp_path, said=[Said("log", ADA, value=LOGGED)])
    kept = Book(tmp_path, us("2025-06-01")).derived()
    build.drop_earlier(tmp_path / "derived", keep=kept)
    assert built(tmp_path) == {kept.name}


def test_files_are_private(tmp_path: Path) -> None:
    folder = book_of(RECORDS, tmp_path / "book").derived()
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    for path in (folder, folder.parent):
        assert path.stat().st_mode & 0o777 == 0o700


# ── killed, doubled, refused ─────────────────────────────────────────────────────────────


_BUILD = """
import os, pathlib, signal, sys
from comity import build
from comity.book import Book

def told(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

Book(pathlib.Path(sys.argv[1]), int(sys.argv[3]), notify=told).derived()
"""


def start(folder: Path, *, die_at: str = "") -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _BUILD, str(folder), die_at, str(us("2025-06-01"))]
    return subprocess.Popen(command)  # noqa: S603 - this interpreter


@pytest.mark.parametrize("step", ["facts", "contacts", "days", "own forecasts"])
def test_killed_midway_the_old_folder_stands_and_the_next_build_completes(
    tmp_path: Path, step: str
) -> None:
    old = book_of(RECORDS, tmp_path).derived()
    write([mail("d", "2025-03-07")], tmp_path)
    assert start(tmp_path, die_at=step).wait(60) == -signal.SIGKILL
    assert any(name.startswith("new-") for name in built(tmp_path))
    assert (old / "contact.parquet").exists()
    assert rebuilt(tmp_path) == EVERY_STEP
    assert not any(name.startswith("new-") for name in built(tmp_path))
    assert len(tables(tmp_path)["contact"]) == 4


def test_two_processes_build_at_once(tmp_path: Path) -> None:
    book_of(RECORDS, tmp_path)
    both = [start(tmp_path) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert rebuilt(tmp_path) == []
    assert len(built(tmp_path)) == 1


def test_a_folder_dropped_while_it_was_to_be_linked_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = book_of(RECORDS, tmp_path).derived()
    monkeypatch.setattr(build, "_latest", lambda _: old)
    (old / "thread.parquet").unlink()
    steps = rebuilt(tmp_path, said=[Said("log", ADA, value=LOGGED)])
    assert steps == [
        "threads",
        "contacts",
        "exchanges",
        "loops",
        "waits",
        "circles",
        "invitations",
        "days",
        "own forecasts",
    ]


def test_a_full_disk_leaves_the_book_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    old = book_of(RECORDS, tmp_path).derived()
    write([mail(f"d{n}", "2025-03-07") for n in range(3000)], tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))
    try:
        with pytest.raises(DiskFull):
            rebuilt(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert built(tmp_path) == {old.name}
    assert rebuilt(tmp_path)[-1] == "own forecasts"


def test_segments_replaced_while_they_are_read_are_read_anew(tmp_path: Path) -> None:
    book = book_of(RECORDS, tmp_path)
    stale = book._inputs(None)
    moved = {
        name: sql.replace(str(book.facts.folder), str(tmp_path / "gone"))
        for name, sql in stale.facts.items()
    }
    waiting = [replace(stale, facts=moved, generation="earlier")]

    def inputs(until_us: int | None) -> build.Inputs:
        return waiting.pop() if waiting and until_us is None else stale

    book._inputs = inputs  # type: ignore[method-assign]  # the moment between two looks
    assert (book.derived() / "contact.parquet").exists()


def test_other_peoples_processes_are_taken_for_alive(tmp_path: Path) -> None:
    assert build._alive(tmp_path / f"new-ab-{os.getpid()}")
    assert not build._alive(tmp_path / "new-ab-cd")
