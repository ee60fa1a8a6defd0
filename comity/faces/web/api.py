"""The verbs as endpoints, from their signatures: GET /api/VERB reads, POST /api/VERB writes.

The documents are those of ``--json``. What reads or writes files by their path is no endpoint.
Writing needs the session's word in the header ``x-comity-csrf``, as a page's form does.
"""

from __future__ import annotations

import inspect
from hmac import compare_digest
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from fastapi import APIRouter, Body, Header, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.responses import Response

from comity.faces.cli.output import json_bytes
from comity.faces.web.face import CSRF, face_of
from comity.faces.web.given import takes_paths
from comity.operations.moments import iso
from comity.operations.operation import VERBS, find

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from comity.book import Book
    from comity.operations.operation import Operation

_TEXT_CHARS_MAX = 10_000
_MANY_MAX = 100
_INT_MAX = 1_000_000
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "A value that cannot be understood"},
    403: {"description": "Without the session or its word"},
    404: {"description": "Nobody and nothing answers to that word"},
    409: {"description": "It cannot be done as things are"},
    421: {"description": "Another host"},
}


class Document(BaseModel):
    """What ``--json`` prints: the schema's name, the moment it holds as of, and the rest."""

    model_config = ConfigDict(extra="allow", serialize_by_alias=True)
    schema_: str = Field(alias="schema", pattern=r"^comity\.[a-z_]+/1$")
    as_of: str


def add(app: FastAPI) -> None:
    """Give the application an endpoint for every verb that takes no path."""
    router = APIRouter(prefix="/api")
    for verb in VERBS:
        operation = find(verb)
        if not takes_paths(operation):
            router.add_api_route(
                f"/{verb.replace(' ', '/')}",
                _writing(operation) if operation.writes else _reading(operation),
                methods=["POST" if operation.writes else "GET"],
                name=verb,
                summary=operation.summary,
                description=operation.help,
                response_model=Document,
                responses=_ERRORS,
            )
    app.include_router(router)


def _reading(operation: Operation) -> Callable[..., Response]:
    """Return the endpoint of a verb that reads: its parameters are the query's."""

    def read(request: Request, **given: Any) -> Response:  # noqa: ANN401 - the verb's own
        return _answer(request, operation, given)

    return _signed(read, [_query(name, *one) for name, one in operation.parameters.items()])


def _writing(operation: Operation) -> Callable[..., Response]:
    """Return the endpoint of a verb that writes: its parameters are the body's."""
    fields: dict[str, Any] = {
        name: (_type(hint), _field(name, one, hint))
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
        parameters.append(inspect.Parameter("given", keyword, annotation=Annotated[model, Body()]))
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
    options = _limits(hint) | {"alias": name.rstrip("_"), "description": _said(hint)}
    default = {} if one.default is one.empty else {"default": one.default}
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[_type(hint), Query(**options)],
        **default,
    )


def _field(name: str, one: inspect.Parameter, hint: Any) -> Any:  # noqa: ANN401 - a type, of any kind
    default = ... if one.default is one.empty else one.default
    return Field(default, alias=name.rstrip("_"), description=_said(hint), **_limits(hint))


def _type(hint: Any) -> Any:  # noqa: ANN401 - a type, of any kind
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _said(hint: Any) -> str:  # noqa: ANN401 - a type, of any kind
    return str(get_args(hint)[1]) if get_origin(hint) is Annotated else ""


def _limits(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - a type, of any kind
    """Return how large a value may be: nobody says more by hand."""
    kinds = {_type(hint), *get_args(_type(hint))}
    if get_origin(_type(hint)) is list or any(get_origin(kind) is list for kind in kinds):
        return {"max_length": _MANY_MAX}
    if int in kinds and bool not in kinds:
        return {"ge": 0, "le": _INT_MAX}
    return {"max_length": _TEXT_CHARS_MAX} if str in kinds else {}


def _answer(request: Request, operation: Operation, given: dict[str, Any]) -> Response:
    """Call the verb, and return its document as the command line prints it."""
    desk = face_of(request).desk
    arguments = {name: _clean(value) for name, value in given.items()}

    def document(book: Book) -> dict[str, Any]:
        found = operation.function(book, **arguments)
        schema = f"comity.{operation.verb.replace(' ', '_')}/1"
        return {"schema": schema, "as_of": iso(book.moment_us), **found}

    made = desk.write(document) if operation.writes else desk.ask(document)
    return Response(json_bytes(made, at_terminal=False), media_type="application/json")


def _clean(value: Any) -> Any:  # noqa: ANN401 - the verb's own
    """Return a value without what is no Unicode: halves of characters that JSON may carry."""
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
