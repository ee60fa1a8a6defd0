"""Each verb's result as text a person likes to read: one module a family of verbs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.book import Book

# Verb -> module of this room and its function, imported at the point of use.
_SHOWN = {
    "import": "importing.show",
    "demo": "importing.show_demo",
    "audit": "audit.show",
    "people": "people.show_people",
    "person": "people.show_person",
    "search": "people.show_search",
    "today": "today.show",
    "done": "today.show_done",
    "snooze": "today.show_snoozed",
    "keep": "deciding.show_kept",
    "questions": "deciding.show_questions",
    "answer": "deciding.show_answered",
    "undo": "deciding.show_undone",
    "remember": "deciding.show_remembered",
    "log": "deciding.show_logged",
    "merge": "deciding.show_merged",
    "split": "deciding.show_split",
    "forget": "keeping.show_forgotten",
    "check": "keeping.show_checked",
    "check mend": "keeping.show_mended",
    "backup": "keeping.show_backup",
    "export": "keeping.show_export",
    "sources remove": "keeping.show_removed",
    "me": "sources.show_me",
    "me add": "sources.show_me",
    "me remove": "sources.show_me",
    "sources": "sources.show_sources",
    "problems": "sources.show_problems",
    "settings": "sources.show_settings",
    "settings set": "sources.show_settings",
    "evaluate linkage": "linkage.show",
    "evaluate me": "evaluating.show_me",
    "evaluate ties": "ties.show",
    "evaluate plan": "evaluating.show_plan",
    "evaluate survey": "evaluating.show_survey",
}
_SAID = ("circle", "stage", "strength", "tag", "role", "never", "quiet", "note")


def show(verb: str, result: Any, book: Book) -> None:  # noqa: ANN401 - the verb's document
    """Print a result."""
    if verb in _SAID:
        from comity.faces.cli.shown.deciding import show_said

        show_said(verb, result, book)
        return
    module, _, name = _SHOWN[verb].partition(".")
    getattr(import_module(f"comity.faces.cli.shown.{module}"), name)(result, book)
