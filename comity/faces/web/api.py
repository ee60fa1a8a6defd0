"""The verbs as endpoints, from their signatures: GET /api/VERB reads, POST /api/VERB writes.

What reads a whole text is asked by POST too, at the address of what it answers with.

The documents are those of ``--json``. What reads or writes files by their path is no endpoint.
Writing needs the session's word in the header ``x-comity-csrf``, as a page's form does.
"""

from __future__ import annotations

import inspect
from hmac import compare_digest
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Header, HTTPException, Query, Request
from pydantic import ConfigDict, create_model
from starlette.responses import Response

from comity.faces.answering import answer
from comity.faces.arguments import clean, field, limits, said_of, takes_paths, type_of
from comity.faces.strict_json import json_bytes
from comity.faces.web.face import CSRF, face_of
from comity.faces.web.schemas import answered
from comity.operations import document
from comity.operations.decide.documents import WhoAreYou
from comity.operations.moment import iso
from comity.operations.operation import VERBS, find

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from pydantic import BaseModel

    from comity.book import Book
    from comity.faces.arguments import Arguments
    from comity.operations.document import Json
    from comity.operations.operation import Operation

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "A value that cannot be understood, or another host"},
    403: {"description": "Without the session or its word"},
    404: {"description": "Nobody and nothing answers to that word"},
    409: {"description": "It cannot be done as things are"},
}


def add(app: FastAPI) -> None:
    """Give the application an endpoint for every verb that takes no path."""
    router = APIRouter(prefix="/api")
    for verb in VERBS:
        operation = find(verb)
        if not takes_paths(operation):
            router.add_api_route(
                f"/{operation.document.replace(' ', '/')}",
                _writing(operation) if operation.posted else _reading(operation),
                methods=["POST" if operation.posted else "GET"],
                name=verb,
                summary=operation.summary,
                description=operation.help,
                response_model=answered(_returns(operation)),
                responses=_ERRORS,
            )
    app.include_router(router)


def _returns(operation: Operation) -> Any:  # noqa: ANN401 - a type
    """Return what a verb answers with: where it is of my side, perhaps the question who I am."""
    return operation.returns | WhoAreYou if operation.of_my_side else operation.returns


def _reading(operation: Operation) -> Callable[..., Response]:
    """Return the endpoint of a verb that reads: its parameters are the query's."""

    def read(request: Request, **given: Any) -> Response:  # noqa: ANN401 - the verb's own
        return _answer(request, operation, given)

    return _signed(read, [_query(name, *one) for name, one in operation.parameters.items()])


def _writing(operation: Operation) -> Callable[..., Response]:
    """Return the endpoint of a verb that writes, or reads a text: its parameters are the body's."""
    fields: dict[str, Any] = {
        name: (type_of(hint), field(name, one, hint))
        for name, (one, hint) in operation.parameters.items()
    }
    name = operation.verb.title().replace(" ", "")
    model = create_model(name, __config__=ConfigDict(extra="forbid"), **fields)

    def write(request: Request, **given: Any) -> Response:  # noqa: ANN401 - the verb's own
        said = str(given.get("word") or "")
        if not compare_digest(said.encode("utf-8", "replace"), face_of(request).keys.csrf.encode()):
            raise HTTPException(403, f"the header {CSRF} is missing or wrong")
        body: BaseModel | None = given.get("given")
        return _answer(request, operation, {n: getattr(body, n) for n in fields})

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("word", keyword, annotation=Annotated[str, Header(alias=CSRF)])]
    if fields:
        needed = any(one.is_required() for one in model.model_fields.values())
        default = inspect.Parameter.empty if needed else model()
        parameters.append(
            inspect.Parameter(
                "given", keyword, default=default, annotation=Annotated[model, Body()]
            )
        )
    return _signed(write, parameters)


def _signed(
    function: Callable[..., Response], parameters: list[inspect.Parameter]
) -> Callable[..., Response]:
    """Return the function with the signature that the framework reads."""
    request = inspect.Parameter(
        "request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request
    )
    function.__dict__["__signature__"] = inspect.Signature([request, *parameters])
    return function


def _query(name: str, one: inspect.Parameter, hint: Any) -> inspect.Parameter:  # noqa: ANN401 - a type, of any kind
    options: Arguments = {
        **limits(hint),
        "alias": name.rstrip("_"),
        "description": said_of(hint),
    }
    default = {} if one.default is one.empty else {"default": one.default}
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[type_of(hint), Query(**options)],
        **default,
    )


def _answer(request: Request, operation: Operation, given: Arguments) -> Response:
    """Call the verb, and return its document as the command line prints it."""
    session = face_of(request).session
    arguments = {name: clean(value) for name, value in given.items()}

    def answered(book: Book) -> dict[str, Json]:
        found = answer(operation, book, arguments)
        return document.enveloped(operation.document, found, as_of=iso(book.moment_us))

    made = session.write(answered) if operation.writes else session.ask(answered)
    return Response(json_bytes(made, at_terminal=False), media_type="application/json")
