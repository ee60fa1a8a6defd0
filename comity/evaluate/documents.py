"""What evaluation found: figures, each with its interval, and what they say in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from comity.operations.document import (
    Count,
    Document,
    Figure,
    Flag,
    Instant,
    Key,
    LocalPath,
    Name,
    Person,
    Sentence,
    Word,
)
from comity.operations.plan.documents import Rested


@dataclass(frozen=True, slots=True)
class Estimate(Document):
    """A figure and the bounds of its 95 % interval; null where the cases do not define it."""

    value: Figure | None
    low: Figure | None
    high: Figure | None


# ── who is who ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Shares(Document):
    """Of what was put together, the share that is right; of what is true, the share found."""

    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class PartitionFigures(Shares):
    """The same of pairs, and of members beside it."""

    b_cubed: Shares


@dataclass(frozen=True, slots=True)
class QuestionFigures(Document):
    """How many questions were answered rightly, and what was found then."""

    asked: Count
    recall_after: Figure


@dataclass(frozen=True, slots=True)
class EvaluateLinkage(Document):
    """How well people's addresses are put together, beside others; null for who is not there."""

    automatic: PartitionFigures
    all: PartitionFigures
    questions: QuestionFigures
    baselines: dict[Word, PartitionFigures | None]
    profiles: dict[Word, Shares] | None = None
    notes: tuple[Sentence, ...] | None = None


# ── guesses about ties ───────────────────────────────────────────────────────────────────

TaskFigures: TypeAlias = dict[Word, Figure | None]


@dataclass(frozen=True, slots=True)
class Absent(Document):
    """Why a rival is not measured."""

    note: Sentence


@dataclass(frozen=True, slots=True)
class Paired(Document):
    """The model's figure less a rival's, and the interval of that."""

    metric: Word
    difference: Figure | None
    interval: tuple[Figure | None, Figure | None]


@dataclass(frozen=True, slots=True)
class Judged(Document):
    """The model's figures, its rivals', and the differences."""

    model: TaskFigures
    baselines: dict[Word, TaskFigures | Absent]
    paired: dict[Word, Paired]


@dataclass(frozen=True, slots=True)
class Taught(Document):
    """A log that was learnt from: on which days, or from the first to the last."""

    log: Name
    days: tuple[Count, ...]
    cases: Count


@dataclass(frozen=True, slots=True)
class TaskMeasured(Judged):
    """A task: what was guessed, of what, and what came of it."""

    asks: Sentence
    owners: Count
    cases: Count
    base_rate: Figure | None
    test_days: tuple[Count, ...]
    train: tuple[Taught, ...]
    closed_rate: Figure | None = None


@dataclass(frozen=True, slots=True)
class TaskLeftOut(Document):
    """A task that a log cannot answer, and why."""

    asks: Sentence
    model: TaskFigures | None
    baselines: dict[Word, TaskFigures | Absent]
    paired: dict[Word, Paired]
    owners: Count
    cases: Count
    note: Sentence
    hint: Sentence


@dataclass(frozen=True, slots=True)
class FittedOn(Document):
    """A log that numbers were fitted on."""

    log: Name
    digest: Key
    days: Count | None = None


@dataclass(frozen=True, slots=True)
class Provenance(Document):
    """Where the model's numbers come from, and whether they have seen this very log."""

    fitted_on: tuple[FittedOn, ...]
    has_seen_this_log: Flag


@dataclass(frozen=True, slots=True)
class LogMeasured(Document):
    """What is said of one log."""

    log: Name
    interactions: Count
    people: Count
    days: Count
    horizon_days: Count
    dropped: dict[Word, Count]
    model: Provenance
    tasks: dict[Word, TaskMeasured | TaskLeftOut]


@dataclass(frozen=True, slots=True)
class EvaluateTies(Document):
    """How well guesses about ties come true."""

    logs: tuple[LogMeasured, ...]


# ── plans ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Less(Document):
    """A plan's shares less those of the plan it is compared with."""

    in_time: Estimate
    in_time_by_two_way_days: Estimate
    by_horizon: Estimate
    by_horizon_by_two_way_days: Estimate


@dataclass(frozen=True, slots=True)
class PlanFigures(Document):
    """What one way of planning would have met, and whom it would have named."""

    in_time: Estimate
    by_horizon: Estimate
    active_anyway: Estimate
    active_anyway_7d: Estimate
    needless: Estimate
    in_time_by_two_way_days: Estimate
    named: Count
    less: Less | None = None


@dataclass(frozen=True, slots=True)
class Replay(Document):
    """What each way of planning would have met in one history, at one pace."""

    horizon_days: Count
    every_days: Count
    days: Count
    owners: Count
    lapses: Count
    enough: Flag
    plans: dict[Word, PlanFigures]


@dataclass(frozen=True, slots=True)
class Revivals(Document):
    """First words after half a year of silence, and what tells which are answered: areas (AUC)."""

    cases: Count
    answered: Estimate  # the share
    order: Estimate  # as today names resting ties
    before: Estimate  # by days both ways, less the silence
    more: Estimate  # the first less the second, on the same draws


@dataclass(frozen=True, slots=True)
class PlanSet(Document):
    """A history at each pace, and its words to ties at rest."""

    name: Name
    budgets: tuple[Replay, ...]
    revivals: Revivals


@dataclass(frozen=True, slots=True)
class EvaluatePlan(Document):
    """What each way of planning would have met, and in words what each is."""

    sets: tuple[PlanSet, ...]
    plans: dict[Word, Sentence]
    notes: tuple[Sentence, ...]


# ── one's own past ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bin(Document):
    """A tenth of probability: how many were forecast in it, and how many came true."""

    from_: Figure
    to: Figure
    n: Count
    came_true: Count
    mean_forecast: Figure | None


@dataclass(frozen=True, slots=True)
class Reliability(Document):
    """What was forecast beside what came true, in tenths."""

    target: Word
    horizon_days: Count
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Newest(Document):
    """The newest window by itself."""

    n: Count
    base_rate: Figure | None
    expected: Figure
    came_true: Count
    bins: tuple[Bin, ...]
    from_: Instant | None


@dataclass(frozen=True, slots=True)
class ForecastFigures(Reliability):
    """How good a forecast was over all windows, beside rules of thumb."""

    meaning: Sentence
    n: Count
    people: Count
    windows: Count
    base_rate: Figure | None
    enough: Flag
    methods: dict[Word, dict[Word, Estimate]]
    newest: Newest
    from_: Instant | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class OwnReplay(Replay):
    """What plans would have met in one's own past, in words too."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class KindOutcomes(Document):
    """What came of the suggestions of one kind."""

    named: Count
    closed: Count
    acted_on: Count
    put_off: Count
    skipped: Count
    answered: Count
    further: Count
    answered_share: Estimate


@dataclass(frozen=True, slots=True)
class PlanOutcomes(Document):
    """What came of all that the plan named."""

    since: Instant | None
    act_days: Count
    result_days: Count
    named: Count
    closed: Count
    enough: Flag
    kinds: dict[Word, KindOutcomes]
    faded: tuple[Rested, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class EvaluateMe(Document):
    """How often the program was right about one's own past."""

    forecasts: tuple[ForecastFigures, ...]
    plan: OwnReplay
    suggestions: PlanOutcomes
    notes: tuple[Sentence, ...]
    svg: LocalPath | None


# ── a survey ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RankAgreement(Document):
    """How far a measure orders people as the answers do."""

    spearman: Estimate
    kendall_tau_b: Estimate


@dataclass(frozen=True, slots=True)
class Agreement(Document):
    """How far each measure agrees with so many answers."""

    n: Count
    measures: dict[Word, RankAgreement]


@dataclass(frozen=True, slots=True)
class AskedAbout(Person):
    """Somebody asked about, and what was answered."""

    answer: Count | None


@dataclass(frozen=True, slots=True)
class EvaluateSurvey(Document):
    """How far the program agrees with the user; the people only where they were asked for."""

    seed: Count
    asked: Count
    answered: Count
    enough: Flag
    agreement: Agreement
    agreement_in_touch: Agreement
    notes: tuple[Sentence, ...]
    written: LocalPath | None
    people: tuple[AskedAbout, ...] | None = None


# ── asks ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class AskFigures(Document):
    """Of the asks told to be vague, the share that is; of the vague, the share told."""

    asks: Count
    vague: Count
    precision: Estimate
    recall: Estimate


@dataclass(frozen=True, slots=True)
class EvaluateAsks(Document):
    """How far two readings of the asks agree, and how often the rule and a rival are right."""

    sentences: Count
    read_alike: Count
    kappa: Figure
    held_out: AskFigures
    tuned_on: AskFigures
    rival: AskFigures
    notes: tuple[Sentence, ...]


# ── sentences ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class EvaluateIntent(Document):
    """How well requests are told from other sentences, and how long one takes."""

    precision: Figure
    recall: Figure
    f1: Figure
    accuracy: Figure
    auc: Figure
    per_sentence_ms: Figure


@dataclass(frozen=True, slots=True)
class EvaluatePoliteness(Document):
    """How well polite requests are told; and on those that were left out when it was fitted."""

    requests: Count
    accuracy: Figure
    auc: Figure
    ten_fold: Figure
    per_request_ms: Figure
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class PromiseFigures(Document):
    """Of the sentences shown as promises, the share that is; of all promises, the share shown."""

    sentences: Count
    promises: Count
    shown: Count
    precision: Estimate
    recall: Figure


@dataclass(frozen=True, slots=True)
class EvaluatePromises(Document):
    """How far two readings agree, and how often what is shown is a promise, beside rivals."""

    sentences: Count
    kappa: Figure
    threshold: Figure
    shown: dict[Word, PromiseFigures]
    rivals: dict[Word, PromiseFigures | Absent]
    notes: tuple[Sentence, ...]
