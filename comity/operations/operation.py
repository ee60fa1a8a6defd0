"""One verb, three faces: a typed function becomes a command, an endpoint and a tool.

From an operation's signature come its arguments: positional parameters are arguments, keyword
ones are options, and ``Annotated[type, "help"]`` says what each is for. Reading and writing are
separate operations; one that writes is closed to readers.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_type_hints

from comity.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")

TYPED: Final = object()  # marks a text that is written at length: at a terminal, in a file
_KNOWN_TO_TYPES_ALONE = {"Book": Any}

# Verb -> module of this room, or, with dots, of another above it.
VERBS = {
    "import": "intake.importing",
    "account add": "account.adding",
    "account list": "account.account",
    "account test": "account.account",
    "account pause": "account.account",
    "account resume": "account.account",
    "account renew": "account.account",
    "account remove": "account.account",
    "sync": "account.sync",
    "health": "account.health",
    "remember": "intake.remember",
    "demo": "comity.demo.book",
    "me": "decide.me",
    "me add": "decide.me",
    "me remove": "decide.me",
    "audit": "network.audit",
    "counted": "network.counted",
    "people": "network.people",
    "filters": "network.filters",
    "filters save": "network.filters",
    "filters remove": "network.filters",
    "person": "person.person",
    "search": "network.search",
    "today": "plan.today",
    "garden": "garden.beds",
    "review": "garden.review",
    "agenda": "garden.agenda",
    "buddy": "garden.buddy",
    "year": "garden.year",
    "rewind": "garden.rewind",
    "ledger": "garden.ledger",
    "ledger add": "garden.ledger",
    "ledger correct": "garden.ledger",
    "what": "survey.what",
    "survey": "survey.survey",
    "survey show": "survey.survey",
    "survey new": "survey.survey",
    "survey answers": "survey.reading",
    "survey answer": "survey.survey",
    "survey remove": "survey.survey",
    "survey erase": "survey.survey",
    "promises": "loops.promises",
    "asks": "loops.asks",
    "waiting": "loops.waiting",
    "loops": "loops.loops",
    "loop": "loops.loop",
    "done": "plan.today",
    "snooze": "plan.today",
    "keep": "decide.keep",
    "circle": "decide.circle",
    "stage": "decide.circle",
    "strength": "decide.circle",
    "tag": "decide.tag",
    "role": "decide.tag",
    "change": "decide.change",
    "never": "decide.keep",
    "quiet": "decide.keep",
    "log": "decide.log",
    "note": "decide.log",
    "edit": "decide.edit",
    "photo": "decide.photo",
    "amend": "decide.amend",
    "delete": "decide.amend",
    "remind": "decide.remind",
    "questions": "decide.identity",
    "answer": "decide.identity",
    "merge": "decide.identity",
    "apart": "decide.pair",
    "split": "decide.identity",
    "history": "decide.history",
    "undo": "decide.history",
    "redo": "decide.history",
    "event new": "event.new",
    "event list": "event.listing",
    "event attendees": "event.attendees",
    "event plan": "event.plan",
    "event repair": "event.repair",
    "event cards": "event.cards",
    "event ticks": "event.ticks_back",
    "event erase": "event.listing",
    "event demo": "comity.demo.evening",
    "event follow-up": "event.follow_up",
    "event report": "event.report",
    "problems": "upkeep.sources",
    "sources": "upkeep.sources",
    "sources remove": "upkeep.sources",
    "forget": "privacy.forget",
    "check": "upkeep.check",
    "check mend": "upkeep.check",
    "check draft": "draft.check",
    "backup": "upkeep.backup",
    "export": "privacy.export",
    "settings": "upkeep.settings",
    "settings set": "upkeep.settings",
    "evaluate linkage": "comity.evaluate.linkage.verb",
    "evaluate me": "comity.evaluate.own_book.verb",
    "evaluate ties": "comity.evaluate.ties",
    "evaluate plan": "comity.evaluate.replay.verb",
    "evaluate survey": "comity.evaluate.survey",
    "evaluate asks": "comity.evaluate.asks.verb",
    "evaluate intent": "comity.evaluate.sentences.intent",
    "evaluate promises": "comity.evaluate.sentences.promises",
    "evaluate politeness": "comity.evaluate.sentences.politeness",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """A verb: its function, and whether it writes."""

    verb: str
    function: Callable[..., Any]
    writes: bool
    more: Callable[[], str] | None = None  # of the help: what lists say that grow elsewhere
    of_my_side: bool = False  # it says who wrote to whom, so it asks first who the owner is
    named: str = ""  # the verb its documents are named after, where that is another
    long: bool = False  # it reads a text too long for an address: endpoints take it as a body

    @property
    def document(self) -> str:
        """The verb that names the schema of what it returns."""
        return self.named or self.verb

    @property
    def posted(self) -> bool:
        """Whether its endpoint is asked by POST."""
        return self.writes or self.long

    @property
    def summary(self) -> str:
        """The docstring's first line."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @property
    def help(self) -> str:
        """The whole docstring, and a paragraph of what there is more to say."""
        told = inspect.getdoc(self.function) or ""
        return f"{told}\n\n{self.more()}" if self.more else told

    @property
    def returns(self) -> Any:  # noqa: ANN401 - a type
        """What the function returns: a document's class."""
        return get_type_hints(self.function, None, _KNOWN_TO_TYPES_ALONE)["return"]

    @property
    def parameters(self) -> dict[str, tuple[inspect.Parameter, Any]]:
        """The parameters after the book, each with its resolved annotation."""
        hints = get_type_hints(self.function, None, _KNOWN_TO_TYPES_ALONE, include_extras=True)
        found = inspect.signature(self.function).parameters
        return {name: (one, hints[name]) for name, one in found.items() if name != "book"}


def limited(limit: int) -> int | None:
    """Return how many are shown at most; None for all, which 0 asks for."""
    if limit < 0:
        raise BadInput(f"{limit} is no number of things to show", hint="0 shows all")
    return limit or None


def operation(
    verb: str,
    *,
    writes: bool = False,
    more: Callable[[], str] | None = None,
    of_my_side: bool = False,
    named: str = "",
    long: bool = False,
) -> Callable[[Function], Function]:
    """Mark a function as the operation of a verb; ``more`` ends its help.

    ``of_my_side``: where nobody is known to be the owner, a face asks who they are in its place.
    ``named``: the verb that its documents are named after; ``long``: it reads a whole text.
    """

    def mark(function: Function) -> Function:
        function.__dict__["operation"] = Operation(
            verb, function, writes, more, of_my_side, named, long
        )
        return function

    return mark


def find(verb: str) -> Operation:
    """Return the operation of a verb, importing its module at the point of use."""
    where = VERBS[verb]
    module = import_module(where if where.startswith("comity.") else f"comity.operations.{where}")
    for value in vars(module).values():
        found = getattr(value, "__dict__", {}).get("operation")
        if isinstance(found, Operation) and found.verb == verb:
            return found
    raise LookupError(verb)
