from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.model import Record, Skipped
from comity.sources import linkedin

if TYPE_CHECKING:
    from pathlib import Path

POST = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7400000000000000001"
HERS = "https://www.linkedin.com/posts/{}_on-engines-activity-7400000000000000002-aBcD"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of Charles's, who is connected with Ada."""
    (tmp_path / "Profile.csv").write_text(
        "First Name,Last Name,Headline,Industry\nCharles,Babbage,Engineer,\n"
    )
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Lovelace,https://www.linkedin.com/in/ada,,,,12 Mar 2024\n"
    )
    return tmp_path


def read(export: Path, name: str, text: str) -> list[Record | Skipped]:
    (export / name).write_text(text, "utf-8")
    return [one for one in linkedin.read(export) if one.where.startswith(name)]


def roles(record: Record | Skipped) -> list[tuple[str, str]]:
    assert isinstance(record, Record)
    return [(one.role, one.identity) for one in record.participants]


@pytest.mark.parametrize(
    ("link", "to"),
    [
        (HERS.format("ada"), [("to", "linkedin:ada")]),
        (HERS.format("ADA"), [("to", "linkedin:ada")]),
        (HERS.format("somebody-else"), []),  # may be a company
        (POST, []),
    ],
)
def test_a_comment_addresses_nobody_but_whom_its_link_names(
    link: str, to: list[tuple[str, str]], export: Path
) -> None:
    text = f"Date,Link,Message\n2026-05-08 09:00:00,{link},Well put.\n"
    (found,) = read(export, "Comments_1.csv", text)
    assert isinstance(found, Record)
    assert roles(found) == [("from", "name:linkedin/Charles Babbage"), *to]
    assert (found.interaction, found.text, found.detail) == ("comment", "Well put.", link)


def test_a_mark_after_a_backslash_ends_no_comment_and_other_backslashes_stay(export: Path) -> None:
    text = f'Date,Link,Message\n,{POST},"Look \\"there, or\n\nin C:\\new\\""\n'
    (found,) = read(export, "Comments.csv", text)
    assert isinstance(found, Record)
    assert found.text == 'Look "there, or\n\nin C:\\new"'
    assert found.at_us is None
    assert [one.what for one in found.problems] == ["there is no date"]


def test_two_comments_under_one_post_are_two_and_one_told_twice_is_one(export: Path) -> None:
    row = f"2026-05-08 09:00:00,{POST},{{}}\n"
    rows = [row.format(word) for word in ("One", "Two", "One")]
    found = read(export, "Comments.csv", "Date,Link,Message\n" + "".join(rows))
    refs = [one.ref for one in found if isinstance(one, Record)]
    assert refs[0] == refs[2] != refs[1]


def test_what_is_left_of_a_broken_row_is_told(export: Path) -> None:
    text = "Date,Link,Message\nand so, on it,went\n,,\n"
    broken, empty = read(export, "Comments.csv", text)
    assert isinstance(broken, Skipped)
    assert broken.reason == "unreadable"
    assert empty == Skipped("not used", "Comments.csv, row 2")


@pytest.mark.parametrize(
    ("name", "header", "cell", "subject"),
    [
        ("Reactions_1.csv", "Date,Type,Link", "PRAISE,{}", "praise"),
        ("InstantReposts.csv", "Date,Link", "{}", "repost"),
        ("Votes.csv", "Date,Link,OptionText", "{},Brass", "Brass"),
    ],
)
def test_a_click_is_a_reaction(
    name: str, header: str, cell: str, subject: str, export: Path
) -> None:
    cells = cell.format(HERS.format("ada"))
    (found,) = read(export, name, f"{header}\n2026-05-08 09:00:00,{cells}\n")
    assert isinstance(found, Record)
    assert (found.interaction, found.subject, found.text) == ("reaction", subject, "")
    assert roles(found)[1:] == [("to", "linkedin:ada")]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (
            "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
            f'{POST},"On ""engines"".""\n""""\n""Read it.",https://news.example/x,,PUBLIC',
        ),
        (
            "Date,Share Title,Share Description,Share Link,Share Commentary,Shared URL",
            f',,{POST},"On ""engines"".\n\nRead it.",https://news.example/x',
        ),
    ],
)
def test_a_share_keeps_what_it_points_to_and_is_no_contact(
    header: str, cells: str, export: Path
) -> None:
    (found,) = read(export, "Shares.csv", f"{header}\n2026-05-07 16:41:18,{cells}\n")
    assert isinstance(found, Record)
    assert (found.interaction, found.detail) == ("", "https://news.example/x")
    assert found.text == 'On "engines".\n\nRead it.'


def test_what_was_saved_is_kept_with_its_day(export: Path) -> None:
    text = "savedItem,CreatedTime\nhttps://www.linkedin.com/pulse/x,2026-05-10 12:00:00\n,\n"
    found, empty = read(export, "Saved_Items_1.csv", text)
    assert isinstance(found, Record)
    assert (found.interaction, found.detail) == ("", "https://www.linkedin.com/pulse/x")
    assert found.at_us == 1_778_414_400_000_000
    assert isinstance(empty, Skipped)
