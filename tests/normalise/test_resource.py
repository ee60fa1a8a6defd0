from __future__ import annotations

import pytest

from comity.normalise.resource import is_resource

RESOURCES = """
Meeting Room 3.14 (12 seats)|Projector 2|Salle de réunion Opale|Sala|Sala Verde|Besprechungsraum
Besprechungszimmer Alpen|会議室|第3会議室|会议室 A|회의실 A|Zoom Conference
Zoom|Microsoft Teams Meeting
All Staff|Fireflies.ai Notetaker|Otter.ai|OtterPilot|read.ai meeting notes|Fathom Notetaker|tl;dv
Ada's Notetaker|AI Notetaker|Ada Hart's AI Notetaker (Otter.ai)|Note Taker|LDN-Lounge (4)
Conf Room Elk|Room Fjord (8)|Elk Room|Raum Berlin|Raum 4.12|Mötesrum Storsjön|Møterom 3
Mødelokale B|Kokoushuone|Toplanti Odasi 1|Переговорная Байкал|SR-201|NYC-5-Boardroom|Everyone|Alle
Alle Mitarbeitenden|Team Nord|Marketing Team|Tout le monde|All Hands|Sala de reuniones 2
Sala riunioni|Pool Car 3|Dienstwagen 2|Saal 3|Zimmer 5|Vergaderzaal Oost|Webex|Google Meet
Hörsaal 2|Boardroom|Aula Magna|Quiet Room|Besprechung (8 Plätze)|Floor 3|Opale (6 pers.)
"""
PEOPLE = """
Anna Sala|Robin Zimmer|Hilde Zimmer|Adam Hall|Karl Otter|David Salle|Ada Hart|Gero List
Zoë Teams|Tom Roomer|Maria Salas|O'Brien, Tom|Ada Hart (Acme)|Ada Hart (she/her)|山田太郎
Alan Allman|Vera Saal|Boris Raum|Ken Board|Ada Fathom|Otto Beam|Sal Rossi
Aula Nielsen|Oda Nordahl|Alle de Vries
Floor Jansen|Fred Fireman|Jamie Read|Mark Meeting|Grace Group-Hart|Adam Staff|Kamer Aslan|
"""


def listed(text: str) -> list[str]:
    return [name for line in text.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("name", listed(RESOURCES))
def test_rooms_things_bots_and_groups_are_told_by_their_names(name: str) -> None:
    assert is_resource(name, "email:opale@mill.example")


@pytest.mark.parametrize("name", listed(PEOPLE))
def test_people_whose_names_are_like_them_are_people(name: str) -> None:
    assert not is_resource(name, "email:opale@mill.example")


@pytest.mark.parametrize(
    "address",
    [
        "c_188abc@resource.calendar.google.com",
        "room-elk@mill.example",
        "conf.room.3@mill.example",
        "raum-berlin@mill.example",
        "zoomcal@mill.example",
        "fred@fireflies.ai",
        "notetaker@mill.example",
    ],
)
def test_addresses_tell_too(address: str) -> None:
    assert is_resource("Elk", f"email:{address}")


@pytest.mark.parametrize(
    "address", ["roomer@mill.example", "ada@fireflies.ai", "raumfahrt@mill.example", "zoe@zoom.us"]
)
def test_addresses_of_people_do_not(address: str) -> None:
    assert not is_resource("Ada Hart", f"email:{address}")
