from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from comity.sources.json_stream import Fault, head, pieces

if TYPE_CHECKING:
    from pathlib import Path


def found(path: Path, text: str | bytes, *wanted: str) -> list[tuple[Any, Any]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(pieces(path, *wanted))


def values(path: Path, text: str | bytes, *wanted: str) -> list[Any]:
    return [value for _, value in found(path, text, *wanted)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.json"


def test_what_is_asked_for_comes_in_order_with_its_place(file: Path) -> None:
    text = '{"a": {"list": [{"n": 1, "m": [{"x": [1]}, 7]}, {"m": []}]}, "b": 2.5, "c": [3]}'
    assert found(file, text, "a.list.*.m.*", "b", "a.list.*.n") == [
        (("a", "list", 0, "n"), 1),
        (("a", "list", 0, "m", 0), {"x": [1]}),
        (("a", "list", 0, "m", 1), 7),
        (("b",), 2.5),
    ]


def test_a_file_may_be_one_value_or_of_any_encoding_with_a_mark(file: Path) -> None:
    assert values(file, " 12 ", "") == [12]
    assert values(file, b'\xef\xbb\xbf["\xc3\xa4"]', "*") == ["ä"]
    assert values(file, '["ä"]'.encode("utf-16"), "*") == ["ä"]
    assert values(file, b'["a\xffb"]', "*") == ["a\N{REPLACEMENT CHARACTER}b"]


def test_nothing_is_found_where_nothing_is(file: Path) -> None:
    assert values(file, "", "*") == []
    assert values(file, "[]", "*") == []
    assert values(file, '{"a": 1}', "b", "a.b") == []
    assert values(file.parent / "none.json", '{"a": 1}', "*") == [1]


def test_a_piece_that_is_no_json_costs_itself_alone(file: Path) -> None:
    one, broken, other = values(file, '[{"a": 1}, {"b": [1 2]}, {"c": "]}"}]', "*")
    assert (one, other) == ({"a": 1}, {"c": "]}"})
    assert isinstance(broken, Fault)


def test_a_file_cut_off_is_read_as_far_as_it_goes_and_tells_it_once(file: Path) -> None:
    text = json.dumps([{"text": "x" * 50, "more": [1, {"a": None}]}] * 5)
    for cut in range(1, len(text)):
        got = values(file, text[:cut], "*")
        assert all(one == {"text": "x" * 50, "more": [1, {"a": None}]} for one in got[:-1])
        assert sum(isinstance(one, Fault) for one in got) == 1


def test_pieces_of_any_length_cross_what_is_read_at_once(file: Path) -> None:
    every = [*range(100_000), "é" * 400_000, {"a": "b" * 700_000}, 1234567890123, None]
    assert values(file, json.dumps(every), "*") == every
    assert values(file, json.dumps(every, ensure_ascii=False, indent=1), "*") == every


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_a_nesting_no_program_writes_costs_one_piece(file: Path, depth: int) -> None:
    got = values(file, f"[1, {'[' * depth}{']' * depth}, 2]", "*")
    assert got[0] == 1
    assert got[-1] == 2
    assert len(got) == 3


def test_a_nesting_around_what_is_asked_for_ends_it(file: Path) -> None:
    got = values(file, "[" * 100_000, ".".join("*" * 200))
    assert [type(one) for one in got] == [Fault]
    assert [type(one) for one in values(file, "[" * 100_000, "a")] == [Fault]


def test_hostile_texts_are_looked_at_in_time_in_proportion(file: Path) -> None:
    for text in ('["' + '\\"' * 400_000, "[{" + '\\"' * 400_000, "[" + "9" * 400_000, '["a",' * 9):
        assert isinstance(values(file, text, "*")[-1], Fault)


def test_memory_is_flat_whatever_lies_around(file: Path) -> None:
    many = json.dumps([{"text": "x" * 100, "n": list(range(20))}] * 40_000)
    file.write_text(f'{{"unasked": {many}, "asked": {many}}}')
    tracemalloc.start()
    count = sum(1 for _ in pieces(file, "asked.*"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40_000
    assert most < 8 << 20 < file.stat().st_size


def test_control_characters_escaped_as_in_c_are_read_and_backslashes_stay(file: Path) -> None:
    assert values(file, r'[{"a": "x\x1Fy\\x41"}, 2]', "*") == [{"a": "x\x1fy\\x41"}, 2]
    one, two = values(file, r'[{"a": "\x1F" 3}, 2]', "*")
    assert isinstance(one, Fault)
    assert two == 2


def test_the_head_of_a_file_is_told_and_of_others_nothing(file: Path) -> None:
    file.write_text('{"a": 1}')
    assert head(file) == '{"a": 1}'
    assert (
        head(file.with_suffix(".txt")) == head(file.parent) == head(file.parent / "none.json") == ""
    )
