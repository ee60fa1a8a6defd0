"""The honest count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.faces.cli.shown.page import count, hint, say, say_who_is_unknown, table, title
from comity.operations.upkeep.set_aside import set_aside

if TYPE_CHECKING:
    from comity.book import Book

_STAGES = {  # each in a few words; the whole rule is in the document
    "established": "12 days both ways or more, over half a year at least",
    "growing": "3 days both ways or more",
    "resting": "was one of these, has gone quiet",
    "sprouting": "1 or 2 days both ways, within a year",
    "planted": "one side only, within 90 days",
}


def show(result: dict[str, Any], book: Book) -> None:
    """Print the headline, the garden, the last days, and the owner's own side."""
    if not result["contacts"]:
        _show_empty(book)
        return
    if not result["me_known"]:
        say_who_is_unknown(book)
    earlier = result.get("since")
    title(
        f"{count(result['contacts'], 'contact')}, "
        f"of them {count(result['relationships'], 'relationship')}"
    )
    one_way = sum(result["one_way"].values())
    say(
        f"{result['no_exchange_seen']:,} with no trace of an exchange in these sources, "
        f"{one_way:,} where only one side ever wrote"
    )
    if result["open_questions"]:
        open_ = count(result["open_questions"], "question")
        are = "is" if result["open_questions"] == 1 else "are"
        hint(f"Within a few: {open_} of who is who {are} open (comity questions).")
    say()
    _show_stages(result, earlier)
    _show_traffic(result, earlier)
    _show_my_side(result["my_side"])
    hint("Each figure has its rule: comity audit --json, under rules.")


def _show_empty(book: Book) -> None:
    if set_aside(book):
        say("Nothing is in this book now but what was set aside.")
        hint("comity check names it, and the paths to import again.")
        return
    say("This book is empty.")
    hint("Bring what you have: comity import ~/Mail --me YOU@EXAMPLE.ORG")
    hint("Or start from memory: comity remember. Or look around first: comity demo.")


def _show_stages(result: dict[str, Any], earlier: dict[str, Any] | None) -> None:
    table(
        [
            (f"{result['stages'][stage]:,}", _then(earlier, "stages", stage), stage, rule)
            for stage, rule in _STAGES.items()
        ],
        right=[0, 1],
    )
    circles = [f"{n:,} {name}" for name, n in sorted(result["circles"].items(), key=_by_size) if n]
    if circles:
        say()
        say(f"Of the relationships {', '.join(circles)}.")
    linkedin = result["linkedin"]
    if linkedin["connections"]:
        say(
            f"LinkedIn: {count(linkedin['connections'], 'connection')}, "
            f"of them {count(linkedin['relationships'], 'relationship')}."
        )
    say()


def _show_traffic(result: dict[str, Any], earlier: dict[str, Any] | None) -> None:
    title("In contact with")
    names = (("7d", "in 7 days"), ("30d", "in 30 days"), ("365d", "in a year"))
    table(
        [
            (count_of(result["interacted"][key]), _then(earlier, "interacted", key), words)
            for key, words in names
        ],
        right=[0, 1],
    )
    first = result["initiated"]
    if first["by_me"] + first["by_them"]:
        say(f"Threads begun: {first['by_me']:,} by you, {first['by_them']:,} by them.", indent=2)
    for key, asked, answered, words in (
        ("reply_rate_by_me", "by_them", "by_me", "what they asked you"),
        ("reply_rate_to_me", "by_me", "by_them", "what you asked them"),
    ):
        if result[key] is not None:
            of, guess = result["asked"][asked], guessed(result["guessed"][answered])
            say(
                f"Answered within 30 days: {result[key]:.0%} of {of:,} times {words}{guess}.",
                indent=2,
            )
    say()


def count_of(number: int) -> str:
    """Return "1 person", "12 people"."""
    return "1 person" if number == 1 else f"{number:,} people"


def guessed(number: int) -> str:
    """Return how many of the answers are guessed: " (3 of the answers guessed by the subject)"."""
    return f" ({number:,} of the answers guessed from the subject)" if number else ""


def _show_my_side(mine: dict[str, Any]) -> None:
    said = [
        (mine["questions_unanswered"], "question to you left open, of the last year"),
        (mine["questions_guessed"], "question that you answered, guessed from the subject alone"),
        (mine["thanks_unanswered"], "thank-you that had the last word"),
        (mine["invitations_without_a_word"], "invitation you sent without a word"),
        (mine["pasted_to_many"], "text of yours that went to three people or more"),
    ]
    rows = [(f"{n:,}", words if n == 1 else _plural(words)) for n, words in said if n]
    if rows or mine["last_asked_advice_at"]:
        title("Your own side")
        table(rows, right=[0])
        if mine["last_asked_advice_at"]:
            day = mine["last_asked_advice_at"][:10]
            say(f"You last asked someone for advice on {day}.", indent=2)
        say()


def _plural(words: str) -> str:
    noun, _, rest = words.partition(" ")
    return f"{noun}s {rest}"


def _then(earlier: dict[str, Any] | None, group: str, name: str) -> str:
    """Return the earlier figure in brackets, where an earlier day was asked for."""
    return f"({earlier[group][name]:,})" if earlier else ""


def _by_size(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
