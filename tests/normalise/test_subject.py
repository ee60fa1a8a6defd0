from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.subject import ANSWER, FORWARD, MARKS, is_answer, is_forward, title
from tests.growth import is_linear


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Roof",
        "RE : Roof",
        "re:Roof",
        "AW: Roof",
        "Antw.: Roof",
        "Sv: Roof",
        "VS: Roof",
        "Re[2]: Roof",
        "Re (3): Roof",
        "RE^2: Roof",
        "AW: WG: Roof",
        "Re: [builders] Roof",
        "[builders] Re: Roof",
        "[EXTERNAL] RE: [builders] Fwd: Re: Roof",
        "Odp: Roof",
        "Ynt: Roof",
        "Ответ: Roof",
        "ОТВ: Roof",
        "Απ: Roof",
        "回复：Roof",
        "回覆: Roof",
        "답장: Roof",
        "رد: Roof",
        "השב: Roof",
        "Trả lời: Roof",
    ],
)
def test_answers_in_many_languages(subject: str) -> None:
    assert is_answer(subject)
    assert title(subject) == "Roof"


@pytest.mark.parametrize(
    "subject", ["Fwd: Roof", "FW: RE: Roof", "WG: Roof", "[x] TR : Roof", "转发：Roof", "Vb: Roof"]
)
def test_forwards_answer_nothing(subject: str) -> None:
    assert is_forward(subject)
    assert not is_answer(subject)
    assert title(subject) == "Roof"


@pytest.mark.parametrize(
    "subject",
    ["Roof", "Regarding: Roof", "Repair: Roof", "Really? Re: no", "Invoice: 12", "Retour: x", ""],
)
def test_other_subjects_are_titles(subject: str) -> None:
    assert not is_answer(subject)
    assert not is_forward(subject)
    assert title(subject) == subject


@pytest.mark.parametrize("subject", ["Re:", " AW: ", "[builders]"])
def test_marks_alone_stay(subject: str) -> None:
    assert title(subject) == subject.strip()


@given(st.text(alphabet="ReAWsv: []():[2]İıſK回复", max_size=40))
def test_the_engine_of_tables_reads_the_patterns_alike(subject: str) -> None:
    found = duckdb.execute(
        f"SELECT regexp_matches(s, '{ANSWER}'), regexp_matches(s, '{FORWARD}'), "
        f"regexp_replace(s, '{MARKS}', '') FROM (SELECT ? AS s)",
        [subject],
    ).fetchone()
    assert found is not None
    assert found[:2] == (is_answer(subject), is_forward(subject))
    assert found[2].strip() in {title(subject), ""}


@pytest.mark.parametrize("piece", ["Re: ", "[x] ", "Re", "[", " ", "AW: [x]", "Re ("])
def test_long_subjects_take_linear_time(piece: str) -> None:
    assert is_linear(lambda size: title(piece * size), 5_000, 40_000)
