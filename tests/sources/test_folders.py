"""One contract for every door mail comes in by: what its folder is for is told in one way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

import pytest

from comity.model import Record
from comity.operations.intake.recognising import survey
from comity.sources import source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from comity.model import Skipped

    Door: TypeAlias = Callable[[Path, str], Path]

MAIL = b"From: a@x.example\nTo: b@x.example\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\ntext\n"


def written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def mbox_by_name(top: Path, folder: str) -> Path:
    return written(top / f"{folder}.mbox", b"From x\n" + MAIL)


def mbox_without_suffix(top: Path, folder: str) -> Path:
    return written(top / "Local Folders" / folder, b"From x\n" + MAIL).parent


def mbox_below(top: Path, folder: str) -> Path:
    return written(top / "Local Folders" / f"{folder}.sbd" / "2020", b"From x\n" + MAIL)


def mbox_in_a_folder(top: Path, folder: str) -> Path:
    written(top / "Mail" / folder / "2020", b"From x\n" + MAIL)
    return top / "Mail"


def mbox_of_apple(top: Path, folder: str) -> Path:
    return written(top / f"{folder}.mbox" / "mbox", b"From x\n" + MAIL).parent


def maildir_plus(top: Path, folder: str) -> Path:
    (top / "Maildir" / "cur").mkdir(parents=True)
    (top / "Maildir" / "new").mkdir()
    written(top / "Maildir" / f".INBOX.{folder}" / "cur" / "1.M1.host:2,S", MAIL)
    return top / "Maildir"


def maildir_in_the_file_system(top: Path, folder: str) -> Path:
    written(top / "Mail" / folder / "cur" / "1700000000.M1.host!2,S", MAIL)
    return top / "Mail"


def maildir_alone(top: Path, folder: str) -> Path:
    written(top / folder / "cur" / "1.host", MAIL)
    (top / folder / "new").mkdir()
    return top / folder


def folder_of_eml(top: Path, folder: str) -> Path:
    return written(top / folder / "1 - Hello.eml", MAIL).parent


def one_eml(top: Path, folder: str) -> Path:
    return written(top / folder / "1.eml", MAIL)


def add_on_of_thunderbird(top: Path, folder: str) -> Path:
    written(top / "export" / f"{folder}_20260302-0900" / "messages" / "1.eml", MAIL)
    return top / "export"


def emlx(top: Path, folder: str) -> Path:
    path = top / "V10" / "AC1" / f"{folder}.mbox" / "U2" / "Data" / "3" / "Messages" / "4.emlx"
    written(path, f"{len(MAIL)}\n".encode() + MAIL)
    return top / "V10"


def export_of_proton(top: Path, folder: str) -> Path:
    numbers = {"Junk": "4", "Drafts": "8", "Sent": "7", "Trash": "3", "Archive": "6", "INBOX": "0"}
    labels = ["5", numbers[folder]] if folder in numbers else ["5"]
    name = "1" if folder in numbers else f"{folder}/1"
    written(top / "mail_1" / f"{name}.eml", MAIL)
    said = {"Version": 1, "Payload": {"ID": "1", "LabelIDs": labels}}
    written(top / "mail_1" / f"{name}.metadata.json", json.dumps(said).encode())
    return top / "mail_1"


def mh(top: Path, folder: str) -> Path:
    return written(top / "Mail" / folder / "12", MAIL).parent.parent


def label(top: Path, folder: str) -> Path:
    return written(top / "all.mbox", f"From x\nX-Gmail-Labels: Work,{folder}\n".encode() + MAIL)


def takeout(top: Path, folder: str) -> Path:
    written(top / "Takeout" / "Mail" / f"{folder}.mbox", b"From x\n" + MAIL)
    return top / "Takeout"


def thunderbird(top: Path, folder: str) -> Path:
    written(top / "x1.default" / "prefs.js", b"")
    written(top / "x1.default" / "Mail" / "Local Folders" / folder, b"From - x\n" + MAIL)
    return top / "x1.default"


DOORS: list[Door] = [
    mbox_by_name,
    mbox_without_suffix,
    mbox_below,
    mbox_in_a_folder,
    mbox_of_apple,
    maildir_plus,
    maildir_in_the_file_system,
    maildir_alone,
    folder_of_eml,
    one_eml,
    add_on_of_thunderbird,
    emlx,
    export_of_proton,
    mh,
    label,
    takeout,
    thunderbird,
]


def outcome(path: Path) -> list[str]:
    """Return what became of each mail: the reason it was skipped for, or what it was kept as."""
    found = survey(path, str(path))
    items: list[Record | Skipped] = [*found.skipped]
    for unit in found.units.values():
        for one in unit.found:
            options = {} if one.use is None else {"use": one.use}
            items += source(one.reader).read(one.path, **options)
    return [
        item.folder or "kept" if isinstance(item, Record) else item.reason
        for item in items
        if item.where != "prefs.js"
    ]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("folder", "result"),
    [
        ("Junk", "junk"),
        ("Spam", "junk"),
        ("Indésirables", "junk"),
        ("Drafts", "draft"),
        ("Entwürfe", "draft"),
        ("Outbox", "draft"),
        ("Sent", "sent"),
        ("Gesendete Elemente", "sent"),
        ("Trash", "kept"),
        ("Archive", "kept"),
        ("INBOX", "kept"),
        ("Drafts of my novel", "kept"),
        ("Sent to archive", "kept"),
        ("Presentations sent", "kept"),
    ],
)
def test_what_a_folder_is_for(door: Door, folder: str, result: str, tmp_path: Path) -> None:
    assert outcome(door(tmp_path, folder)) == [result]


@pytest.mark.parametrize("name", ["letter.txt", "00001.7848dde101", "1.eml.txt"])
def test_a_corpus_of_junk_is_no_folder_of_a_program(name: str, tmp_path: Path) -> None:
    written(tmp_path / "spam-1" / name, MAIL)
    assert outcome(tmp_path / "spam-1") == ["kept"]


def test_an_archive_kept_in_a_drawer_called_junk(tmp_path: Path) -> None:
    written(tmp_path / "junk" / "all.mbox", b"From x\n" + MAIL)
    assert outcome(tmp_path / "junk") == ["kept"]
    assert outcome(tmp_path / "junk" / "all.mbox") == ["kept"]
