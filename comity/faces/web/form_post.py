"""Every form that says something: ``POST /do/VERB`` calls the verb with the form's fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.errors import NotFound
from comity.faces.arguments import arguments, takes_paths
from comity.faces.web.face import Page, back, face_of, fields_of, in_thread, write_route
from comity.operations.decide.documents import Undone
from comity.operations.document import Outcome
from comity.operations.operation import VERBS, find

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response


async def do(request: Request, form: FormData) -> Response:
    """Call a writing verb, and lead back with a sentence that says what was done."""
    face, verb = face_of(request), request.path_params["verb"].replace("-", " ")
    operation = find(verb) if verb in VERBS else None
    if not operation or not operation.writes or takes_paths(operation):
        raise NotFound(f"nothing here is called {verb!r}")
    fields = fields_of(form)
    if verb == "log" and not any(fields.get("text", ())):
        fields["text"] = ["met"]  # whom one saw is worth noting without a word
    result, step = await in_thread(face.act, operation.function, **arguments(operation, fields))
    said = result.in_words(face.session.book().zone) if isinstance(result, Outcome) else "Done."
    face.say(said, undo=step, redo=result.step.step if isinstance(result, Undone) else 0)
    return back(form)


PAGE = Page(
    routes=[write_route("/do/{verb}", do)],
)
