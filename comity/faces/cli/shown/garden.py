"""The ledger, the garden, the week and the year as text: what happened, told per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.faces.cli.shown.page import day_of, hint, say, table, title
from comity.operations.garden.buddy import HEADS
from comity.operations.garden.documents import story, told
from comity.operations.words import (
    FIRST_LINES,
    GIFT_NOUNS,
    YEAR_FIGURES,
    count,
    excerpt,
    listed,
    rhythm,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comity.book import Book
    from comity.operations.garden.documents import (
        Agenda,
        BuddyPage,
        Garden,
        Gift,
        Ledger,
        Met,
        Review,
        Rewind,
        Story,
        Year,
    )

_PEOPLE_MAX = 12
_LINES_MAX = 6
_OPEN = {
    "promise": "you said",
    "their_question": "they asked",
    "tell_them": "tell them how it turned out",
    "thank": "thank them",
    "their_promise": "they said",
    "my_question": "you asked",
    "never_set": "never set",
}


def show_ledger(result: Ledger, book: Book) -> None:
    """Print what happened with each person, the latest first."""
    people = story(result)
    if not people:
        say("Nothing given or received is seen yet.")
        hint("Your mail tells of introductions, advice and answers; LinkedIn's export of")
        hint("recommendations and endorsements. By hand: comity ledger add --help")
        return
    for one in people[:_PEOPLE_MAX]:
        title(one.person.name)
        _show_lines(one, book, most=None if len(people) == 1 else _LINES_MAX)
        say()
    if len(people) > _PEOPLE_MAX:
        hint("And others, longer ago: comity ledger --who NAME or --since DAY; --json has all.")
    hint(
        "comity ledger --who NAME shows each with its id; comity ledger correct ID puts one right."
    )
    hint("comity ledger add notes by hand what left no trace.")


def _show_lines(one: Story, book: Book, *, most: int | None) -> None:
    for line in one.lines[:most]:
        more = ", the last of several" if line.more else ""
        quote = f": “{excerpt(line.gift.text)}”" if line.gift.text else ""
        words = f"{told(line.gift, line.way, named=False)}{more}{quote}"
        name = f"  {line.gift.id}" if most is None else ""
        say(f"{day_of(line.gift.at, book)}  {words}{name}", indent=2)
    if most is not None and len(one.lines) > most:
        hint("  and earlier")


def show_garden(result: Garden, book: Book) -> None:
    """Print each bed: whom, why, and the id to say that it is done."""
    beds = (
        ("Plant", result.plant, "Nobody new waits for a first word."),
        ("Water", result.water, "Nobody is overdue."),
        ("Feed", result.feed, "Nothing that you could give is seen just now."),
    )
    for name, many, none in beds:
        title(name)
        for one in many:
            say(f"{one.person.name}: {one.why[0].text}  {one.id}", indent=2)
            if one.help:
                say(f"“{one.help.quote}”", "italic", indent=4)
        if not many:
            hint(f"  {none}")
    title("Harvest")
    for ripe in result.harvest:
        say(f"{ripe.person.name}: {'; '.join(why.text for why in ripe.why)}", indent=2)
    if not result.harvest:
        hint("  Give first: with nobody did help go both ways in the last half year.")
    title("In the last 30 days")
    for name, done in (("Planted", result.planted), ("Watered", result.watered)):
        say(f"{name}: {listed([one.person.name for one in done]) or 'nobody yet'}", indent=2)
    _show_deeds("Fed", "given", result.fed)
    _show_deeds("Harvested", "received", result.harvested)
    for group in result.groups:
        gift, last = group.last_given, "nothing given there is seen"
        if gift:
            last = f"you last gave there on {day_of(gift.at, book)}"
        say(f"{group.name}, {count(group.people, 'person', 'people')}: {last}", indent=2)
    hint("comity done ID · comity snooze ID --for 1w · comity ledger")


def _show_deeds(name: str, way: str, gifts: Sequence[Gift]) -> None:
    deeds = "; ".join(told(one, way) for one in gifts[:_PEOPLE_MAX])
    say(f"{name}: {deeds or 'nothing is seen'}", indent=2)


def show_review(result: Review, book: Book) -> None:
    """Print the week back and ahead."""
    title("The week back")
    tended = listed([one.person.name for one in result.tended])
    say(f"Tended: {tended or 'nobody by a suggestion'}", indent=2)
    for loop in result.promises_kept:
        say(f"Kept: {loop.person.name}, “{loop.text}”", indent=2)
    _show_meetings("Met", result.met, book)
    _show_deeds("Given", "given", result.given)
    _show_deeds("Received", "received", result.received)
    title("The week ahead")
    _show_meetings("Meetings", result.meetings, book)
    for birthday in result.birthdays:
        say(f"Birthday of {birthday.person.name} on {birthday.on}", indent=2)
    for one in result.reminders:
        say(f"A reminder of {one.person.name} on {one.on}: {one.text}".rstrip(": "), indent=2)
    for loop in result.promises_due:
        say(f"Promised by then: {loop.person.name}, “{loop.text}”", indent=2)
    say(f"Due: {listed([due.person.name for due in result.due]) or 'nobody'}", indent=2)
    hint("comity today has the first of them; comity log notes what left no trace.")


def _show_meetings(name: str, many: Sequence[Met], book: Book) -> None:
    for one in many:
        whom = listed([each.name for each in one.people])
        say(
            f"{name}: {day_of(one.at, book)}, {whom}{f', {one.text}' if one.text else ''}", indent=2
        )
    if not many:
        say(f"{name}: nobody is seen" if name == "Met" else f"{name}: none here", indent=2)


def show_agenda(result: Agenda, book: Book) -> None:
    """Print what to talk about with somebody."""
    title(f"{result.person.name}{f' ({listed(list(result.roles))})' if result.roles else ''}")
    if result.last_at:
        say(f"Last in touch on {day_of(result.last_at, book)}", indent=2)
    for at, words in _points(result):
        say(f"{day_of(at, book)}: {words}", indent=2)
    for line, text in result.lines.items():
        say(f"{FIRST_LINES.get(line, line)}: {text}", indent=2)
    if result.fitting_days and not result.keep_days:
        every = f"comity keep NAME --every {result.fitting_days:.0f}d"
        hint(f"A rhythm that fits: {rhythm(result.fitting_days)}. {every}")
    hint("comity note NAME adds to it; comity log notes that you met.")


def _points(result: Agenda) -> Iterator[tuple[str, str]]:
    """Yield what was said, asked, noted and given, each with its day."""
    for who, words in (("they wrote", result.their_words), ("you wrote", result.my_words)):
        if words and words.at:
            yield words.at, f"{who} “{words.text}”"
    for one in (*result.on_me, *result.on_them, *result.never_set):
        yield one.made_at, f"{_OPEN[one.kind]}, and it is open: “{one.text}”"
    yield from ((note.at, f"you noted: {note.text}") for note in result.notes)
    for way, gifts in (("given", result.given), ("received", result.received)):
        yield from ((gift.at, told(gift, way, named=False)) for gift in gifts)


def show_year(result: Year, book: Book) -> None:
    """Print what a year brought."""
    del book
    title(f"From {result.from_} to {result.until}")
    for name, words in YEAR_FIGURES.items():
        say(f"{words}: {result.figures[name]:,}", indent=2)
    for who, deeds in (("You gave", result.gave), ("You had", result.had)):
        told_ = ", ".join(count(n, *GIFT_NOUNS[kind]) for kind, n in deeds.items())
        say(f"{who}: {told_ or 'nothing that is seen'}", indent=2)
    grew = [f"{one.person.name} ({one.stage_then} to {one.stage_now})" for one in result.grew]
    _show_people("Grew", grew)
    _show_people("Revived", [one.name for one in result.revived])
    _show_people("New", [one.name for one in result.new])
    hint("comity year --figures leaves out every name, to share.")


def _show_people(name: str, people: Sequence[str]) -> None:
    if people:
        left = len(people) - _PEOPLE_MAX
        more = f" and {left:,} more" if left > 0 else ""
        say(f"{name}: {', '.join(people[:_PEOPLE_MAX])}{more}", indent=2)


def show_rewind(result: Rewind, book: Book) -> None:
    """Print the network as it was, and what became of it."""
    title(f"On {result.day}, and now")
    stages = [(stage, n, result.stages_now[stage]) for stage, n in result.stages_then.items()]
    table(stages, right=(1, 2), heads=("", "then", "now"))
    new = count(result.new, "person", "people")
    say(f"Since then {count(result.grew, 'tie')} came to be in touch; in touch and new: {new}.")
    title("Quiet since")
    for one in result.lapsed:
        last = f", last in touch on {day_of(one.last_at, book)}" if one.last_at else ""
        say(f"{one.person.name}{last}", indent=2)
        if one.named_on:
            why = one.why[0].text if one.why else one.kind
            hint(f"    the plan would have had them on {day_of(one.named_on, book)}: {why}")
        elif result.mornings:
            hint("    on none of the mornings looked at would the plan have had them")
    if result.mornings:
        hint(f"Looked at: {', '.join(day_of(one, book) for one in result.mornings)}.")
    if not result.lapsed:
        say("No tie that was in touch then has gone quiet.", indent=2)


def show_buddy(result: BuddyPage, book: Book) -> None:
    """Print what the page may hold, each with its id."""
    del book
    title(f"A page for {result.person.name}")
    for one in result.items:
        others = "  names others" if one.names_others else ""
        say(f"{HEADS[one.kind]}: {one.text}", indent=2)
        hint(f"    --choose {one.id}{others}")
    if result.html:
        hint("Made. --save FILE writes it; the file is yours to send.")
