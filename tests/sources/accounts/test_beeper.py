from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from comity.model import Record, Skipped
from comity.operations.account.syncing import sync
from comity.operations.intake.reading import Options
from comity.sources.accounts import Broken, Item, Login, Offline, Place, Refused
from comity.store.accounts import AccountRow, Accounts
from comity.store.facts import Facts
from tests.records import us
from tests.sources.accounts.beeper_double import TOKEN, Beeper, chat, message, serving, user

pytest.importorskip("beeper_desktop_api")

from comity.sources.accounts import beeper

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from comity.sources.accounts import AccountError

ME = user("@me:beeper.local", "Robin Vale", isSelf=True, phoneNumber="+447700900199")
CLEO = user("@cleo:beeper.local", "Cleo Dunn", phoneNumber="+447700900123")
BEN = user("@ben:beeper.local", "Ben Moss", email="ben.moss@mill.example")
EVE = user("@eve:beeper.local", "Eve")
BOT = user("@bot:beeper.local", "Bridge bot", isNetworkBot=True)
ACCOUNT = {"accountID": "local-whatsapp_1", "status": "connected", "user": ME, "bridge": {}}


class Nothing:
    """A book that has nothing of the account, or was told of some places."""

    def __init__(self, **tokens: str) -> None:
        self.tokens = tokens

    def token(self, place: str) -> str:
        return self.tokens.get(place, "")

    def marks(self, place: str) -> Mapping[str, str]:  # noqa: ARG002 - of none
        return {}

    def places(self) -> list[str]:
        return [*self.tokens]


@pytest.fixture
def double() -> Iterator[Beeper]:
    with serving(Beeper(accounts=[ACCOUNT])) as one:
        yield one


def login(port: int, host: str = "127.0.0.1", token: str = TOKEN) -> Login:
    return Login("Beeper", host, port, "", lambda: token, transport="plain")


def synced(double: Beeper, **tokens: str) -> list[Any]:
    return list(beeper.sync(login(double.port), Nothing(**tokens), now_us=0))


def records(said: list[Any]) -> list[Record]:
    told = [one.what for one in said if isinstance(one, Item)]
    return [one for one in told if isinstance(one, Record)]


def roles(one: Record) -> dict[str, str]:
    return {who.role: who.identity for who in one.participants}


def test_a_talk_of_two_is_read_page_by_page_and_then_told_to_its_end(double: Beeper) -> None:
    double.chats = [chat("c1", [ME, CLEO])]
    double.messages["c1"] = [
        message("5", CLEO["id"], "2026-03-02T12:00:00Z"),
        message("4", ME["id"], "2026-03-02T11:00:00.123Z", "Yes", isSender=True),
        message("3", CLEO["id"], "2026-03-02T10:00:00Z", "Are you there?"),
    ]
    said = synced(double)
    assert [type(one) for one in said] == [Item, Item, Item, Place]
    assert said[-1] == Place("c1", "2026-03-02T12:00:00+00:00", None)
    five, four, three = records(said)
    assert roles(three) == {
        "from": "phone:+447700900123",
        "to": "phone:+447700900199",
        "self": "phone:+447700900199",
    }
    assert roles(four)["from"] == "phone:+447700900199"
    assert roles(four)["to"] == "phone:+447700900123"
    assert (four.text, four.channel, four.at_us) == ("Yes", "whatsapp", 1772449200123000)
    assert five.conversation == three.conversation
    assert {one.split()[0] for one in double.asked} == {"GET"}


def test_nothing_new_asks_for_no_messages(double: Beeper) -> None:
    double.chats = [chat("c1", [ME, CLEO])]
    assert synced(double, c1="2026-03-02T12:00:00+00:00") == []
    assert "GET /v1/chats/c1/messages" not in double.asked


def test_what_is_new_is_read_as_far_back_as_was_read_before(double: Beeper) -> None:
    double.chats = [chat("c1", [ME, CLEO])]
    double.messages["c1"] = [
        message(str(hour), CLEO["id"], f"2026-03-02T{hour:02}:00:00Z") for hour in range(12, 0, -1)
    ]
    told = [
        one.id for one in synced(double, c1="2026-03-02T10:00:00+00:00") if one.__class__ is Item
    ]
    assert told[:3] == ["12", "11", "10"]
    assert len(told) <= 6


def test_a_message_to_a_group_is_addressed_to_whom_it_names(double: Beeper) -> None:
    double.chats = [chat("g", [ME, CLEO, BEN, EVE, BOT], type="group", network="Discord")]
    double.messages["g"] = [
        message("1", BEN["id"], "2026-03-02T12:00:00Z", "All of you"),
        message("2", EVE["id"], "2026-03-02T11:00:00Z", "Ben?", mentions=[BEN["id"], "@room"]),
        message("3", "@stranger:beeper.local", "2026-03-02T10:00:00Z", senderName="Stran Ger"),
    ]
    one, two, three = records(synced(double))
    assert roles(one) == {"from": "email:ben.moss@mill.example", "self": "phone:+447700900199"}
    assert roles(two)["from"] == "handle:beeper/@eve:beeper.local"
    assert roles(two)["to"] == "email:ben.moss@mill.example"
    assert roles(three)["from"] == "handle:beeper/@stranger:beeper.local"
    assert three.participants[0].name == "Stran Ger"
    assert one.channel == "beeper"


@pytest.mark.parametrize(
    "odd",
    [
        {"type": "NOTICE"},
        {"type": "REACTION"},
        {"isHidden": True},
        {"senderID": BOT["id"]},
        {"senderID": ""},
    ],
)
def test_what_programs_say_is_not_used(double: Beeper, odd: dict[str, Any]) -> None:
    double.chats = [chat("c1", [ME, CLEO, BOT])]
    double.messages["c1"] = [message("1", CLEO["id"], "2026-03-02T12:00:00Z") | odd]
    (item, _) = synced(double)
    assert item.what == Skipped("not used", "beeper, A chat")


def test_an_edited_message_is_another_version_and_a_deleted_one_says_nothing(
    double: Beeper,
) -> None:
    double.chats = [chat("c1", [ME, CLEO])]
    when = "2026-03-02T12:00:00Z"
    double.messages["c1"] = [
        message("1", CLEO["id"], when, "Then", editedTimestamp="2026-03-02T12:01:00Z"),
        message("2", CLEO["id"], when, "Gone", isDeleted=True),
        message("3", CLEO["id"], when, attachments=[{"fileName": "map.jpg", "fileSize": 12.0}]),
    ]
    said = synced(double)
    edited, deleted, named = records(said)
    assert edited.version
    assert said[0].mark == "2026-03-02T12:01:00+00:00"
    assert deleted.text == ""
    assert (named.attachments[0].name, named.attachments[0].size_bytes) == ("map.jpg", 12)


def test_linkedin_and_merged_chats_are_left_out(double: Beeper) -> None:
    double.chats = [
        chat("l", [ME, CLEO], network="LinkedIn"),
        chat("m", [ME, CLEO], merge={"chatIDs": ["c1"]}),
    ]
    said = synced(double)
    (item, _) = said
    assert item.what == Skipped("not used", "beeper, A chat")
    assert not [one for one in double.asked if one.endswith("/messages")]


def test_what_is_there_takes_nothing(double: Beeper) -> None:
    double.chats = [chat(str(n), [ME, CLEO]) for n in range(5)]
    assert [one.place for one in beeper.look(login(double.port))] == ["0", "1", "2", "3", "4"]
    assert {one.split()[1] for one in double.asked} == {"/v1/chats"}


def test_an_account_is_read_into_a_book_and_nothing_twice(double: Beeper, tmp_path: Path) -> None:
    double.chats = [chat("c1", [ME, CLEO]), chat("l", [ME, CLEO], network="LinkedIn")]
    double.messages["c1"] = [
        message(str(n), CLEO["id"], f"2026-03-02T{n:02}:00:00Z") for n in range(12, 5, -1)
    ]
    row = AccountRow("Beeper", "beeper", "127.0.0.1", double.port, "", {"transport": "plain"})
    accounts, facts = Accounts(tmp_path), Facts(tmp_path / "facts")
    accounts.put(row)

    def run() -> tuple[int, int, int]:
        options = Options("me", us("2026-03-03"))
        done = sync(facts, accounts, row, login(double.port), module=beeper, options=options)
        assert done.trouble is None
        return done.new, done.known, done.skipped["not used"]

    assert run() == (7, 0, 1)
    assert run() == (0, 0, 0)
    double.chats[0]["lastActivity"] = "2026-03-02T13:00:00Z"
    double.messages["c1"].insert(0, message("13", CLEO["id"], "2026-03-02T13:00:00Z", "Late"))
    new, known, _ = run()
    assert new == 1
    assert known <= 3


@pytest.mark.parametrize(
    ("status", "error"), [(401, Refused), (403, Refused), (404, Broken), (500, Broken)]
)
def test_what_goes_wrong_is_told(double: Beeper, status: int, error: type[AccountError]) -> None:
    double.status = status
    with pytest.raises(error) as told:
        synced(double)
    assert TOKEN not in f"{told.value} {told.value.advice}"


def test_a_wrong_token_is_refused_and_no_answer_is_a_state(double: Beeper) -> None:
    with pytest.raises(Refused):
        beeper.look(login(double.port, token="another"))
    with pytest.raises(Offline):
        beeper.look(login(1))


@pytest.mark.parametrize("host", ["beeper.example", "10.0.0.1", "192.168.1.1", "127.0.0.1.example"])
def test_no_other_machine_is_ever_asked(host: str) -> None:
    with pytest.raises(Broken):
        beeper.look(login(23373, host))


def test_strange_answers_cost_one_message(double: Beeper) -> None:
    double.chats = [chat("c1", [ME, CLEO]), chat("c2", [], participants=None)]
    odd: list[dict[str, Any]] = [
        message("1", CLEO["id"], "soon"),
        message("2", CLEO["id"], "2026-03-02T12:00:00Z", text=7),  # type: ignore[arg-type]
        message("3", CLEO["id"], "2026-03-02T12:00:00Z", attachments="x", mentions=5),
        message("4", CLEO["id"], "2026-03-02T12:00:00Z"),
    ]
    double.messages["c1"] = odd
    said = synced(double)
    told = [one.what for one in said if isinstance(one, Item) and one.place == "c1"]
    assert len(told) == 4
    assert isinstance(told[3], Record)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"no JSON", b"null", b'{"items": 7}'])
def test_an_answer_that_is_none_is_broken_or_empty(double: Beeper, raw: bytes) -> None:
    double.raw = raw
    with suppress(Broken):
        assert beeper.look(login(double.port)) == []
