"""What programs that keep contacts export: what happened there, and what was decided there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import open_book
from comity.model import Record
from comity.sources.crm import monica, nametag
from comity.sources.crm.entries import Entry, at, day
from tests.operations.verbs import do, one
from tests.records import us
from tests.sources.golden import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

MONICA = SAMPLES / "monica" / "every_kind_of_value.json"
NAMETAG = SAMPLES / "nametag" / "every_field.json"


def changed(path: Path, old: str, new: str, to: Path) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    to.write_text(text.replace(old, new), "utf-8")
    return to


def test_an_account_left_for_this_one_is_here_with_all_that_was_decided(tmp_path: Path) -> None:
    with open_book(tmp_path / "book", now_us=us("2026-05-20")) as book:
        done = do(book, "import", [MONICA])
        assert done["decided"]["said"] == {"gift": 1, "keep": 1, "note": 6, "remind": 1, "tag": 4}
        assert (done["decided"]["left"], done["problems"]) == ({}, 0)
        ada = one(book, "Ada Maud Hart")
        happened = [(line["at"][:10], line["interaction"]) for line in ada["timeline"]]
        assert ("2023-06-10", "meeting") in happened
        assert ("2023-04-01", "call") in happened
        assert ("2023-04-02", "message") in happened
        assert ("2022-09-01", "note") in happened
        assert one(book, "Cleo Dunn")["stage"] == "died"
        assert [each["on"] for each in ada["reminders"]] == ["2027-05-01"]
        again = do(book, "import", [MONICA])
        assert (again["new"], again["decided"]["said"]) == (0, {})
        newer = changed(MONICA, '"stay_in_touch_frequency": 30', '"stay_in_touch_frequency": 60',
                        tmp_path / "newer.json")  # fmt: skip
        later = do(book, "import", [newer])
        assert (later["new"], later["decided"]["said"]) == (0, {"keep": 1})
        both = do(book, "import", [NAMETAG])
        assert both["decided"]["said"] == {"detail": 4, "keep": 1, "note": 1}
        assert (both["decided"]["known"], both["decided"]["yours"]) == (1, 0)  # a tag of both


@pytest.mark.parametrize("module", [monica, nametag])
def test_each_tells_its_own_export_from_the_others(module: Any) -> None:  # noqa: ANN401 - a source
    assert [module.recognise(path) for path in (MONICA, NAMETAG)] == [
        module is monica,
        module is nametag,
    ]


def test_the_order_and_number_of_its_blocks_changes_nothing() -> None:
    plural = SAMPLES / "monica" / "blocks_in_the_plural_backwards_and_spoilt.json"
    expected = {each.ref for each in monica.read(MONICA) if isinstance(each, Record)}
    assert expected < {each.ref for each in monica.read(plural) if isinstance(each, Record)}
    said = [*monica.decided(MONICA)]
    assert [each for each in monica.decided(plural) if each in said] == said


@pytest.mark.parametrize("spoilt", [None, 7, "x", [], {}, [[]], {"a": {}}, True, 1e400])
@pytest.mark.parametrize(("module", "sample"), [(monica, MONICA), (nametag, NAMETAG)])
def test_nothing_in_it_breaks_what_reads_it(
    module: Any,  # noqa: ANN401 - a source
    sample: Path,
    spoilt: object,
    tmp_path: Path,
) -> None:
    for number in range(60):
        path = tmp_path / "spoilt.json"
        path.write_text(json.dumps(_spoilt(json.loads(sample.read_text()), number * 7, spoilt)))
        list(module.read(path))
        list(module.decided(path))


def _spoilt(value: object, number: int, spoilt: object) -> object:
    """Return a document with its n-th value replaced."""
    left = [number]

    def walk(one: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            return spoilt
        if isinstance(one, dict):
            return {key: walk(each) for key, each in one.items()}
        return [walk(each) for each in one] if isinstance(one, list) else one

    return walk(value)


@pytest.mark.parametrize(
    ("said", "identities", "claims"),
    [
        ("Ada.Hart@Ring.example", ["email:Ada.Hart@Ring.example"], []),
        ("mailto:ada@ring.example", ["email:ada@ring.example"], []),
        ("+44 1632 960961", ["phone:+441632960961"], []),
        ("https://www.linkedin.com/in/ada-h/", ["linkedin:ada-h"], []),
        ("https://ring.example/ada", [], [("url", "https://ring.example/ada")]),
        ("@ada", [], [("note", "Mastodon: @ada")]),
        ("route 66, the blue door", [], [("note", "Mastodon: route 66, the blue door")]),
        ("", [], []),
    ],
)
def test_a_way_to_reach_somebody_is_told_by_its_form(
    said: str, identities: list[str], claims: list[tuple[str, str]]
) -> None:
    entry = Entry("1", "Ada Hart")
    entry.reached_by(said, "Mastodon")
    assert (entry.identities, entry.claims) == (identities, claims)


def test_days_are_as_written_and_instants_in_their_zone() -> None:
    assert day("1980-03-12T23:30:00-05:00") == "1980-03-12"
    assert day("1604-03-12", yearless=True) == "--03-12"
    assert day("1980-02-30") == day(None) == ""
    assert at("2026-01-01T01:00:00+01:00") == us("2026-01-01T00:00")
    assert at("2026-01-01") == us("2026-01-01T12:00")
    assert at("9999-12-31T23:59:59-14:00") is None
