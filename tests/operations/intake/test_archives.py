from __future__ import annotations

import gzip
import io
import lzma
import os
import shutil
import stat
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.model import Problem
from comity.operations.intake.archives import Limits, is_archive, unpacked

SMALL = Limits(total_bytes=1 << 20, ratio=100, ratio_from_bytes=1 << 16, members=50, free_bytes=0)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def opened(path: Path, into: Path, limits: Limits = SMALL) -> Path:
    into.mkdir(exist_ok=True)
    made = unpacked(path, into=into, limits=limits)
    assert isinstance(made, Path), made
    return made


def refused(path: Path, into: Path, limits: Limits = SMALL) -> Problem:
    into.mkdir(exist_ok=True)
    problem = unpacked(path, into=into, limits=limits)
    assert isinstance(problem, Problem), problem
    assert problem.where.startswith(str(path))
    assert problem.advice
    assert list(into.iterdir()) == [], "something was left behind"
    return problem


def files(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


MEMBERS = {"Takeout/Mail/All.mbox": b"From - \n", "Takeout/b.ics": b"BEGIN:VCALENDAR"}


def test_a_zip_becomes_a_folder_of_its_own_name(tmp_path: Path) -> None:
    made = opened(zipped(tmp_path / "takeout-001.zip", MEMBERS), tmp_path / "into")
    assert made.name == "takeout-001.zip"
    assert made.parent.parent == tmp_path / "into"
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert files(made) == MEMBERS


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.tar", "w"), ("a.tgz", "w:gz"), ("a.tar.gz", "w:gz"), ("a.tar.xz", "w:xz")],
)
def test_tars_become_folders(tmp_path: Path, name: str, mode: str) -> None:
    assert files(opened(tarred(tmp_path / name, MEMBERS, mode), tmp_path / "into")) == MEMBERS


def test_a_single_packed_file_loses_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.mbox.gz").write_bytes(gzip.compress(b"From a"))
    (tmp_path / "b.mbox.xz").write_bytes(lzma.compress(b"From b"))
    made = [opened(tmp_path / name, tmp_path / "into") for name in ("a.mbox.gz", "b.mbox.xz")]
    assert [(path.name, path.read_bytes()) for path in made] == [
        ("a.mbox", b"From a"),
        ("b.mbox", b"From b"),
    ]


def test_archives_are_told_by_their_first_bytes(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "export", MEMBERS)
    letter = zipped(tmp_path / "letter.bin", {"[Content_Types].xml": b"<x/>"})
    sheet = zipped(tmp_path / "sheet.ods", MEMBERS)
    fake = tmp_path / "fake.zip"
    fake.write_bytes(b"no zip")
    assert is_archive(archive)
    assert not any(is_archive(path) for path in (letter, sheet, fake, tmp_path, tmp_path / "none"))


def test_empty_folders_are_kept_for_a_maildir_has_some(tmp_path: Path) -> None:
    made = opened(zipped(tmp_path / "a.zip", {"m/cur/1:2,S": b"x", "m/new/": b""}), tmp_path / "i")
    assert (made / "m/new").is_dir()


@pytest.mark.parametrize(
    "name", ["../out", "a/../../out", "/etc/out", "C:\\out", "..\\out", "\\out"]
)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    problem = refused(zipped(tmp_path / "a.zip", {"fine": b"", name: b"x"}), tmp_path / "into")
    assert "leads out" in problem.what
    assert problem.where.startswith(f"{tmp_path / 'a.zip'}, ")
    refused(tarred(tmp_path / "a.tgz", {name: b"x"}), tmp_path / "into")
    assert not (tmp_path / "out").exists()


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "profile.tar", "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"lock{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        archive.addfile(tarfile.TarInfo("prefs.js"))
    assert files(opened(tmp_path / "profile.tar", tmp_path / "into")) == {"prefs.js": b""}
    link = zipfile.ZipInfo("lock")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "profile.zip", "w") as zip_archive:
        zip_archive.writestr(link, "/etc/passwd")
    assert files(opened(tmp_path / "profile.zip", tmp_path / "into")) == {}


def test_bombs_are_refused_by_total_ratio_and_number(tmp_path: Path) -> None:
    zeros = zipped(tmp_path / "a.zip", {"zeros": bytes(1 << 19)})
    assert "100 times" in refused(zeros, tmp_path / "into").what
    noise = zipped(tmp_path / "b.zip", {"noise": os.urandom(2 << 20)})
    assert "1,048,576 bytes" in refused(noise, tmp_path / "into").what
    many = zipped(tmp_path / "c.zip", {str(n): b"" for n in range(51)})
    assert "50 files" in refused(many, tmp_path / "into").what
    (tmp_path / "d.gz").write_bytes(gzip.compress(bytes(1 << 19)))
    assert "100 times" in refused(tmp_path / "d.gz", tmp_path / "into").what


def test_a_declared_size_that_lies_does_not_help(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"zeros": bytes(1 << 19)})
    lie = path.read_bytes().replace(struct.pack("<I", 1 << 19), struct.pack("<I", 10))
    path.write_bytes(lie)
    refused(path, tmp_path / "into")


def test_a_bomb_inside_an_archive_is_refused_too(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"zeros": bytes(1 << 19)})
    outer = zipped(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes()})
    assert "100 times" in refused(outer, tmp_path / "into").what


def test_archives_inside_are_unpacked_once(tmp_path: Path) -> None:
    third = zipped(tmp_path / "3.zip", {"deep": b"x"}).read_bytes()
    second = zipped(tmp_path / "2.zip", {"3.zip": third, "seen": b"y"}).read_bytes()
    packed = gzip.compress(b"From ")
    first = zipped(tmp_path / "1.zip", {"2.zip": second, "a.mbox.gz": packed, "a.mbox": b"other"})
    found = files(opened(first, tmp_path / "into"))
    assert found["2.zip/seen"] == b"y"
    assert found["2.zip/3.zip"] == third
    assert {b"y", b"From ", b"other"} < set(found.values())
    assert len(found) == 4


def test_a_damaged_archive_inside_stays_as_it_is(tmp_path: Path) -> None:
    outer = zipped(tmp_path / "outer.zip", {"bad.zip": b"PK\x03\x04garbage", "a": b"1"})
    assert files(opened(outer, tmp_path / "into")) == {"bad.zip": b"PK\x03\x04garbage", "a": b"1"}


def test_two_members_of_one_name_are_both_kept(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.eml", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.eml", b"two")
    assert sorted(files(opened(tmp_path / "a.zip", tmp_path / "into")).values()) == [b"one", b"two"]


def test_a_locked_zip_says_what_to_do(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x": b"1"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "password" in refused(path, tmp_path / "into").advice


def test_a_cut_download_is_told(tmp_path: Path) -> None:
    noise = os.urandom(100_000)
    whole = [
        zipped(tmp_path / "a.zip", {"x": noise}),
        tarred(tmp_path / "a.tgz", {"x": noise}),
        tarred(tmp_path / "a.tar", {"x": noise}, "w"),
    ]
    for path in whole:
        path.write_bytes(path.read_bytes()[:60_000])
        assert "incomplete" in refused(path, tmp_path / "into").what


def test_a_full_disk_is_seen_before_anything_is_written(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    path = zipped(tmp_path / "a.zip", MEMBERS)
    assert "disk space" in refused(path, tmp_path / "into", Limits(free_bytes=free * 2)).what


def test_memory_stays_flat(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(64 << 20), 1))
    tracemalloc.start()
    opened(tmp_path / "a.gz", tmp_path / "into", Limits(ratio=10_000, free_bytes=0))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 8 << 20


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(0, 400), junk=st.binary(max_size=40), kind=st.sampled_from(["zip", "tgz"]))
def test_no_bytes_make_it_fall(tmp_path: Path, cut: int, junk: bytes, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    (zipped if kind == "zip" else tarred)(path, MEMBERS)
    data = path.read_bytes()
    path.write_bytes(data[:cut] + junk + data[cut + len(junk) :])
    into = tmp_path / "into"
    into.mkdir(exist_ok=True)
    made = unpacked(path, into=into, limits=SMALL)
    assert isinstance(made, (Path, Problem))
    assert not (tmp_path / "out").exists()
