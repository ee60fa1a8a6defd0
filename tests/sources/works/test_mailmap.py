from __future__ import annotations

import pytest

from comity.sources.works.mailmap import joined

OLD = "email:ada@old.example"
NEW = "email:ada@new.example"


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one.identity, one.other) for one in joined(text.encode())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lovelace <ada@new.example> <ada@old.example>", [(NEW, OLD)]),
        ("<ada@new.example> <ada@old.example>", [(NEW, OLD)]),
        ("Ada Lovelace <ada@new.example> Ada L <ada@old.example>", [(NEW, OLD)]),
        ("Ada Lovelace <ADA@new.example> <ada@OLD.example> # since 2020", [(NEW, OLD)]),
        (
            "Ada <ada@new.example> <12+ada@users.noreply.github.com>",
            [(NEW, "handle:github/ada")],
        ),
        ("Ada Lovelace <ada@new.example>", []),  # a name, and no other address
        ("# Ada <ada@new.example> <ada@old.example>", []),
        ("Ada <ada@new.example> <ada@new.example>", []),
        ("Ada <ada@new.example> <root@localhost>", []),
        ("Ada <ada@new.example> <>", []),
        ("nothing", []),
        ("", []),
    ],
)
def test_two_addresses_on_a_line_are_one_persons(text: str, found: list[tuple[str, str]]) -> None:
    assert pairs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        # a machine's address, under which two wrote
        (
            "Ada Lovelace <ada@new.example> Ada <dev@acme.example>\n"
            "Ben Hart <ben@new.example> Ben <dev@acme.example>\n"
        ),
        # an address that bears two names
        (
            "Ada Lovelace <team@acme.example> <ada@old.example>\n"
            "Ben Hart <team@acme.example> <ben@old.example>\n"
        ),
        "Ada Lovelace <ada@new.example> <shared@acme.example>\nBen Hart <shared@acme.example>\n",
    ],
)
def test_an_address_of_several_people_joins_nobody(text: str) -> None:
    assert pairs(text) == []


def test_several_addresses_of_one_person_are_joined_once_each() -> None:
    line = "Ada Lovelace <ada@new.example> <{}@old.example>\n"
    text = line.format("ada") * 2 + line.format("al") + "Ada Lovelace <ada@new.example>\n"
    assert pairs(text) == [(NEW, OLD), (NEW, "email:al@old.example")]


def test_bytes_that_are_no_text_are_passed_over() -> None:
    assert list(joined(b"\xff\xfe\0<\xff@\xff> <a@b>\n" * 3)) == []


def test_a_line_without_end_is_passed_over() -> None:
    assert pairs(" " * 900_000 + "\nAda <ada@new.example> <ada@old.example>") == [(NEW, OLD)]
