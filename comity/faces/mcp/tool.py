"""A verb in, a tool of the Model Context Protocol out: its schema, its words, its answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, ValidationError, create_model

from comity.errors import Advice, BadInput, Call, ComityError, NotFound
from comity.faces.answering import answer
from comity.faces.arguments import clean, type_of, with_defaults
from comity.faces.arguments import field as model_field
from comity.faces.crash_report import place
from comity.faces.mcp import annotated
from comity.faces.mcp.offered import offered
from comity.faces.mcp.shown import SENTENCE_CHARS_MAX, Teller, one_line
from comity.operations.moment import iso
from comity.operations.operation import find
from comity.operations.privacy.private_words import private_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel

    from comity.book import Book
    from comity.faces.arguments import Arguments
    from comity.faces.session import Session
    from comity.operations.document import Document, Json
    from comity.operations.operation import Operation

ROWS = (100, 50, 25, 12, 6, 3, 1)  # as many as leave the answer short enough
CHARS_MAX = 20_000  # some 6,000 tokens
TIMELINE_MAX = 200  # contacts that ``person`` returns at most
_HIDES_NOBODY = frozenset("done snooze keep stage strength tag role quiet log note".split())
_NO_TEXT = "the user started this without --allow-text"
_NAMES_PRIVATE = "it names somebody whom the user keeps private"


class Refused(Exception):
    """What could not be done, in words for the model."""


@dataclass
class Tools:
    """What an assistant may do with one book while it is connected."""

    session: Session
    allow_text: bool
    allow_writes: bool
    _acts: set[int] = field(default_factory=set)  # what was said through here, and not by the user

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The tools there are: the verbs that are offered."""
        return tuple(verb.replace(" ", "_") for verb in offered(allow_writes=self.allow_writes))

    def call(self, tool: str, arguments: Arguments) -> str:
        """Return what a tool says as one JSON document; ``Refused`` says why not."""
        if tool not in self.names:
            raise Refused(f"there is no tool {one_line(tool, 40)}")
        operation = find(tool.replace("_", " "))
        asked = _understood(operation, arguments)
        try:
            return self._answer(operation, asked)
        except ComityError as error:
            raise Refused(_said(error, self.names)) from None
        except Exception as error:  # noqa: BLE001 - its words may be somebody's mail
            raise Refused(f"a mistake of ours, {place(error)}; the book is safe") from None

    def _answer(self, operation: Operation, asked: Arguments) -> str:
        with self.session.held():
            made = self._act(operation, asked) if operation.writes else None
            if operation.writes and operation.verb not in _HIDES_NOBODY:
                self.session.forget()  # who is private may be another now
            return self.session.ask(_document, self, operation, asked, made)

    def _act(self, operation: Operation, asked: Arguments) -> Document:
        """Call a verb that writes, and keep what was said; only that is taken back from here."""

        def act(book: Book) -> Document:
            if operation.verb == "undo":
                self._own(book, asked.get("step"))
            made: Document = operation.function(book, **asked)
            said = book.decisions.active()
            self._acts |= {one.act for one in said if one.at_us == book.now_us}
            return made

        return self.session.write(act)

    def _own(self, book: Book, step: int | None) -> None:
        said = book.decisions.active()
        if not said or (step or said[-1].act) not in self._acts:
            raise NotFound(
                "nothing that was said through this connection is the last thing said",
                hint="what the user said, the user takes back",
            )


def _document(
    book: Book, tools: Tools, operation: Operation, asked: Arguments, made: Document | None
) -> str:
    if made is None:
        asked = with_defaults(operation.verb, asked)  # as at the terminal
    result = answer(operation, book, asked) if made is None else made
    private = private_words(book)
    for rows in ROWS:
        teller = Teller(tools.allow_text, rows, private)
        shown = annotated.shareable(result, teller)
        document = {"as_of": iso(book.moment_us), **shown}
        document |= _kept_back(operation, shown, asked, teller)
        said = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        if len(said) <= CHARS_MAX:
            return said
    raise BadInput("the answer is too long to tell", hint="ask a narrower question")


def _kept_back(
    operation: Operation, shown: dict[str, Json], asked: Arguments, teller: Teller
) -> dict[str, Json]:
    """Return what the answer leaves out, why, and how to ask for it."""
    cut = dict(teller.cut)
    for name, one in shown.items():  # of what is withheld even the number would tell something
        if isinstance(one, list) and len(one) == asked.get("limit"):
            cut[name] = f"as many as limit={len(one)}; there may be more"
        if name == "timeline" and cut.get(name, "").endswith(f" of {TIMELINE_MAX}"):
            cut[name] += " or more"
    found: dict[str, Json] = {}
    if cut:
        names = ", ".join(one.rstrip("_") for one in operation.parameters)
        narrower = f"ask a narrower question by {names}"
        how = narrower if "limit" in asked else "the user's own pages show all of it"
        found["not_shown"] = {**cut, "how": how}
    if teller.withheld:
        why = _NAMES_PRIVATE if teller.allow_text else _NO_TEXT
        found |= {"withheld": [*sorted(teller.withheld)], "why_withheld": why}
    if teller.others:
        found["other_fields_withheld"] = teller.others
    return found


def model_of(operation: Operation) -> type[BaseModel]:
    """Return the model of a verb's arguments, from its signature."""
    fields: dict[str, Any] = {
        name: (type_of(hint), model_field(name, one, hint))
        for name, (one, hint) in operation.parameters.items()
    }
    made: type[BaseModel] = create_model(
        operation.verb.title().replace(" ", ""), __config__=ConfigDict(extra="forbid"), **fields
    )
    return made


def description(operation: Operation) -> str:
    """Return the first sentences of the verb's own docstring."""
    paragraphs = [" ".join(one.split()) for one in operation.help.split("\n\n")]
    first, _, _ = "".join(paragraphs[1:2]).partition(". ")
    return f"{paragraphs[0]} {first.rstrip('.')}." if first else paragraphs[0]


def _understood(operation: Operation, arguments: Arguments) -> Arguments:
    """Return the arguments as the verb wants them; a single word stands for a list of one."""
    wrapped = {
        name: clean([one] if isinstance(one, str) and _is_many(operation, name) else one)
        for name, one in arguments.items()
    }
    try:
        found = model_of(operation).model_validate(wrapped)
    except ValidationError as error:
        wrong = "; ".join(
            f"{one_line('.'.join(map(str, one['loc'])), 40)}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False)
        )
        raise Refused(one_line(wrong, SENTENCE_CHARS_MAX)) from None
    return {name: getattr(found, name) for name in operation.parameters}


def _is_many(operation: Operation, name: str) -> bool:
    return any(
        one.rstrip("_") == name and str(type_of(hint)).startswith("list")
        for one, (_, hint) in operation.parameters.items()
    )


def _said(error: ComityError, tools: Sequence[str]) -> str:
    """Return what went wrong, and what to do where tools do it and no file is named."""
    hint = _by_tools(error.hint, set(tools))
    hint = "" if "/" in hint else hint
    message = _by_tools(error.message, {"", *tools})  # "" names an option
    return one_line(f"{message}. {hint}".removesuffix(" "), SENTENCE_CHARS_MAX)


def _by_tools(words: str, tools: set[str]) -> str:
    """Return words of ours with the tools that do what they name; "" where there is none."""
    if not isinstance(words, Advice):
        return words
    calls = {part: part.verb.replace(" ", "_") for part in words.parts if isinstance(part, Call)}
    if any(one.book or name not in tools for one, name in calls.items()):
        return ""
    return "".join(
        part if isinstance(part, str) else _as_tool(calls[part], part) for part in words.parts
    )


def _as_tool(name: str, call: Call) -> str:
    options = " and ".join("=".join(filter(None, one)) for one in call.options)
    tool = f"the tool {name}" if name else ""
    return " with ".join(filter(None, (tool, options)))
