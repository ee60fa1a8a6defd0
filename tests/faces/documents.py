"""Every verb's document, of one small book: what programs read, kept to the field.

``python -m tests.faces.documents`` writes them anew; each difference is to be meant.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from comity.faces.strict_json import json_bytes
from comity.operations.document import as_json
from comity.operations.operation import find
from tests.faces.world import book

if TYPE_CHECKING:
    from comity.book import Book

KEPT = Path(__file__).parent / "documents.json"
# In this order, since what is said changes what is read after it.
ASKED: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("me", (), {}),
    ("audit", (), {}),
    ("people", (), {"limit": 0}),
    ("person", ("Ada Hart",), {}),
    ("search", (["plan"],), {}),
    ("counted", ("begun_by_me",), {}),
    ("counted", ("asked_by_them",), {"who": "Ada"}),
    ("questions", (), {}),
    ("today", (), {"people": 9}),
    ("promises", (), {}),
    ("asks", (), {}),
    ("waiting", (), {}),
    ("loops", (), {}),
    ("keep", (["Ada Hart", "Ben Moss"],), {"every": "30d"}),
    ("keep", (["Ben Moss"],), {"off": True}),
    ("circle", ("Ben Moss", "personal"), {}),
    ("stage", ("Ben Moss", "let_go"), {}),
    ("strength", ("Ada Hart", "close"), {}),
    ("tag", ("Ada Hart", "mill"), {}),
    ("role", ("Ada Hart", "mentor"), {}),
    ("never", ("Cleo Dunn",), {}),
    ("never", ("Cleo Dunn",), {"off": True}),
    ("quiet", ("Cleo Dunn",), {"for_": "1m"}),
    ("quiet", ("Cleo Dunn",), {"off": True}),
    ("log", ("coffee",), {"with_": ["Cleo Dunn"]}),
    ("note", ("Ada Hart", "moves in May"), {}),
    ("remind", ("Ada Hart", "ask about the exam"), {"on": "12 June"}),
    ("amend", ("remind:17",), {"on": "2025-06-13"}),
    ("note", ("Ada Hart", "written amiss"), {}),
    ("delete", ("note:20",), {}),
    ("remember", ("Gil Ross",), {"as_": "client", "met": "the fair", "about": "builds weirs"}),
    ("edit", ("Ada Hart",), {"birthday": "12 March", "field": ["Dog=Rex"]}),
    ("edit", ("Dan Frost",), {"name": "Daniel Frost"}),
    ("edit", ("Daniel Frost",), {"clear": ["name"]}),
    ("apart", ("Ben Moss", "Dan Frost"), {}),
    ("merge", ("Cleo Dunn", "Dan Frost"), {}),
    ("history", (), {"limit": 3}),
    ("undo", (), {}),
    ("redo", (), {}),
    ("undo", (), {}),
    ("me add", (["rvale@vale.example"],), {}),
    ("me remove", ("rvale@vale.example",), {}),
    ("settings", (), {}),
    ("settings set", ("people", "5"), {}),
    ("sources", (), {}),
    ("problems", (), {}),
    ("check", (), {}),
    ("person", ("Ada Hart",), {}),
    ("today", (), {"people": 9}),
    ("people", (), {"limit": 0}),
    ("audit", (), {}),
    ("change", (["Ada Hart", "Ben Moss"],), {"tag": "choir", "every": "3m"}),
    ("undo", (), {}),
    ("filters save", ("The mill",), {"tag": "mill"}),
    ("filters", (), {}),
    ("filters remove", ("The mill",), {}),
    ("check draft", ("Hi Ada,\n\nshall we look at the plan on Friday?",), {"to": "Ada Hart"}),
    ("check draft", ("Dear Clea,\n\nact now!",), {"to": "Cleo Dunn"}),
    ("ledger add", ("Ada Hart", "introduction", "over tea"), {"to": "Ben Moss", "on": "the 3rd"}),
    ("ledger add", ("Ada Hart", "advice", "on sluices"), {"received": True, "on": "yesterday"}),
    ("ledger", (), {}),
    ("garden", (), {}),
    ("review", (), {}),
    ("agenda", ("Ada Hart",), {}),
    ("buddy", ("Ada Hart",), {"choose": ["week"], "aim": "finish the draft"}),
    ("year", (), {}),
    ("year", (), {"figures": True}),
    ("rewind", ("2024-09-01",), {}),
    ("ledger correct", ("ed9c2a186b3a1934",), {"kind": "help"}),
    ("what", (), {}),
    ("survey new", ("Evening",), {"group": "new/regular", "more": ["What helped you?"]}),
    ("survey answer", ("evening", "Mutual trust, not selling"), {"group": "new"}),
    ("survey answer", ("evening", "Leads"), {"more": ["a card"], "by": "paper"}),
    ("survey remove", ("evening", 3), {}),
    ("survey remove", ("evening", 3), {"off": True}),
    ("survey", (), {}),
    ("survey show", ("evening",), {}),
    ("survey erase", ("evening",), {}),
    ("event new", ("Spring evening",), {"on": "2026-12-04", "host": "Robin"}),
    ("event list", (), {}),
    ("event erase", ("spring",), {"dry_run": True}),
    ("forget", ("Dan Frost",), {}),
)


def documents() -> list[dict[str, Any]]:
    """Return what each verb says, in order, with what differs from run to run named instead."""
    with TemporaryDirectory() as place:
        made = book(Path(place) / "book")
        found = [_asked(made, *one) for one in ASKED]
        found += _on_a_suggestion(book(Path(place) / "other"))
        made.close()
        text = json.dumps(found, ensure_ascii=False).replace(place, "PLACE")
    kept: list[dict[str, Any]] = _rounded(json.loads(_CHANGING.sub(lambda one: f"{one[1]}0", text)))
    return kept


_CHANGING = re.compile(r'("bytes": )\d+')


def _rounded(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """Return the value with floats to nine places: threads add in any order."""
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value


def _asked(
    made: Book, verb: str, given: tuple[Any, ...], options: dict[str, Any]
) -> dict[str, Any]:
    document = find(verb).function(made, *given, **options)
    return {"verb": verb, "document": json.loads(json_bytes(as_json(document), at_terminal=False))}


def _on_a_suggestion(made: Book) -> list[dict[str, Any]]:
    """Return what is said when a suggestion is put off, and when it is done."""
    first = _asked(made, "today", (), {"people": 1})["document"]["suggestions"][0]["id"]
    found = [_asked(made, "snooze", (first,), {"for_": "3d"}), _asked(made, "undo", (), {})]
    (asked,) = _asked(made, "questions", (), {})["document"]["questions"]
    loop = _asked(made, "loops", (), {})["document"]["loops"][0]["id"]
    return [
        *found,
        _asked(made, "loop", (loop, "let_go"), {}),
        _asked(made, "done", (first,), {}),
        _asked(made, "answer", (asked["id"], "later"), {}),
        _asked(made, "answer", (asked["id"], "nobody"), {}),
    ]


if __name__ == "__main__":
    KEPT.write_text(json.dumps(documents(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
