from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from comity import schema
from comity.model import Attachment, Claim, Participant
from comity.schema import mail_key
from comity.store.columns import filtered, from_bytes, stored, to_batch, to_bytes
from tests.store.invented import ADA, BOB, ME, batch, event, mail


def test_columns_are_those_of_the_schema() -> None:
    for name, rows in batch(mail("1"), event("2", "a")):
        assert stored(rows).schema.names == list(schema.FACTS[name])


def test_a_record_is_laid_out_whole() -> None:
    said = replace(
        mail("1", "Text", sender=BOB, to=(ME, ADA)),
        references=("a@x", "b@x"),
        delivered_to=("me@home.example",),
        attachments=(Attachment("plän.pdf", 7),),
        occurrences_us=(1, -2),
        claims=(Claim(BOB, "title", "Engineer", 5),),
    )
    made = batch(said)
    (record,) = made.record.to_pylist()
    assert record["key"] == mail_key("me", "1@ring.example", BOB)
    assert record["text_length"] == len("Text")
    assert record["references"] == "a@x b@x"
    assert record["delivered_to"] == "me@home.example"
    assert json.loads(record["attachments"]) == [["plän.pdf", 7]]
    assert record["occurrences_us"] == "1 -2"
    assert record["end_us"] is None
    people = made.participant.to_pylist()
    assert [(p["position"], p["role"], p["identity"]) for p in people] == [
        (0, "from", BOB),
        (1, "to", ME),
        (2, "to", ADA),
    ]
    (claim,) = made.claim.to_pylist()
    assert (claim["key"], claim["value"], claim["at_us"]) == (record["key"], "Engineer", 5)


def test_parts_name_the_row_of_their_record() -> None:
    made = batch(mail("1", to=(ME, BOB)), replace(mail("2"), participants=()), mail("3"))
    assert made.participant.column("row").to_pylist() == [0, 0, 0, 2, 2]


def test_mail_has_no_version() -> None:
    made = batch(mail("1", version="x"), event("2", "x"))
    assert made.record.column("version").to_pylist() == ["", "x"]


def test_headers_alone_leave_out_text_and_say_so_in_the_version() -> None:
    made = batch(
        mail("1", "Secret"),
        event("2", "x", text="Secret"),
        event("3", "x"),
        with_text=False,
    )
    assert made.record.column("text").to_pylist() == ["", "", ""]
    assert made.record.column("text_length").to_pylist() == [0, 0, 0]
    assert made.record.column("version").to_pylist() == ["", "x~", "x"]


def test_a_lone_surrogate_does_not_stop_the_others() -> None:
    made = batch(mail("1", "caf\udce9"), mail("2", "café"))
    assert made.record.column("text").to_pylist() == ["caf?", "café"]


def test_a_batch_crosses_to_another_process_and_back() -> None:
    made = batch(mail("1", to=(ME, BOB)), event("2", "a"))
    again = from_bytes(to_bytes(made))
    assert [rows.to_pylist() for _, rows in again] == [rows.to_pylist() for _, rows in made]


def test_filtering_takes_the_parts_along() -> None:
    made = filtered(batch(mail("1"), event("2", "a"), mail("3")), np.array([False, True, False]))
    assert len(made) == 1
    assert set(made.participant.column("role").to_pylist()) == {"attendee"}
    assert made.claim.num_rows == 2


def test_nothing_is_a_batch_too() -> None:
    assert len(to_batch([], owner="me")) == 0


@pytest.mark.parametrize("field", ["subject", "text", "conversation", "detail"])
def test_any_text_is_kept_to_the_letter(field: str) -> None:
    odd = "nul\0 tab\t quote' \U0001f9d1\u200d\U0001f680 \u202e"
    said: dict[str, Any] = {field: odd}
    made = from_bytes(to_bytes(batch(replace(mail("1"), **said))))
    assert made.record.column(field).to_pylist() == [odd]


def test_participants_keep_name_and_response() -> None:
    people = (Participant("attendee", ADA, "Ada", "accepted"),)
    (row,) = batch(replace(event("1", "a"), participants=people)).participant.to_pylist()
    assert (row["name"], row["response"]) == ("Ada", "accepted")
