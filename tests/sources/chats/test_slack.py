from __future__ import annotations

import gzip
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.sources.chats import slack
from comity.sources.chats.slack.mrkdwn import mentioned, plain

if TYPE_CHECKING:
    from pathlib import Path

ADA = {"id": "U01ADA", "team_id": "T01MILL", "profile": {"real_name": "Ada Hart"}}
BEN = {
    "id": "U02BEN",
    "team_id": "T01MILL",
    "profile": {"real_name": "Ben", "email": "b@m.example"},
}
DM = {"id": "D01AB", "is_im": True, "user": "U02BEN"}
WORKSPACE = {"team_id": "T01MILL", "user_id": "U01ADA"}


def message(user: str = "U01ADA", ts: str = "1709719200.000100", **more: object) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": "Ahoy", "ts": ts} | more


def export(folder: Path, *messages: object, channel: str = "general") -> Path:
    lists = {
        "users": [ADA, BEN],
        "channels": [{"id": "C01GENERAL", "name": "general", "members": ["U01ADA", "U02BEN"]}],
        "dms": [{"id": "D01AB", "members": ["U01ADA", "U02BEN"]}],
    }
    (folder / channel).mkdir(parents=True)
    for name, rows in lists.items():
        (folder / f"{name}.json").write_text(json.dumps(rows))
    (folder / channel / "2024-03-06.json").write_text(json.dumps(messages))
    return folder


def database(path: Path, *messages: dict[str, Any], channel: str = "D01AB") -> Path:
    with sqlite3.connect(path) as db:
        db.executescript(
            "CREATE TABLE WORKSPACE (ID, TEAM_ID, USER_ID);"
            "CREATE TABLE S_USER (ID, CHUNK_ID, DATA);"
            "CREATE TABLE CHANNEL (ID, CHUNK_ID, DATA);"
            "CREATE TABLE MESSAGE (ID, CHUNK_ID, CHANNEL_ID, TS, DATA)"
        )
        db.execute("INSERT INTO WORKSPACE VALUES (1, 'T01MILL', 'U01ADA')")
        for user in (ADA, BEN):
            db.execute(
                "INSERT INTO S_USER VALUES (?, 1, ?)", (user["id"], json.dumps(user).encode())
            )
        db.execute("INSERT INTO CHANNEL VALUES ('D01AB', 1, ?)", (json.dumps(DM),))
        for number, one in enumerate(messages):
            row = (number, number, channel, one["ts"], json.dumps(one))
            db.execute("INSERT INTO MESSAGE VALUES (?, ?, ?, ?, ?)", row)
    db.close()
    return path


def chats(path: Path) -> list[Record]:
    assert slack.recognise(path)
    found = slack.read(path)
    return [one for one in found if isinstance(one, Record) and one.kind == "chat"]


def ends(record: Record) -> list[tuple[str, str]]:
    return [(one.role, one.identity.partition(":")[2]) for one in record.participants]


def test_one_message_is_known_by_every_layout(tmp_path: Path) -> None:
    said = [message(), message("U02BEN", "1709719260.000100")]
    layouts = [
        export(tmp_path / "official", *said, channel="D01AB"),
        database(tmp_path / "slackdump.sqlite", *said),
        tmp_path / "D01AB.json",
        tmp_path / "chunks",
    ]
    layouts[2].write_text(json.dumps({"channel_id": "D01AB", "name": "", "messages": said}))
    layouts[3].mkdir()
    for name, chunk in {
        "users": {"t": 3, "ts": 1, "u": [ADA, BEN]},
        "workspace": {"t": 6, "ts": 1, "w": WORKSPACE},
        "D01AB": {"t": 0, "ts": 1, "id": "D01AB", "ci": DM, "m": said},
    }.items():
        with gzip.open(layouts[3] / f"{name}.json.gz", "wt") as file:
            file.write(json.dumps(chunk, separators=(",", ":")) + "\n")
    refs = [[(one.ref, one.version, one.at_us) for one in chats(path)] for path in layouts]
    assert refs == [refs[0]] * 4
    assert len(refs[0]) == 2
    roles = [[[role for role, _ in ends(one)] for one in chats(path)] for path in layouts]
    assert roles == [[["from", "to"], ["from", "to"]]] * 4


def test_a_dump_tells_whose_it_is_and_an_export_does_not(tmp_path: Path) -> None:
    mine = [one for one in slack.read(database(tmp_path / "a.db", message())) if "self" in str(one)]
    assert [ends(one) for one in mine if isinstance(one, Record)] == [
        [("self", "slack/T01MILL.U01ADA")]
    ]
    assert "self" not in str(list(slack.read(export(tmp_path / "b", message()))))


def test_people_are_known_by_their_address_else_by_team_and_id(tmp_path: Path) -> None:
    (one,) = chats(export(tmp_path / "a", message(), channel="D01AB"))
    assert ends(one) == [("from", "slack/T01MILL.U01ADA"), ("to", "b@m.example")]


def test_a_guest_whom_no_list_has_is_one_person_throughout(tmp_path: Path) -> None:
    about = {"real_name": "Dan Frost", "team": "T99"}
    found = chats(
        export(
            tmp_path / "a",
            message("U99", user_team="T99"),
            message("U99", "1709719201.000100", user_profile=about),
            message("U99", "1709719202.000100"),
        )
    )
    assert {one.participants[0].identity for one in found} == {"handle:slack/T99.U99"}
    assert [one.participants[0].name for one in found] == ["", "Dan Frost", "Dan Frost"]


def test_a_channel_is_addressed_by_mentions_and_answers(tmp_path: Path) -> None:
    root = "1709719200.000100"
    found = chats(
        export(
            tmp_path / "a",
            message(ts=root, thread_ts=root),
            message("U02BEN", "1709719201.000100", thread_ts=root),
            message("U02BEN", "1709719202.000100", thread_ts="1.0", parent_user_id="U01ADA"),
            message("U02BEN", "1709719203.000100", text="<@U01ADA|ada> <!channel>"),
            message(ts="1709719204.000100", thread_ts=root),
            message(ts="1709719205.000100"),
        )
    )
    to_ada = ("to", "slack/T01MILL.U01ADA")
    assert [ends(one)[1:] for one in found] == [[], [to_ada], [to_ada], [to_ada], [], []]
    assert [one.conversation for one in found[:2]] == [f"C01GENERAL/{root}"] * 2
    assert found[-1].conversation == "C01GENERAL"


@pytest.mark.parametrize(
    ("more", "is_kept"),
    [
        ({}, True),
        ({"subtype": "me_message"}, True),
        ({"subtype": "thread_broadcast"}, True),
        ({"subtype": "file_share"}, True),
        ({"subtype": "channel_join"}, False),
        ({"subtype": "bot_message"}, False),
        ({"subtype": "tombstone"}, False),
        ({"subtype": "message_deleted"}, False),
        ({"subtype": "something_new"}, False),
        ({"bot_id": "B1"}, False),
        ({"user": "USLACKBOT"}, False),
        ({"user": None}, False),
        ({"type": "event"}, False),
    ],
)
def test_what_people_say_is_kept_and_what_programs_say_is_not(
    more: dict[str, object],
    is_kept: bool,
    tmp_path: Path,
) -> None:
    found = list(slack.read(export(tmp_path / "a", message() | more)))
    assert (found[0] == Skipped("not used", "general/2024-03-06.json, message 1")) != is_kept


def test_an_edit_told_apart_supersedes_the_message(tmp_path: Path) -> None:
    inner = message(text="now", edited={"user": "U01ADA", "ts": "1709719300.000000"})
    changed = {"type": "message", "subtype": "message_changed", "ts": "9.9", "message": inner}
    first, later = chats(export(tmp_path / "a", message(), changed))
    assert first.ref == later.ref
    assert (first.version, later.version, later.text) == ("", "1709719300000000", "now")


@pytest.mark.parametrize(
    ("came", "ended", "interaction"),
    [
        (["U01ADA", "U02BEN"], 1709720200, "call"),
        (["U01ADA", "U02BEN"], 0, "missed call"),
        (["U01ADA"], 1709720200, "missed call"),
        (None, 1709720200, "missed call"),
    ],
)
def test_a_huddle_of_two_is_a_call(
    came: object, ended: int, interaction: str, tmp_path: Path
) -> None:
    room = {"created_by": "U01ADA", "date_start": 1709719300, "date_end": ended}
    huddle = message(
        "USLACKBOT", subtype="huddle_thread", room=room | {"participant_history": came}
    )
    (one,) = chats(export(tmp_path / "a", huddle, channel="D01AB"))
    assert (one.interaction, ends(one)) == (
        interaction,
        [("from", "slack/T01MILL.U01ADA"), ("to", "b@m.example")],
    )


def test_a_huddle_in_a_channel_is_of_those_who_came(tmp_path: Path) -> None:
    room = {"created_by": "U01ADA", "date_start": 1709719300, "date_end": 1709719400}
    alone, two = (
        message(
            "USLACKBOT", ts=ts, subtype="huddle_thread", room=room | {"participant_history": who}
        )
        for ts, who in (("1709719200.1", ["U01ADA"]), ("1709719200.2", ["U01ADA", "U02BEN"]))
    )
    (one,) = chats(export(tmp_path / "a", alone, two))
    assert ends(one)[1:] == [("to", "b@m.example")]


def test_who_took_part_is_a_row_and_who_did_not_is_none(tmp_path: Path) -> None:
    found = list(slack.read(export(tmp_path / "a", message("U02BEN"))))
    rows = [one for one in found if isinstance(one, Record) and one.kind == "row"]
    assert [ends(one) for one in rows] == [
        [("subject", "b@m.example"), ("subject", "slack/T01MILL.U02BEN")]
    ]
    assert Skipped("not used", "users.json, user 1") in found


@pytest.mark.parametrize("made", ["view", "text", "cut"])
def test_another_database_is_left_to_others(made: str, tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", message())
    if made == "view":
        with sqlite3.connect(path) as db:
            db.executescript("DROP TABLE MESSAGE; CREATE VIEW MESSAGE AS SELECT 1")
        db.close()
    else:
        path.write_bytes(b"x" * 5_000 if made == "text" else path.read_bytes()[:90])
    assert not slack.recognise(path)


def test_a_damaged_database_costs_what_is_damaged(tmp_path: Path) -> None:
    said = [message(ts=f"{1709719200 + n}.000100", text="x" * 900) for n in range(100)]
    path = database(tmp_path / "a.db", *said)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))
    found = list(slack.read(path))
    assert all(isinstance(one, Record | Skipped) for one in found)
    assert any(isinstance(one, Skipped) and one.reason == "unreadable" for one in found)


def test_a_pack_that_unpacks_without_end_is_read_no_further(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "users.json.gz", "wt") as file:
        file.write('{"t":3,"ts":1,"u":[]}\n')
    with gzip.open(tmp_path / "C01GENERAL.json.gz", "wb") as packed:
        for _ in range(300):
            packed.write(b"9" * (1 << 20))
    found = list(slack.read(tmp_path))
    assert 1 <= len(found) < 20


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain *bold*", "plain *bold*"),
        ("<@U1> and <@U2|ben>", "@Ada and @ben"),
        ("<#C1|general> <#C2>", "#general #C2"),
        ("<https://a.example/?a=1&amp;b|here> <https://b.example>", "here https://b.example"),
        ("<mailto:a@b.example|a@b.example> <mailto:c@d.example>", "a@b.example c@d.example"),
        ("<!here> <!subteam^S1|@crew> <!date^0^{date}|noon>", "@here @crew noon"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;", "1 < 2 && 3 > 2 &lt;"),
        ("&gt; theirs\nmine\n&gt;theirs too", "mine"),
        ("mine\n&gt;&gt;&gt; theirs\nand theirs", "mine"),
        ("a < b and <", "a < b and <"),
        ("", ""),
    ],
)
def test_markup_reads_as_people_see_it(text: str, shown: str) -> None:
    assert plain(text, lambda user: {"U1": "Ada"}.get(user, user)) == shown


def test_mentions_are_of_users_alone() -> None:
    assert mentioned("<@U1> <@W2|w> <!here> <#C1> <@> @U3") == ["U1", "W2"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("users.json", '[{"id": 1, "name": "x"}]'),
        ("users.json", "{}"),
        ("channels.json", "[]"),
        ("C01.json", '{"channel": "x", "messages": []}'),
    ],
)
def test_other_folders_are_left_to_others(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert not slack.recognise(tmp_path)
    assert not slack.recognise(tmp_path / name)
    assert not slack.recognise(tmp_path / "none")
