"""Each page shows what its operation says, and its forms do what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from comity.faces.web.person import happened
from comity.operations.document import Reason
from comity.operations.person.documents import Line
from comity.operations.upkeep.settings import every_setting
from comity.operations.words import shown_reasons
from tests.faces.web.visiting import read, visit
from tests.faces.world import told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.web.visiting import Visitor


def _id(visitor: Visitor, name: str) -> str:
    found = told(visitor.session, "people", limit=0)["people"]
    return str(next(one["id"] for one in found if one["name"] == name))


def test_today_names_the_person_the_reason_and_their_words(visitor: Visitor) -> None:
    page = visitor.page("/")
    assert "Ben Moss" in page.text
    assert "Asked you 4 days ago" in page.text
    assert "Could you send the plan?" in page.text
    assert "for today" in page.text
    assert "mailto:ben.moss@mill.example" in page.links()


def test_a_day_ends_says_with_whom_and_offers_one_more(visitor: Visitor) -> None:
    plan = told(visitor.session, "today")["suggestions"]
    for one in plan:
        visitor.post("/do/done", suggestion=one["id"], next="/")
    page = visitor.page("/")
    assert "That is all for today" in page.text
    assert "Done: Ben Moss" in page.text
    assert "/?more=1" in page.links()
    assert "That is all for today" in visitor.page("/?more=1").text, "nobody else is due"
    for more in ("x", "-1", "9" * 400, ""):
        assert visitor.get(f"/?more={more}").status_code == 200
    visitor.post("/do/undo", next="/")
    assert "more for today" in visitor.page("/").text or len(plan) == 1


def test_done_goes_away_and_undo_brings_it_back(visitor: Visitor) -> None:
    plan = told(visitor.session, "today")["suggestions"]
    ben = next(one for one in plan if one["person"]["name"] == "Ben Moss")
    after = visitor.post("/do/done", suggestion=ben["id"], next="/")
    assert "Done: Ben Moss." in after.text
    assert "Could you send the plan?" not in after.text
    assert "Could you send the plan?" in visitor.post("/do/undo", next="/").text


def test_later_and_never_take_a_person_from_the_plan(visitor: Visitor) -> None:
    ben = _id(visitor, "Ben Moss")
    plan = told(visitor.session, "today")["suggestions"]
    answer = visitor.post("/do/snooze", suggestion=plan[0]["id"], for_="3d", next="/")
    assert "comes back on 4 June 2025" in answer.text
    visitor.post("/do/undo")
    assert "is not suggested again" in visitor.post("/do/never", who=ben, next="/").text
    assert all(one["person"]["id"] != ben for one in told(visitor.session, "today")["suggestions"])


def test_whom_one_saw_stands_in_their_timeline(visitor: Visitor) -> None:
    answer = visitor.post("/do/log", with_="Cleo Dunn", text="coffee by the river", on="yesterday")
    assert "Noted: meeting with Cleo Dunn on " in answer.text
    answer = visitor.post("/do/log", with_="Cleo Dunn", text="", on="today")
    assert "Noted: meeting with Cleo Dunn on " in answer.text
    assert "coffee by the river" in visitor.page(f"/people/{_id(visitor, 'Cleo Dunn')}").text


def test_what_cannot_be_understood_is_said_and_nothing_is_written(visitor: Visitor) -> None:
    answer = visitor.post("/do/log", with_="Nobody Known", text="x")
    assert "Nobody answers to “Nobody Known”." in answer.text
    assert 'role="alert"' in answer.text
    assert "suggestion is missing" in visitor.post("/do/done").text.lower()
    assert "is not one of" in visitor.post("/do/circle", who="Ada", circle="royal").text
    assert "is no number" not in visitor.page("/").text
    assert not visitor.session.book().decisions.active("log", "done", "circle")


@pytest.mark.parametrize("verb", ["today", "import", "backup", "export", "demo", "nothing"])
def test_no_form_reads_writes_files_or_calls_what_is_no_verb(visitor: Visitor, verb: str) -> None:
    answer = visitor.post(f"/do/{verb}", paths="/etc", to="/tmp/x", file="/tmp/y", folder="/tmp/z")
    assert f"Nothing here is called '{verb}'." in answer.text.replace("&#39;", "'")


def test_people_are_found_by_words_and_choices(visitor: Visitor) -> None:
    assert "5 people" in visitor.page("/people").text
    assert "1 person" in visitor.page("/people?words=hart").text
    assert "Cleo Dunn" in visitor.page("/people?stage=planted").text
    assert "Nobody called “zzz” yet: add them" in visitor.page("/people?words=zzz").text
    assert "/people/new?name=zzz" in visitor.page("/people?words=zzz").links()
    assert "Nobody like that." in visitor.page("/people?stage=established&circle=service").text
    assert "1 person" in visitor.page("/people?channel=calendar").text
    assert '<option value="linkedin">LinkedIn (1)' in visitor.get("/people").text
    assert "<html" not in visitor.get("/people?part=rows&words=ada").text


def test_names_are_offered_for_what_is_typed_so_far(visitor: Visitor) -> None:
    assert visitor.get("/people/names?words=cle").json() == {"names": [["Cleo Dunn", "Cleo Dunn"]]}
    assert visitor.get("/people/names?words=zzz").json() == {"names": []}
    visitor.post("/do/remember", name="Eve Stone", as_="client", address="eve@one.example")
    visitor.post("/do/remember", name="Eve Stone", as_="client", address="eve@two.example")
    offered = visitor.get("/people/names?words=eve stone").json()["names"]
    assert len({value for value, _ in offered}) == len(offered), "two of one name are told apart"


def test_a_person_has_their_rhythm_threads_and_why(visitor: Visitor) -> None:
    page = visitor.page(f"/people/{_id(visitor, 'Ada Hart')}")
    for words in ("Rhythm", "What Comity thinks, and why", "Data held", "Threads"):
        assert words in page.text
    assert "you wrote on" in page.text
    assert "2024: 14 days of contact" in page.text
    assert not any(char == "%" for char in page.text), "no share and no score on a person's page"
    assert ("svg", "img") in {(tag, given.get("role")) for tag, given in page.tags}


def test_any_id_of_a_person_leads_to_their_page(visitor: Visitor) -> None:
    answer = visitor.get("/people/ada.hart@ring.example")
    assert answer.url.path == f"/people/{_id(visitor, 'Ada Hart')}"
    assert visitor.get("/people/nobody").status_code == 404


def test_what_is_decided_on_a_page_stands(visitor: Visitor) -> None:
    ada = _id(visitor, "Ada Hart")
    for verb, fields in {
        "keep": {"every": "3m"},
        "circle": {"circle": "personal"},
        "stage": {"stage": "resting"},
        "strength": {"strength": "close"},
        "tag": {"tag": "choir"},
        "role": {"role": "mentor"},
        "note": {"text": "moves in May"},
        "quiet": {"for_": "3m"},
    }.items():
        assert "Undo" in visitor.post(f"/do/{verb}", who=ada, next="/people", **fields).text, verb
    page = visitor.page(f"/people/{ada}")
    for words in ("Every three months", "choir", "mentor", "moves in May", "Until 31 August 2025"):
        assert words in page.text
    assert "Ada Hart" in visitor.page("/people?tag=choir").text
    assert "Ada Hart until 31 August 2025" in visitor.page("/settings").text


def test_the_first_three_lines_are_mine_to_fill(visitor: Visitor) -> None:
    ben = _id(visitor, "Ben Moss")
    visitor.post(f"/people/{ben}/line", line="learn", text="how the mill was restored")
    assert "how the mill was restored" in visitor.page(f"/people/{ben}").text


def test_notes_stand_by_themselves_and_before_what_happened(visitor: Visitor) -> None:
    ada = _id(visitor, "Ada Hart")
    visitor.post("/do/note", who=ada, text="plays the viola\nmoves in May")
    visitor.post(f"/people/{ada}/line", line="after", text="a new mill wheel")
    html = visitor.get(f"/people/{ada}").text
    assert "plays the viola<br>moves in May" in html
    assert html.count("a new mill wheel") == 1, "once, as the first line"
    visitor.post(f"/people/{ada}/line", line="after", text="a weir")
    assert "Their goal: a new mill wheel" in visitor.get(f"/people/{ada}").text, "said before"
    assert html.index("Three lines") < html.index("viola") < html.index("What happened")


def test_the_evidence_is_a_click_away(visitor: Visitor) -> None:
    links = visitor.page(f"/people/{_id(visitor, 'Ben Moss')}").links()
    records = sorted(link for link in links if link.startswith("/records/"))
    assert records
    shown = " ".join(visitor.page(link).text for link in records)
    assert "Could you send the plan?" in shown
    assert shown.count("Search for it in your mail program") == shown.count("Message-ID") > 0
    assert visitor.get("/records/nothing").status_code == 404


def test_every_number_of_the_audit_leads_to_as_many_people(visitor: Visitor) -> None:
    from comity.operations.network.audit import audit
    from comity.operations.network.directory import directory

    found = visitor.session.look(audit)
    queries = visitor.page("/network").queries("/people")
    assert {"stage": "planted"} in queries
    counted = {
        one["which"]: visitor.session.look(directory, **one).count
        for one in queries
        if "which" in one and "circle" not in one
    }
    assert counted["no_exchange"] == found.no_exchange_seen
    assert counted["in_touch"] == found.in_touch
    assert counted["resting"] == found.resting
    assert counted["only_me"] == found.one_way.only_me
    assert counted["days_7"] == found.interacted["7d"]
    assert counted["days_365"] == found.interacted["365d"]
    for stage, number in found.stages.items():
        assert visitor.session.look(directory, stage=stage).count == number


def test_the_last_week_names_its_people_by_day(visitor: Visitor) -> None:
    page = visitor.page("/network")
    assert "In contact with 1 person; in the last month 2" in page.text
    assert "Wednesday 28 MayBen Moss" in page.text


def test_a_person_can_be_handed_over_and_erased(visitor: Visitor) -> None:
    ada = _id(visitor, "Ada Hart")
    held = visitor.get(f"/people/{ada}/held.json")
    assert "attachment" in held.headers["content-disposition"]
    document = held.json()
    assert (document["name"], len(document["records"])) == ("Ada Hart", 29)
    visitor.post("/do/note", who=_id(visitor, "Ben Moss"), text="Ada Hart knows him", next="/")
    asked = visitor.page(f"/people/{ada}/forget").text
    assert "This cannot be undone" in asked
    assert "Note, 1 June 2025: Ada Hart knows him" in asked
    erased = visitor.post("/do/forget", who=ada, next="/people", blank="all").text
    assert "0 things that others wrote still name them" in erased
    assert "Ada Hart" not in visitor.page("/people").text


def test_the_week_and_the_feed_show_the_plan_to_who_has_the_secret(visitor: Visitor) -> None:
    assert "Monday 2 June" in visitor.page("/week").text
    opened = visitor.post("/settings/feed").text
    address = opened.partition("<code>http://127.0.0.1:8710/feed/")[2].partition("</code>")[0]
    visitor.client.cookies.clear()
    answer = visitor.get(f"/feed/{address}")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Ben Moss" in answer.text
    assert visitor.get(f"/feed/x{address}").status_code == 404
    assert visitor.get("/people").status_code == 403


def test_the_feed_closes(visitor: Visitor) -> None:
    opened = visitor.post("/settings/feed").text
    address = opened.partition("<code>http://127.0.0.1:8710")[2].partition("</code>")[0]
    assert visitor.get(address).status_code == 200
    assert "The feed is closed." in visitor.post("/settings/feed", off="1").text
    assert visitor.get(address).status_code == 404


def test_a_question_is_answered_in_place(visitor: Visitor) -> None:
    assert "Coffee with Dan" in visitor.page("/questions").text
    asked = told(visitor.session, "questions")["questions"][0]
    visitor.post("/do/answer", question=asked["id"], answer="nobody", next="/questions")
    assert "No open question" in visitor.page("/questions").text


def test_each_setting_has_its_form(visitor: Visitor) -> None:
    text = visitor.get("/settings").text
    for one in every_setting():
        assert f'name="name" value="{one.name}"' in text
        assert one.label in text
    assert "is named as often as ever</option>" in text
    visitor.post("/do/settings-set", name="always", value="lapse")
    assert "<option selected>lapse</option>" in visitor.get("/settings").text


def test_settings_are_set_and_the_book_is_taken_along(visitor: Visitor) -> None:
    visitor.post("/do/settings-set", name="people", value="1")
    assert told(visitor.session, "today")["pace"] == {"people": 1}
    assert (
        "Yours: email:robin@new.example."
        in visitor.post("/do/me-add", addresses="robin@new.example").text
    )
    backup = visitor.post("/settings/backup")
    assert backup.content[:2] == b"PK"
    export = visitor.post("/settings/export")
    assert b"people.csv" in export.content


def test_getting_your_data_has_a_page_a_provider(visitor: Visitor) -> None:
    links = visitor.page("/getting").links()
    for slug in ("gmail", "outlook", "icloud", "thunderbird", "linkedin", "whatsapp"):
        assert f"/getting/{slug}" in links
        assert "<h1>" in visitor.get(f"/getting/{slug}").text
    for slug in ("gmail", "outlook", "icloud", "thunderbird", "linkedin"):
        text = visitor.page(f"/getting/{slug}").text
        assert "Waiting" in text or "Ready" in text
    assert "/getting/thunderbird" in visitor.page("/getting/gmail").links()
    formats = visitor.page("/getting/formats")
    assert "/getting" in formats.links()
    assert "<table>" in visitor.get("/getting/formats").text  # Markdown of GitHub, not CommonMark
    assert "/people/new" in visitor.page("/getting/with-nothing-at-hand").links()
    assert visitor.get("/getting/../../etc/passwd").status_code == 404


def test_an_empty_book_begins_at_its_beginning(tmp_path: Path) -> None:
    visitor = visit(tmp_path / "new")
    assert visitor.get("/").url.path == "/begin"
    assert "/begin/demo" in visitor.page("/begin").forms()
    for path in ("/people", "/network", "/week", "/map", "/settings", "/import"):
        page = visitor.page(path)
        assert page.links() & {"/import", "/begin#remember"}, f"{path} says what to do next"
    visitor.page("/questions")
    visitor.post("/do/remember", name="Ada Hart", as_="client", met="the mill", next="/begin")
    assert "So far Ada Hart." in visitor.page("/begin").text
    assert "Ada Hart" in visitor.page("/begin?step=3").text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/people/nobody", 404, "look among the people"),
        ("/records/nothing", 404, "It may have been taken out."),
        ("/nowhere", 404, "The pages there are stand at the top."),
        ("/people?which=nothing", 400, "Go back and try again."),
        ("/start?token=older", 403, "look for the newer, or start comity serve again"),
        ("/feed/older.ics", 404, "Open a feed in the settings"),
    ],
)
def test_what_went_wrong_is_a_page_that_says_what_to_do(
    visitor: Visitor, path: str, status: int, words: str
) -> None:
    answer = visitor.get(path)
    assert answer.status_code == status
    assert words in read(answer.text).text


def test_a_form_too_large_or_of_an_earlier_run_says_so(visitor: Visitor) -> None:
    large = visitor.post("/do/note", who="Ada Hart", text="x" * (2 << 20))
    assert large.status_code == 413
    assert "name the file or its folder by its path" in large.text
    older = visitor.post("/do/undo", csrf="older")
    assert older.status_code == 403
    assert "Open the page anew, and try again." in older.text


def test_the_beginning_takes_circles_and_those_to_keep(visitor: Visitor) -> None:
    ada, ben = _id(visitor, "Ada Hart"), _id(visitor, "Ben Moss")
    visitor.client.post(
        "/begin/circles",
        data={
            "csrf": "form-word",
            f"circle-{ada}-not_sorted": "personal",
            f"circle-{ben}-not_sorted": "not_sorted",
        },
    )
    said = visitor.session.book().decisions.active("circle")
    assert [one.value for one in said] == ["personal"]
    chosen = {f"every-{ada}": "2w", f"every-{ben}": "1y"}
    assert "2 people kept." in visitor.post("/begin/keep", **chosen).text
    assert len(visitor.session.book().decisions.active("keep")) == 2
    assert "every two weeks, as now" in visitor.page("/begin?step=3").text
    again = {f"every-{ada}": "as-it-is", f"every-{ben}": ""}
    assert "kept." not in visitor.post("/begin/keep", **again).text
    assert len(visitor.session.book().decisions.active("keep")) == 2


def test_no_page_scores_a_person(visitor: Visitor) -> None:
    forecast = Reason("p_active_90d", 0.31, "31% as likely")
    fact = Reason("gap_ratio", 9.0, "quiet for 8 weeks")
    assert shown_reasons([forecast, fact]) == [fact]
    for name in ("Ada Hart", "Ben Moss", "Cleo Dunn"):
        assert "%" not in visitor.page(f"/people/{_id(visitor, name)}").text


def test_mails_to_others_too_of_one_thread_and_month_stand_as_one_line() -> None:
    def line(day: str, subject: str = "Plan", *, addressed: bool = False) -> Line:
        at = f"{day}T10:00:00Z"
        return Line(at, "mail", "in", "mail", addressed, 1, "", subject, day, guessed=False)

    lines = [
        line("2026-03-09", "Re: Plan"),
        line("2026-03-02"),
        line("2026-02-27"),
        line("2026-02-26", addressed=True),
        line("2026-02-25", addressed=True),
    ]
    assert [one.times for one in happened(lines)] == [2, 1, 1, 1]
