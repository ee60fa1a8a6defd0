"""The map: who is in a community with whom, each in a place of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.operations.network.map import OTHERS, PEOPLE_MAX, distance, network_map
from comity.operations.upkeep.storage_info import encrypted, storage_info
from tests.operations.verbs import do
from tests.records import ADA, BEN, CLEO, DAN, ME, TALK, book_of, mail

if TYPE_CHECKING:
    from pathlib import Path

    from comity.operations.network.documents import NetworkMap


def _groups(found: NetworkMap) -> dict[str, str]:
    return {one.name: found.groups[one.group].name for one in found.people}


def test_those_in_touch_stand_around_the_nearer_the_later(tmp_path: Path) -> None:
    book = book_of(
        [
            mail("a", "2025-05-30", sender=ADA, to=(ME,)),
            mail("b", "2025-03-01", sender=BEN, to=(ME,)),
            mail("b-back", "2025-03-01T12:00", sender=ME, to=(BEN,)),
            mail("c", "2023-03-01", sender=ME, to=(CLEO,)),
        ],
        tmp_path / "book",
        now="2025-06-01",
    )
    found = network_map(book)
    far = {one.name: one.distance for one in found.people}
    assert 0 < far["Ada Hart"] < far["Ben Moss"] < far["Cleo Dunn"] == 1
    assert {one.name for one in found.people if one.is_mutual} == {"Ben Moss"}
    assert len({one.turn for one in found.people}) == 3, "each has a direction"
    assert _groups(found) == dict.fromkeys(far, OTHERS)
    do(book, "never", "Ben Moss")
    do(book, "stage", "Cleo Dunn", "let_go")
    assert [one.name for one in network_map(book).people] == ["Ada Hart"]


def test_a_group_of_the_users_comes_before_where_they_meet(tmp_path: Path) -> None:
    together = [
        mail(f"t{n}", f"2025-01-0{n + 1}", sender=ME, to=(ADA, BEN, CLEO)) for n in range(3)
    ]
    records = [*together, mail("d", sender=ME, to=(DAN,))]
    book = book_of(records, tmp_path / "book", now="2025-06-01")
    group = _groups(network_map(book))
    assert group["Ada Hart"] == group["Ben Moss"] == group["Cleo Dunn"]
    assert group["Ada Hart"].startswith("around ")
    assert group["Dan Frost"] == OTHERS
    do(book, "change", ["Ada Hart", "Ben Moss", "Dan Frost"], tag="choir")
    group = _groups(network_map(book))
    assert group["Dan Frost"] == group["Ada Hart"] == "choir"
    assert group["Cleo Dunn"] == OTHERS, "one alone is no group"


def test_those_with_mail_of_one_house_stand_together_but_not_those_of_a_provider(
    tmp_path: Path,
) -> None:
    house = [mail(f"h{n}", sender=f"email:p{n}@weir.example") for n in range(3)]
    provider = [mail(f"g{n}", sender=f"email:q{n}@gmail.com") for n in range(3)]
    found = network_map(book_of([*house, *provider], tmp_path / "book", now="2025-06-01"))
    assert [(one.name, one.count) for one in found.groups] == [("Weir", 3), (OTHERS, 3)]


def test_those_who_write_in_one_thread_of_a_list_stand_together(tmp_path: Path) -> None:
    thread = [mail("a", "2025-01-01", sender=ADA, to=(TALK, ME))]
    for n, who in enumerate((BEN, CLEO)):
        thread += [mail(f"r{n}", f"2025-01-0{n + 2}", sender=who, to=(TALK, ME), answers="a")]
    direct = [mail(f"d{n}", sender=who) for n, who in enumerate((BEN, CLEO, DAN))]
    book = book_of([*thread, *direct], tmp_path / "book", now="2025-06-01")
    group = _groups(network_map(book))
    assert group["Ada Hart"] == group["Ben Moss"] == group["Cleo Dunn"] != group["Dan Frost"]


def test_a_mail_to_many_groups_nobody(tmp_path: Path) -> None:
    many = tuple(f"email:p{n}@x{n}.example" for n in range(30))
    book = book_of([mail("m", sender=ME, to=many)], tmp_path / "book", now="2025-06-01")
    found = network_map(book)
    assert [(one.name, one.count) for one in found.groups] == [(OTHERS, 30)]


def test_no_more_stand_there_than_can_be_read_and_it_says_of_how_many(tmp_path: Path) -> None:
    many = [mail(f"m{n}", sender=ME, to=(f"email:p{n}@x.example",)) for n in range(PEOPLE_MAX + 9)]
    found = network_map(book_of(many, tmp_path / "book", now="2025-06-01"))
    assert (len(found.people), found.count) == (PEOPLE_MAX, PEOPLE_MAX + 9)


@pytest.mark.parametrize(("days", "far"), [(-5, 0), (0, 0), (365, 1)])
def test_time_lies_outwards(days: float, far: float) -> None:
    assert distance(days, 365) == far
    assert distance(7, 365) - distance(3, 365) > distance(300, 365) - distance(296, 365)
    assert distance(3, 3) < 1, "this week's people do not stand at the rim"


def test_an_empty_book_has_an_empty_map(tmp_path: Path) -> None:
    found = network_map(book_of([], tmp_path / "book", now="2025-06-01"))
    assert (found.people, found.groups, found.count) == ((), (), 0)


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


@pytest.mark.parametrize(("domain", "group"), [("hall.example", "Hall"), ("a.example.org", OTHERS)])
def test_whose_mail_is_of_one_domain_stand_together(
    tmp_path: Path, domain: str, group: str
) -> None:
    letters = [
        mail(f"m{n}", f"2025-03-0{n + 1}", sender=f"email:{name}@{domain}", to=(ME,))
        for n, name in enumerate(("kit", "lou", "mia"))
    ]
    book = book_of(letters, tmp_path / "book", now="2025-06-01")
    assert set(_groups(network_map(book)).values()) == {group}
