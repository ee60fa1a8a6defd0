"""Each verb that a model may call, with the form of what it is told; and why not the others.

Of a verb without a form the annotations of its document say it. A verb that stands in none of
the three tables is not offered; a test asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.faces.mcp.shown import (
    NOTHING,
    either,
    key,
    moment,
    number,
    sentence,
)

if TYPE_CHECKING:
    from comity.faces.mcp.shown import Form, Teller


def _figures(value: Any, teller: Teller) -> Any:  # noqa: ANN401 - figures by the program's own names
    """Tell figures and dates, however they are nested."""
    if not isinstance(value, dict):
        return None if value is None else either(number, moment)(value, teller)
    found = {key(label, teller): _figures(one, teller) for label, one in value.items()}
    return {label: one for label, one in found.items() if NOTHING not in (label, one)}


_WINDOWED = (
    "me_known contacts no_exchange_seen one_way relationships stages circles interacted initiated "
    "reply_rate_by_me reply_rate_to_me asked guessed linkedin open_questions my_side as_of"
).split()

READ: dict[str, dict[str, Form]] = {
    "me": {},
    "audit": {
        **dict.fromkeys(_WINDOWED, _figures),
        "since": _figures,
        "rules": lambda value, teller: {n: sentence(one, teller) for n, one in value.items()},
    },
    "people": {},
    "person": {},
    "search": {},
    "today": {},
    "questions": {},
    "sources": {},
    "settings": {},
}

# What a person can take back with ``undo``; of undo itself, only what was said through here.
WRITE: dict[str, dict[str, Form]] = {
    verb: {}
    for verb in (
        *("done", "snooze", "keep", "circle", "stage", "strength", "tag", "role", "never"),
        *("quiet", "log", "note", "answer", "merge", "split", "undo"),
    )
}

_PATHS = "reads or writes files on this machine"
_MEASURES = "measures the program, for minutes; no question about people"
NOT_OFFERED: dict[str, str] = {
    "import": _PATHS,
    "demo": _PATHS,
    "backup": _PATHS,
    "check": "names files on this machine",
    "check mend": "sets files aside on this machine",
    "export": _PATHS,
    "problems": "names files on this machine and quotes what could not be read",
    "remember": "starts a book; that is the user's own hour",
    "me add": "says who the user is",
    "me remove": "says who the user is",
    "sources remove": "takes out what was imported; undo does not bring it back",
    "forget": "erases for good",
    "settings set": "the pace is the user's own",
    "evaluate linkage": _PATHS,
    "evaluate me": _MEASURES,
    "evaluate ties": _PATHS,
    "evaluate plan": _PATHS,
    "evaluate survey": _PATHS,
}


def forms(*, allow_writes: bool) -> dict[str, dict[str, Form]]:
    """Return the verbs that are offered, each with its form."""
    return READ | WRITE if allow_writes else dict(READ)
