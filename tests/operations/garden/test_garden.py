from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from comity.book import Book
from comity.errors import BadInput, NotFound
from comity.model import Attachment, Claim
from comity.operations.document import as_json
from comity.operations.garden.rewind import _Window, mornings
from comity.operations.operation import find
from tests.records import ADA, BEN, CLEO, DAN, DAY_US, ME, book_of, card, mail, meeting, row, us

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from comity.model import Record

NOW = us("2025-06-01")
EVE = "email:eve.stone@quarry.example"


def _both_ways(who: str, days: list[str]) -> Iterator[Record]:
    for n, day in enumerate(days):
        yield mail(f"{who}-{n}", f"{day}T09:00", sender=ME, to=(who,), text="Good morning.")
        yield mail(f"{who}-{n}-back", f"{day}T10:00", sender=who, answers=f"{who}-{n}")


def _records() -> Iterator[Record]:
    """Yield who grows, who has gone quiet, who is new, who asks, and with whom help went round."""
    months = [f"2025-0{m}-0{d}" for m in (2, 3, 4, 5) for d in (3, 6)]
    yield from _both_ways(ADA, months)
    yield mail("worked", "2025-05-10", sender=ADA, text="Your advice on the sluice paid off.")
    yield mail(
        "glad", "2025-05-11", sender=ME, to=(ADA,), answers="worked", text="Glad to hear it."
    )
    yield row("rec", "recommendation", "2025-04-02", sender=ADA, to=(ME,), text="Robin is sound.")
    yield from _both_ways(
        BEN, [f"2024-{m:02}-{d:02}" for m in (1, 2, 3, 4, 5, 6) for d in (3, 9, 17)]
    )
    yield from _both_ways(CLEO, months)
    yield mail("asks", "2025-05-28", sender=CLEO, text="How deep is the old lock?")
    yield mail("word", "2025-05-20", sender=ME, to=(ADA,), text="I will send you the plan.")
    yield mail(
        *("kept", "2025-05-29"),
        sender=ME,
        to=(ADA,),
        answers="word",
        text="As promised, here is the plan.",
        attachments=(Attachment("plan.pdf", 9_000),),
    )
    yield mail("seen", "2025-05-30", sender=ADA, answers="kept", text="Just what I needed.")
    yield meeting("Fair", "2025-05-27T10:00", guests=(ME, DAN))
    yield meeting("Walk", "2025-06-03T10:00", guests=(ME, ADA))
    yield card(CLEO, name="Cleo Dunn", claims=(Claim(CLEO, "birthday", "1980-06-05"),))
    yield card(EVE, name="Eve Stone", claims=(Claim(EVE, "birthday", "1980-06-05"),))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = book_of(_records(), tmp_path_factory.mktemp("garden") / "book")
    book.refresh()
    book.close()
    return book.folder


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Iterator[Book]:
    one = Book(shutil.copytree(made, tmp_path / "book"), NOW)
    yield one
    one.close()


def _asked(book: Book, verb: str, *given: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - a verb's own
    found: dict[str, Any] = as_json(find(verb).function(book, *given, **options))
    return found


def _names(many: list[dict[str, Any]]) -> list[str]:
    return [one["person"]["name"] for one in many]


def test_each_bed_names_whom_the_plan_finds_and_why(book: Book) -> None:
    found = _asked(book, "garden")
    assert _names(found["plant"]) == ["Dan Frost"]
    assert _names(found["feed"]) == ["Cleo Dunn"]
    assert found["feed"][0]["help"]["quote"] == "How deep is the old lock?"
    assert "Ben Moss" in _names(found["water"])
    planned = {one["id"] for one in _asked(book, "today", people=30)["suggestions"]}
    beds = [one["id"] for bed in ("plant", "water", "feed") for one in found[bed]]
    assert set(beds) <= planned, "by the very suggestions of today"


def test_a_harvest_is_fair_where_help_went_both_ways_and_nothing_is_open(book: Book) -> None:
    (ripe,) = _asked(book, "garden")["harvest"]
    assert ripe["person"]["name"] == "Ada Hart"
    assert [why["text"] for why in ripe["why"]] == [
        "you gave them advice 3 weeks ago",
        "they recommended you 2 months ago",
    ]
    assert all(proof["key"] for proof in ripe["evidence"])


def test_nobody_is_asked_who_has_not_answered_my_last_words(made: Path) -> None:
    then = Book(made, NOW, us("2025-05-29T12:00"))
    found = _asked(then, "garden")
    then.close()
    assert found["harvest"] == [], "three days of mine without a word of hers"


def test_what_is_done_is_watered_and_leaves_its_bed(book: Book) -> None:
    first = _asked(book, "garden")
    (new,) = first["plant"]
    find("done").function(book, new["id"])
    found = _asked(book, "garden")
    assert found["plant"] == []
    assert _names(found["planted"]) == ["Dan Frost"]
    assert [one["person"]["name"] for one in found["fed"]] == ["Ada Hart"]
    find("undo").function(book)
    assert _asked(book, "garden") == first


def test_a_group_tells_what_was_given_there_last(book: Book) -> None:
    find("tag").function(book, "Ada Hart", "choir")
    find("tag").function(book, "Dan Frost", "choir")
    find("tag").function(book, "Eve Stone", "chess")
    chess, choir = _asked(book, "garden")["groups"]
    assert (choir["name"], choir["people"], choir["last_given"]["kind"]) == ("choir", 2, "advice")
    assert chess["last_given"] is None


def test_the_week_back_and_ahead(book: Book) -> None:
    find("log").function(book, "tea", with_=["Ben Moss"], on="yesterday")
    find("remind").function(book, "Ada Hart", "the exam", on="4 June")
    find("remind").function(book, "Ada Hart", "much later", on="4 July")
    found = _asked(book, "review")
    assert [(one["text"], one["people"][0]["name"]) for one in found["met"]] == [
        ("Fair", "Dan Frost"),
        ("tea", "Ben Moss"),
    ]
    assert [one["text"] for one in found["meetings"]] == ["Walk"]
    assert [(one["person"]["name"], one["on"]) for one in found["birthdays"]] == [
        ("Cleo Dunn", "2025-06-05")
    ], "of those in touch alone"
    assert [one["text"] for one in found["reminders"]] == ["the exam"]
    assert [one["text"] for one in found["promises_kept"]] == ["I will send you the plan."]
    assert "Cleo Dunn" in _names(found["due"])
    assert (found["from"], found["until"]) == ("2025-05-25", "2025-06-08")


def test_a_week_of_the_past_shows_nothing_of_later(made: Path) -> None:
    then = Book(made, NOW, us("2025-05-15"))
    found = _asked(then, "review")
    then.close()
    assert [found[name] for name in ("meetings", "met", "tended")] == [[], [], []]
    assert _names(found["given"]) == ["Ada Hart"]


def test_a_role_suggests_a_rhythm_and_the_user_s_own_wins(book: Book) -> None:
    said = find("role").function(book, "Ada Hart", "mentor")
    assert said.fitting_days == 30
    assert "every month" in said.in_words("UTC")
    assert _asked(book, "agenda", "Ada Hart")["fitting_days"] == 30
    find("keep").function(book, ["Ada Hart"], every="2w")
    assert find("role").function(book, "Ada Hart", "buddy").fitting_days is None
    assert find("role").function(book, "Dan Frost", "neighbour").fitting_days is None
    assert _asked(book, "agenda", "Ada Hart")["keep_days"] == 14


def test_an_agenda_gathers_what_is_open_and_noted_since(book: Book) -> None:
    find("note").function(book, "Cleo Dunn", "ask about the ferry")
    found = _asked(book, "agenda", "Cleo Dunn")
    assert [one["text"] for one in found["on_me"]] == ["How deep is the old lock?"]
    assert found["on_them"] == []
    assert [one["text"] for one in found["notes"]] == ["ask about the ferry"]
    assert found["their_words"]["text"] == "How deep is the old lock?"
    assert [one["kind"] for one in _asked(book, "agenda", "Ada Hart")["given"]] == ["advice"]
    with pytest.raises(NotFound):
        find("agenda").function(book, "robin.vale@home.example")


def test_a_year_tells_what_grew_and_bears_no_name_where_it_is_shared(book: Book) -> None:
    find("ledger add").function(book, "Dan Frost", "help", "carried Ada Hart's piano")
    found = _asked(book, "year")
    assert {one["person"]["name"] for one in found["grew"]} == {"Ada Hart", "Cleo Dunn"}
    assert found["gave"] == {"advice": 1, "help": 1}
    assert found["had"] == {"recommendation": 1}
    assert found["figures"]["in_touch_now"] == 2
    shared = str(_asked(book, "year", figures=True))
    names = [row["name"] for row in book.rows("SELECT DISTINCT name FROM identity")]
    words = {word for name in [*names, "piano", "sound", "sluice"] for word in name.split()}
    assert not [word for word in words if word in shared]
    with pytest.raises(BadInput):
        find("year").function(book, since="2025-07-01")


def test_rewound_the_book_shows_the_ties_of_then_and_what_became_of_them(book: Book) -> None:
    found = _asked(book, "rewind", "2024-07-01")
    assert found["stages_then"]["established"] + found["stages_then"]["growing"] == 1
    assert found["stages_now"]["resting"] == 1
    (lapsed,) = found["lapsed"]
    assert lapsed["person"]["name"] == "Ben Moss"
    assert found["new"] == 2, "Ada and Cleo were unknown then"
    assert _asked(book, "rewind", "2023-01-01")["lapsed"] == []
    assert not sum(_asked(book, "rewind", "2023-01-01")["stages_then"].values())
    for day in ("2025-06-02", "someday"):
        with pytest.raises(BadInput):
            find("rewind").function(book, day)


def test_whom_the_plan_would_have_named_it_says_with_its_reason(book: Book) -> None:
    (lapsed,) = _asked(book, "rewind", "2024-07-01")["lapsed"]
    assert lapsed["kind"] == "lapse"
    assert "quiet for" in lapsed["why"][0]["text"]
    assert "2024-07-01" < lapsed["named_on"] < "2024-10-01"
    (quick,) = _asked(book, "rewind", "2024-07-01", quick=True)["lapsed"]
    assert quick["named_on"] is None
    find("never").function(book, "Ben Moss")
    assert _asked(book, "rewind", "2024-07-01")["lapsed"] == []


def test_rewound_as_built_until_then(made: Path, tmp_path: Path) -> None:
    """Held against a book in which nothing later was ever read."""
    day = us("2024-05-01")
    until = [one for one in _records() if one.at_us is None or one.at_us <= day]
    then = book_of(until, tmp_path / "then", now="2024-05-01")
    rows = then.rows("SELECT stage, count(*) AS n FROM relationship GROUP BY 1 ORDER BY 1")
    now = Book(made, NOW)
    found = _asked(now, "rewind", "2024-05-01", quick=True)["stages_then"]
    now.close()
    then.close()
    assert {one: n for one, n in found.items() if n} == {row["stage"]: row["n"] for row in rows}


def test_the_fewest_mornings_meet_every_window() -> None:
    spans = [(1, 30), (20, 40), (25, 60), (70, 90), (80, 200)]
    windows = [_Window(str(n), a * DAY_US, b * DAY_US) for n, (a, b) in enumerate(spans)]
    found = [one // DAY_US for one in mornings(windows, until_us=100 * DAY_US)]
    assert found == [30, 90]
    assert mornings([], until_us=DAY_US) == []
    assert mornings([_Window("x", 5 * DAY_US, 9 * DAY_US)], until_us=DAY_US) == []


def test_a_buddy_s_page_holds_what_is_chosen_and_nobody_else(book: Book, tmp_path: Path) -> None:
    find("note").function(book, "Ada Hart", "ask <b>her</b> & Ben")
    buddy = find("buddy").function
    offered = buddy(book, "Ada Hart")
    assert offered.html == ""
    assert {one.kind for one in offered.items if one.names_others} <= {"tended", "given", "ahead"}
    page = buddy(book, "Ada Hart", choose=["week"], aim="finish <i>the</i> draft").html
    assert "This week I met 1 person and kept 1 promise." in page
    assert "finish &lt;i&gt;the&lt;/i&gt; draft" in page
    for name in ("Cleo", "Dan", "Ben", "her"):
        assert name not in page.replace("others", "")
    note = next(one.id for one in offered.items if one.kind == "note")
    assert "ask &lt;b&gt;her&lt;/b&gt; &amp; Ben" in buddy(book, "Ada Hart", choose=[note]).html
    for sought in ("<script", "http:", "https:", "src=", "href="):
        assert sought not in page
    ahead = next(one for one in offered.items if one.kind == "ahead")
    assert "Cleo Dunn" in buddy(book, "Ada Hart", choose=[ahead.id]).html
    saved = tmp_path / "week.html"
    buddy(book, "Ada Hart", choose=["week"], save=saved)
    assert saved.read_text("utf-8").startswith("<!doctype html>")
    for given in ({"choose": ["nothing"]}, {"save": tmp_path / "x.html"}):
        with pytest.raises(BadInput):
            buddy(book, "Ada Hart", **given)
    with pytest.raises(BadInput):
        buddy(book, "Ada Hart", choose=["week"], save=saved)
    with pytest.raises(NotFound):
        buddy(book, "robin.vale@home.example")
