from __future__ import annotations

import os
from typing import TYPE_CHECKING

from comity import sources
from comity.operations.intake.recognising import survey
from tests.operations import story
from tests.operations.intake.test_intake import mails, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from comity.operations.intake.recognising import Survey


def look(path: Path) -> Survey:
    return survey(path, str(path))


def test_files_are_taken_in_order_and_small_ones_together(tmp_path: Path) -> None:
    letter = mails([1]).partition("\n")[2]
    for name in ("b/2.eml", "b/1.eml", "a/3.eml"):
        write(tmp_path / name, letter)
    write(tmp_path / "b" / "box.mbox", mails([2]))
    write(tmp_path / "b" / "other.mbox", mails([3]))
    found = look(tmp_path)
    assert [(unit.path, unit.source, len(unit.found)) for unit in found.units.values()] == [
        (f"{tmp_path}/a", "eml/a", 1),
        (f"{tmp_path}/b", "eml/b", 2),
        (f"{tmp_path}/b/box.mbox", "mbox/box", 1),
        (f"{tmp_path}/b/other.mbox", "mbox/other", 1),
    ]
    assert [found.path.name for found in found.units[f"{tmp_path}/b", "eml/b", "eml"].found] == [
        "1.eml",
        "2.eml",
    ]


def test_a_file_no_source_knows_is_one_record_unless_a_program_left_it(tmp_path: Path) -> None:
    for name in ("a.xyz", "b/c.xyz", ".hidden", ".git/config", "Thumbs.db", "Inbox.msf"):
        write(tmp_path / name, "?")
    found = look(tmp_path)
    assert [(one.reason, one.where) for one in found.skipped] == [
        ("not recognised", f"{tmp_path}/a.xyz"),
        ("not recognised", f"{tmp_path}/b/c.xyz"),
    ]


def test_links_out_and_pipes_are_told_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "a.mbox", mails([1]))
    given = tmp_path / "given"
    given.mkdir()
    (given / "link").symlink_to(tmp_path / "outside")
    (given / "file").symlink_to(tmp_path / "outside" / "a.mbox")
    (given / "round").symlink_to(given)
    (given / "nowhere").symlink_to(tmp_path / "gone.mbox")
    (given / ".#lock").symlink_to("robin@home.1234")
    os.mkfifo(given / "pipe")
    found = look(given)
    assert (found.units, found.archives) == ({}, [])
    told = {one.where.rpartition("/")[2]: one.problem for one in found.skipped}
    assert sorted(told) == ["file", "link", "nowhere", "pipe"]
    assert all(problem and problem.advice for problem in told.values())


def test_a_link_to_what_is_read_in_its_own_place_is_nothing_to_tell(tmp_path: Path) -> None:
    write(tmp_path / "a.mbox", mails([1]))
    (tmp_path / "b.mbox").symlink_to(tmp_path / "a.mbox")
    found = look(tmp_path)
    assert [unit.path for unit in found.units.values()] == [f"{tmp_path}/a.mbox"]
    assert found.skipped == []


def test_what_lies_too_deep_is_told(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(65):
        deep /= "d"
    write(deep / "a.mbox", mails([1]))
    (told,) = look(tmp_path).skipped
    assert told.problem
    assert "deep" in told.problem.what
    assert look(tmp_path / "d" / "d").skipped == []
    assert len(look(tmp_path / "d" / "d").units) == 1


def test_a_file_that_cannot_be_opened_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("comity.operations.intake.recognising.is_archive", refuse)
    found = look(write(tmp_path / "a.mbox", mails([1])))
    (skipped,) = found.skipped
    assert skipped.reason == "unreadable"
    assert skipped.problem
    assert "Permission denied" in skipped.problem.what


def test_a_source_that_fails_at_a_file_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources.source
    listed = {"story": sources.Listed("story", "", ""), **sources.SOURCES}
    monkeypatch.setattr(sources, "SOURCES", listed)
    monkeypatch.setattr(sources, "source", lambda name: story if name == "story" else real(name))
    found = look(write(tmp_path / "spoils-recognition", mails([1])))
    assert [unit.reader for unit in found.units.values()] == ["mbox"]


def test_folders_beyond_all_measure_are_not_descended_for_ever(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(80):
        deep /= "d"
    write(deep / "a.mbox", mails([1]))
    assert look(tmp_path).units == {}
