"""Names anybody may send reach no terminal raw, through no verb."""

from __future__ import annotations

import re
import shutil
from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import open_book
from comity.faces.plain import plain
from comity.model import Claim, Problem
from comity.operations.operation import VERBS, find
from comity.store.decisions import Decisions
from comity.store.events import EventFile
from comity.store.manifest import Account
from tests.evaluate import invented_log
from tests.faces.terminal import run
from tests.operations.event.acts import circle, keep_event
from tests.pictures_of_people import jpeg
from tests.records import ADA, DAY_US, ME, book_of, card, mail, meeting, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

    Capsys = pytest.CaptureFixture[str]

HOSTILE = (
    "\x1b[2J\x1b[31mAda \x9b31m\x9d0;title\x07",  # CSI, OSC, C1
    "Ada\r\ncomity: your book is broken\n",
    "\u202eyrE\u202c \u2066Ben\u2069 \u200e\u061c",  # bidi controls (UAX 9)
    "[bold red]Ada[/bold red] [link=file:///etc/passwd]x[/link] :skull: [/]",
    "Ada\x00\x08\x7f\u2028\ufeff\U000e0041\ud800",
    "A" * 3_000,
    "́" * 200 + "Z",
)
NOW = "2025-06-01"
MARKUP = "[bold red]Ada[/bold red]"


def _records() -> Iterator[Record]:
    for number, hostile in enumerate(HOSTILE):
        who = f"email:p{number}@x{number}.example"
        clean = hostile.encode("utf-8", "replace").decode()  # a store holds no half characters
        people = mail("x", sender=who).participants
        named = (type(people[0])("from", who, clean), *people[1:])
        for turn in range(3):
            at_us = us("2025-05-20") + turn * DAY_US + number
            yield mail(
                f"{number}-{turn}",
                at_us=at_us,
                sender=who,
                participants=named,
                subject=f"{clean} plan",
                text=f"Could you send {clean} the plan?",
            )
            yield mail(f"back-{number}-{turn}", at_us=at_us + 1, sender=ME, to=(who,), text="Yes.")
        yield card(who, name=clean, claims=(Claim(who, "title", clean, us("2025-05-25")),))
    yield meeting(
        f"Coffee with {HOSTILE[0]}", "2025-05-05", organizer="", guests=(), automatic="alone"
    )
    yield mail("a", "2025-05-28", sender=ADA, subject=HOSTILE[3], text=f"{HOSTILE[1]}?")
    yield card("name:cards/Ada Hart", name="Ada Hart")
    yield card("name:whatsapp/Ada Hart", name="Ada Hart")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = book_of(_records(), tmp_path_factory.mktemp("hostile") / "book", now=NOW)
    where = HOSTILE[0]
    with made.facts.writing() as writer:
        account = Account(f"/tmp/{where}", f"mbox/{where}", "mbox", 1, {})
        writer.finish(account, [Problem(where, where, where)])
    made.refresh()
    for verb, *words in (("tag", WHO[1], "x"), ("undo",), ("note", WHO[0], ESC), GIVEN):
        find(verb).function(made, *words)
    find("filters save").function(made, FILTER, tag=ESC)
    find("survey new").function(made, "asked", group=ESC)
    find("survey answer").function(made, "asked", f"selling {ESC}", group=ESC)
    hour = EventFile(made.folder / "events" / "hour")
    hour.make()
    hour.append_all(_event(), at_us=us(NOW))
    find("event new").function(made, EVENT)
    for name in (ESC, HOSTILE[3]):
        find("event attendees").function(made, EVENT, add=name, say=[f"asks={ESC}"])
    made.close()
    return made.folder


def _event() -> list[tuple[str, dict[str, Any]]]:
    """Return an event of guests whose names are hostile."""
    names = [one.encode("utf-8", "replace").decode() for one in HOSTILE]
    listed = [{"key": f"g{n}", "name": name, "organisation": name} for n, name in enumerate(names)]
    rounds = {"rounds": circle(6, 3), "size": 2, "seed": 0, "value": 1.0, "bound": 1.0}
    return [
        ("announced", {"title": names[3], "on": "2025-06-01"}),
        ("listed", {"guests": listed}),
        ("seated", rounds),
    ]


def _written(text: str) -> str:
    """Return a text as a file of it is read."""
    return text.encode("utf-8", "replace").decode()


def _harmless(text: str) -> bool:
    seen = re.sub(r"\x1b\[[\d;]*m", "", text)  # the colours are our own
    return all(letter == "\n" or plain(letter) == letter for letter in seen)


WHO = [f"p{number}@x{number}.example" for number in range(len(HOSTILE))]
ESC = "word [bold]x[/bold]\x1b[2J"
GIVEN = ("ledger add", WHO[0], "advice", ESC)
EVENT = f"Evening {ESC}"
FILTER = "Theirs [bold]x[/bold]"
CALLS: dict[str, list[list[str]]] = {
    "import": [["HERE/in\x1b[2J", "HERE/in\x1b[2J/[bold].txt", "--me", "m@x.example"]],
    "remember": [[f"Eve Stone {HOSTILE[0]}"], [f"Eve {HOSTILE[3]}"]],
    "me add": [["new@home.example"]],
    "me remove": [["robin.vale@home.example"], [WHO[0]]],
    "person": [[one] for one in [*WHO, "Ada", "x"]],
    "search": [["plan"], ["Ada"], [ESC]],
    "counted": [["begun_by_them"], ["asked_by_them"], ["begun_by_me", "--who", "Ada"]],
    "done": [[ESC]],
    "snooze": [[ESC]],
    "answer": [[ESC, "same"]],
    "keep": [WHO, ["Ada"]],
    "circle": [[one, "personal"] for one in WHO],
    "stage": [[one, "growing"] for one in WHO],
    "strength": [[one, "good"] for one in WHO],
    "tag": [[one, ESC] for one in WHO],
    "role": [[one, ESC] for one in WHO],
    "note": [[one, ESC] for one in WHO],
    "never": [[one] for one in WHO],
    "quiet": [[one, "--for", "3m"] for one in WHO],
    "log": [[ESC, "--with", one] for one in WHO],
    "change": [[*WHO, "--tag", ESC]],
    "edit": [[one, "--name", f"Ada {ESC}"] for one in WHO],
    "promises": [[], ["--person", WHO[0]], ["--person", ESC]],
    "asks": [[], ["--person", WHO[0]]],
    "waiting": [[], ["--person", WHO[1]]],
    "loops": [[], ["--person", WHO[0]]],
    "loop": [["none", "done"], [ESC, "let_go"]],
    "remind": [[one, ESC, "--on", "tomorrow"] for one in WHO],
    "filters save": [["Mine [bold]x[/bold]", "--tag", ESC]],
    "filters remove": [[FILTER]],
    "amend": [["NOTE", f"{ESC} anew"]],
    "delete": [["NOTE"]],
    "redo": [[]],
    "photo": [[WHO[0], "HERE/ada.jpg"], [WHO[0], f"HERE/{ESC}"]],
    "apart": [[WHO[0], WHO[3]], [WHO[1], "Ada"]],
    "merge": [[WHO[0], WHO[3]], [WHO[1], "Ada"]],
    "agenda": [[one] for one in WHO],
    "buddy": [[one, "--choose", "week", "--aim", ESC] for one in WHO],
    "year": [[], ["--figures"]],
    "rewind": [["2025-05-25"], ["2025-05-25", "--quick"], [ESC]],
    "ledger": [[], ["--who", WHO[0]]],
    "ledger add": [[one, "advice", ESC, "--on", "yesterday"] for one in WHO],
    "ledger correct": [["GIFT", "--nothing"], [ESC, "--kind", "advice"]],
    "survey show": [["asked"], [ESC]],
    "survey new": [[ESC, "--group", ESC], ["Asked"]],
    "survey answer": [["asked", ESC], ["asked", ESC, "--group", ESC]],
    "survey answers": [["asked", f"HERE/{ESC}"], ["asked", "HERE/truth.csv", "--preview"]],
    "survey remove": [["asked", "2"]],
    "survey erase": [["asked"]],
    "split": [[WHO[0]], [ESC]],
    "check draft": [["HERE/draft.txt", "--to", one] for one in [*WHO, "Ada", ESC]],
    "sources remove": [[ESC]],
    "forget": [[one] for one in WHO[:2]],
    "backup": [[f"HERE/{ESC.replace('/', '')}.zip"]],
    "event repair": [
        ["hour", "--propose"],
        ["hour", "--missing", "A" * 99, "--propose"],
        ["hour", "--late", ESC, "--late", HOSTILE[3], "--table", "1"],
        [ESC],
    ],
    "event cards": [["spring", "--to", "HERE/seats.txt"], [ESC, "--to", f"HERE/{ESC}.pdf"]],
    "event follow-up": [["spring"], ["spring", "--to", "HERE/drafts"], [ESC, "--consent", ESC]],
    "event report": [["spring"], ["spring", "--to", "HERE/report.pdf"], [ESC]],
    "event ticks": [["spring", "HERE/ticks.csv"], [ESC, f"HERE/{ESC}"]],
    "event new": [[ESC, "--host", ESC, "--place", HOSTILE[3]]],
    "event list": [[]],
    "event attendees": [["EVENT"], ["EVENT", "HERE/guests.csv"], ["EVENT", "--add", ESC]],
    "event erase": [["EVENT", "--dry-run"], [ESC], ["EVENT"]],
    "event plan": [["EVENT"], ["HERE/guests.csv", "--rounds", "2"], [f"HERE/{ESC}"]],
    "export": [[f"HERE/{ESC.replace('/', '')}"]],
    "settings set": [["people", "3"], ["time_zone", ESC]],
    "evaluate linkage": [["--truth", "HERE/truth.csv"], ["--mailmap", f"HERE/{ESC}"]],
    "evaluate survey": [["--names"], ["--say", f"{ESC}=3"], ["--read", "HERE/truth.csv"]],
    "evaluate ties": [["HERE/log\x1b[2J.txt", "--tasks", "T5", "--draws", "0"], [f"HERE/{ESC}"]],
    "evaluate plan": [["HERE/book", "--draws", "0"], [f"HERE/{ESC}"]],
    "evaluate intent": [["HERE/marked.txt"], [f"HERE/{ESC}"]],
    "evaluate promises": [["HERE/draft.txt"], [f"HERE/{ESC}"]],
    "evaluate politeness": [["HERE/scored.csv"], ["HERE/draft.txt"], [f"HERE/{ESC}"]],
}
NOTHING_TO_SHOW = {
    *("done", "snooze", "loop", "answer", "sources remove", "split"),
    "evaluate promises",  # of sentences that stand in public corpora alone
    *("account add", "account test", "account pause", "account resume", "account renew"),
    *("account remove", "sync"),  # of servers, which have tests of their own
}
COLOURS = {f"\x1b[{code}m" for code in ("0", "1", "2", "3", "36", "1;36")}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "demo"])
def test_no_verb_lets_a_strangers_letters_act(
    folder: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    copy = shutil.copytree(folder, tmp_path / "book")
    (tmp_path / "in\x1b[2J").mkdir()
    (tmp_path / "in\x1b[2J" / "[bold].txt").write_text("nothing")
    (tmp_path / "truth.csv").write_text(f"person,address,name\n1,a@x.example,{ESC}\n", "utf-8")
    invented_log.write(tmp_path / "log\x1b[2J.txt", invented_log.rows(people=8, days=120))
    draft = "".join(f"Hi {ESC},\n\n{one}, act now! [Name] {ESC}\n" for one in HOSTILE)
    (tmp_path / "draft.txt").write_text(draft, "utf-8", "replace")
    (tmp_path / "marked.txt").write_text(f"Yes\tCall {ESC}.\nNo\t{ESC}\n", "utf-8", "replace")
    scored = "".join(f"Call {ESC.replace(',', '')},{n}\n" for n in range(4))
    (tmp_path / "scored.csv").write_text(f"Request,Normalized Score\n{scored}", "utf-8", "replace")
    listed = "".join(f'"{one.replace(chr(34), "")}",Mill\n' for one in HOSTILE[:3])
    listed += f"{ESC},Weir\n[bold]Eve[/bold],Lock\n"
    (tmp_path / "guests.csv").write_text(f"name,organisation\n{listed}", "utf-8", "replace")
    ticked = "".join(f'"{one.replace(chr(34), "")}",{ESC},x\n' for one in HOSTILE)
    (tmp_path / "ticks.csv").write_text(f"name,with,again\n{ticked}", "utf-8", "replace")
    if verb.startswith("event "):
        keep_event(copy, "spring", [_written(one) for one in HOSTILE], title=_written(ESC))
    (tmp_path / "ada.jpg").write_bytes(jpeg())
    note = Decisions(copy / "decisions.sqlite").active("note")[-1].note_key
    gift = ""
    if verb == "ledger correct":
        with open_book(copy, now_us=us(NOW)) as one:
            gift = find("ledger").function(one).given[0].id
    shown = 0
    for words in CALLS.get(verb, [[]]):
        own = {"HERE": str(tmp_path), "NOTE": note, "GIFT": gift, "EVENT": EVENT}
        here = [reduce(lambda told, one: told.replace(*one), own.items(), word) for word in words]
        done = run(capsys, *verb.split(), *here, "--as-of", NOW, book=copy)
        assert done.code in {0, 1, 2}
        assert "a mistake of ours" not in done.err
        assert _harmless(done.out), (verb, words)
        assert _harmless(done.err), (verb, words)
        assert set(re.findall(r"\x1b\[[\d;]*m", done.out)) <= COLOURS
        shown += done.code == 0
    assert bool(shown) != (verb in NOTHING_TO_SHOW)


def test_markup_is_shown_as_it_was_written(folder: Path, capsys: Capsys) -> None:
    assert MARKUP in run(capsys, "person", "p3@x3.example", "--as-of", NOW, book=folder).out


def test_an_ambiguous_word_names_people_harmlessly(folder: Path, capsys: Capsys) -> None:
    done = run(capsys, "person", "Ad", book=folder)
    assert done.code == 1
    assert "may be" in done.err
    assert _harmless(done.err)


@pytest.mark.parametrize(
    "text", ["Zoë Müller", "علی‌رضا", "יעל", "田中太郎", "O'Brien-Šťastný 👩‍🚀"]
)
def test_names_of_all_scripts_stay_as_they_are(text: str) -> None:
    assert plain(text) == text


def test_what_could_redraw_or_reverse_becomes_a_space() -> None:
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2028, 0xD800, 0xFEFF):
        assert plain(f"a{chr(code)}b") == "a b", hex(code)
