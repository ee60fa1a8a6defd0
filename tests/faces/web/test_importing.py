"""What is dropped onto the page is read, accounted for, and never lies outside its folder."""

from __future__ import annotations

import json
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from comity.errors import BadInput
from comity.faces.web import uploads
from tests.faces.web.visiting import HOME, KEYS, read, visit
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path

    from comity.book import Book
    from tests.faces.web.visiting import Visitor

LETTERS = b"".join(
    b"From ada@ring.example Mon Mar  3 10:00:00 2025\n"
    b"From: Ada Hart <ada.hart@ring.example>\nTo: robin@home.example\n"
    b"Date: Mon, 03 Mar 2025 10:0%d:00 +0000\nMessage-ID: <%d@ring.example>\n"
    b"Subject: The mill\n\nGood morning.\n\n" % (number, number)
    for number in range(3)
)


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    return visit(tmp_path / "book", clock=lambda: us("2025-06-01"))


def _settled(visitor: Visitor) -> str:
    for _ in range(300):
        text = visitor.get("/import").text
        if "data-progress" not in text:
            return str(text)
        time.sleep(0.05)
    raise AssertionError("the import never ended")


def _drop(visitor: Visitor, name: str, content: bytes) -> Any:  # noqa: ANN401 - a response
    return visitor.client.post(
        "/import/file",
        params={"name": name},
        content=content,
        headers={"x-comity-csrf": KEYS.csrf, "origin": HOME},
    )


def test_a_dropped_file_is_read_and_every_record_accounted_for(visitor: Visitor) -> None:
    assert _drop(visitor, "Mail/inbox.mbox", LETTERS).json() == {"bytes": len(LETTERS)}
    assert _drop(visitor, "picture.png", b"\x89PNG\r\n\x1a\n").status_code == 200
    visitor.post("/import", me="robin@home.example")
    text = " ".join(_settled(visitor).split())
    assert "4 records read" in text
    assert '<th scope="row">new</th><td class="n">3</td>' in text
    assert "not recognised" in text
    assert "robin@home.example" in text
    assert not uploads.waiting(visitor.session.folder), "what was read is deleted"
    assert "Ada Hart" in visitor.page("/people").text


def test_without_scripts_the_form_carries_the_files(visitor: Visitor) -> None:
    visitor.client.post(
        "/import",
        data={"csrf": KEYS.csrf, "me": "robin@home.example"},
        files=[("files", ("inbox.mbox", LETTERS, "application/octet-stream"))],
    )
    assert "3 records read" in _settled(visitor)


def test_a_path_of_this_machine_is_read_where_it_lies(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "in.mbox").write_bytes(LETTERS)
    visitor.post("/import", path=str(tmp_path / "in.mbox"))
    text = _settled(visitor)
    assert "3 records read" in text, text[text.find('id="account"') :][:300]
    assert (tmp_path / "in.mbox").exists()
    assert "There is no /nowhere." in visitor.post("/import", path="/nowhere", next="/import").text
    assert "There is nothing to read." in visitor.post("/import", next="/import").text


def test_the_progress_is_told_until_it_ends(visitor: Visitor) -> None:
    _drop(visitor, "inbox.mbox", LETTERS)
    visitor.post("/import")
    answer = visitor.get("/import/progress")
    assert answer.headers["content-type"].startswith("text/event-stream")
    states = [json.loads(line[6:]) for line in answer.text.splitlines() if line]
    assert states[-1]["running"] is False
    assert states[-1]["error"] == ""
    assert {"read", "rate_per_s", "left_s", "share", "doing"} <= set(states[-1])


@pytest.mark.parametrize(
    ("name", "lies"),
    [
        ("inbox.mbox", "inbox.mbox"),
        ("a/b/c.eml", "a/b/c.eml"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\x", "windows/x"),
        ("C:\\mail\\x.mbox", "C_/mail/x.mbox"),
        ("a/./../b", "a/b"),
        ("nul\x00\x1b[2J", "nul  [2J"),
        ("\u202eexe.mbox", "exe.mbox"),
        ("n" * 500, "n" * 200),
        ("n" * 500 + ".mbox", "n" * 195 + ".mbox"),
        ("é" * 500 + ".eml", "é" * 98 + ".eml"),
        ("cur/1:2,DS", "cur/1!2,DS"),
        ("NUL.mbox", "_NUL.mbox"),
        ("con/mail. . ", "_con/mail"),
        ("nullify.mbox", "nullify.mbox"),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str, lies: str) -> None:
    assert uploads.safe_path(tmp_path, name) == tmp_path / lies


def test_a_name_that_is_taken_gets_a_number(visitor: Visitor) -> None:
    top = visitor.session.folder / "incoming"
    for name in ("a/b.mbox", "a", "a", "a/b.mbox", "a/b.mbox/c", "a (2)/d", "A/b.mbox"):
        assert _drop(visitor, name, LETTERS).status_code == 200, name
    lying = {str(path.relative_to(top)) for path in top.rglob("*") if path.is_file()}
    assert {"a/b.mbox", "a (2)", "a (3)", "a/b (2).mbox", "a (2) (2)/d"} <= lying
    assert {"a/b (2).mbox", "a/b (3).mbox/c"} & lying
    assert len(lying) == 7
    visitor.post("/import/drop")


@pytest.mark.parametrize("name", ["", "..", "/", "../..", "a/" * 40 + "b", "\\"])
def test_what_names_no_file_is_refused(visitor: Visitor, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput):
        uploads.safe_path(tmp_path, name)
    assert _drop(visitor, name, b"x").status_code == 400


def test_files_are_capped_and_what_is_half_sent_is_deleted(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "FILE_BYTES_MAX", 10)
    answer = _drop(visitor, "large.mbox", b"x" * 11)
    assert (answer.status_code, answer.json()["error"]) == (400, "that file is too large")
    assert not uploads.waiting(visitor.session.folder)
    monkeypatch.setattr(uploads, "FREE_BYTES_MIN", 1 << 60)
    assert "nearly full" in _drop(visitor, "small.mbox", b"x").json()["error"]


def test_what_lies_there_is_private(visitor: Visitor) -> None:
    _drop(visitor, "a/inbox.mbox", LETTERS)
    path = visitor.session.folder / "incoming" / "a" / "inbox.mbox"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_what_was_dropped_and_not_read_to_the_end_is_offered_again(visitor: Visitor) -> None:
    _drop(visitor, "inbox.mbox", LETTERS)  # and the server was killed
    assert "Not read to the end" in visitor.page("/import").text
    visitor.post("/import", me="robin@home.example")
    assert "3 records read" in _settled(visitor)
    assert "Not read to the end" not in visitor.page("/import").text
    _drop(visitor, "inbox.mbox", LETTERS)
    visitor.post("/import/drop")
    assert not uploads.waiting(visitor.session.folder)


def test_what_cannot_be_read_is_told_with_what_to_do(visitor: Visitor) -> None:
    bomb, out = BytesIO(), BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("zeros.mbox", bytes(300 << 20))
    with ZipFile(out, "w") as zipped:
        zipped.writestr("../../outside.mbox", LETTERS)
    for name, content in (
        ("bomb.zip", bomb.getvalue()),
        ("out.zip", out.getvalue()),
        ("noise.bin", bytes(range(256)) * 64),
        ("empty.mbox", b""),
    ):
        assert _drop(visitor, name, content).status_code == 200
    visitor.post("/import", me="robin@home.example")
    text = read(_settled(visitor)).text
    assert "Nothing here could be used" in text
    assert "not recognised" in text
    assert "unreadable" in text
    assert "bomb.zip" in text
    assert "What could not be read, and what to do" in text
    assert str(visitor.session.folder / "incoming") not in text, "a dropped file goes by its name"
    assert not (visitor.session.folder.parent / "outside.mbox").exists()


def test_what_holds_nothing_is_said_to_hold_nothing_with_what_to_do(visitor: Visitor) -> None:
    assert _drop(visitor, "holiday.png", b"\x89PNG\r\n\x1a\n").status_code == 200
    visitor.post("/import")
    page = read(_settled(visitor))
    assert "Nothing here could be used" in page.text
    assert "holiday.png" in page.text
    assert {"/getting", "/people/new"} <= page.links()
    assert "/begin?step=2" not in page.links()


def test_the_result_asks_who_i_am_before_it_goes_on(visitor: Visitor) -> None:
    _drop(visitor, "inbox.mbox", LETTERS)
    visitor.post("/import")
    page = read(_settled(visitor))
    assert page.text.index("First: which of these is you?") < page.text.index("3 records read")
    assert "/begin?step=2" not in page.links()
    visitor.post("/do/me-add", addresses="email:robin@home.example", next="/import")
    assert "/begin?step=2" in visitor.page("/import").links()


def test_one_thing_is_read_at_a_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.faces.web.job import JobRunner

    monkeypatch.setattr(JobRunner, "start", lambda *_: False)
    _drop(visitor, "inbox.mbox", LETTERS)
    assert "being read already" in visitor.post("/import", next="/import").text


def test_the_demo_is_one_click_away_and_so_is_the_way_back(visitor: Visitor) -> None:
    from comity.operations.operation import find

    whole = find("demo").function

    def small(book: Book, *, to: Path) -> Any:  # noqa: ANN401 - the verb's document
        return whole(book, to=to, contacts=40)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comity.faces.web.onboarding.make_demo", small)
        visitor.post("/begin/demo")
        for _ in range(1_200):
            if visitor.session.folder.name.endswith("-demo"):
                break
            time.sleep(0.05)
    assert "nobody in it is real" in visitor.page("/").text
    assert visitor.post("/begin/own").url.path == "/begin"


TABLE = b"Name,Email,Firm or so,Shoe size\nAda Hart,ada.hart@ring.example,Hart & Rye,39\n"


def test_a_table_is_read_once_it_is_seen_what_its_columns_become(visitor: Visitor) -> None:
    _drop(visitor, "people.csv", TABLE)
    asked = visitor.post("/import", me="robin@home.example")
    assert "look=1" in str(asked.url)
    page = asked.text
    assert "4 columns: 2 read, 2 kept as notes under their names, 0 left" in page
    assert "Hart &amp; Rye" in page
    chosen = {"column-0-2": "organisation", "column-0-3": "nonsense"}
    visitor.post("/import", looked="1", me="robin@home.example", **chosen)
    assert "4 columns: 3 read, 1 kept" in _settled(visitor)
    _drop(visitor, "more.csv", TABLE.replace(b"39", b"40"))
    assert "look=1" not in str(visitor.post("/import").url)  # it was said once
    assert "4 columns: 3 read, 1 kept" in _settled(visitor)


def test_a_table_all_of_whose_columns_are_known_is_read_at_once(visitor: Visitor) -> None:
    _drop(visitor, "people.csv", b"Name,Email,Company\nAda,ada@ring.example,Mill\n")
    assert "look=1" not in str(visitor.post("/import").url)
    assert "1 record read" in _settled(visitor)
