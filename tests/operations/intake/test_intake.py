from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from comity import sources
from comity.errors import DiskFull
from comity.operations.intake import intake, readers, reading
from comity.operations.intake.intake import Progress, take_in
from comity.store import writer as writing
from comity.store.facts import Facts
from tests.operations import story
from tests.store.invented import everything, rows
from tests.store.mortal import Killed, failing

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.intake.documents import Import, PathImport

NOW_US = int(datetime(2027, 6, 1, tzinfo=UTC).timestamp() * 1e6)
MAIL = """From ada@ring.example Thu Jan  1 00:00:00 2026
From: Ada <ada@ring.example>
To: me@home.example
Subject: Number {ref}
Date: {date}
Message-ID: <{ref}@ring.example>
{more}
{text}

"""
DATE = "Fri, 2 Jan 2026 10:00:00 +0000"


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return Facts(tmp_path / "book" / "facts")


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sources.source
    listed = {"story": sources.Listed("story", "", ""), **sources.SOURCES}
    monkeypatch.setattr(sources, "SOURCES", listed)
    for module in (sources, reading):
        monkeypatch.setattr(module, "source", lambda name: story if name == "story" else real(name))


def mails(refs: list[int], *, text: str = "Hello.", date: str = DATE, more: str = "") -> str:
    return "".join(MAIL.format(ref=ref, text=text, date=date, more=more) for ref in refs)


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def tell(path: Path, *lines: dict[str, Any]) -> Path:
    return write(path, "".join(json.dumps(line) + "\n" for line in lines))


def run(facts: Facts, *paths: Path, **options: Any) -> Import:  # noqa: ANN401 - those of take_in
    done = take_in(facts, paths, now_us=options.pop("now_us", NOW_US), **options)
    everyone: list[Import | PathImport] = [done, *done.sources]
    for one in everyone:
        assert one.read == one.new + one.known + sum(one.skipped.values())
    for total in ("read", "new", "known", "problems"):
        assert getattr(done, total) == sum(getattr(one, total) for one in done.sources)
    return done


def counts(done: Import) -> tuple[int, int, int, dict[str, int], int]:
    return done.read, done.new, done.known, done.skipped, done.problems


def test_every_message_is_accounted_for(facts: Facts, tmp_path: Path) -> None:
    box = write(tmp_path / "a.mbox", mails([1, 2, 2, 3]))
    done = run(facts, box)
    assert counts(done) == (4, 3, 1, {}, 0)
    assert [(one.path, one.source) for one in done.sources] == [(str(box), "mbox/a")]
    again = run(facts, box)
    assert counts(again) == (4, 0, 4, {}, 0)


def test_what_is_unchanged_is_not_read_again(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = write(tmp_path / "a.mbox", mails([1, 2]))
    folder = tmp_path / "letters"
    for ref in (3, 4):
        write(folder / f"{ref}.eml", mails([ref]).partition("\n")[2])
    first = run(facts, box, folder)
    monkeypatch.setattr(reading, "read", lambda _: pytest.fail("it was read again"))
    os.utime(box)  # touched, as by copying it back
    again = run(facts, box, folder)
    assert (again.read, again.new, again.known) == (first.read, 0, 4)


def test_a_grown_file_brings_what_is_new_in_it(facts: Facts, tmp_path: Path) -> None:
    box = write(tmp_path / "a.mbox", mails([1, 2]))
    run(facts, box)
    write(box, mails([1, 2, 3]))
    assert counts(run(facts, box)) == (3, 1, 2, {}, 0)


def test_the_same_account_from_another_path_is_one_source(facts: Facts, tmp_path: Path) -> None:
    run(facts, write(tmp_path / "a.mbox", mails([1, 2])))
    done = run(facts, write(tmp_path / "moved" / "a.mbox", mails([1, 2])))
    assert counts(done) == (2, 0, 2, {}, 0)
    (source,) = facts.sources()
    assert (source.source, source.records, len(source.paths)) == ("mbox/a", 2, 2)


def test_a_file_within_a_folder_given_too_counts_once_a_path(facts: Facts, tmp_path: Path) -> None:
    box = write(tmp_path / "m" / "a.mbox", mails([1, 2]))
    done = run(facts, box.parent, box, box)
    assert counts(done) == (4, 2, 2, {}, 0)


@pytest.mark.usefixtures("stories")
def test_versions_a_b_a_are_new_once_each(facts: Facts, tmp_path: Path) -> None:
    file = tmp_path / "w" / "a.story"
    seen = []
    for version in "ABAB":
        tell(file, {"ref": "e", "version": version, "subject": version})
        seen.append(run(facts, file).new)
    assert seen == [1, 1, 0, 0]
    assert rows(facts, "record", "subject") == [("B",)]


@pytest.mark.usefixtures("stories")
def test_what_is_skipped_is_skipped_again(facts: Facts, tmp_path: Path) -> None:
    tell(tmp_path / "x" / "a.story", {"do": "skip"}, {"do": "spoil"}, {}, {"do": "skip"})
    write(tmp_path / "x" / "letter.odt", "?")
    write(tmp_path / "x" / ".DS_Store", "?")
    write(tmp_path / "x" / "inbox.msf", "?")
    for new in (1, 0):
        done = run(facts, tmp_path / "x")
        skipped = {"draft": 2, "not recognised": 1, "unreadable": 1}
        assert counts(done) == (5, new, 1 - new, skipped, 2)
        assert len(facts.problems()) == 2
    tell(tmp_path / "x" / "a.story", {"do": "skip"}, {}, {"ref": "mended"})
    (tmp_path / "x" / "letter.odt").unlink()
    assert run(facts, tmp_path / "x").problems == 0
    assert facts.problems() == []


@pytest.mark.usefixtures("stories")
@pytest.mark.parametrize("pool", [False, True])
def test_a_reader_that_breaks_ends_its_file_with_one_problem(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, pool: bool
) -> None:
    monkeypatch.setattr(readers, "POOL_BYTES", 0 if pool else 1 << 40)
    tell(tmp_path / "x" / "a.story", {}, {"do": "raise"}, {"ref": "never"})
    tell(tmp_path / "x" / "b.story", {}, {"do": "huge"}, {})
    for new in (3, 0):
        done = run(facts, tmp_path / "x", workers=2)
        assert counts(done) == (5, new, 3 - new, {"unreadable": 2}, 2)
    tell(tmp_path / "x" / "a.story", {}, {}, {"ref": "mended"})
    assert run(facts, tmp_path / "x", workers=2).new == 2


@pytest.mark.usefixtures("stories")
def test_a_worker_killed_is_one_problem_and_never_a_hang(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "POOL_BYTES", 0)
    for name in ("a", "c"):
        tell(tmp_path / name / "x.story", {}, {})
    tell(tmp_path / "b" / "x.story", {}, {"do": "die"})
    write(tmp_path / "d.mbox", mails([1, 2]))
    done = run(facts, *(tmp_path / name for name in ("a", "b", "c", "d.mbox")), workers=2)
    assert counts(done) == (7, 4, 2, {"unreadable": 1}, 1)
    (problem,) = facts.problems()
    assert "ended from outside" in problem[1].what
    tell(tmp_path / "b" / "x.story", {"ref": "mended"})
    assert run(facts, tmp_path / "b", workers=2).new == 1
    assert facts.problems() == []


def test_in_parallel_the_book_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.sources.mail import mbox

    monkeypatch.setattr(mbox, "PART_BYTES", 5_000)
    first = mails(list(range(100))) + mails(list(range(50, 150)), text="Hello, and more.")
    box = write(tmp_path / "a.mbox", first)
    folder = tmp_path / "letters"
    for ref in range(140, 160):
        write(folder / f"{ref}.eml", mails([ref], text="Hello from here.").partition("\n")[2])
    one, many = Facts(tmp_path / "one"), Facts(tmp_path / "many")
    said = run(one, box, folder, workers=1)
    monkeypatch.setattr(readers, "POOL_BYTES", 0)
    assert run(many, box, folder, workers=3) == said
    assert everything(one) == everything(many)


def test_archives_are_looked_into_and_not_twice(
    facts: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    with zipfile.ZipFile(given / "all.zip", "w") as archive:
        archive.writestr("mail/a.mbox", mails([1, 2]))
        archive.writestr("mail/notes.xyz", "?")
    (given / "b.mbox.gz").write_bytes(gzip.compress(mails([2, 3]).encode()))
    done = run(facts, given)
    assert counts(done) == (5, 3, 1, {"not recognised": 1}, 1)
    assert {one.path for one in done.sources if one.source} == {
        str(given / "all.zip" / "mail" / "a.mbox"),
        str(given / "b.mbox.gz"),
    }
    assert not list(facts.folder.glob(".*.new"))
    monkeypatch.setattr(intake, "unpacked", lambda *_, **__: pytest.fail("unpacked again"))
    again = run(facts, given)
    assert (again.read, again.new, again.skipped) == (5, 0, {"not recognised": 1})


def test_a_source_removed_comes_back_with_the_archive_it_came_from(
    facts: Facts, tmp_path: Path
) -> None:
    (tmp_path / "b.mbox.gz").write_bytes(gzip.compress(mails([2, 3]).encode()))
    run(facts, tmp_path / "b.mbox.gz")
    with facts.writing() as writer:
        assert writer.remove_source("mbox/b") == 2
    assert run(facts, tmp_path / "b.mbox.gz").new == 2


def test_a_damaged_archive_is_one_problem(facts: Facts, tmp_path: Path) -> None:
    (tmp_path / "b.mbox.gz").write_bytes(gzip.compress(mails([2, 3]).encode())[:-20])
    for _ in range(2):
        assert counts(run(facts, tmp_path / "b.mbox.gz")) == (1, 0, 0, {"unreadable": 1}, 1)
        assert len(facts.problems()) == 1


def test_headers_alone_and_later_all(facts: Facts, tmp_path: Path) -> None:
    box = write(tmp_path / "a.mbox", mails([1, 2]))
    assert run(facts, box, with_text=False).new == 2
    assert rows(facts, "record", "text") == [("",), ("",)]
    assert counts(run(facts, box)) == (2, 0, 2, {}, 0)
    assert rows(facts, "record", "text") == [("Hello.",), ("Hello.",)]
    assert counts(run(facts, box, with_text=False)) == (2, 0, 2, {}, 0)
    assert rows(facts, "record", "text") == [("Hello.",), ("Hello.",)]


def test_a_date_ahead_of_its_import_is_not_believed(facts: Facts, tmp_path: Path) -> None:
    received = "Received: from a by b; Fri, 2 Jan 2026 10:00:00 +0000\n"
    ahead = "Fri, 2 Jan 2037 10:00:00 +0000"
    box = mails([1], date=ahead, more=received) + mails([2], date=ahead) + mails([3])
    done = run(facts, write(tmp_path / "a.mbox", box))
    assert (done.new, done.problems) == (3, 2)
    at_us = int(datetime(2026, 1, 2, 10, tzinfo=UTC).timestamp() * 1e6)
    assert dict(rows(facts, "record", "subject, at_us")) == {
        "Number 1": at_us,
        "Number 2": None,
        "Number 3": at_us,
    }


@pytest.mark.usefixtures("stories")
def test_a_meeting_may_lie_ahead(facts: Facts, tmp_path: Path) -> None:
    later_us = NOW_US + 90 * 86_400_000_000
    assert run(facts, tell(tmp_path / "w" / "a.story", {"at_us": later_us})).problems == 0
    assert rows(facts, "record", "at_us") == [(later_us,)]


def test_who_is_forgotten_stays_so(facts: Facts, tmp_path: Path) -> None:
    box = write(tmp_path / "a.mbox", mails([1, 2]))
    run(facts, box)
    with facts.writing() as writer:
        assert writer.forget({"email:ada@ring.example"}) == 2
    for _ in range(2):
        assert counts(run(facts, box)) == (2, 0, 0, {"forgotten": 2}, 0)
    assert rows(facts, "record", "key") == []


def test_progress_is_told(facts: Facts, tmp_path: Path) -> None:
    box = write(tmp_path / "a.mbox", mails([1, 2, 3]))
    told = list[Progress]()
    run(facts, box, progress=told.append)
    assert told[-1].read == 3
    assert told[-1].total_bytes == box.stat().st_size
    assert all(state.done_bytes <= state.total_bytes for state in told)


def test_a_synchronised_folder_is_said(tmp_path: Path) -> None:
    told = list[str]()
    box = write(tmp_path / "a.mbox", mails([1]))
    run(Facts(tmp_path / "Dropbox" / "book" / "facts"), box, notify=told.append)
    assert ["Dropbox" in text for text in told] == [True]


def test_the_time_zone_is_that_of_the_book(facts: Facts, tmp_path: Path) -> None:
    chat = "".join(
        f"[13/01/2026, 10:00:0{n}] {who}: Hello {n}\n" for n, who in enumerate(["Ada", "Bob"] * 3)
    )
    file = write(tmp_path / "WhatsApp Chat with Ada.txt", chat)
    run(facts, file, tz=ZoneInfo("Asia/Tokyo"))
    at_us = int(datetime(2026, 1, 13, 1, tzinfo=UTC).timestamp() * 1e6)
    assert rows(facts, "record", "min(at_us)") == [(at_us,)]


# ── ended or refused in the middle ───────────────────────────────────────────────────────


def import_all(facts: Facts, given: Path) -> Import:
    return run(facts, given, workers=1)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    box = mails([1, 2]) + mails([1], text="Hello, and more.") + mails([3])
    write(tmp_path / "given" / "a.mbox", box)
    write(tmp_path / "given" / "letters" / "4.eml", mails([4]).partition("\n")[2])
    with zipfile.ZipFile(tmp_path / "given" / "all.zip", "w") as archive:
        archive.writestr("b.mbox", mails([2, 5]))
    return tmp_path / "given"


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK_RECORDS", 1)
    monkeypatch.setattr(writing, "SEGMENT_RECORDS", 2)


@pytest.mark.usefixtures("_small")
def test_killed_at_any_moment_the_next_run_comes_to_the_same(given: Path, tmp_path: Path) -> None:
    clean = Facts(tmp_path / "clean")
    done = import_all(clean, given)
    for moment in range(1, 1000, 3):
        facts = Facts(tmp_path / "facts")
        shutil.rmtree(facts.folder, ignore_errors=True)
        try:
            with failing(moment):
                import_all(facts, given)
            break
        except Killed:
            pass
        again = import_all(facts, given)
        assert (again.read, again.skipped) == (done.read, done.skipped)
        assert everything(facts) == everything(clean), f"killed at {moment}"
        assert import_all(facts, given).new == 0
        assert not list(facts.folder.glob(".*.new"))
    assert moment > 30


@pytest.mark.usefixtures("_small")
def test_on_a_full_disk_nothing_is_lost(given: Path, tmp_path: Path) -> None:
    clean, facts = Facts(tmp_path / "clean"), Facts(tmp_path / "facts")
    done = import_all(clean, given)
    refused = 0
    for moment in range(1, 200, 7):
        try:
            with failing(moment, error=errno.ENOSPC):
                import_all(facts, given)
        except DiskFull:
            refused += 1
    again = import_all(facts, given)
    assert (again.read, again.skipped) == (done.read, done.skipped)
    assert everything(facts) == everything(clean)
    assert refused > 5
