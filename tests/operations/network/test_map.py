"""The map: who is in a community with whom, each in a place of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.operations.network.map import LONE, network_map
from comity.operations.upkeep.storage_info import encrypted, storage_info
from tests.records import ADA, BEN, CLEO, DAN, ME, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_who_meets_in_mails_stands_together_and_the_lone_apart(tmp_path: Path) -> None:
    together = [
        mail(f"t{n}", f"2025-01-0{n + 1}", sender=ME, to=(ADA, BEN, CLEO)) for n in range(3)
    ]
    book = book_of(
        [*together, mail("d", sender=ME, to=(DAN,))], tmp_path / "book", now="2025-06-01"
    )
    found = network_map(book)
    group = {one.name: one.community for one in found.people}
    assert group["Ada Hart"] == group["Ben Moss"] == group["Cleo Dunn"] != group["Dan Frost"]
    assert [one.count for one in found.communities] == [3, 1]
    assert found.communities[1].name == LONE
    assert found.communities[0].name.startswith("around ")
    assert len({(one.x, one.y) for one in found.people}) == 4
    assert len(found.ties) == 3


def test_a_mail_to_many_ties_nobody(tmp_path: Path) -> None:
    many = tuple(f"email:p{n}@x{n}.example" for n in range(30))
    book = book_of([mail("m", sender=ME, to=many)], tmp_path / "book", now="2025-06-01")
    found = network_map(book)
    assert found.ties == ()
    assert [one.name for one in found.communities] == [LONE]


def test_an_empty_book_has_an_empty_map(tmp_path: Path) -> None:
    found = network_map(book_of([], tmp_path / "book", now="2025-06-01"))
    assert (found.people, found.ties, found.communities) == ((), (), ())


def test_the_book_says_where_it_lies(tmp_path: Path) -> None:
    book = book_of([mail("x")], tmp_path / "book", now="2025-06-01")
    found = storage_info(book)
    sizes = {one.name: one.bytes for one in found.files}
    assert found.book == str(tmp_path / "book")
    assert sizes["facts"] > 0
    assert sizes["incoming"] == 0


def test_a_disk_over_dm_crypt_is_encrypted_and_no_disk_is_said_not_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    device = tmp_path.stat().st_dev
    mine = tmp_path / "sys" / f"{os.major(device)}:{os.minor(device)}"
    below = mine / "slaves" / "dm-0" / "dm"
    below.mkdir(parents=True)
    monkeypatch.setattr("comity.operations.upkeep.storage_info._SYS", tmp_path / "sys")
    monkeypatch.setattr("sys.platform", "linux")
    assert encrypted(tmp_path) is None
    (below / "uuid").write_text("CRYPT-LUKS2-x-root\n")
    assert encrypted(tmp_path / "not" / "there" / "yet") is True
