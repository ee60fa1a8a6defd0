from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING

import numpy as np
import pytest

from comity.errors import BadInput, NotFound
from comity.evaluate.logs import DAY_US, dead_from, read_log

if TYPE_CHECKING:
    from pathlib import Path

LINES = "a b 10\na c 10\nb a 86420\n"


def log(folder: Path, text: str, name: str = "log.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        "from to seconds\n" + LINES,
        LINES.replace(" ", ","),
        "from,to,seconds\n" + LINES.replace(" ", ", "),
        "# made by hand\nsrc dst ts\n" + LINES,
        "\ufeffsource;target;timestamp\n" + LINES.replace(" ", ";"),
        "% a comment\n\n" + LINES.replace(" ", "\t").replace("\n", "\r\n"),
        'seconds,from,to\n10,"a","b"\n10,a,c\n86420.0,b,a\n',
        "a b 10 7\na c 10 8\nb a 86420 9\n",  # a fourth column is not asked
        "% asym positive\n% 3 3 3\na b 1 10\na c 1 10\nb a 5 86420\n",
    ],
)
def test_every_layout_is_the_same_log(tmp_path: Path, text: str) -> None:
    found = read_log(log(tmp_path, text))
    assert found.people == 3
    assert found.at_us.tolist() == [0, 0, 86_410_000_000]
    assert found.sender.tolist()[2] == found.recipient.tolist()[0]
    assert found.recipients.tolist() == [2, 2, 1]
    assert found.days == 2
    assert not any(found.dropped.values())


def test_packed_or_renamed_it_is_the_same_log(tmp_path: Path) -> None:
    plain = log(tmp_path, LINES)
    packed = tmp_path / "other.gz"
    packed.write_bytes(gzip.compress(LINES.encode()))
    squeezed = tmp_path / "third"
    squeezed.write_bytes(lzma.compress(LINES.encode()))
    digests = {read_log(path).digest for path in (plain, packed, squeezed)}
    assert len(digests) == 1
    assert read_log(plain, until_day=1).digest in digests  # a cut log is still that log
    for same in ("a b 7010\na c 7010\nb a 93420\n", LINES * 2, "b b 3\n" + LINES):
        assert read_log(log(tmp_path, same)).digest in digests
    renamed = LINES.replace("a", "x").replace("b", "k").replace("c", "z")
    assert read_log(log(tmp_path, renamed)).digest in digests
    assert read_log(log(tmp_path, LINES.replace("86420", "86421"))).digest not in digests


def test_what_is_dropped_is_counted(tmp_path: Path) -> None:
    text = LINES + "a b 10\nc c 50\nnonsense\na b never\na b nan\na b 1e99\n  \n"
    found = read_log(log(tmp_path, text + LINES + "a b 20\n" * 5))
    assert len(found.at_us) == 4
    assert found.dropped == {
        "unreadable": 4,
        "repeated": 1 + 3 + 4,
        "to_oneself": 1,
        "after_the_end": 0,
    }


def test_days_are_counted_from_the_first_mail_and_cut_where_told(tmp_path: Path) -> None:
    text = "".join(f"a b {1_700_000_000 + day * 86_400}\n" for day in range(10))
    found = read_log(log(tmp_path, text), until_day=4)
    assert found.at_us.tolist() == [day * DAY_US for day in range(4)]
    assert (found.days, found.dropped["after_the_end"]) == (4, 6)


def test_a_dead_tail_is_cut_and_a_holiday_is_not() -> None:
    alive = np.repeat(np.arange(200), 20)
    holiday = np.repeat(np.concatenate([np.arange(100), np.arange(150, 300)]), 20)
    stragglers = np.array([203, 210, 240, 400, 401])
    assert dead_from(alive) == 200
    assert dead_from(holiday) == 300
    assert dead_from(np.concatenate([alive, stragglers])) == 200
    second_life = np.concatenate([alive, alive + 400])  # a long break is no end
    assert dead_from(second_life) == 600


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "this one is empty"),
        ("Dear Ada,\nhow are you these days?\n", "line 1 is not"),
        ("a a 1\nb b 2\n", "from one person to another"),
    ],
)
def test_what_is_no_log_is_said_so(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput) as told:
        read_log(log(tmp_path, text))
    assert says in told.value.message + told.value.hint


def test_a_file_that_is_not_there_or_is_broken(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_log(tmp_path / "nothing")
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(LINES.encode() * 1000)[:-20])
    with pytest.raises(BadInput, match="cannot be read"):
        read_log(broken)
    with pytest.raises(NotFound):
        read_log(tmp_path)


def test_a_line_without_end_is_not_read_whole(tmp_path: Path) -> None:
    found = read_log(log(tmp_path, LINES + "x" * 10_000 + "\n" + "a d 5\n" * 20))
    assert found.people == 4
