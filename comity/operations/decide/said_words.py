"""What an act said, in plain words: "You kept Ada Hart and Ben Moss, every 30 days"."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from comity.operations.moment import local
from comity.operations.person.overlay import OFF
from comity.operations.words import (
    DECISIONS,
    FIRST_LINES,
    GIFTS,
    count,
    day,
    excerpt,
    listed,
    rhythm,
)
from comity.store.decisions import as_said_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from comity.store.decisions import Decision

    Words: TypeAlias = Callable[[str, Decision, str], str]  # of whom, what was said, the time zone

_NAMED_MAX = 3  # more people of one act are counted


def act_in_words(said: Sequence[Decision], names: Mapping[str, str], zone: str) -> str:
    """Return what one act said, of people by these names."""
    if said and said[0].verb == "decided":
        return _taken_over(said[0])
    said = [as_said_now(one) for one in said]
    said = [one for one in said if one.value is not None or one.verb != "setting"] or said
    said = _without_addresses(said)
    added = {one.identity for one in said if one.verb == "remember"}
    together: dict[tuple[object, ...], list[Decision]] = defaultdict(list)
    for one in said:
        if one.verb == "remember" or one.identity not in added:
            together[_alike(one)].append(one)
    clauses = [_clause(many, names, zone) for many in together.values()]
    beside = [one for one in said if one.verb != "remember" and one.identity in added]
    about = f": {', '.join(_details(beside))}" if beside else ""
    return f"You {', '.join(dict.fromkeys(clauses))}{about}"


def _taken_over(head: Decision) -> str:
    """Return what was taken over from other programs: how many words of each kind."""
    told = [count(n, *DECISIONS.get(verb, (verb, ""))) for verb, n in head.value.items()]
    return f"You took over what was decided in {head.other}: {listed(told)}"


def _without_addresses(said: Sequence[Decision]) -> list[Decision]:
    """Return what was said but for addresses, of which the word that they are one person tells."""
    same = {one.other for one in said if one.verb == "same"}
    return [one for one in said if not (one.verb == "remember" and one.identity in same)]


def called(identity: str, names: Mapping[str, str]) -> str:
    """Return the name an identity is known by, else what it says itself."""
    return names.get(identity) or identity.rpartition("/" if "/" in identity else ":")[2]


def _alike(one: Decision) -> tuple[object, ...]:
    """Return what decisions share that are told in one clause."""
    if one.verb in PAIRS and one.identity:
        return one.verb, one.other
    if one.verb == "remember":
        return (one.verb,)
    return one.verb, one.other, repr(one.value)


def _clause(many: Sequence[Decision], names: Mapping[str, str], zone: str) -> str:
    one = many[0]
    if one.verb in PAIRS and one.other and one.identity:
        sides = [*(each.identity for each in many), one.other]
        told = [called(side, names) for side in sides]
        if len(set(told)) < len(told):  # one name, two addresses
            told = [called(side, {}) for side in sides]
        return PAIRS[one.verb](_people(told))
    if one.verb == "remember":
        return f"added {_people(str(each.value['name']) for each in many)}"
    who = _people(called(each.identity, names) for each in many if each.identity)
    return _SAID.get(one.verb, _otherwise)(who, one, zone)


def _people(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(names))
    more = len(known) - _NAMED_MAX
    return listed([*known[:_NAMED_MAX], f"{more:,} more"] if more > 0 else known)


def _details(beside: Sequence[Decision]) -> list[str]:
    """Return what was said of somebody as they were added: "personal", "every 3 months"."""
    told = [_DETAILS[one.verb](one.value) for one in beside if one.verb in _DETAILS]
    more = sum(one.verb not in _DETAILS for one in beside)
    return list(dict.fromkeys(told)) + ([count(more, "note")] if more else [])


def _keep(who: str, one: Decision, _: str) -> str:
    if not one.value:
        return f"stopped keeping {who}"
    return f"kept {who}, {rhythm(one.value['rhythm_days'])}"


def _never(who: str, one: Decision, _: str) -> str:
    return f"said never to suggest {who}" if one.value else f"let {who} be suggested again"


def _quiet(who: str, one: Decision, zone: str) -> str:
    return f"paused {who} until {_day(one.value, zone)}" if one.value else f"ended {who}'s pause"


def _tag(who: str, one: Decision, _: str) -> str:
    if one.other == OFF:
        return f"took the {one.verb} “{one.value}” off {who}"
    return f"gave {who} the {one.verb} “{one.value}”"


def _stage(who: str, one: Decision, _: str) -> str:
    if not one.value:
        return f"took back your word on where it stands with {who}"
    if one.value == "died":
        return f"said that {who} died"
    return f"said where it stands with {who}: {str(one.value).replace('_', ' ')}"


def _strength(who: str, one: Decision, _: str) -> str:
    if not one.value:
        return f"took back how close you are to {who}"
    return f"said how close you are to {who}: {one.value['word']}"


def _note(who: str, one: Decision, _: str) -> str:
    return f"noted of {who}: {excerpt(one.words)}"


def _named(who: str, one: Decision, _: str) -> str:
    return f"named somebody {one.value}" if one.value else f"took back the name you gave {who}"


def _detail(who: str, one: Decision, _: str) -> str:
    if one.value is None:
        return f"took back what you said of {who}: {one.other}"
    return f"said of {who}: {one.other}: {excerpt(str(one.value)) or 'not so'}"


def _remind(who: str, one: Decision, _: str) -> str:
    told = f": {excerpt(one.words)}" if one.words else ""
    return f"asked to be reminded of {who} on {day(date.fromisoformat(one.value['day']))}{told}"


def _gift(who: str, one: Decision, zone: str) -> str:
    kind = one.value["kind"]
    way = "from" if one.value["way"] == "received" else "to"
    told = f": {excerpt(one.value['text'])}" if one.value["text"] else ""
    return f"noted {GIFTS.get(kind, kind)} {way} {who}, {_day(one.value['at_us'], zone)}{told}"


def _gift_is(who: str, one: Decision, _: str) -> str:
    if one.value == "nothing":
        return f"said that it was no help: {who}"
    return f"said of help with {who} that it was {GIFTS.get(one.value, one.value)}"


def _withdraw(who: str, one: Decision, _: str) -> str:
    what = {"log": "what you logged with", "remind": "a reminder of", "gift": "help noted with"}
    return f"took out {what.get(str(one.value), 'a note of')} {who}"


def _first_line(who: str, one: Decision, _: str) -> str:
    line = FIRST_LINES.get(one.other, one.other)
    return f"wrote of {who}: {line}: {excerpt(str(one.value))}"


def _log(who: str, one: Decision, zone: str) -> str:
    what = str(one.value.get("interaction", "contact"))
    told = excerpt(str(one.value.get("text", "")))
    return f"logged a {what} with {who} on {_day(one.value['at_us'], zone)}" + (
        f": {told}" if told else ""
    )


def _done(who: str, _: Decision, __: str) -> str:
    return f"said done: {who}" if who else "said that a meeting was with nobody you know here"


def _snooze(who: str, one: Decision, zone: str) -> str:
    return f"put {who} off until {_day(one.value['until_us'], zone)}"


def _loop(who: str, one: Decision, _: str) -> str:
    what = _LOOPS.get(str(one.value.get("kind")), "what is open")
    return f"said of {what} with {who}: {_LOOP_WORDS.get(str(one.value.get('said')), 'noted')}"


def _filter(_: str, one: Decision, __: str) -> str:
    return f"{'saved' if one.value else 'took out'} the filter “{one.other}”"


def _me(_: str, one: Decision, __: str) -> str:
    who = called(one.identity, {})
    return f"said that {who} is {'not ' if (one.value or {}).get('not') else ''}you"


def _setting(_: str, one: Decision, __: str) -> str:
    from comity.operations.upkeep.settings import every_setting

    labels = {known.name: known.label for known in every_setting()}
    name = labels.get(one.identity, one.identity.replace("_", " "))
    return f"set “{name}” to {one.value}" if one.value is not None else f"left “{name}” unset"


def _otherwise(who: str, one: Decision, _: str) -> str:
    return f"said {one.verb.replace('_', ' ')}{f' of {who}' if who else ''}"


def _day(at_us: Any, zone: str) -> str:  # noqa: ANN401 - of a decision's JSON
    return day(local(int(at_us), zone))


_DETAILS: Mapping[str, Callable[[Any], str]] = {
    "circle": str,
    "tag": str,
    "role": str,
    "keep": lambda value: rhythm(value["rhythm_days"]) if value else "not kept",
}
PAIRS: Mapping[str, Callable[[str], str]] = {
    "same": lambda both: f"said that {both} are one person",
    "different": lambda both: f"said that {both} are not one person",
    "later": lambda both: f"put off the question whether {both} are one person",
}
_LOOP_WORDS = {
    "keep": "it stands",
    "done": "done",
    "let_go": "let go",
    "none": "it is none",
}
_LOOPS = {
    "promise": "a promise of yours",
    "their_promise": "a promise of theirs",
    "their_question": "a question of theirs",
    "my_question": "a question of yours",
    "never_set": "a time never set",
    "tell_them": "how it turned out",
    "helped": "help of yours",
    "thank": "thanks",
}
_SAID: Mapping[str, Words] = {
    "keep": _keep,
    "circle": lambda who, one, _: f"sorted {who} as {one.value}",
    "never": _never,
    "quiet": _quiet,
    "tag": _tag,
    "role": _tag,
    "stage": _stage,
    "strength": _strength,
    "note": _note,
    "first_line": _first_line,
    "log": _log,
    "name": _named,
    "detail": _detail,
    "photo": lambda who, one, _: f"{'kept a' if one.value else 'took out the'} photo of {who}",
    "remind": _remind,
    "gift": _gift,
    "gift_is": _gift_is,
    "filter": _filter,
    "loop": _loop,
    "withdraw": _withdraw,
    "done": _done,
    "snooze": _snooze,
    "later": lambda _, __, ___: "put off a question",
    "me": _me,
    "setting": _setting,
    "consent": lambda who, _, __: f"noted consent of {who}",
    "columns": lambda _, one, __: f"said what columns hold: {listed(sorted(one.value))}",
    "survey": lambda _, __, ___: "answered a survey",
}
