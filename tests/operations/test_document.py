from __future__ import annotations

from dataclasses import dataclass, replace

from comity.operations.document import Count, Document, Person, as_json, enveloped, extended


@dataclass(frozen=True, slots=True)
class Letter(Document):
    from_: Person
    copies: tuple[Person, ...]
    by_stage: dict[str, Count]
    sent_at: str | None
    copy_of: str | None = None


ADA, BEN = Person("a", "Ada Hart"), Person("b", "Ben Moss")


@dataclass(frozen=True, slots=True)
class Side(Person):
    identity: str
    evidence_days: Count


LETTER = Letter(ADA, (BEN,), {"growing": 2}, None)


def test_a_document_is_json_whatever_it_is_made_of() -> None:
    assert as_json(LETTER) == {
        "from": {"id": "a", "name": "Ada Hart"},
        "copies": [{"id": "b", "name": "Ben Moss"}],
        "by_stage": {"growing": 2},
        "sent_at": None,
    }


def test_a_field_with_a_default_stands_where_it_says_more() -> None:
    assert as_json(replace(LETTER, copy_of="a1"))["copy_of"] == "a1"
    assert "copy_of" not in as_json(LETTER)


def test_a_document_is_extended_by_what_is_more() -> None:
    made = extended(ADA, Side, identity="email:ada@ring.example", evidence_days=3)
    assert made == Side("a", "Ada Hart", "email:ada@ring.example", 3)


def test_an_envelope_says_the_schema_and_the_moment_first() -> None:
    made = enveloped("settings set", LETTER, as_of="2025-06-01T00:00:00Z")
    assert list(made)[:3] == ["schema", "as_of", "from"]
    assert made["schema"] == "comity.settings_set/1"
