"""Forgotten is forgotten: in facts, texts, search, tables old and new, decisions, and for good."""

from __future__ import annotations

import mailbox
import shutil
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import duckdb
import pytest

from comity.errors import BadInput, NotFound
from comity.operations.decide.log import first_line
from tests.operations.verbs import do, names, one
from tests.records import us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

from comity.book import Book

ADA, BEN, ME = "ada.hart@ring.example", "ben.moss@mill.example", "robin.vale@home.example"
NAMES = {ADA: "Ada Hart", BEN: "Ben Moss", ME: "Robin Vale"}
TRACES = ("ada.hart", "ada hart", "hart", "weirbuilder", "ring.example")
CHAT = """\
01/05/2025, 10:00 - Ada Hart: A weirbuilder writes.
01/05/2025, 10:05 - Robin Vale: Good morning.
02/05/2025, 10:05 - Ada Hart: Good night.
"""


def _letter(number: int, sender: str, *to: str, cc: str = "", text: str = "Hello.") -> EmailMessage:
    made = EmailMessage()
    made["From"] = f"{NAMES[sender]} <{sender}>"
    made["To"] = ", ".join(f"{NAMES[one]} <{one}>" for one in to)
    if cc:
        made["Cc"] = f"{NAMES[cc]} <{cc}>"
    made["Date"] = f"Sat, {number:02} Mar 2025 10:00:00 +0000"
    made["Message-ID"] = f"<{number}@mail.example>"
    made["Subject"] = f"Letter {number}"
    made.set_content(text)
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with files and the book they were read into, to be copied by each test."""
    folder = tmp_path_factory.mktemp("forgetting")
    book = Book(folder / "book", us("2025-06-01"))
    do(book, "import", [_data(folder)], me=[ME])
    (question, *_) = do(book, "questions")["questions"]  # the chat's name, and the card's
    do(book, "answer", question["id"], "same")
    names(book)
    book.close()
    return folder


def _data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    box = mailbox.mbox(folder / "inbox.mbox")
    for letter in (
        _letter(1, ADA, ME, text="A weirbuilder writes."),
        _letter(2, ME, ADA, text="Dear friend."),
        _letter(3, BEN, ME, cc=ADA, text="To both of you."),
        _letter(4, ADA, ME, BEN, text="A weirbuilder writes to two."),
        _letter(5, BEN, ME, text="To you alone."),
    ):
        box.add(letter)
    box.close()
    (folder / "cards.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Hart\nEMAIL:ada.hart@ring.example\n"
        "TEL:+441632960961\nNOTE:weirbuilder\nEND:VCARD\n"
    )
    (folder / "WhatsApp Chat with Ada Hart.txt").write_text(CHAT)
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made / "data", tmp_path / "data")


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Iterator[Book]:
    copy = Book(shutil.copytree(made / "book", tmp_path / "book"), us("2025-06-01"))
    yield copy
    copy.close()


def _say_much(book: Book) -> None:
    do(book, "keep", [ADA])
    do(book, "note", ADA, "Ada Hart is a weirbuilder")
    first_line(book, ADA, "after", "weirbuilder's tools")
    do(book, "log", "coffee with Ada Hart", with_=[ADA])
    do(book, "merge", ADA, BEN)
    do(book, "undo")
    do(book, "note", BEN, "of the mill")


def _bytes_hold(path: Path, trace: str) -> bool:
    words = [trace, trace.title(), trace.upper()]
    return any(word.encode() in path.read_bytes() for word in words)


def _holders(folder: Path) -> list[tuple[str, str]]:
    """Return which files hold which traces; what Parquet compresses is read out first."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".parquet":
            with duckdb.connect() as db:
                rows = db.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            text = str(rows).lower()
            found += [(path.name, trace) for trace in TRACES if trace in text]
        found += [(path.name, trace) for trace in TRACES if _bytes_hold(path, trace)]
    return found


def test_nothing_of_them_is_left_in_any_file(book: Book) -> None:
    _say_much(book)
    do(book, "search", ["weirbuilder"])
    book.close()
    book.as_of_us = us("2025-03-15")  # tables of an earlier day, too
    assert one(book, "Ada Hart")["received"]
    book.close()
    book.as_of_us = None
    assert {name for name, _ in _holders(book.folder)} >= {"decisions.sqlite", "person.parquet"}
    found = do(book, "forget", "Ada Hart")
    assert found["forgotten"]["identities"] == 3  # address, number, the chat's name
    book.close()
    assert _holders(book.folder) == []
    for word in (ADA, "Ada Hart", "+441632960961", found["forgotten"]["id"]):
        with pytest.raises(NotFound):
            one(book, word)
    assert do(book, "search", ["weirbuilder"]) == {"people": [], "messages": [], "notes": []}
    assert [said.verb for said in book.decisions.active()] == ["me", "note"]


def test_letters_of_others_keep_everyone_else(book: Book) -> None:
    do(book, "forget", ADA)
    assert names(book) == ["Ben Moss"]
    subjects = [event["subject"] for event in one(book, "Ben")["timeline"] if event["addressed"]]
    assert {"Letter 3", "Letter 5"} <= set(subjects)
    assert {m["subject"] for m in do(book, "search", ["you"])["messages"]} == {
        "Letter 3",
        "Letter 5",
    }


def test_no_import_brings_them_back_and_each_is_accounted_for(book: Book, data: Path) -> None:
    do(book, "forget", ADA)
    again = do(book, "import", [data])
    assert again["new"] == 0
    assert again["skipped"]["forgotten"] == 6  # two letters of two, a card, three chat messages
    assert again["read"] == again["known"] + sum(again["skipped"].values()) == 9
    assert names(book) == ["Ben Moss"]
    box = mailbox.mbox(data / "more.mbox")
    box.add(_letter(9, ADA, ME, text="A weirbuilder writes again."))
    box.close()
    more = do(book, "import", [data / "more.mbox"])
    assert (more["new"], more["skipped"]) == (0, {"forgotten": 1})
    book.close()
    assert _holders(book.folder) == []


def test_forgetting_cannot_be_undone(book: Book) -> None:
    do(book, "keep", [BEN])
    do(book, "forget", ADA)
    assert [said["verb"] for said in do(book, "undo")["undone"]] == ["keep"]
    assert names(book) == ["Ben Moss"]


def test_i_cannot_be_forgotten_nor_can_nobody(book: Book) -> None:
    with pytest.raises(BadInput, match="that is you"):
        do(book, "forget", ME)
    with pytest.raises(NotFound):
        do(book, "forget", "Zebedee")
    assert sorted(names(book)) == ["Ada Hart", "Ben Moss"]


def test_one_known_from_memory_alone_is_forgotten_too(tmp_path: Path) -> None:
    book = Book(tmp_path / "book", us("2025-06-01"))
    do(book, "remember", "Ada Hart", about="a weirbuilder", address=ADA)
    do(book, "forget", "Ada Hart")
    book.close()
    assert _holders(book.folder) == []
    assert names(book) == []


# ── what others wrote ────────────────────────────────────────────────────────────────────


def _gossip(tmp_path: Path) -> Path:
    folder = tmp_path / "gossip"
    folder.mkdir()
    box = mailbox.mbox(folder / "gossip.mbox")
    box.add(_letter(11, BEN, ME, text="Ada Hart moved; write to ada.hart@ring.example."))
    box.add(_letter(12, BEN, ME, text="Hartwell is a town, and Ada a language."))
    box.close()
    (folder / "ben.vcf").write_text(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ben Moss\nEMAIL:ben.moss@mill.example\n"
        "RELATED;VALUE=text:Ada Hart\nTITLE:Partner of Ada Hart\nEND:VCARD\n"
    )
    return folder


def test_what_others_wrote_is_listed_and_stays_until_it_is_blanked(
    book: Book, tmp_path: Path
) -> None:
    gossip = _gossip(tmp_path)
    do(book, "import", [gossip])
    do(book, "note", BEN, "knows Ada Hart well")
    waiting = book.folder / "incoming" / "ada.txt"
    waiting.parent.mkdir(mode=0o700)
    waiting.write_text("From ada.hart@ring.example")
    found = do(book, "forget", ADA)
    kinds = {each["kind"] for each in found["named_elsewhere"]}
    assert {"mail", "title", "note", "file not read yet"} <= kinds
    assert not any("Hartwell" in each["words"] for each in found["named_elsewhere"])
    assert do(book, "search", ["moved"])["messages"]
    done = do(book, "forget", blank=[each["id"] for each in found["named_elsewhere"]])
    assert done["blanked"] == len(found["named_elsewhere"])
    assert not waiting.exists()
    assert do(book, "search", ["moved"])["messages"] == []
    book.close()
    again = do(book, "import", [gossip])
    assert again["new"] == 0
    assert do(book, "search", ["moved"])["messages"] == []
    assert do(book, "search", ["town"])["messages"]
    assert not [one for one in book.decisions.active("note") if "Ada" in str(one.value)]
    book.show_facts()
    assert book.rows("SELECT value FROM claim WHERE contains(value, 'Ada Hart')") == []


def test_it_is_listed_before_anything_is_erased(book: Book, tmp_path: Path) -> None:
    number = mailbox.mbox(tmp_path / "number.mbox")
    number.add(_letter(13, BEN, ME, text="Call 01632 960 961."))
    number.close()
    do(book, "import", [_gossip(tmp_path), tmp_path / "number.mbox"])
    do(book, "note", BEN, "knows Ada Hart well")
    do(book, "note", ADA, "Ada Hart is a weirbuilder")  # goes with her
    waiting = book.folder / "incoming" / "ada.zip"
    waiting.parent.mkdir(mode=0o700)
    with zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "Ada  Hart was here")
    before = do(book, "forget", ADA, dry_run=True)
    assert "Letter 13" in {each["words"] for each in before["named_elsewhere"]}
    assert (before["forgotten"], before["would_forget"]["identities"]) == (None, 3)
    assert sorted(names(book)) == ["Ada Hart", "Ben Moss"]
    kinds = {each["kind"] for each in before["named_elsewhere"]}
    assert {"mail", "title", "note", "file not read yet"} <= kinds
    assert do(book, "forget", ADA)["named_elsewhere"] == before["named_elsewhere"]


def test_the_other_names_they_go_by_are_sought_too(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "card.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Hart\nNICKNAME:Addy Weir\nEMAIL:ada.hart@ring.example\n"
        "END:VCARD\n"
    )
    box = mailbox.mbox(folder / "names.mbox")
    married = _letter(21, ADA, ME, text="My new name.")
    married.replace_header("From", f"Ada Brook <{ADA}>")
    wrong = _letter(22, BEN, ME, text="To you.")
    wrong["Cc"] = f"Zoe Quill <{ADA}>"  # no word of it is hers
    for letter in (
        married,
        wrong,
        _letter(23, BEN, ME, text="Hart, Ada is on the list."),
        _letter(24, BEN, ME, text="ADDY\nWEIR spoke."),
        _letter(25, BEN, ME, text="Ada Brook, once more."),
        _letter(26, BEN, ME, text="Zoe Quill is another."),
        _letter(27, BEN, ME, text="Ada Hartwell and Nada Hart are others."),
    ):
        box.add(letter)
    box.close()
    do(book, "import", [folder])
    found = do(book, "forget", ADA, dry_run=True)["named_elsewhere"]
    assert {each["words"] for each in found} == {f"Letter {n}" for n in (23, 24, 25)}


def test_a_name_that_another_bears_is_told_and_not_part_of_all(book: Book, tmp_path: Path) -> None:
    (tmp_path / "other.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Hart\nEMAIL:ada@elsewhere.example\nEND:VCARD\n"
    )
    box = mailbox.mbox(tmp_path / "two.mbox")
    box.add(_letter(31, BEN, ME, text="Ada Hart called."))
    box.close()
    do(book, "import", [_gossip(tmp_path), tmp_path / "other.vcf", tmp_path / "two.mbox"])
    if names(book).count("Ada Hart") == 1:
        do(book, "split", "ada@elsewhere.example")
    done = do(book, "forget", ADA, blank=["all"])
    assert "Letter 31" in {each["words"] for each in done["named_elsewhere"]}
    assert all(each["namesake"] for each in done["named_elsewhere"])
    assert done["blanked"] == 1  # the letter with her address in it


def test_what_others_sent_from_a_shared_address_stays(tmp_path: Path) -> None:
    shop = "shop@ring.example"
    senders = ("Ada Hart", "Ada Hart", "Ada Hart", "Ben Moss", "Ben Moss", "Cleo Dunn")
    box = mailbox.mbox(tmp_path / "shop.mbox")
    for number, sender in enumerate(senders, 1):
        letter = _letter(number, BEN, ME, text=f"Words of {sender.split()[0]}.")
        letter.replace_header("From", f"{sender} <{shop}>")
        box.add(letter)
    box.close()
    book = Book(tmp_path / "book", us("2025-06-01"))
    do(book, "import", [tmp_path / "shop.mbox"], me=[ME])
    assert sorted(names(book)) == ["Ada Hart", "Ben Moss", "Cleo Dunn"]
    do(book, "forget", "Ada Hart")
    for _ in range(2):
        assert sorted(names(book)) == ["Ben Moss", "Cleo Dunn"]
        book.show_facts()
        texts = [row["text"].strip() for row in book.rows("SELECT text FROM record ORDER BY text")]
        assert texts == ["Words of Ben.", "Words of Ben.", "Words of Cleo."]
        again = do(book, "import", [tmp_path / "shop.mbox"])
        assert again["new"] == 0


def test_all_is_blanked_at_once_where_that_is_asked_for(book: Book, tmp_path: Path) -> None:
    do(book, "import", [_gossip(tmp_path)])
    done = do(book, "forget", ADA, blank=["all"])
    assert done["blanked"] >= 2
    assert done["named_elsewhere"] == []
    assert do(book, "search", ["moved"])["messages"] == []


def test_blanking_wants_to_know_what(book: Book) -> None:
    for blank in (None, [], ["all"]):
        with pytest.raises(BadInput, match="WHO"):
            do(book, "forget", blank=blank)
