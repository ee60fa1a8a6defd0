"""One person put right: name, addresses, birthday, work, place, fields of the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from comity.errors import BadInput, NotFound
from comity.faces.web.face import Page, face_of, fields_of, in_thread, write_route
from comity.operations.decide.edit import edit
from comity.operations.decide.pair import joined
from comity.operations.decide.photo import has_photo, keep_photo, photo_of
from comity.operations.person.details import KNOWN
from comity.operations.person.person import person as person_page
from comity.operations.person.profile import mine, profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from comity.faces.session import Session
    from comity.operations.person.documents import Detail, Profile

_BYTES_MAX = 24 << 20  # of a photo as a camera makes it, where no script makes it small
LABELS = {
    "employer": "Employer",
    "role": "What they do there",
    "birthday": "Birthday",
    "place": "Place",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a person: the user's word, what a source says, and so what stands in it."""

    label: str
    own: str | None
    seen: str

    @property
    def shown(self) -> str:
        """What is shown: the user's word before any other."""
        return self.seen if self.own is None else self.own


def fields(details: Sequence[Detail], shown: Profile) -> dict[str, Field]:
    """Return the fields that everybody may have, then the user's own."""
    own = {one.label: one.text for one in details}
    seen = {
        "employer": shown.work[0].organisation if shown.work else "",
        "role": shown.work[0].title if shown.work else "",
        **{
            label: next((one.value for one in shown.claims if one.attribute == claimed), "")
            for label, claimed in KNOWN.items()
            if label in {"birthday", "place"}
        },
    }
    labels = [*KNOWN, *(label for label in own if label not in KNOWN)]
    return {label: Field(label, own.get(label), seen.get(label, "")) for label in labels}


def editing(request: Request) -> Response:
    """Show what is known of one person, to be put right."""
    face, who = face_of(request), request.path_params["who"]
    one = face.session.look(person_page, who)
    if one.id != who:
        return RedirectResponse(f"/people/{one.id}/edit", status_code=303)
    words = face.session.look(mine, who)
    return face.page(
        request,
        "edit.html",
        one=one,
        seen_name=words.seen_name,
        fields=_fields(face.session, who),
        known=LABELS,
        joined=face.session.look(joined, who),
        has_photo=face.session.look(has_photo, who),
    )


def _fields(session: Session, who: str) -> dict[str, Field]:
    return fields(session.look(mine, who).details, session.look(profile, who))


async def save(request: Request, form: FormData) -> Response:
    """Say what differs from what was shown; a field left empty takes the user's word back."""
    face, who = face_of(request), request.path_params["who"]
    one = await in_thread(face.session.look, person_page, who)
    shown = await in_thread(_fields, face.session, one.id)
    typed = fields_of(form)
    given = {label: typed.get(label, [""])[0].strip() for label in KNOWN if label in typed}
    own = dict(zip(typed.get("label", ()), typed.get("value", ()), strict=False))
    given |= {label.strip(): text.strip() for label, text in own.items() if label.strip() or text}
    changed = {k: v for k, v in given.items() if k not in shown or v != shown[k].shown}
    clear = [k for k, v in changed.items() if not v and k in shown and shown[k].own is not None]
    words = {k: v for k, v in changed.items() if k not in clear}
    name = typed.get("name", [one.name])[0].strip()
    address = [text for text in typed.get("address", ()) if text.strip()]
    if words or clear or address or name != one.name:
        result, step = await in_thread(
            face.act,
            edit,
            one.id,
            **{label: text for label, text in words.items() if label in KNOWN},
            name=name if name and name != one.name else None,
            field=[f"{label}={text}" for label, text in words.items() if label not in KNOWN],
            address=address,
            clear=[*clear, *(["name"] if not name else [])],
        )
        face.say(result.in_words(""), undo=step)
    return RedirectResponse(f"/people/{one.id}", status_code=303)


def picture(request: Request) -> Response:
    """Return somebody's photo."""
    found = face_of(request).session.look(photo_of, request.path_params["who"])
    if found is None:
        raise NotFound("there is no photo of them")
    return Response(found, media_type="image/jpeg")


async def take_picture(request: Request, form: FormData) -> Response:
    """Keep the photo that the form carries, or none any more."""
    face, who = face_of(request), request.path_params["who"]
    upload, data = form.get("photo"), None
    if not form.get("off"):
        if not isinstance(upload, UploadFile) or not upload.filename:
            raise BadInput("choose a picture", hint="a photo, of any size")
        data = await upload.read(_BYTES_MAX)
    result, step = await in_thread(face.act, keep_photo, who, data)
    face.say(result.in_words(""), undo=step)
    return RedirectResponse(f"/people/{result.person.id}", status_code=303)


PAGE = Page(
    routes=[
        Route("/people/{who}/photo.jpg", picture),
        write_route("/people/{who}/photo", take_picture, bytes_max=_BYTES_MAX),
        Route("/people/{who}/edit", editing),
        write_route("/people/{who}/edit", save),
    ],
)
