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
    "account add": "accounts.show_added",
    "account list": "accounts.show_list",
    "account test": "accounts.show_tested",
    **dict.fromkeys(("account pause", "account resume", "account renew"), "accounts.show_said"),
    "account remove": "accounts.show_removed",
    "sync": "accounts.show_synced",
    "health": "accounts.show_health",
    "audit": "audit.show",
    "counted": "people.show_counted",
    "people": "people.show_people",
    "person": "people.show_person",
    "search": "people.show_search",
    "today": "today.show",
    "garden": "garden.show_garden",
    "review": "garden.show_review",
    "agenda": "garden.show_agenda",
    "buddy": "garden.show_buddy",
    "year": "garden.show_year",
    "rewind": "garden.show_rewind",
    "ledger": "garden.show_ledger",
    "what": "surveying.show_what",
    "survey": "surveying.show_survey",
    "survey show": "surveying.show_page",
    **dict.fromkeys(
        ("survey new", "survey answer", "survey remove", "survey erase"), "surveying.show_said"
    ),
    "survey answers": "surveying.show_answers",
    "promises": "loops.show_promises",
    "asks": "loops.show_asks",
    "waiting": "loops.show_waiting",
    "loops": "loops.show_loops",
    "questions": "deciding.show_questions",
    "filters": "people.show_filters",
    "event new": "event.show_made",
    "event list": "event.show_events",
    "event attendees": "event.show_guests",
    "event plan": "event.show_planned",
    "event cards": "event_paper.show_cards",
    "event ticks": "event_paper.show_ticks",
    "event erase": "event.show_erased",
    "event demo": "event.show_demo",
    "event follow-up": "event_paper.show_follow_up",
    "event report": "event_paper.show_report",
    "history": "deciding.show_history",
    "forget": "keeping.show_forgotten",
    "check": "keeping.show_checked",
    "check mend": "keeping.show_mended",
    "check draft": "drafting.show",
    "backup": "keeping.show_backup",
    "export": "keeping.show_export",
    "sources remove": "keeping.show_removed",
    "who are you": "sources.show_who_are_you",
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
    "evaluate asks": "asking.show",
    "evaluate intent": "sentences.show_intent",
    "evaluate promises": "sentences.show_promises",
    "evaluate politeness": "sentences.show_politeness",
}


def show(verb: str, result: Any, book: Book) -> None:  # noqa: ANN401 - the verb's document
    """Print a result; an outcome that no module shows in its own way is said in its sentence."""
    from comity.operations.decide.documents import WhoAreYou

    if isinstance(result, WhoAreYou):
        verb = "who are you"
    if verb not in _SHOWN:
        from comity.faces.cli.shown.deciding import show_outcome

        show_outcome(verb, result, book)
        return
    module, _, name = _SHOWN[verb].partition(".")
    getattr(import_module(f"comity.faces.cli.shown.{module}"), name)(result, book)
