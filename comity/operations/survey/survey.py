"""``survey``: ask a group how they define networking, and see their words in one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.language.definition.said import CHARS_MAX
from comity.operations.moment import iso
from comity.operations.operation import operation
from comity.operations.survey.answers import (
    ANSWERED,
    ASKED,
    BROUGHT_BACK,
    QUESTION,
    TAKEN_OUT,
)
from comity.operations.survey.documents import (
    AnswerKept,
    SurveyErased,
    SurveyLine,
    SurveyMade,
    SurveyPage,  # noqa: TC001 - read from the signature when the command is made
    Surveys,
)
from comity.operations.survey.file import keys, new_key, survey_file, survey_of
from comity.operations.survey.page import survey_page

if TYPE_CHECKING:
    from comity.book import Book

_TITLE_CHARS, _QUESTION_CHARS, _GROUP_CHARS = 120, 300, 60
_MORE_MAX, _GROUPS_MAX = 2, 12


@operation("survey")
def survey(book: Book) -> Surveys:
    """List the surveys: what groups answered when asked what networking is.

    comity survey new "Evening of founders" makes one, comity survey show KEY shows its words.
    """
    there = [survey_of(book, one)[1] for one in keys(book)]
    there.sort(key=lambda one: (-one.made_us, one.key))
    return Surveys(
        tuple(SurveyLine(one.key, one.title, iso(one.made_us), len(one.answers)) for one in there)
    )


@operation("survey show")
def survey_show(book: Book, key: str = "") -> SurveyPage:
    """Show what a group says networking is: their words, and how groups differ.

    Each word is counted by people, not by how often it was said, and beside it stand your own sent
    words. Where there is one survey alone, it needs no name.
    """
    return survey_page(book, survey_of(book, key)[1])


@operation("survey new", writes=True)
def survey_new(
    book: Book,
    title: str,
    *,
    question: Annotated[str, "What is asked, where it is another."] = QUESTION,
    more: Annotated[list[str] | None, "One more question; two at most."] = None,
    group: Annotated[str, "A field of groups, or the groups: first-timers/regulars."] = "",
) -> SurveyMade:
    """Make a survey that asks a group, in their own words, what networking is.

    comity survey new "Evening of founders" --group first-timers/regulars. People answer on paper,
    at the form on your laptop, or in any form whose file you bring in. No names are asked.
    """
    name = _line(title, "title", _TITLE_CHARS)
    asked = _line(question, "question", _QUESTION_CHARS)
    others = [_line(one, "question", _QUESTION_CHARS) for one in more or [] if one.strip()]
    if len(others) > _MORE_MAX:
        raise BadInput("at most two more questions are asked", hint="people stop at long forms")
    field, groups = _groups(group)
    key = new_key(book, name)
    file = survey_file(book, key)
    file.make()
    body = {"title": name, "question": asked, "more": others, "group": field, "groups": groups}
    file.append(ASKED, body, at_us=book.now_us)
    return SurveyMade(key, name, asked, tuple(others), field, tuple(groups))


@operation("survey answer", writes=True)
def survey_answer(
    book: Book,
    key: str,
    text: str,
    *,
    more: Annotated[list[str] | None, "What they say to the other questions, in order."] = None,
    group: Annotated[str, "Their group."] = "",
    by: Annotated[str, "Where it was given: form, paper."] = "form",
) -> AnswerKept:
    """Keep one answer, as from a sheet of paper; no name is asked."""
    file, found = survey_of(book, key)
    said = text.strip()
    if not said:
        raise BadInput("there is no answer in it", hint="write a few words, or one")
    if len(said) > CHARS_MAX:
        raise BadInput(f"that is over {CHARS_MAX:,} characters", hint="say it shorter")
    others = [one.strip()[:CHARS_MAX] for one in more or []][: len(found.more)]
    group = " ".join(group.split())[:_GROUP_CHARS]
    body = {"text": said, "more": others, "group": group, "by": by.strip()[:_GROUP_CHARS]}
    answer = file.append(ANSWERED, body, at_us=book.now_us)
    return AnswerKept(found.key, answer, len(found.answers) + 1, "kept")


@operation("survey remove", writes=True)
def survey_remove(
    book: Book,
    key: str,
    answer: int,
    *,
    off: Annotated[bool, "Bring it back."] = False,
) -> AnswerKept:
    """Take an answer out of the count, or bring it back; nothing is lost."""
    file, found = survey_of(book, key)
    among = found.out if off else found.answers
    if answer not in {one.id for one in among}:
        raise NotFound(
            f"there is no answer {answer}{' that was taken out' if off else ''}",
            hint=Advice(call("survey show", found.key), " lists each with its number"),
        )
    file.append(BROUGHT_BACK if off else TAKEN_OUT, {"answer": answer}, at_us=book.now_us)
    did, now = ("brought_back", 1) if off else ("taken_out", -1)
    return AnswerKept(found.key, answer, len(found.answers) + now, did)


@operation("survey erase", writes=True)
def survey_erase(book: Book, key: str) -> SurveyErased:
    """Erase a survey with all its answers, for good."""
    if not key.strip():
        raise BadInput("say which survey to erase", hint=Advice(call("survey"), " lists them"))
    file, found = survey_of(book, key)
    file.erase()
    return SurveyErased(found.key, found.title, len(found.answers) + len(found.out))


def _line(text: str, what: str, chars: int) -> str:
    line = " ".join(text.split())
    if not line:
        raise BadInput(f"give it a {what}", hint=Advice(call("survey new", "Evening of founders")))
    if len(line) > chars:
        raise BadInput(f"the {what} is over {chars} characters", hint="say it shorter")
    return line


def _groups(said: str) -> tuple[str, list[str]]:
    """Return what the field of groups is called and the groups: "Chapter: north/south"."""
    field, colon, listed = said.partition(":")
    if not colon:
        field, listed = ("", said) if "/" in said else (said, "")
    groups = list(dict.fromkeys(" ".join(one.split()) for one in listed.split("/") if one.strip()))
    if len(groups) > _GROUPS_MAX or any(len(one) > _GROUP_CHARS for one in groups):
        raise BadInput(f"that is more than {_GROUPS_MAX} groups, or a long one", hint="name few")
    return " ".join(field.split())[:_GROUP_CHARS] or ("You are" if groups else ""), groups
