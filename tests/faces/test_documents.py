from __future__ import annotations

import json

from comity.operations.operation import VERBS
from tests.faces.documents import ASKED, KEPT, documents

# What writes or reads files is tried with them, and what measures the program on its own data.
ELSEWHERE = {"import", "demo", "backup", "export", "check mend", "sources remove", "split"}


def test_documents_are_those_that_programs_know() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    found = documents()
    for now, before in zip(found, kept, strict=True):
        assert now == before


def test_every_verb_is_kept_or_tried_elsewhere() -> None:
    kept = {verb for verb, _, _ in ASKED} | {"done", "snooze", "answer"}
    assert {verb for verb in VERBS if not verb.startswith("evaluate")} - ELSEWHERE == kept
