from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from comity.model import Record, Skipped
from comity.sources.chats import telegram
from tests.records import us

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

ADA, ME, CLEO = 700000001, 300000002, 700000003
NAMES = {ADA: "Ada Lindqvist", ME: "Robin Mill", CLEO: "Cleo Dunn"}


def message(
    number: int, sender: int = ADA, text: object = "Ahoy", **more: object
) -> dict[str, Any]:
    said = {"id": number, "type": "message", "date": "2023-07-05T16:56:32"}
    if "date_unixtime" not in more:
        said["date_unixtime"] = str(1688568992 + number)
    return said | {"from": NAMES.get(sender), "from_id": f"user{sender}", "text": text} | more


def chat(*messages: object, kind: str = "personal_chat", number: int = ADA) -> dict[str, object]:
    return {"name": "Ada Lindqvist", "type": kind, "id": number, "messages": messages}


def read(path: Path, said: object, **options: tzinfo) -> list[Record | Skipped]:
    file = path / "result.json"
    file.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
    assert telegram.recognise(file)
    return list(telegram.read(file, **options))


def messages(path: Path, said: object, **options: tzinfo) -> list[Record]:
    found = read(path, said, **options)
    return [one for one in found if isinstance(one, Record) and one.kind == "chat"]


def ends(record: Record) -> list[tuple[str, int]]:
    return [(one.role, int(one.identity.rpartition("/")[2])) for one in record.participants]


def test_the_owner_of_one_chat_is_whoever_it_is_not_with(tmp_path: Path) -> None:
    first, *rest = read(tmp_path, chat(message(1), message(2, ME)))
    assert isinstance(first, Record)
    assert ends(first) == [("self", ME)]
    assert [ends(one) for one in rest if isinstance(one, Record)] == [
        [("from", ADA), ("to", ME)],
        [("from", ME), ("to", ADA)],
    ]


def test_who_never_answered_in_the_only_chat_is_not_told(tmp_path: Path) -> None:
    assert [ends(one) for one in messages(tmp_path, chat(message(1)))] == [[("from", ADA)]]


def test_an_account_without_its_personal_part_tells_its_owner_by_a_chat(tmp_path: Path) -> None:
    account = {
        "about": "data",
        "chats": {
            "about": "",
            "list": [
                chat(message(1, CLEO), kind="private_group", number=55),
                chat(message(2), message(3, ME)),
            ],
        },
    }
    first, *_ = read(tmp_path, account)
    assert isinstance(first, Record)
    assert ends(first) == [("self", ME)]


def test_of_a_group_nobody_is_taken_for_the_owner(tmp_path: Path) -> None:
    found = read(tmp_path, chat(message(1), message(2, ME), kind="private_group", number=55))
    assert [ends(one) for one in found if isinstance(one, Record)] == [
        [("from", ADA)],
        [("from", ME)],
    ]


def test_a_message_is_known_by_its_number_whatever_export_tells_it(tmp_path: Path) -> None:
    (one,) = messages(tmp_path, chat(message(7, ADA, "before")))
    (same,) = messages(tmp_path, {"about": "", "left_chats": {"list": [chat(message(7, ADA))]}})
    assert (one.ref, one.version) == (same.ref, same.version)
    (later,) = messages(tmp_path, chat(message(7, ADA, "after", edited_unixtime="1688569999")))
    assert later.ref == one.ref
    assert (later.version, later.revised_us) == ("1688569999000000", 1688569999000000)


@pytest.mark.parametrize("kind", ["private_supergroup", "public_supergroup", "private_group"])
def test_a_group_is_the_same_with_the_bits_of_older_exports(kind: str, tmp_path: Path) -> None:
    old, new = ((number, chat(message(1), kind=kind, number=number)) for number in (2**33 + 55, 55))
    assert [one.ref for one in messages(tmp_path, old[1])] == [
        one.ref for one in messages(tmp_path, new[1])
    ]


def test_a_person_with_an_id_of_more_than_32_bits_keeps_it(tmp_path: Path) -> None:
    (one,) = messages(tmp_path, chat(message(1, 6_000_000_001), number=6_000_000_001))
    assert ends(one)[0] == ("from", 6_000_000_001)


@pytest.mark.parametrize("kind", ["bot_chat", "saved_messages", "public_channel", "replies"])
def test_no_contact_is_skipped(kind: str, tmp_path: Path) -> None:
    found = read(tmp_path, chat(message(1, ME), message(2, ME), kind=kind, number=9))
    assert [one.reason for one in found if isinstance(one, Skipped)] == ["not used"] * 2


@pytest.mark.parametrize(
    ("more", "interaction"),
    [
        ({"duration_seconds": 60, "discard_reason": "hangup"}, "call"),
        ({"duration_seconds": 60}, "call"),
        ({"discard_reason": "missed"}, "missed call"),
        ({"discard_reason": "busy"}, "missed call"),
        ({"duration_seconds": 60, "discard_reason": "missed"}, "missed call"),
        ({"duration_seconds": "x", "discard_reason": "hangup"}, "missed call"),
    ],
)
def test_a_call_is_one_where_somebody_answered(
    more: dict[str, object], interaction: str, tmp_path: Path
) -> None:
    made = {
        "id": 5,
        "type": "service",
        "date_unixtime": "1688568992",
        "actor_id": f"user{ADA}",
        "action": "phone_call",
    }
    found = messages(tmp_path, chat(message(1, ME), made | more))
    calls = [one.interaction for one in found if one.interaction != "message"]
    assert calls == [interaction]


def test_a_group_is_addressed_by_answers_and_names_alone(tmp_path: Path) -> None:
    by_id = [{"type": "mention_name", "text": "Ada", "user_id": ADA}, " and you"]
    by_name = [{"type": "mention", "text": "@robinMILL"}]
    other = [{"type": "mention", "text": "@"}, {"type": "mention", "text": "@robin"}]
    account = {
        "about": "",
        "personal_information": {"user_id": ME, "username": "@RobinMill"},
        "chats": {
            "list": [
                chat(
                    message(1),
                    message(2, CLEO, reply_to_message_id=1),
                    message(3, CLEO, by_id),
                    message(4, CLEO, by_name),
                    message(5, CLEO, other, reply_to_message_id=99),
                    message(6, ADA, reply_to_message_id=1),
                    kind="private_group",
                    number=55,
                )
            ]
        },
    }
    assert [ends(one)[1:] for one in messages(tmp_path, account)] == [
        [],
        [("to", ADA)],
        [("to", ADA)],
        [("to", ME)],
        [],
        [],
    ]


def test_what_was_forwarded_is_not_the_words_of_who_did(tmp_path: Path) -> None:
    own, passed_on = messages(
        tmp_path,
        chat(message(1, ADA, "I promise."), message(2, ADA, "I promise.", forwarded_from=None)),
    )
    assert (own.text, passed_on.text) == ("I promise.", "")


def test_a_local_clock_is_of_the_zone_given_and_an_instant_of_none(tmp_path: Path) -> None:
    zone = ZoneInfo("Asia/Tokyo")
    told, local = messages(tmp_path, chat(message(1), message(2, ADA, date_unixtime=None)), tz=zone)
    assert told.at_us == 1688568993_000_000
    assert local.at_us == us("2023-07-05T16:56:32+09:00")


def test_reactions_are_dated_by_the_clock_of_the_message(tmp_path: Path) -> None:
    recent = [
        {"from": "Robin", "from_id": f"user{ME}", "date": "2023-07-05T16:57:32"},
        {"from": "Ada", "from_id": f"user{ADA}", "date": "2023-07-05T16:57:32"},
        {"from": "Some channel", "from_id": "channel5", "date": "2023-07-05T16:57:32"},
        "nobody",
    ]
    reactions = [{"type": "emoji", "count": 9, "emoji": "👍", "recent": recent}, {"count": 1}, 7]
    found = read(tmp_path, chat(message(1, reactions=reactions), message(2, ME)))
    pressed = [one for one in found if isinstance(one, Record) and one.interaction == "reaction"]
    assert [(ends(one), one.at_us) for one in pressed] == [
        ([("from", ME), ("to", ADA)], 1688568993_000_000 + 60_000_000)
    ]
    assert sum(isinstance(one, Skipped) for one in found) == 2, "one's own, and a channel's"


def test_a_contact_is_a_row_by_its_number_and_by_its_id(tmp_path: Path) -> None:
    listed = [
        {"user_id": ADA, "first_name": "Ada", "last_name": "L", "phone_number": "001 650 253 0000"},
        {"user_id": CLEO, "first_name": "Cleo", "last_name": "", "phone_number": ""},
        {"first_name": "Dan", "last_name": "Frost", "phone_number": "none"},
        {"date_unixtime": "0"},
        12,
    ]
    found = read(tmp_path, {"about": "", "contacts": {"about": "", "list": listed}, "chats": {}})
    rows = [[p.identity for p in one.participants] for one in found if isinstance(one, Record)]
    assert rows == [
        ["phone:+16502530000", f"handle:telegram/{ADA}"],
        [f"handle:telegram/{CLEO}"],
        ["name:telegram/Dan Frost"],
    ]
    assert [one.reason for one in found if isinstance(one, Skipped)] == ["not used", "unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "x", "type": "personal_chat", "id": "1", "messages": []}',
        '{"name": "x", "messages": []}',
        '{"about": "a program", "list": []}',
        '[{"type": "personal_chat"}]',
        "{",
        "",
    ],
)
def test_another_program_s_json_is_left_to_others(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text)
    assert not telegram.recognise(tmp_path / "a.json")


def test_accounts_are_called_by_whose_they_are(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    for text, account in (
        (json.dumps(chat(message(1))), "Ada Lindqvist"),
        ('{"about": "", "personal_information": {"phone_number": "+44 1"}, "chats": {}}', "+44 1"),
        ('{"about": "", "personal_information": {"first_name": "Ada"}}', "Ada"),
        ('{"about": "", "chats": {}}', "telegram"),
        ('{"type": "saved_messages", "id": 5, "messages": []}', "telegram"),
    ):
        file.write_text(text)
        assert telegram.account(file) == account
