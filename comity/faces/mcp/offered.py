"""Which verbs a model may call, and why not the others.

What it is told of a document follows from the annotations alone. A verb that stands in none of
the three tables is not offered; a test asks for it.
"""

from __future__ import annotations

READ = (
    *("me", "audit", "people", "person", "search", "today", "questions", "check draft", "sources"),
    *("settings", "counted", "promises", "asks", "waiting", "loops"),
    *("garden", "ledger", "review", "agenda", "year", "rewind"),
)

# What a person can take back with ``undo``; of undo itself, only what was said through here.
WRITE = (
    *("done", "snooze", "loop", "keep", "circle", "stage", "strength", "tag", "role", "never"),
    *("quiet", "log", "note", "remind", "answer", "merge", "apart", "split", "undo"),
    *("ledger add", "ledger correct"),
)

_PATHS = "reads or writes files on this machine"
_MEASURES = "measures the program, for minutes; no question about people"
NOT_OFFERED: dict[str, str] = {
    "import": _PATHS,
    **dict.fromkeys(("account add", "account renew"), "asks for a password"),
    **dict.fromkeys(("account list", "account test", "health"), "names accounts and their servers"),
    **dict.fromkeys(("account pause", "account resume"), "what is read is the user's own to say"),
    "account remove": "deletes a password",
    "sync": "reads other machines with the user's passwords",
    "demo": _PATHS,
    "backup": _PATHS,
    "check": "names files on this machine",
    "check mend": "sets files aside on this machine",
    "event new": "an evening is the organiser's own to announce",
    "event list": "names evenings and their guests' number; the organiser's own",
    "event attendees": _PATHS,
    "event plan": _PATHS,
    "event repair": "guests told the organiser alone who they are",
    "event cards": _PATHS,
    "event follow-up": _PATHS,
    "event report": _PATHS,
    "event ticks": _PATHS,
    "event erase": "erases for good",
    "event demo": _PATHS,
    "export": _PATHS,
    "buddy": _PATHS,
    "problems": "names files on this machine and quotes what could not be read",
    "photo": _PATHS,
    "edit": "says who somebody is; that is the user's own",
    "amend": "changes the user's own words",
    "delete": "takes out the user's own words",
    "remember": "starts a book; that is the user's own hour",
    "me add": "says who the user is",
    "me remove": "says who the user is",
    "sources remove": "takes out what was imported; undo does not bring it back",
    "change": "whom to change at once is the user's own to choose",
    "filters": "names what the user looks for, in their own words",
    "filters save": "the lists are the user's own",
    "filters remove": "the lists are the user's own",
    "history": "tells all the user ever said, of those they keep private too",
    "redo": "brings back what the user took back",
    "what": "a page for the user to read; its figures are told by audit, year and ledger",
    "survey": "what others answered was said to the user alone",
    "survey show": "what others answered was said to the user alone",
    "survey new": "what is asked of a group is the user's own to choose",
    "survey answers": _PATHS,
    "survey answer": "what others answered is theirs to say",
    "survey remove": "which answers count is the user's own to say",
    "survey erase": "erases for good",
    "forget": "erases for good",
    "settings set": "the pace is the user's own",
    "evaluate linkage": _PATHS,
    "evaluate me": _MEASURES,
    "evaluate ties": _PATHS,
    "evaluate plan": _PATHS,
    "evaluate survey": _PATHS,
    "evaluate asks": _MEASURES,
    "evaluate intent": _PATHS,
    "evaluate promises": _PATHS,
    "evaluate politeness": _PATHS,
}


def offered(*, allow_writes: bool) -> tuple[str, ...]:
    """Return the verbs that are offered."""
    return (*READ, *WRITE) if allow_writes else READ
