"""What a group says networking is, and what became of a file of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import day_of, hint, say, table, title
from comity.faces.plain import plain
from comity.operations.survey.documents import AnswerKept, SurveyMade
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.operations.survey.documents import (
        AnswersRead,
        SurveyErased,
        SurveyPage,
        Surveys,
        WhatItIs,
    )

_WORDS = 25
_MARKS = {"relationship": "relationship", "sales": "sales", "neutral": ""}


def show_survey(result: Surveys, book: Book) -> None:
    """Print the list of surveys."""
    if not result.surveys:
        say("Nobody was asked yet what networking is.")
        hint('Ask a group: comity survey new "Evening of founders" --group first-timers/regulars')
        return
    title(count(len(result.surveys), "survey"))
    table(
        [
            (one.key, one.title, day_of(one.at, book), count(one.answers, "answer"))
            for one in result.surveys
        ],
        right=[3],
    )
    hint("One of them: comity survey show KEY")


def show_said(result: SurveyMade | AnswerKept | SurveyErased, book: Book) -> None:
    """Print what became of a survey or an answer, and what comes next."""
    say(result.in_words(book.zone))
    if isinstance(result, SurveyMade):
        hint(f"The form, and its page to print: comity serve, then /survey/{result.key}. A file of")
        hint(f"answers comes in by: comity survey answers {result.key} FILE")
    elif isinstance(result, AnswerKept) and result.did == "taken_out":
        hint(f"comity survey remove {result.key} {result.answer} --off brings it back.")
    elif isinstance(result, AnswerKept) and result.did == "kept":
        hint(f"comity survey remove {result.key} {result.answer} takes it out.")


def show_page(one: SurveyPage, book: Book) -> None:
    """Print a survey's words and groups."""
    del book
    title(one.title)
    say(one.question)
    say(one.told)
    if not one.answers:
        hint(f"The form and its page to print: comity serve, then /survey/{one.key}. A file of")
        hint(f"answers: comity survey answers {one.key} FILE.")
        return
    say()
    table(
        [(f"{w.people:,}", w.word, _MARKS[w.tone]) for w in one.words[:_WORDS]],
        right=[0],
    )
    say()
    say(one.groups_told)
    if len(one.groups) > 1:
        for group in one.groups:
            say(
                f"{group.name}: {group.relationship} of {group.answers} used a word of "
                f"relationship, {group.sales} a word of sales.",
                indent=2,
            )
    if one.shared:
        say(f"Said by all groups: {', '.join(w.word for w in one.shared)}.")
    for more in one.more_in:
        say(
            f"{more.group} say “{more.word}” more: {more.people} of {more.of}, "
            f"others {more.others} of {more.others_of}.",
            indent=2,
        )
    if one.concluded and len(one.groups) > 1 and not one.more_in:
        say("No single word stands out in a group beyond chance.", indent=2)
    say()
    say(one.own.told)
    hint(f"The picture, and the page to print: comity serve, then /survey/{one.key}")


def show_answers(result: AnswersRead, book: Book) -> None:
    """Print what each column becomes, and what became of the rows."""
    table(
        [
            (str(one.number), plain(one.name), one.becomes, plain(one.first))
            for one in result.columns
        ],
        right=[0],
    )
    say()
    say(result.in_words(book.zone))
    for row in result.skipped[:20]:
        say(f"row {row.row}: {row.why}", indent=2)
    if len(result.skipped) > 20:  # noqa: PLR2004 - a screen's worth
        say(f"and {len(result.skipped) - 20:,} more", indent=2)
    if result.preview:
        hint("Without --preview they are kept. Another column: --answer COLUMN, --group COLUMN.")
    else:
        hint(f"Their words: comity survey show {result.key}")


def show_what(result: WhatItIs, book: Book) -> None:
    """Print what networking is and is not, with the user's own figures."""
    del book
    title(result.definition)
    say(result.told)
    for head, terms in (("It is", result.is_), ("It is not", result.is_not)):
        say()
        title(head)
        for one in terms:
            say(f"{one.term}: {one.means}")
            for each in one.figures:
                say(each.told, indent=2)
