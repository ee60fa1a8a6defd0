"""``evaluate survey``: ten minutes of questions, and how far the formulas agree with the answers.

The people asked about and the answers are decisions: they stand through every rebuild, and
``undo`` takes them back. Nobody's figure is shown while asking, and no name is in the result
unless it is asked for, so that it may be published.
"""

from __future__ import annotations

import csv
from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call, option
from comity.evaluate.documents import Agreement, AskedAbout, EvaluateSurvey
from comity.operations.moment import DAY_US
from comity.operations.operation import operation
from comity.operations.person.overlay import persons_of
from comity.store.decisions import Said

if TYPE_CHECKING:
    from comity.book import Book, Row
    from comity.evaluate.metrics import Floats

PEOPLE = 30
DRAWS = 1_000
MOST = 10
ANSWERS_MIN = 10  # fewer show nothing
_BYTES_MAX = 1_000_000
_HEADS = ("id", "name", "close_0_to_10")
_NOTES = (
    "asked: a fifth each of the strong, middling and weak third, by lot, and never in touch",
    "intervals: 95 %, drawing people",
)

_TIES = """
    SELECT p.person, p.name, p.identity, r.strength, coalesce(r.sent, 0) AS sent,
        coalesce(r.received, 0) AS received, coalesce(r.evidence_days, 0) AS days,
        coalesce(r.meetings + r.calls, 0) AS met,
        least(r.last_sent_us, r.last_received_us) AS both_us, r.last_sent_us IS NOT NULL
        AND r.last_received_us IS NOT NULL AS mutual
    FROM person p LEFT JOIN relationship r USING (person)
    WHERE p.kind = 'person' AND NOT p.is_me AND p.name <> '' ORDER BY p.person
"""


@operation("evaluate survey", writes=True)
def evaluate_survey(
    book: Book,
    *,
    people: Annotated[int, "How many people are asked about."] = PEOPLE,
    seed: Annotated[int, "Another seed, another survey."] = 1,
    say: Annotated[list[str] | None, "An answer, as ID=7."] = None,
    write: Annotated[Path | None, "Write the questions as CSV, to be filled in."] = None,
    read: Annotated[Path | None, "Read the filled-in CSV back."] = None,
    names: Annotated[bool, "Also say who was asked about."] = False,
) -> EvaluateSurvey:
    """Ask how close you are to thirty people, and see how far strength agrees.

    From 0, a stranger, to 10, as close as can be. Enter skips, Ctrl-D stops, and another call
    goes on. Strong, weak and silent ties are mixed, by names alone. The result holds no names
    unless you ask for them.
    """
    if people < 1:
        raise BadInput(f"{people} is no number of people to ask about")
    asked = _asked(book, seed) or _draw(book, people, seed=seed)
    given = [*_typed(say or ()), *(_filled_in(read) if read else ())]
    _keep(book, asked, given, seed=seed)
    answers = _answers(book, seed)
    ties = [one for one in _ties(book) if one["person"] in asked]
    ties.sort(key=lambda one: asked[one["person"]])
    if write:
        _write(write, ties, answers)
    said = [one for one in ties if one["person"] in answers]
    in_touch = [one for one in said if one["strength"] is not None]
    return EvaluateSurvey(
        seed=seed,
        asked=len(asked),
        answered=len(said),
        enough=len(said) >= ANSWERS_MIN,
        agreement=_compared(book, said, answers, seed=seed),
        agreement_in_touch=_compared(book, in_touch, answers, seed=seed),
        notes=_NOTES,
        written=str(write) if write else None,
        people=tuple(_question(one, answers) for one in ties) if names else None,
    )


# ── whom, and what was said ──────────────────────────────────────────────────────────────


def _asked(book: Book, seed: int) -> dict[str, int]:
    """Return the people asked about and their places."""
    return _said(book, seed, "place")


def _answers(book: Book, seed: int) -> dict[str, int]:
    """Return person -> what was said last."""
    return _said(book, seed, "answer")


def _said(book: Book, seed: int, what: str) -> dict[str, int]:
    """Return what stands of one survey, by person: two who were merged are one by now."""
    said = book.decisions.active("survey", as_of_us=book.as_of_us)
    persons = persons_of(book, {one.identity for one in said})
    return {
        persons[one.identity]: one.value[what]
        for one in said
        if one.value["seed"] == seed and what in one.value and one.identity in persons
    }


def _ties(book: Book) -> list[Row]:
    return book.rows(_TIES)


def _draw(book: Book, people: int, *, seed: int) -> dict[str, int]:
    """Choose whom to ask about, and note it, so that the survey can go on another day."""
    import numpy as np

    rng = np.random.default_rng(seed)
    ties = _ties(book)
    known = sorted(
        (one for one in ties if one["strength"] is not None),
        key=lambda one: (-one["strength"], one["person"]),
    )
    cuts = [len(known) * part // 3 for part in range(4)]
    strata = [known[cuts[part] : cuts[part + 1]] for part in range(3)]
    strata += [known, [one for one in ties if one["strength"] is None], ties]
    shares = [people // 5] * 3 + [people - 4 * (people // 5), people // 5, people]
    chosen: dict[str, None] = {}
    for stratum, share in zip(strata, shares, strict=True):
        left = [one["person"] for one in stratum if one["person"] not in chosen]
        room = min(share, people - len(chosen), len(left))
        chosen |= dict.fromkeys(left[at] for at in rng.permutation(len(left))[:room])
    order = rng.permutation(len(chosen))
    drawn = {person: int(place) for person, place in zip(chosen, order, strict=True)}
    of = {one["person"]: one["identity"] for one in ties}
    book.say([Said("survey", of[p], value={"seed": seed, "place": at}) for p, at in drawn.items()])
    return drawn


def _keep(book: Book, asked: dict[str, int], given: list[tuple[str, int]], *, seed: int) -> None:
    """Note answers as one act; of people who were not asked about, none."""
    sql = (
        "SELECT identity_id, identity, person FROM identity WHERE identity_id IN (SELECT unnest(?))"
    )
    found = book.rows(sql, [[who for who, _ in given]])
    ids = {one["identity_id"]: one["identity"] for one in found if one["person"] in asked}
    for who, _ in given:
        if who not in ids:
            hint = Advice(call("evaluate survey", names=""), " shows who was asked about")
            raise NotFound(f"{who!r} is nobody this survey asks about", hint=hint)
    book.say([Said("survey", ids[who], value={"seed": seed, "answer": at}) for who, at in given])


def _typed(said: list[str] | tuple[str, ...]) -> list[tuple[str, int]]:
    return [
        (who.strip(), _number(answer)) for who, _, answer in (one.partition("=") for one in said)
    ]


def _number(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) <= MOST):  # noqa: PLR2004 - two digits
        raise BadInput(
            f"{text!r} is not a number from 0 to {MOST}", hint=Advice(option("say", "ID=7"))
        )
    return int(text)


def _filled_in(path: Path) -> list[tuple[str, int]]:
    """Return the answers of a file; empty ones are skipped."""
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    if path.stat().st_size > _BYTES_MAX:
        raise BadInput(f"{path} is too large to be the answers")
    lines = path.read_text("utf-8-sig", "replace").splitlines()
    try:
        rows = list(csv.DictReader(lines))
    except csv.Error as error:
        raise BadInput(f"{path} is no CSV: {error}") from error
    answers = [(row.get("id") or "", row.get(_HEADS[2]) or "") for row in rows]
    return [(who.strip(), _number(answer)) for who, answer in answers if answer.strip()]


def _write(path: Path, ties: list[Row], answers: dict[str, int]) -> None:
    """Write the questions; a name that a spreadsheet would run is made a word."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADS)
        for one in ties:
            name = f"'{one['name']}" if one["name"][0] in "=+-@\t\r" else one["name"]
            rows.writerow((one["person"], name, answers.get(one["person"], "")))


def _question(one: Row, answers: dict[str, int]) -> AskedAbout:
    return AskedAbout(one["person"], one["name"], answers.get(one["person"]))


# ── the agreement ────────────────────────────────────────────────────────────────────────


def _compared(book: Book, ties: list[Row], answers: dict[str, int], *, seed: int) -> Agreement:
    """Return how far each measure agrees with what was said of these; of too few, nothing."""
    if len(ties) < ANSWERS_MIN:
        return Agreement(len(ties), {})
    import numpy as np

    from comity.evaluate.survey_agreement import agreement

    words = np.array([answers[one["person"]] for one in ties], np.float64)
    measures = agreement(words, _measures(book, ties), seed=seed, draws=DRAWS)
    return Agreement(len(ties), measures)


def _measures(book: Book, ties: list[Row]) -> dict[str, Floats]:
    """Return what each formula says of the ties, as of now."""
    import numpy as np

    from comity.evaluate.dotalign import dotalign

    def column(name: str, missing: float = 0.0) -> Floats:
        return np.array([missing if one[name] is None else one[name] for one in ties], np.float64)

    silent = [
        (book.moment_us - one["both_us"]) / DAY_US if one["mutual"] else np.inf for one in ties
    ]
    met = column("met")
    return {
        "strength": column("strength"),
        "dotalign": dotalign(
            meetings=met,
            mails_out=column("sent") - met,
            mails_in=column("received") - met,
            silent_days=np.array(silent, np.float64),
        ),
        "count": column("sent") + column("received"),
        "days": column("days"),
    }
