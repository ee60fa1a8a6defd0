from __future__ import annotations

import pytest

from comity.errors import BadInput
from comity.faces.arguments import arguments, takes_paths
from comity.operations.operation import VERBS, find


def test_a_form_becomes_the_arguments_of_its_verb() -> None:
    given = {"with": ["Ada", "Ben"], "text": ["coffee"], "on": [""], "unknown": ["x"]}
    assert arguments(find("log"), given) == {"with_": ["Ada", "Ben"], "text": "coffee"}
    assert arguments(find("never"), {"who": ["Ada"], "off": ["1"]}) == {"who": "Ada", "off": True}
    for verb, wrong in (
        ("log", {"with": ["Ada"]}),
        ("circle", {"who": ["Ada"], "circle": ["royal"]}),
        ("today", {"people": ["many"]}),
    ):
        with pytest.raises(BadInput):
            arguments(find(verb), wrong)


def test_verbs_that_name_files_are_told() -> None:
    told = {verb for verb in VERBS if takes_paths(find(verb)) and not verb.startswith("evaluate")}
    own = {"event attendees", "event plan", "event cards", "event ticks", "event follow-up"}
    own |= {"event report", "survey answers", "account add", "sync"}
    assert told == {"import", "demo", "photo", "backup", "export", "buddy", *own}
