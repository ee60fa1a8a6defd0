"""``evaluate plan``: whether naming a few people a day meets the ties that are about to be lost."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - read from the signature when the command is made
from typing import TYPE_CHECKING, Annotated

from comity.errors import Advice, BadInput, NotFound, call
from comity.evaluate.documents import EvaluatePlan, PlanSet
from comity.operations.operation import operation
from comity.operations.words import count

if TYPE_CHECKING:
    from comity.book import Book
    from comity.evaluate.documents import Replay
    from comity.evaluate.replay.history import History
    from comity.evaluate.replay.revivals import Cases

BUDGETS_DAYS = (1, 7)  # a name a day, a name a week
DRAWS = 200
PLANS = {
    "plan": "as today names lapses: worth and doubt over days left, after a month, or nobody",
    "index": "the same of everybody with time left, urgent or not",
    "eight_gaps": "silence alone: 8 usual gaps and a month at least, by the days both ways",
    "recency": "the longest silence",
    "overdue": "the longest silence, in usual gaps",
    "likely_lost": "the least likely to be in touch again",
    "random": "by lot",
    "best": "by who knows the future",
}
NOTES = (
    "a lapse: a tie of three contacts or more, in both directions, then silent for the horizon",
    "in time: named in that silence before it exceeds 8 usual gaps or the horizon",
    "needless: of the people named, those in touch again before the silence was a lapse",
    "anyway: of the people named, those in touch again within the horizon from then",
    "nobody acted on these names: what naming would have changed is not known",
)


@operation("evaluate plan")
def evaluate_plan(
    book: Book,
    logs: list[Path],
    *,
    horizon: Annotated[int, "Days of silence that make a lapse."] = 90,
    until: Annotated[int | None, "The day on which a log ends; found where not given."] = None,
    seed: Annotated[int, "Of the draws behind the intervals, and of the lots."] = 1,
    draws: Annotated[int, "How many draws; 0 for no intervals."] = DRAWS,
) -> EvaluatePlan:
    """Measure how many ties a plan would have named before they were lost.

    Give logs of mail with lines of "from to seconds", in which everybody is an owner of their
    own; or folders of books, whose owners are taken together. Every way of planning may name one
    tie a day, or a week, and knows no more than was known that day.
    """
    from comity.evaluate.replay.figures import figures
    from comity.evaluate.replay.revivals import revivals

    if horizon < 1 or draws < 0:
        raise BadInput("the horizon must be a day or more, the draws no less than none")
    sets = []
    for name, history, words in _histories(book, logs, until=until):
        if book.notify:
            book.notify(f"replaying {name}")
        told = tuple(
            figures(history, horizon_days=horizon, every_days=every, seed=seed, draws=draws)
            for every in BUDGETS_DAYS
        )
        sets.append(PlanSet(name, told, revivals(words, seed=seed, draws=draws)))
    return EvaluatePlan(tuple(sets), PLANS, NOTES)


def _histories(
    book: Book, paths: list[Path], *, until: int | None
) -> list[tuple[str, History, Cases]]:
    """Return each log by itself, and all the books as one."""
    from comity.evaluate.logs import read_log
    from comity.evaluate.replay import revivals
    from comity.evaluate.replay.history import of_books, of_log

    for path in paths:
        if not path.exists():
            raise NotFound(f"there is no {path}")
    logs = [read_log(path, until_day=until) for path in paths if path.is_file()]
    found = [(log.name, of_log(log), revivals.of_log(log)) for log in logs]
    folders = [path for path in paths if path.is_dir()]
    if folders:
        books = _books(book, folders)
        name = count(len(books), "book")
        found.append((name, of_books(books), revivals.of_books(books)))
    return found


def _books(book: Book, folders: list[Path]) -> list[Book]:
    from comity.book import Book as OpenBook

    for folder in folders:
        if not (folder / "facts").is_dir():
            raise BadInput(
                f"{folder} is no book",
                hint=Advice(call("import", "PATH", book="DIR"), " makes one"),
            )
    return [OpenBook(folder, book.now_us, notify=book.notify) for folder in folders]


def in_words(told: Replay) -> tuple[str, ...]:
    """Return what a replay says of one's own book."""
    lapses, plans, days = told.lapses, told.plans, told.horizon_days
    if not told.enough:
        return (f"Too little to tell: {count(lapses, 'tie')} of yours lapsed in this time.",)

    def met(plan: str) -> str:
        return f"{(plans[plan].in_time.value or 0) * lapses:.0f}"

    def anyway(plan: str) -> str:
        share = plans[plan].active_anyway.value
        return "" if share is None else f", {share * 100:.0f} % of them in touch again anyway"

    free, rule = plans["index"], plans["plan"]
    lapsed = (
        f"{lapses} silences between you and people you had been in touch with both ways lasted "
        f"{days} days or more."
    )
    ways = (
        f"One name a week would have met {met('index')} of them in time by worth, doubt and days "
        f"left; {met('recency')} by the longest silence, {met('overdue')} by silence over the "
        f"usual gap, {met('random')} by lot, {met('best')} at best."
    )
    today = (
        "As today names lapses, which leaves people in peace for a month, and until it is "
        f"urgent: {met('plan')}, with {rule.named:,} names{anyway('plan')}, instead of "
        f"{free.named:,}{anyway('index')}."
    )
    return lapsed, ways, today
