"""What evaluation found, in words before figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from comity.faces.cli.shown.page import ACCENT, day_of, hint, say, table, title
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import (
        Estimate,
        EvaluateMe,
        EvaluatePlan,
        EvaluateSurvey,
        ForecastFigures,
        OwnReplay,
        PlanOutcomes,
        Replay,
        Revivals,
    )

_HEADS = {"p_active_90d": "Who stays in touch", "p_contact_7d": "Whom you write to next"}
_METHODS = {"forecast": "Comity", "recency": "silence", "overdue": "silence / usual gap"}
_FIGURES = {"auc": "AUC", "ap": "AP", "brier": "Brier", "log_loss": "log loss", "ece": "ECE"}
_MEASURES = {
    "strength": "Comity's strength",
    "dotalign": "DotAlign's formula",
    "count": "messages and meetings",
    "days": "days in touch",
}
_BAR = 30  # letters wide


def show_me(result: EvaluateMe, book: Book) -> None:
    """Print, for each forecast, its words, its diagram and its figures."""
    if not any(told.n for told in result.forecasts):
        say("There is no past here yet that a forecast could be held against.")
        hint("It takes half a year of mail, messages or meetings: comity import ~/Mail")
        return
    for told in result.forecasts:
        _show_forecast(told, book)
    _show_replay(result.plan)
    _show_outcomes(result.suggestions)
    for note in result.notes:
        hint(note)
    if result.svg:
        say(f"The diagram is in {result.svg}.")


def show_plan(result: EvaluatePlan, book: Book) -> None:
    """Print, for each log, what every way of planning would have met."""
    del book
    for told in result.sets:
        for budget in told.budgets:
            every = "day" if budget.every_days == 1 else f"{budget.every_days} days"
            title(f"{told.name}: one name every {every} for each of {budget.owners:,} owners")
            say(
                f"{count(budget.lapses, 'lapse')} of {budget.horizon_days} days, "
                f"in {budget.days:,} days"
            )
            say()
            _show_plans(budget)
        _show_revivals(told.revivals)
    for name, words in result.plans.items():
        hint(f"{name}: {words}")
    for note in result.notes:
        hint(note)


def show_survey(result: EvaluateSurvey, book: Book) -> None:
    """Print how far each measure agrees with what was said."""
    del book
    if result.written:
        say(f"The questions are in {result.written}: fill in 0 to 10, and read it back.")
        hint(f"comity evaluate survey --read {result.written}")
    say(f"{result.answered} of {result.asked} answered.")
    for one in result.people or ():
        say(f"{one.id}  {one.name}  {'' if one.answer is None else one.answer}")
    if not result.enough:
        hint("It takes ten answers to say how far the measures agree with you.")
        return
    for found, words in (
        (result.agreement, "Everybody asked about"),
        (result.agreement_in_touch, "Those in touch with you at all"),
    ):
        if not found.measures:
            continue
        say()
        title(f"{words}: {found.n}")
        rows = [
            (_MEASURES[name], _figure(told.spearman), _figure(told.kendall_tau_b))
            for name, told in found.measures.items()
        ]
        table(rows, heads=("", "Spearman's rho", "Kendall's tau-b"))
    say()
    for note in result.notes:
        hint(note)


def _show_outcomes(told: PlanOutcomes) -> None:
    """Print what came of what the plan named, a row a kind."""
    title("What came of the plan")
    for sentence in (*told.sentences, *(f"{one.text}." for one in told.faded)):
        say(sentence, indent=2)
    say()
    rows = [
        (
            kind.replace("_", " "),
            *(n.closed, n.acted_on, n.put_off, n.skipped, n.answered, n.further),
        )
        for kind, n in told.kinds.items()
        if n.closed
    ]
    heads = ("", "named", "acted on", "put off", "skipped", "answered", "went further")
    table(rows, heads=heads, right=range(1, 7))
    if rows:
        say()


def _show_replay(told: OwnReplay) -> None:
    title("Whom a plan would have named in time")
    for sentence in told.sentences:
        say(sentence, indent=2)
    say()
    if told.enough:
        _show_plans(told)


def _show_plans(told: Replay) -> None:
    """Print a row a way of planning."""
    rows = [
        (
            name,
            _percent(plan.in_time),
            _percent(plan.in_time_by_two_way_days),
            _percent(plan.by_horizon),
            f"{plan.named:,}",
            _percent(plan.needless),
            _percent(plan.active_anyway),
        )
        for name, plan in told.plans.items()
    ]
    heads = ("", "in time, %", "by worth", "at all", "names", "needless, %", "anyway, %")
    table(rows, heads=heads, whole=tuple(range(7)), right=(4,))
    say()


def _show_revivals(told: Revivals) -> None:
    if told.cases:
        say(
            f"Of {count(told.cases, 'first word')} after half a year of silence, "
            f"{_percent(told.answered)} % were answered. The order of old ties in today tells "
            f"which with an area (AUC, in %) of {_percent(told.order)}; by days both ways and "
            f"silence it would be {_percent(told.before)}."
        )
        say()


def _percent(one: Estimate) -> str:
    """Return "85 (82-88)"."""
    if one.value is None:
        return ""
    if one.low is None or one.high is None:
        return f"{one.value * 100:.0f}"
    return f"{one.value * 100:.0f} ({one.low * 100:.0f}-{one.high * 100:.0f})"


def _show_forecast(told: ForecastFigures, book: Book) -> None:
    title(f"{_HEADS[told.target]}, within {told.horizon_days} days")
    if not told.from_ or told.base_rate is None:
        say("Nothing to check yet.")
        say()
        return
    say(
        f"{count(told.n, 'forecast')} of {told.people:,} people, "
        f"in {count(told.windows, 'window')} since "
        f"{day_of(told.from_, book)}; {told.base_rate * 100:.0f} % came true."
    )
    say()
    for sentence in told.sentences:
        say(sentence, indent=2)
    say()
    _show_diagram(told)
    _show_methods(told)


def _show_diagram(told: ForecastFigures) -> None:
    """Print a bar of what came true for each tenth, with a mark where it should end."""
    rows = [
        (
            f"{one.from_ * 100:.0f}-{one.to * 100:.0f} %",
            _bar(one.came_true / one.n, one.mean_forecast),
            f"{one.came_true:,} of {one.n:,}",
        )
        for one in told.bins
        if one.mean_forecast is not None
    ]
    table(rows, right=(0, 2), heads=("forecast", "came true (│: as forecast)", ""), whole=(0, 1, 2))
    say()


def _bar(share: float, forecast: float) -> Text:
    filled, mark = round(share * _BAR), min(round(forecast * _BAR), _BAR - 1)
    letters = ["█" if place < filled else "·" for place in range(_BAR)]
    letters[mark] = "│"
    return Text("".join(letters), style=ACCENT)


def _show_methods(told: ForecastFigures) -> None:
    """Print a row a figure, a column a method."""
    methods = told.methods
    rows = [
        (head, *(_figure(methods[name].get(key)) for name in _METHODS))
        for key, head in _FIGURES.items()
        if methods
    ]
    table(rows, heads=("", *_METHODS.values()), whole=tuple(range(1 + len(_METHODS))))
    if rows:
        say()


def _figure(one: Estimate | None) -> str:
    """Return "0.842 (0.81 to 0.87)"."""
    if not one or one.value is None:
        return ""
    if one.low is None or one.high is None:
        return f"{one.value:.3f}"
    return f"{one.value:.3f} ({one.low:.2f} to {one.high:.2f})"
