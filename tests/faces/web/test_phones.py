"""Guests' phones: nothing but their own page, whatever is asked; nothing pressed is lost."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from comity.errors import BadInput
from comity.faces.web.following import Follower
from comity.faces.web.phone_door import Door
from comity.faces.web.phones import phones_app
from comity.operations.event.evening import told
from comity.operations.event.guest_says import link, unlink
from comity.store.events import EventFile
from tests.operations.event.acts import BEGIN_US, guests, planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "http://127.0.0.1:8712"
NOW_US = BEGIN_US + 1_000_000
OTHERS = re.compile("Bo|Cy|Di|Ed|Fay|Gus")


class Phone:
    """A guest's phone at the event of a folder."""

    def __init__(self, folder: Path) -> None:
        self.file = EventFile(folder / "events" / "hour")
        self.file.make()
        said = planned(8, 4)
        for n, one in enumerate(said[1][1]["guests"]):
            one |= {"asks": [f"ask {n}"], "offers": [f"offer {n}"], "address": f"{n}@x.example"}
        self.file.append_all([*said, *(link(one.key) for one in guests(8))], at_us=BEGIN_US)
        self.now_us = NOW_US
        follower = Follower(self.file, clock=lambda: self.now_us)
        self.client: Any = TestClient(
            phones_app(follower, host="127.0.0.1", port=8712), base_url=BASE
        )

    def say(self, kind: str, **body: object) -> None:
        self.file.append(kind, body, at_us=self.now_us)

    def address(self, key: str) -> str:
        return f"/g/{told(self.file.acts()).links[key]}"

    def get(self, key: str) -> str:
        return str(self.client.get(self.address(key)).text)

    def tick(self, key: str, of: str, tick: str, on: str = "1", **headers: str) -> int:
        data = {"of": of, "tick": tick, "on": on}
        answer = self.client.post(f"{self.address(key)}/tick", data=data, headers=headers)
        return int(answer.status_code)

    @property
    def ticks(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return dict(told(self.file.acts()).ticks)


@pytest.fixture
def phone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Phone]:
    monkeypatch.setattr("comity.faces.web.following._LOOK_S", 0.0)
    one = Phone(tmp_path)
    with one.client:
        yield one


def test_a_guest_sees_their_table_and_company_and_nobody_else(phone: Phone) -> None:
    text = phone.get("g0")
    assert "Table <b>1</b>" in text
    assert "Hal" in text
    assert not OTHERS.search(text), "neither those of other tables nor those of later rounds"
    assert "x.example" not in text
    assert "offer 7" not in text, "not said that it may be shown"
    shown = phone.client.post(f"{phone.address('g7')}/show", data={"show": ["offers"]})
    assert shown.status_code == 200
    text = phone.get("g0")
    assert "offer 7" in text
    assert "ask 7" not in text
    assert "Whom did you help last with offer 7?" in text
    assert "Firm 1" not in text, "Hal no longer shows where they are"


def test_before_a_round_begins_nobody_is_ticked_and_a_second_press_is_no_second_tick(
    phone: Phone,
) -> None:
    assert phone.tick("g0", "g7", "again") == 400
    phone.say("started", round=1)
    assert phone.tick("g0", "g1", "again") == 400, "they did not meet"
    before = phone.file.latest()
    assert [phone.tick("g0", "g7", "again") for _ in range(3)] == [200] * 3
    assert phone.file.latest() == before + 1
    assert phone.tick("g0", "g7", "can_help") == 200
    assert phone.ticks == {("g0", "g7"): ("again", "can_help")}
    assert phone.tick("g0", "g7", "again", "0", accept="application/json") == 204
    assert phone.ticks == {("g0", "g7"): ("can_help",)}
    for wrong in ({"tick": "x"}, {"on": "2"}):
        assert phone.tick("g0", "g7", **({"tick": "again"} | wrong)) == 400


def test_what_is_unknown_or_no_longer_holds_is_not_there(phone: Phone) -> None:
    old = phone.address("g0")
    phone.file.append(*link("g0"), at_us=NOW_US)
    assert phone.client.get(old).status_code == 404
    new = phone.address("g0")
    phone.file.append(*unlink("g0"), at_us=NOW_US)
    answers = {phone.client.get(path).text for path in (old, new, "/g/x", f"/g/{'a' * 9000}")}
    assert len(answers) == 1, "one and the same answer"
    for path in ("/", "/event/hour/console", "/static/style.css", "/api/people", "/static/../x"):
        assert phone.client.get(path).status_code == 404
    assert phone.client.post("/g/x/tick", data={}).status_code == 404


def test_another_name_or_another_site_is_turned_away(phone: Phone) -> None:
    address = phone.address("g0")
    assert phone.client.get(address, headers={"host": "evil.example:8712"}).status_code == 400
    phone.say("started", round=1)
    for origin in ("http://evil.example", "null"):
        assert phone.tick("g0", "g7", "again", origin=origin) == 403
    assert phone.ticks == {}
    assert phone.tick("g0", "g7", "again", origin=BASE) == 200


def test_every_answer_is_dressed(phone: Phone) -> None:
    for path in (phone.address("g0"), "/g/x", "/nothing"):
        headers = phone.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
    assert "max-age" in phone.client.get("/static/phone.css").headers["cache-control"]


def test_too_much_and_too_often_are_put_off(phone: Phone) -> None:
    big = {"of": "g7", "tick": "again", "on": "1", "x": "y" * 10_000}
    assert phone.client.post(f"{phone.address('g0')}/tick", data=big).status_code == 413
    seen = {phone.client.get(phone.address("g1")).status_code for _ in range(60)}
    assert seen == {200, 429}
    assert phone.client.get(phone.address("g2")).status_code == 200, "others are not held up"
    guessed = {phone.client.get(f"/g/guess{n}").status_code for n in range(60)}
    assert guessed == {404, 429}


def test_when_somebody_is_missing_their_page_says_so_and_the_round_rings(phone: Phone) -> None:
    phone.say("missing", guest="g0", from_round=1)
    assert "You have no seat in this round" in phone.get("g0")
    phone.say("started", round=1)
    phone.now_us += 301 * 1_000_000
    text = phone.get("g1")
    assert ">0:00<" in text
    assert "Next" in text
    assert told(phone.file.acts()).rang_late is False


def test_followers_are_told_what_changed_and_are_let_go(tmp_path: Path) -> None:
    async def follow() -> list[dict[str, Any]]:
        phone = Phone(tmp_path)
        follower = Follower(phone.file, clock=lambda: phone.now_us)
        events = follower.events(wait_s=5)
        assert (await anext(events)).startswith("retry:")
        heard = [json.loads((await anext(events)).removeprefix("data: "))]
        await asyncio.to_thread(phone.say, "started", round=1)
        heard.append(json.loads((await anext(events)).removeprefix("data: ")))
        await events.aclose()  # type: ignore[attr-defined]
        return heard

    before, after = asyncio.run(asyncio.wait_for(follow(), 10))
    assert (before["face"], after["face"]) == ("waiting", "running")
    assert before["v"] != after["v"]
    assert after["left_ms"] == 300_000


def test_the_door_opens_at_an_address_of_this_machine_alone(tmp_path: Path) -> None:
    phone, door = Phone(tmp_path), Door()
    with pytest.raises(BadInput, match="no address of this machine"):
        door.open(phone.file, "0.0.0.0")  # noqa: S104 - refused
    with pytest.raises(BadInput, match="no address of this machine"):
        door.open(phone.file, "192.0.2.7")
    assert told(phone.file.acts()).door is None
