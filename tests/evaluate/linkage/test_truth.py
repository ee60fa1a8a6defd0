from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING

import pytest

from comity.errors import BadInput
from comity.evaluate.linkage.mail import records
from comity.evaluate.linkage.truth import from_mailmap, from_table, seen_in

if TYPE_CHECKING:
    from pathlib import Path

MAILMAP = """# people
Ada Lovelace <ada@example.org>
Ada Lovelace <ada@example.org> <ada@analytical.example>  # at work
Ada Lovelace <ada@example.org> Countess <countess@example.com>
<grace@example.org> <hopper@navy.example>
Grace Hopper <grace@example.org>
nothing to see
"""
MAIL = """From x@y Mon Mar  2 10:00:00 2026
From: "Lovelace, Ada" <ada@analytical.example>
To: Ada King <ada@example.org>, grace@example.org
Message-ID: <1@example.org>
Date: Mon, 2 Mar 2026 10:00:00 +0000

Hello.

"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_mailmap_says_whose_addresses_are_and_what_they_were_called(tmp_path: Path) -> None:
    found = from_mailmap(written(tmp_path / "mailmap", MAILMAP))
    called = {one.identity.partition(":")[2]: [n for n, _ in one.names] for one in found.profiles}
    assert called == {
        "ada@example.org": ["Ada Lovelace"],
        "ada@analytical.example": [],
        "countess@example.com": ["Countess"],
        "grace@example.org": ["Grace Hopper"],
        "hopper@navy.example": [],
    }
    assert len(set(found.truth.values())) == 2
    assert found.truth["email:ada@example.org"] == found.truth["email:countess@example.com"]


def test_the_names_may_come_from_mail(tmp_path: Path) -> None:
    truth = from_mailmap(written(tmp_path / "mailmap", MAILMAP)).truth
    (tmp_path / "mail").mkdir()
    with gzip.open(tmp_path / "mail" / "old.mbox.gz", "wt") as file:
        file.write(MAIL)
    found = seen_in(records([tmp_path / "mail"]), truth)
    called = {one.identity.partition(":")[2]: [n for n, _ in one.names] for one in found.profiles}
    assert called == {
        "ada@analytical.example": ["Ada Lovelace"],
        "ada@example.org": ["Ada King"],
        "grace@example.org": [],
    }
    assert set(found.truth) == {one.identity for one in found.profiles}
    assert found.apart == [("email:ada@analytical.example", "email:ada@example.org")]


def test_mail_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(BadInput):
            list(records([path]))


@pytest.mark.parametrize(
    "head", ["person,address,name", "Name;E-Mail;Person", "name\temail\tperson_id"]
)
def test_the_columns_of_a_table_are_found_by_their_header(tmp_path: Path, head: str) -> None:
    line = head.replace("person,address,name", "7,ada@example.org,Ada")
    line = line.replace("Name;E-Mail;Person", "Ada;ada@example.org;7")
    line = line.replace("name\temail\tperson_id", "Ada\tada@example.org\t7")
    found = from_table(written(tmp_path / "truth.csv", f"\ufeff{head}\n{line}\n{line}\n"))
    (one,) = found.profiles
    assert (one.identity, one.names, one.uses) == ("email:ada@example.org", (("Ada", 2),), 2)
    assert found.truth == {one.identity: "7"}


def test_a_table_may_be_packed_and_without_names(tmp_path: Path) -> None:
    path = tmp_path / "truth.csv.xz"
    path.write_bytes(lzma.compress(b"person,address\n1,a@example.org\n1,b@example.org\n2\n"))
    assert from_table(path).truth == {"email:a@example.org": "1", "email:b@example.org": "1"}


def test_rows_without_an_address_are_profiles_with_companies(tmp_path: Path) -> None:
    rows = "1,,Ada Hart,Acme Ltd\n1,,Ada Hart,Hooli\n1,ada@acme.example,,\n2,,Ada Hart,Initech\n"
    found = from_table(written(tmp_path / "t.csv", f"person,address,name,company\n{rows}"))
    by_name = [one for one in found.profiles if one.identity.startswith("linkedin:")]
    assert [one.organisations for one in by_name] == [("acme", "hooli"), ("initech",)]
    assert sorted(found.truth.values()) == ["1", "1", "2"]


def test_an_address_of_two_people_proves_nothing(tmp_path: Path) -> None:
    text = "person,address\n1,us@example.org\n2,us@example.org\n1,me@example.org\n"
    found = from_table(written(tmp_path / "t.csv", text))
    assert found.truth == {"email:me@example.org": "1"}
    assert len(found.profiles) == 2


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"person,address\n", b"\0\1\2", b"\xff"])
def test_what_is_no_truth_is_wrong_usage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "truth"
    path.write_bytes(content)
    for read in (from_table, from_mailmap):
        with pytest.raises(BadInput, match="truth"):
            read(path)


def test_a_damaged_or_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(b"person,address\n" * 99)[:40])
    for path in (broken, tmp_path / "nowhere", tmp_path):
        with pytest.raises(BadInput, match="cannot be read"):
            from_table(path)


def test_an_address_that_several_proper_names_bear_joins_nobody(tmp_path: Path) -> None:
    text = """Ada Hart <ada@a.example> <devnull@localhost>
Bo Ek <bo@b.example> Bo <devnull@localhost>
Cleo Marsh <cleo@c.example> <cleo@old.example>
C. Marsh <cleo@c.example> <marsh@older.example>
"""
    truth = from_mailmap(written(tmp_path / "mailmap", text)).truth
    assert "email:devnull@localhost" not in truth
    assert truth["email:ada@a.example"] != truth["email:bo@b.example"]
    marsh = {truth[f"email:{one}"] for one in ("cleo@c.example", "cleo@old.example")}
    assert marsh == {truth["email:marsh@older.example"]}
