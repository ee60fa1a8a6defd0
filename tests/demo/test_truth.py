from __future__ import annotations

import json
import re
from collections import Counter
from email.utils import getaddresses
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.demo.test_files import mails, readable

if TYPE_CHECKING:
    from pathlib import Path

    from comity.demo.files import Written
    from comity.demo.world import World

DAY_US = 86_400_000_000


def of(known: dict[str, Any], **wanted: str) -> list[dict[str, Any]]:
    return [
        person
        for person in known["people"]
        if all(person[name] == value for name, value in wanted.items())
    ]


def test_truth_is_json(known: dict[str, Any]) -> None:
    assert json.loads(json.dumps(known)) == known


def test_everyone_leaves_a_trace(known: dict[str, Any]) -> None:
    assert [person["name"] for person in known["people"] if not person["identities"]] == []


def test_no_identity_belongs_to_two_people(known: dict[str, Any]) -> None:
    owners = Counter(identity for person in known["people"] for identity in person["identities"])
    owners.update(known["me"]["identities"])
    assert [identity for identity, count in owners.items() if count > 1] == []


def test_every_alias_occurs_in_the_files(known: dict[str, Any], folder: Path) -> None:
    text = readable(folder)
    digits = re.sub("[ -]", "", text)
    for person in known["people"]:
        for identity in person["identities"]:
            space, _, value = identity.partition(":")
            assert value.removeprefix("whatsapp/") in (digits if space == "phone" else text)


def test_some_people_have_several_addresses(known: dict[str, Any]) -> None:
    addresses = [
        [identity for identity in person["identities"] if identity.startswith("email:")]
        for person in known["people"]
    ]
    assert sum(len(found) > 1 for found in addresses) > len(addresses) / 12


def test_namesakes_are_two_people(known: dict[str, Any]) -> None:
    names = Counter(person["name"] for person in known["people"])
    assert max(names.values()) > 1


def test_counts_agree_with_the_files(known: dict[str, Any], written: Written) -> None:
    sent = Counter(
        address
        for mail in mails(written.paths[1])
        for _, address in getaddresses([mail["To"]])
        if "List-Id" not in mail
    )
    quiet = of(known, trajectory="brief", circle="professional")
    for person in quiet:
        addresses = [i.removeprefix("email:") for i in person["identities"] if i[:6] == "email:"]
        messages = person["sent"] - sum(sent[address] for address in addresses)
        assert messages >= 0


def test_trajectories_hold(known: dict[str, Any]) -> None:
    now = known["now_us"]
    scenes = {scene["person"] for scene in known["scenes"]}
    for person in of(known, trajectory="never_exchanged"):
        assert min(person["sent"], person["received"]) == 0
    for person in of(known, trajectory="one_sided"):
        assert min(person["sent"], person["received"]) == 0
    for person in of(known, trajectory="lapsed"):
        silent_days = (now - person["last_us"]) / DAY_US
        assert silent_days > 55
        assert person["sent"] + person["received"] > 12
    for person in of(known, trajectory="steady", circle="professional"):
        assert person["sent"] > 3
        if person["number"] not in scenes:
            assert (now - person["last_us"]) / DAY_US < 8 * person["rhythm_days"]
    for person in of(known, trajectory="newly_met"):
        assert person["sent"] + person["received"] <= 1


def test_only_cast_questions_are_open(known: dict[str, Any]) -> None:
    cast = {
        scene["person"]
        for scene in known["scenes"]
        if (scene["kind"], scene["case"]) in {("answer", "open"), ("promise", "open")}
    }
    asked = {question["person"] for question in known["open_questions"]}
    answers = {s["person"] for s in known["scenes"] if (s["kind"], s["case"]) == ("answer", "open")}
    assert answers <= asked <= cast


def test_promises_are_kept_but_for_those_cast(known: dict[str, Any]) -> None:
    recent = [p for p in known["promises"] if p["at_us"] > known["now_us"] - 30 * DAY_US]
    still_open = {promise["person"] for promise in recent if promise["state"] == "open"}
    cast = {s["person"] for s in known["scenes"] if (s["kind"], s["case"]) == ("promise", "open")}
    assert still_open == cast
    assert sum(promise["kept"] for promise in known["promises"]) > len(known["promises"]) / 2


def test_loops_are_closed_but_for_those_cast(known: dict[str, Any]) -> None:
    cast = {(s["kind"], s["person"]) for s in known["scenes"] if s["case"] not in {"told", "met"}}
    still_open = {(one["kind"], one["person"]) for one in known["loops"] if one["open"]}
    thanked = {("tell_them", s["person"]) for s in known["scenes"] if s["case"] == "introduction"}
    assert {kind for kind, _ in still_open} == {"never_set", "tell_them", "helped"}
    assert still_open <= cast | thanked
    let_go = {p["person"] for p in known["promises"] if p["state"] == "let_go"}
    assert let_go == {s["person"] for s in known["scenes"] if s["case"] == "let_go"}


def test_silences_are_as_cast(known: dict[str, Any]) -> None:
    for scene in known["scenes"]:
        if scene["kind"] not in {"keep", "revive", "lapse"}:
            continue
        person = known["people"][scene["person"]]
        silent_days = (known["now_us"] - person["last_us"]) / DAY_US
        assert abs(silent_days - scene["days_ago"]) < 5
        if scene["kind"] == "lapse":
            assert (silent_days > 8 * person["rhythm_days"]) is scene["shown"]


def test_lapsed_ties_were_established(known: dict[str, Any], world: World) -> None:
    cast = {s["person"] for s in known["scenes"] if s["kind"] in {"revive", "lapse"}}
    for life in world.lives():
        if life.person in cast:
            days = {side: set[int]() for side in ("sent", "inbox")}
            for mail in life.mails:
                days[mail.folder].add(mail.at_us // DAY_US)
            assert min(map(len, days.values())) >= 12
            first, last = min(min(d) for d in days.values()), max(max(d) for d in days.values())
            assert last - first >= 180


def test_threads_go_forward_in_time(world: World) -> None:
    for life in world.lives():
        for mail in life.mails:
            assert mail.at_us < world.now_us
            assert mail.parent is None or mail.parent.at_us < mail.at_us


def test_gaps_follow_the_rhythm(known: dict[str, Any], world: World) -> None:
    numbers = [p["number"] for p in of(known, trajectory="steady", circle="professional")]
    for life in world.lives():
        if life.person in numbers[:6]:
            starts = sorted(m.at_us for m in life.mails if not m.parent and not m.meeting)
            gaps = [(b - a) / DAY_US for a, b in pairwise(starts)]
            rhythm = known["people"][life.person]["rhythm_days"]
            assert 0.5 * rhythm < sum(gaps) / len(gaps) < 1.6 * rhythm
