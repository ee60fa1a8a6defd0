"""The verbs as endpoints: the documents of ``--json``, and nothing a program sends breaks them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as conformance

from comity.faces.arguments import takes_paths
from comity.faces.session import Session
from comity.faces.web.app import application
from comity.operations.operation import VERBS, find
from tests.faces.web.visiting import KEYS, PORT, visit
from tests.faces.world import NOW, book
from tests.records import us

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.web.visiting import Visitor

_EXAMPLES = 8  # an endpoint
_HEADERS = {"x-comity-csrf": KEYS.csrf}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = book(tmp_path_factory.mktemp("api") / "book")
    one.refresh()
    one.close()
    return one.folder


@pytest.fixture
def visitor(made: Path, tmp_path: Path) -> Visitor:
    return visit(shutil.copytree(made, tmp_path / "book"), clock=lambda: us(NOW))


def test_every_verb_without_a_path_is_an_endpoint(visitor: Visitor) -> None:
    paths = visitor.get("/api/openapi.json").json()["paths"]
    expected = {
        (f"/api/{find(verb).document.replace(' ', '/')}", "post" if find(verb).posted else "get")
        for verb in VERBS
        if not takes_paths(find(verb))
    }
    assert {(path, method) for path, found in paths.items() for method in found} == expected
    assert {*paths["/api/check"]} == {"get", "post"}


def test_a_document_is_that_of_the_command_line(visitor: Visitor) -> None:
    found = visitor.get("/api/people", params={"sort": "name", "limit": 2}).json()
    assert found["schema"] == "comity.people/1"
    assert [one["name"] for one in found["people"]] == ["Ada Hart", "Ben Moss"]


def test_a_client_sees_each_document_that_a_verb_may_answer_with(visitor: Visitor) -> None:
    paths = visitor.get("/api/openapi.json").json()["paths"]
    answer = paths["/api/forget"]["post"]["responses"]["200"]["content"]["application/json"]
    names = [one["$ref"].rpartition("/")[2] for one in answer["schema"]["anyOf"]]
    assert names == ["ForgottenDocument", "WouldForgetDocument"]


def test_a_draft_is_posted_where_the_book_is_checked_and_kept_nowhere(visitor: Visitor) -> None:
    body = {"text": "Hi Adda,\n\nact now!", "to": "Ada Hart"}
    assert visitor.client.post("/api/check", json=body).status_code == 422
    before = visitor.get("/api/history").json()["steps"]
    told = visitor.client.post("/api/check", json=body, headers=_HEADERS).json()
    assert told["schema"] == "comity.check/1"
    assert [one["text"] for one in told["findings"]] == ["Adda", "act now"]
    assert visitor.get("/api/check").json()["whole"] is True
    assert visitor.get("/api/history").json()["steps"] == before
    answer = visitor.client.post("/api/check", json=body | {"to": "Nobody"}, headers=_HEADERS)
    assert answer.status_code == 404


def test_what_is_said_stands_and_needs_the_word(visitor: Visitor) -> None:
    body = {"who": ["Ada Hart"], "every": "3m"}
    assert visitor.client.post("/api/keep", json=body).status_code == 422
    assert (
        visitor.client.post("/api/keep", json=body, headers={"x-comity-csrf": "x"}).status_code
        == 403
    )
    kept = visitor.client.post("/api/keep", json=body, headers=_HEADERS).json()
    assert kept["kept"][0]["name"] == "Ada Hart"
    assert visitor.client.post("/api/undo", headers=_HEADERS).json()["undone"][0]["verb"] == "keep"


def test_trouble_is_a_document_with_what_to_do(visitor: Visitor) -> None:
    answer = visitor.get("/api/person", params={"who": "Nobody"})
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "hint"}
    assert visitor.get("/api/nothing").json()["error"] == "there is no such page"


class _AtTheDoor:
    """The application with the headers of someone who has a session."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - an ASGI application
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        if scope["type"] == "http":
            ours = {b"host": f"127.0.0.1:{PORT}", b"cookie": f"comity-{PORT}={KEYS.session}"}
            kept = [pair for pair in scope["headers"] if pair[0] not in ours]
            scope = scope | {"headers": [*kept, *((n, v.encode()) for n, v in ours.items())]}
        await self._app(scope, receive, send)


@pytest.fixture(scope="module")
def api(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - a schema
    folder = shutil.copytree(made, tmp_path_factory.mktemp("fuzzed") / "book")
    session = Session(folder, clock=lambda: us(NOW))
    app = _AtTheDoor(application(session, KEYS, port=PORT))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


def test_nothing_that_is_sent_breaks_an_endpoint(api: Any) -> None:  # noqa: ANN401 - a schema
    held_to = [
        checks.not_a_server_error,
        conformance.status_code_conformance,
        conformance.content_type_conformance,
        conformance.response_schema_conformance,
    ]
    asked = set[str]()

    def ask(case: Any) -> None:  # noqa: ANN401 - schemathesis's own
        if case.method == "POST":
            case.headers["x-comity-csrf"] = KEYS.csrf
        asked.add(case.operation.path)
        case.call_and_validate(checks=held_to)

    for operation in api.get_all_operations():
        cases = operation.ok().as_strategy()
        bounds: Any = settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        tried: Any = given(cases)
        bounds(tried(ask))()
    assert len(asked) == len(api.raw_schema["paths"])
