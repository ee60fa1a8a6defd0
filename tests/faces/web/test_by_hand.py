"""People added and corrected by hand: each errand in a few presses, and nothing typed is lost."""

from __future__ import annotations

import html
import re
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from comity.errors import BadInput
from comity.faces.session import Session
from comity.operations.operation import VERBS, find
from tests.faces.web.visiting import HOME, KEYS, read, visit
from tests.faces.world import NOW, book, told
from tests.pictures_of_people import jpeg
from tests.records import us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faces.web.visiting import Visitor

PAGES = "/ /check /people /ledger /people/new /questions /settings /import "
PAGES += "/begin /begin?step=2 /begin?step=3"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = book(tmp_path_factory.mktemp("by-hand") / "book")
    one.refresh()
    one.close()
    return one.folder


@pytest.fixture
def visitor(made: Path, tmp_path: Path) -> Iterator[Visitor]:
    one = visit(shutil.copytree(made, tmp_path / "book"), clock=lambda: us(NOW))
    yield one
    one.session.close()


_WHO = {"choose_field": "with", "choose_new": "new", "next": "/"}  # as Today's own form has it


def _id(visitor: Visitor, name: str) -> str:
    found = told(visitor.session, "people", limit=0)["people"]
    return str(next(one["id"] for one in found if one["name"] == name))


def _names(visitor: Visitor) -> list[str]:
    return [one["name"] for one in told(visitor.session, "people", limit=0)["people"]]


class _Forms(HTMLParser):
    """The forms of a page, each with its address and its fields as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str, str]]]] = []
        self.beside: list[tuple[str, tuple[str, str, str]]] = []  # what stands outside its form
        self.named: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            writes = given.get("method") == "post"  # what only asks keeps its words in its address
            self.named[given.get("id", "")] = len(self.found)
            self.found.append((given.get("action", "") if writes else "", []))
        name, kind = given.get("name", ""), given.get("type", "text" if tag == "input" else tag)
        field = (name, kind, given.get("value", ""))
        if name and "form" in given:
            self.beside.append((given["form"], field))
        elif self.found and name and tag in {"input", "select", "textarea"}:
            self.found[-1][1].append(field)


def _forms(visitor: Visitor, path: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    reader = _Forms()
    reader.feed(visitor.get(path).text)
    for form, field in reader.beside:
        reader.found[reader.named[form]][1].append(field)
    return [(action, fields) for action, fields in reader.found if action and fields]


@pytest.mark.parametrize("cookie", [True, False])
def test_what_was_typed_before_a_restart_is_there_to_be_sent_again(
    visitor: Visitor, *, cookie: bool
) -> None:
    before = dict(visitor.client.cookies)
    text = 'two <daughters> & "a dog"'
    if not cookie:
        visitor.client.cookies.clear()
    told = visitor.post("/do/note", csrf="older", who="Ada Hart", text=text, next="/people")
    visitor.client.cookies.update(before)
    assert told.status_code == 403
    assert not visitor.session.book().decisions.active("note")
    reader = _Forms()
    reader.feed(told.text)
    ((action, fields),) = [one for one in reader.found if one[0] == "/do/note"]
    sent = {name: value for name, _, value in fields if name != "csrf"}
    assert (sent["who"], sent["next"]) == ("Ada Hart", "/people")
    assert text in html.unescape(told.text)
    visitor.post(action, **sent | {"text": text})
    assert [one.words for one in visitor.session.book().decisions.active("note")] == [text]
    visitor.post("/do/undo")


def test_nothing_typed_into_any_form_is_lost_when_it_goes_wrong(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = f"/people/{_id(visitor, 'Ada Hart')}"
    pages = [*PAGES.split(), ada, f"{ada}/edit", f"{ada}/agenda"]
    forms = [(path, *one) for path in pages for one in _forms(visitor, path)]

    def fail(*_: Any, **__: Any) -> Any:  # noqa: ANN401 - in place of whatever writes
        raise BadInput("it did not work this time")

    monkeypatch.setattr(Session, "write", fail)
    monkeypatch.setattr("comity.faces.web.importing._meant", fail)
    monkeypatch.setattr("comity.faces.web.drafting._read", fail)
    walked = 0
    for path, action, fields in forms:
        typed = {
            name: f"typed {number} <&> " + "long " * (20 if kind == "textarea" else 0)
            for number, (name, kind, _) in enumerate(fields)
            if kind in {"text", "search", "email", "date", "textarea"}
        }
        if not typed:
            continue
        ticked = {name: value for name, kind, value in fields if name + kind == "whocheckbox"}
        kept = ticked | {name: value for name, kind, value in fields if kind == "hidden"}
        answer = visitor.client.post(action, data=kept | typed, headers={"origin": HOME})
        page = read(answer.text)
        shown = {str(given.get("value")) for _, given in page.tags}
        for words in typed.values():
            assert words in shown or words.strip() in page.text, (path, action, words)
        assert "It did not work this time" in page.text, (path, action)
        assert action in page.forms(), "it is sent again from where it was"
        walked += 1
    assert walked > 12


def test_a_coffee_with_somebody_new_is_one_field_and_one_press(visitor: Visitor) -> None:
    answer = visitor.post("/do/log", choose_other="Zora Newperson", text="", choose="new", **_WHO)
    assert (
        "Added: Zora Newperson. Noted: meeting with Zora Newperson on 1 June 2025." in answer.text
    )
    assert "Zora Newperson" in _names(visitor)
    visitor.post("/do/undo", next="/")
    assert "Zora Newperson" not in _names(visitor)


def test_an_unknown_name_is_offered_to_be_added_with_what_was_typed(visitor: Visitor) -> None:
    answer = visitor.post("/do/log", with_="Zora Newperson", text="at the fair", on="yesterday")
    page = read(answer.text)
    assert "Nobody answers to “Zora Newperson”. What you wrote is kept." in page.text
    assert "Add Zora Newperson" in page.text
    _choose(visitor, answer.text, "new")
    zora = visitor.page(f"/people/{_id(visitor, 'Zora Newperson')}").text
    assert "31 May" in zora
    assert "at the fair" in zora


def test_an_ambiguous_name_is_buttons_and_never_an_id(visitor: Visitor) -> None:
    visitor.post("/people/new", name="Cleo Marsh", address="cleo@marsh.example")
    answer = visitor.post("/do/log", with_="Cleo", text="lunch by the weir", on="yesterday")
    page = read(answer.text)
    assert "“Cleo” may be 2 people." in page.text
    assert _id(visitor, "Cleo Dunn") not in page.text
    assert "no exchange seen" in page.text
    assert "Add Cleo" not in page.text, "nobody asked for somebody new"
    _choose(visitor, answer.text, _id(visitor, "Cleo Dunn"))
    assert "lunch by the weir" in visitor.page(f"/people/{_id(visitor, 'Cleo Dunn')}").text
    assert "lunch by the weir" not in visitor.page(f"/people/{_id(visitor, 'Cleo Marsh')}").text


def test_a_name_in_doubt_may_be_written_otherwise(visitor: Visitor) -> None:
    answer = visitor.post("/do/log", with_="Ada Hrat", text="tea")
    assert "Ada Hart" in answer.text, "the one that is almost so is a button"
    _choose(visitor, answer.text, "", otherwise="Ben Moss")
    assert "tea" in visitor.page(f"/people/{_id(visitor, 'Ben Moss')}").text


def test_a_person_is_added_from_a_page_of_its_own(visitor: Visitor) -> None:
    for path in ("/", "/people"):
        assert "/people/new" in visitor.page(path).links()
    found = visitor.page("/people?words=Zora+Newperson")
    assert "/people/new?name=Zora%20Newperson" in found.links()
    assert 'value="Zora Newperson"' in visitor.get("/people/new?name=Zora%20Newperson").text
    answer = visitor.post(
        "/people/new",
        name="Zora Newperson",
        address="zora@new.example",
        as_="client",
        met="the fair",
        about="builds weirs",
        every="30d",
    )
    page = read(answer.text)
    for words in (
        "Added: Zora Newperson (professional).",
        "met: the fair",
        "client",
    ):
        assert words in page.text or words.lower() in page.text.lower(), words
    assert answer.url.path == f"/people/{_id(visitor, 'Zora Newperson')}"
    undone = visitor.post("/do/undo", next="/people")
    assert "Zora Newperson" not in _names(visitor)
    assert undone.status_code == 200


def test_somebody_of_a_known_name_is_them_unless_the_user_says_otherwise(visitor: Visitor) -> None:
    answer = visitor.post("/people/new", name="Ada Hart", every="no")
    assert "Ada Hart was here already" in answer.text
    (again,) = [link for link in read(answer.text).links() if "another" in link]
    assert 'name="another"' in visitor.get(again).text
    visitor.post("/people/new", name="Ada Hart", every="no", another="1")
    assert _names(visitor).count("Ada Hart") == 2
    answer = visitor.post("/people/new", name="Zora", address="ben.moss@mill.example")
    assert "The address ben.moss@mill.example is Ben Moss's" in read(answer.text).text


def test_one_note_and_one_contact_are_changed_or_deleted_on_the_page(visitor: Visitor) -> None:
    ada = f"/people/{_id(visitor, 'Ada Hart')}"
    visitor.post("/do/note", who="Ada Hart", text="moves in May")
    visitor.post("/do/log", with_="Ada Hart", text="coffee by the weir", on="yesterday")
    note, *_ = _keys(visitor, ada, "/do/amend")
    assert (
        "moves in June" in visitor.post("/do/amend", key=note, text="moves in June", next=ada).text
    )
    assert "moves in May" not in visitor.page(ada).text
    deletes = _keys(visitor, ada, "/do/delete")
    assert len(deletes) == 2, "the note and the coffee, and no mail"
    for key in deletes:
        visitor.post("/do/delete", key=key, next=ada)
    assert "coffee by the weir" not in visitor.page(ada).text
    assert "coffee by the weir" in visitor.post("/do/undo", next=ada).text


def test_one_is_reminded_of_a_person_on_a_day(visitor: Visitor) -> None:
    ben = f"/people/{_id(visitor, 'Ben Moss')}"
    said = visitor.post("/do/remind", who="Ben Moss", text="the exam", on="the 4th", next=ben)
    assert "You will be reminded of Ben Moss on 4 June 2025." in said.text
    assert "4 June 2025: the exam" in read(said.text).text
    assert "a reminder of yours, 4 June 2025" in visitor.page("/week").text
    visitor.post("/do/remind", who="Ben Moss", text="the boat", on="today", next=ben)
    assert "You asked to be reminded: the boat" in visitor.page("/").text


def test_a_person_is_put_right_on_one_page(visitor: Visitor) -> None:
    ada = f"/people/{_id(visitor, 'Ada Hart')}"
    assert f"{ada}/edit" in visitor.page(ada).links()
    fields = next(f for a, f in _forms(visitor, f"{ada}/edit") if a == f"{ada}/edit")
    shown = {name: value for name, _, value in fields if name not in {"label", "value"}}
    unchanged = visitor.post(f"{ada}/edit", **shown)
    assert "Changed" not in unchanged.text
    changed = shown | {"name": "Ada Hart-Moss", "birthday": "12 March", "employer": "Moss Mill"}
    answer = visitor.post(f"{ada}/edit", label="Dog", value="Rex", **changed)
    page = read(answer.text)
    for words in ("Ada Hart-Moss", "12 March", "Moss Mill", "DogRex", "in your sources: Ada Hart"):
        assert words in page.text, words
    assert "Ada Hart-Moss" in visitor.page("/people").text
    assert "Moss Mill" in visitor.page("/people").text, "the list shows the user's word too"
    assert "1 person" in visitor.page("/people?words=rex").text
    answer = visitor.post(f"{ada}/edit", **(changed | {"birthday": "someday", "place": "Leeds"}))
    assert "“someday” is no birthday" in answer.text
    assert 'value="Leeds"' in answer.text
    answer = visitor.post(f"{ada}/edit", **(changed | {"employer": "", "name": ""}))
    page = visitor.page(ada)
    assert "Moss Mill" not in page.text
    assert "Ada Hart-Moss" not in page.text


def test_an_address_of_somebody_elses_leads_to_the_two_side_by_side(visitor: Visitor) -> None:
    ada, ben = (f"/people/{_id(visitor, name)}" for name in ("Ada Hart", "Ben Moss"))
    answer = visitor.post(f"{ada}/edit", name="Ada Hart", address="ben.moss@mill.example")
    (link,) = [one for one in read(answer.text).links() if "/merge?" in one]
    page = visitor.page(link)
    assert "Nothing in your data says so." in page.text
    assert visitor.page(f"{ada}/merge?also=Ben").text == page.text
    assert "Nobody answers to “Zora”" in visitor.page(f"{ada}/merge?also=Zora").text
    assert "Not the same" in page.text
    visitor.post("/do/merge", who=ada.rpartition("/")[2], also=ben.rpartition("/")[2])
    assert "Ben Moss" not in _names(visitor)
    joined = next(f for a, f in _forms(visitor, f"{ada}/edit") if a == "/do/apart")
    visitor.post("/do/apart", **{name: value for name, _, value in joined if name != "csrf"})
    assert "Ben Moss" in _names(visitor)
    visitor.post("/do/undo")
    assert "Ben Moss" not in _names(visitor)


def test_a_photo_is_shown_on_its_person_alone(visitor: Visitor) -> None:
    ada = f"/people/{_id(visitor, 'Ada Hart')}"
    assert visitor.get(f"{ada}/photo.jpg").status_code == 404
    sent = {"photo": ("me.jpg", jpeg(beside=b"where"), "image/jpeg")}
    fields = {"csrf": KEYS.csrf, "next": ada}
    visitor.client.post(f"{ada}/photo", data=fields, files=sent, headers={"origin": HOME})
    shown = visitor.get(f"{ada}/photo.jpg")
    assert (shown.content, shown.headers["content-type"]) == (jpeg(), "image/jpeg")
    assert f"{ada}/photo.jpg" in visitor.get(ada).text
    hostile = {"photo": ("x.svg", b"<svg onload=alert(1)>", "image/svg+xml")}
    answer = visitor.client.post(
        f"{ada}/photo", data=fields, files=hostile, headers={"origin": HOME}
    )
    assert "That is no JPEG" in answer.text
    assert visitor.get(f"{ada}/photo.jpg").content == jpeg()
    visitor.post(f"{ada}/photo", off="1")
    assert visitor.get(f"{ada}/photo.jpg").status_code == 404


# Every verb that says something: the page it is said on, and its form or link there.
ON_A_PAGE = {
    "remember": ("/people/new", "/people/new"),
    "log": ("/", "/do/log"),
    "done": ("/", "/do/done"),
    "snooze": ("/", "/do/snooze"),
    "me add": ("/settings", "/do/me-add"),
    "me remove": ("/settings", "/do/me-remove"),
    "settings set": ("/settings", "/do/settings-set"),
    "answer": ("/questions", "/do/answer"),
    "loop": ("/loops", "/do/loop"),
    "undo": ("/history", "/do/undo"),
    "change": ("/people", "/do/change"),
    "filters save": ("/people?words=hart", "/do/filters-save"),
    **{
        verb: ("PERSON", f"/do/{verb}")
        for verb in (
            *("keep", "circle", "stage", "strength", "tag", "role", "never", "quiet"),
            *("note", "remind", "amend", "delete"),
        )
    },
    "ledger add": ("/ledger", "/do/ledger-add"),
    "ledger correct": ("/ledger/GIFT", "/do/ledger-correct"),
    "edit": ("PERSON/edit", "PERSON/edit"),
    "photo": ("PERSON/edit", "PERSON/photo"),
    "merge": ("PERSON/merge?also=Ben", "/do/merge"),
    "apart": ("PERSON/merge?also=Ben", "/do/apart"),
    "split": ("PERSON/edit", "/do/split"),
}
TO_UNDO_ITSELF = {"redo"}  # said beside what was just undone


def test_every_verb_that_decides_has_its_place_on_a_page_and_undo(visitor: Visitor) -> None:
    rooms = ("decide.", "plan.", "garden.", "loops.", "intake.remember")
    said = {v for v, room in VERBS.items() if room.startswith(rooms) and find(v).writes}
    assert said - TO_UNDO_ITSELF <= set(ON_A_PAGE), said - set(ON_A_PAGE)
    ada = f"/people/{_id(visitor, 'Ada Hart')}"
    visitor.post("/do/note", who="Ada Hart", text="so that there is something to change")
    visitor.post(f"{ada}/edit", name="Ada Hart", address="ada@home.example")
    visitor.post("/do/tag", who="Ada Hart", tag="mill")
    visitor.post("/do/ledger-add", who="Ada Hart", kind="advice")
    gift = told(visitor.session, "ledger")["given"][0]["id"]
    for verb, (page, action) in ON_A_PAGE.items():
        path = page.replace("PERSON", ada).replace("GIFT", gift)
        sent_to = {form for form, _ in _forms(visitor, path)}
        assert action.replace("PERSON", ada) in sent_to, (verb, page, sorted(sent_to))


def test_to_keep_somebody_monthly_takes_two_presses(visitor: Visitor) -> None:
    links = visitor.page("/").links()
    card = next(one for one in links if re.fullmatch("/people/[0-9a-f]+", one))
    form = next(f for a, f in _forms(visitor, card) if a == "/do/keep")  # the first press: the name
    fields = {name: value for name, _, value in form if name not in {"csrf", "every"}}
    chosen = re.search(r'<option value="(\w+)" selected>every month', visitor.get(card).text)
    assert chosen, "a month is chosen already"
    answer = visitor.post("/do/keep", every=chosen[1], **fields)  # the second: Keep
    assert "Kept:" in answer.text
    assert "/do/undo" in read(answer.text).forms()


def _keys(visitor: Visitor, path: str, action: str) -> list[str]:
    """Return the keys that the forms of a page send to an address."""
    found = [fields for sent_to, fields in _forms(visitor, path) if sent_to == action]
    return [value for fields in found for name, _, value in fields if name == "key"]


def _choose(visitor: Visitor, html: str, choice: str, *, otherwise: str = "") -> None:
    """Press a button of the page that asks whom one means."""
    reader = _Forms()
    reader.feed(html)
    action, fields = next(
        one for one in reader.found if any(f[0] == "choose_field" for f in one[1])
    )
    sent = {name: value for name, _, value in fields} | ({"choose": choice} if choice else {})
    if otherwise:
        sent["choose_other"] = otherwise
    assert sent["csrf"] == KEYS.csrf
    visitor.client.post(action, data=sent, headers={"origin": HOME})


def test_who_has_died_is_said_on_their_page_and_nobody_is_asked_to_write(visitor: Visitor) -> None:
    ada = _id(visitor, "Ada Hart")
    before = visitor.get(f"/people/{ada}").text
    assert "They have died" in before
    assert "Write to them" in before
    said = visitor.post("/do/stage", who=ada, stage="died", next=f"/people/{ada}").text
    assert "Ada Hart has died. No suggestion names them again." in read(said).text
    page = visitor.get(f"/people/{ada}").text
    assert "has died" in page
    assert "Write to them" not in page
    assert "would be likely" not in page
    visitor.post("/do/undo", next="/")
    assert "Write to them" in visitor.get(f"/people/{ada}").text
