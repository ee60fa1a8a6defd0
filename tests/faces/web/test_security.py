"""Who may come in, and what an answer may do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from comity.faces.web.security import START, Keys, SecurityMiddleware, is_own
from tests.faces.web.visiting import HOME, KEYS, PORT, stranger, visit
from tests.faces.world import book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.web.visiting import Visitor

PAGES = ["/", "/people", "/network", "/settings", "/api/openapi.json", "/static/style.css"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = book(tmp_path_factory.mktemp("doors") / "book")
    made.refresh()
    made.close()
    return made.folder


@pytest.fixture
def outside(folder: Path) -> Visitor:
    return stranger(folder)


@pytest.fixture
def inside(folder: Path) -> Visitor:
    return visit(folder)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_without_a_session(outside: Visitor, path: str) -> None:
    answer = outside.get(path)
    assert answer.status_code == 403
    assert "Ada" not in answer.text


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_has(outside: Visitor) -> None:
    answer = outside.get(f"{START}?token={KEYS.start}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert KEYS.start not in cookie
    assert outside.get("/people").status_code == 200


def test_a_token_opens_one_session_and_each_is_told_from_the_other(folder: Path) -> None:
    first, second = f"{START}?token={KEYS.start}", f"{START}?token={KEYS.own_start}"
    visitor = stranger(folder)
    assert visitor.client.head(first).status_code == 403  # looked at, not used
    assert visitor.get(first, follow_redirects=False).status_code == 303
    assert visitor.get(first, follow_redirects=False).status_code == 303  # as a page read anew
    visitor.client.cookies.clear()
    answer = visitor.get(first, follow_redirects=False)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert "has been used" in answer.text
    assert "comity serve" in answer.text
    assert visitor.get(second, follow_redirects=False).status_code == 303
    visitor.client.cookies.clear()
    assert visitor.get(second, follow_redirects=False).status_code == 403


def test_from_a_file_of_ours_a_page_leads_on_since_no_strict_cookie_would(outside: Visitor) -> None:
    far = {"sec-fetch-site": "cross-site"}
    answer = outside.get(f"{START}?token={KEYS.own_start}", headers=far, follow_redirects=False)
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/"' in answer.text
    assert KEYS.own_start not in answer.text
    assert outside.get("/people").status_code == 200


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=%00%ff", "?tok=start"])
def test_a_wrong_token_opens_nothing(outside: Visitor, query: str) -> None:
    answer = outside.get(f"{START}{query}", follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:8710",
        "localhost.evil.example:8710",
        "10.0.0.1:8710",
        "[::2]:8710",
        "evil.example:8710",
        "localhost:8710@evil.example",
        "",
        "localhost:x",
        "[::1",
        "[::1]:8710",
        "user@127.0.0.1:8710",
        "evil.example@127.0.0.1:8710",
        "127.0.0.1:8710/x",
        "127.0.0.1:8710?x",
        "127.0.0.1:8710#.evil.example",
        "127.0.0.1.:8710",
        "localhost.:8710",
        "LOCALHOST:8710",
        "127.1:8710",
        "2130706433:8710",
        "127.0.0.2:8710",
        "127.0.0.1:08710",
        "127.0.0.1:8710 ",
        "127.0.0.1:8710, 127.0.0.1:8710",
    ],
)
def test_a_rebound_name_finds_nobody(inside: Visitor, host: str) -> None:
    assert inside.get("/people", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    ("bound", "port", "host"),
    [
        ("127.0.0.1", 8710, "127.0.0.1:8710"),
        ("127.0.0.1", 8710, "localhost:8710"),
        ("localhost", 8710, "127.0.0.1:8710"),
        ("::1", 8710, "[::1]:8710"),
        ("::1", 8710, "localhost:8710"),
        ("127.0.0.1", 80, "127.0.0.1"),
        ("127.0.0.1", 80, "localhost:80"),
        ("192.168.1.7", 8710, "192.168.1.7:8710"),
    ],
)
def test_this_machine_answers_to_its_own_names(bound: str, port: int, host: str) -> None:
    assert SecurityMiddleware(None, KEYS, port, bound).is_our_host(host)  # type: ignore[arg-type]


@pytest.mark.parametrize("bound", ["0.0.0.0", "::", "192.168.1.7"])  # noqa: S104
def test_beyond_loopback_addresses_are_served_and_names_still_are_not(bound: str) -> None:
    doors = SecurityMiddleware(None, KEYS, 8710, bound)  # type: ignore[arg-type]
    for host in ("192.168.1.7:8710", "127.0.0.1:8710", "[fe80::1]:8710"):
        assert doors.is_our_host(host)
    for host in ("evil.example:8710", "192.168.1.7", "192.168.1.7:80", "u@192.168.1.7:8710"):
        assert not doors.is_our_host(host)
    for host in ("[fe80:0::1]:8710", "fe80::1:8710", "[192.168.1.7]:8710", "192.168.1.007:8710"):
        assert not doors.is_our_host(host)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"origin": "null", "sec-fetch-site": "none"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8710"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
    ],
)
def test_what_another_site_sends_is_turned_away(inside: Visitor, headers: dict[str, str]) -> None:
    fields = {"csrf": KEYS.csrf, "who": "Ada Hart", "text": "x"}
    answer = inside.client.post("/do/note", data=fields, headers=headers)
    assert answer.status_code == 403
    assert not inside.session.book().decisions.active("note")


def test_a_form_of_ours_is_heard_though_no_referrer_hides_its_origin(inside: Visitor) -> None:
    fields = {"csrf": KEYS.csrf, "who": "Ada Hart", "text": "x"}
    ours = {"origin": "null", "sec-fetch-site": "same-origin"}
    answer = inside.client.post("/do/note", data=fields, headers=ours, follow_redirects=False)
    assert answer.status_code == 303
    assert inside.session.book().decisions.active("note")
    inside.post("/do/undo")


def test_every_form_carries_the_word_and_none_is_heard_without(inside: Visitor) -> None:
    app = inside.client.app._app
    paths = [
        route.path for route in app.routes if "POST" in (getattr(route, "methods", None) or ())
    ]
    assert len(paths) > 8
    for path in paths:
        at = re.sub(r"{\w+}", "note", path)
        for csrf in ("", "wrong", f"{KEYS.csrf}x"):
            answer = inside.post(at, csrf=csrf, who="Ada Hart", text="x")
            assert answer.status_code == 403, path
    assert not inside.session.book().decisions.active("note")


@pytest.mark.parametrize("path", [*PAGES, "/start?token=wrong", "/nowhere", "/people/nobody"])
def test_every_answer_may_run_embed_and_keep_nothing_that_is_not_ours(
    inside: Visitor, path: str
) -> None:
    headers = inside.get(path).headers
    csp = headers["content-security-policy"]
    assert "default-src 'none'" in csp
    assert "unsafe" not in csp
    assert "http" not in csp
    assert "frame-ancestors 'none'" in csp
    assert "trusted-types comity" in csp
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_a_wrong_feed_tells_a_stranger_nothing_of_the_book(inside: Visitor) -> None:
    inside.post("/do/note", who="Ada Hart", text="x", next="/settings")
    inside.client.app._app.state.face.say("Noted of Ada Hart.", undo=True)
    inside.client.cookies.clear()
    answer = inside.get("/feed/wrong.ics")
    assert answer.status_code == 404
    assert "Ada" not in answer.text
    assert KEYS.csrf not in answer.text


def test_keys_are_long_and_never_the_same() -> None:
    one, other = Keys(), Keys()
    words = {one.start, one.session, one.csrf, other.start, other.session, other.csrf}
    assert len(words) == 6
    assert min(map(len, words)) >= 32


def test_a_mistake_of_ours_shows_no_words_of_anybody(
    inside: Visitor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Ada Hart wrote a secret")

    monkeypatch.setattr("comity.faces.web.people.directory", fail)
    answer = inside.get("/people")
    assert answer.status_code == 500
    said = answer.text + capsys.readouterr().err
    assert "RuntimeError in test_security.py" in said
    assert "secret" not in said


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil", "x", ""])
def test_no_form_leads_to_another_site(inside: Visitor, wanted: str) -> None:
    answer = inside.client.post(
        "/do/undo", data={"csrf": KEYS.csrf, "next": wanted}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_request_that_says_nothing_of_its_origin_is_judged_by_its_word_alone() -> None:
    from starlette.datastructures import Headers

    assert is_own(Headers({"host": "127.0.0.1:8710"}))


def test_an_evening_that_is_run_begins_at_its_console() -> None:
    async def nothing(*_: object) -> None:
        """Never reached: the door answers."""

    door = SecurityMiddleware(nothing, KEYS, PORT, home="/event/hour/console")
    away = TestClient(door, base_url=HOME).get(
        f"{START}?token={KEYS.start}", follow_redirects=False
    )
    assert away.headers["location"] == "/event/hour/console"
