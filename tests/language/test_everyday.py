from __future__ import annotations

import re

import pytest

from comity.language.everyday import HOMELY, SERVED, trade_in, trade_of_domain, trade_signed

TRADES = """canalstreetphysio.example dalevets.example harehillsplumbing.example kfz-meier.example
zahnarzt-moss.example praxis-dr-braun.example becksidegarage.example friseurhaargenau.example
sanitaer-becker.example tierklinik.nord.example millgatedental.example"""
NONE = """ring.example gymnasium.example velvet.example vetmed.uni-wien.ac.example
corvetlabs.example physiology.ox.example whitlockdental-supplies.example
dental-software.example zahnarztbedarf.example vet"""


@pytest.mark.parametrize("domain", TRADES.split())
def test_a_domain_that_names_a_trade(domain: str) -> None:
    assert trade_of_domain(domain)


@pytest.mark.parametrize("domain", NONE.split())
def test_a_domain_that_names_none(domain: str) -> None:
    assert not trade_of_domain(domain)


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Physiotherapist, Canal Street", "physiotherapist"),
        ("Zahnärztin", "zahnaerztin"),
        ("Chimney Sweep", "chimney sweep"),
        ("Schulsekretariat", "schulsekretariat"),
        ("Tom Baker, engineer", ""),
        ("Head of Procurement", ""),
    ],
)
def test_a_trade_in_a_title(text: str, trade: str) -> None:
    assert trade_in(text) == trade


def test_where_one_meets_is_no_signature() -> None:
    assert trade_signed("Veterinary Nurse, Dale Vets") == "veterinary nurse"
    assert trade_signed("The Corn Exchange Café") == ""


@pytest.mark.parametrize(
    "text",
    [
        "your appointment is on monday",
        "ihr termin am dienstag",
        "terminerinnerung",
        "your next check-up",
        "booking confirmed",
        "ihre bestellung 77",
        "your car is ready to collect",
        "ist fertig und abholbereit",
    ],
)
def test_words_of_whom_one_is_a_customer_of(text: str) -> None:
    assert re.search(SERVED, text)


@pytest.mark.parametrize(
    "text",
    [
        "in order to agree on terms",
        "your comments on the plan",
        "der termin steht",
        "we ordered your book",
    ],
)
def test_words_of_work(text: str) -> None:
    assert not re.search(SERVED, text)


@pytest.mark.parametrize(
    "text",
    ["mum rang", "oma kommt", "lots of love", "see you xx", "die kinder freuen sich", "drück dich"],
)
def test_words_of_home(text: str) -> None:
    assert re.search(HOMELY, text)


@pytest.mark.parametrize(
    "text", ["i love the plan", "best wishes", "liebe grüße", "momentum", "a data dump", "papaya"]
)
def test_words_of_anybody(text: str) -> None:
    assert not re.search(HOMELY, text)
