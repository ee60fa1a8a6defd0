"""What planning is worth on real speed dating: ``python -m benchmarks.speed_dating``.

Fisman and Iyengar's evenings at Columbia, 2002 to 2004 (``events/speed-dating.csv.xz``): in each
wave every woman met every man and both said whether they would meet again. Of each wave half the
rounds are planned; counted is the share of its mutual wishes that these rounds bring together.
"Known before" is a logistic model of what people said before the evening, fitted with that wave
left out; "planned anew each round" adds how each was liked and how each liked in the rounds so far.
"""

from __future__ import annotations

import csv
import lzma
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from comity.rounds.demand import Demand
from comity.rounds.outcome import times_met
from comity.rounds.seat import seated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

INTERESTS = (
    "sports tvsports exercise dining museums art hiking gaming clubbing reading tv theater movies"
    " concerts music shopping yoga"
).split()
WANTED = [f"{kind}1_1" for kind in ("attr", "sinc", "intel", "fun", "amb", "shar")]
OWN = ["age", "date", "go_out", "goal", "exphappy", "imprace", "attr3_1", "fun3_1", "intel3_1"]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Wave:
    """An evening: women by men what each said of the other, in which round, and what was known."""

    women_wish: NDArray[np.bool_]
    men_wish: NDArray[np.bool_]
    order: NDArray[np.int64]
    known: NDArray[np.float64]  # women, men, 2 (her view, his view), features

    @property
    def matches(self) -> NDArray[np.bool_]:
        """Who wished to meet again, both of them."""
        return self.women_wish & self.men_wish


def number(row: Row, name: str, absent: float) -> float:
    """Return what a field says, or what stands for nothing said."""
    try:
        return float(row[name].replace(",", ""))
    except ValueError:
        return absent


def seen(one: Row, other: Row) -> list[float]:
    """Return what is known beforehand of one who looks at another."""
    mine, theirs = ([number(row, name, 6.0) for name in INTERESTS] for row in (one, other))
    alike = float(np.corrcoef(mine, theirs)[0, 1]) if np.std(mine) * np.std(theirs) else 0.0
    gap = number(one, "age", 26) - number(other, "age", 26)
    same_race = float(one["race"] == other["race"])
    features = [alike, gap, abs(gap), same_race, same_race * number(one, "imprace", 4)]
    features += [float(one["field_cd"] == other["field_cd"]), float(one["gender"] == "0")]
    for row in (one, other):
        features += [number(row, name, absent) for name, absent in zip(OWN, _MIDDLE, strict=True)]
        features += [number(row, name, 16.0) for name in WANTED]
    return features


_MIDDLE = (26.0, 5.0, 2.0, 2.0, 5.5, 4.0, 7.0, 7.5, 8.0)


def waves(path: Path) -> list[Wave]:
    """Return the evenings of the file."""
    with lzma.open(path, "rt", encoding="latin-1", newline="") as lines:
        rows = list(csv.DictReader(lines))
    numbers = sorted({int(row["wave"]) for row in rows})
    return [_wave([row for row in rows if int(row["wave"]) == one]) for one in numbers]


def _wave(rows: Sequence[Row]) -> Wave:
    said = {(row["iid"], row["pid"]): row for row in rows if row["pid"]}
    women = sorted({row["iid"] for row in rows if row["gender"] == "0"}, key=int)
    men = sorted({row["iid"] for row in rows if row["gender"] == "1"}, key=int)
    about = {row["iid"]: row for row in rows}
    hers = [[said.get((she, he), {}) for he in men] for she in women]
    his = [[said.get((he, she), {}) for he in men] for she in women]
    return Wave(
        np.array([[row.get("dec") == "1" for row in line] for line in hers]),
        np.array([[row.get("dec") == "1" for row in line] for line in his]),
        np.array([[int(row.get("order", 99)) for row in line] for line in hers]),
        np.array(
            [[(seen(about[w], about[m]), seen(about[m], about[w])) for m in men] for w in women]
        ),
    )


def placed(wave: Wave, worth: NDArray[np.float64], rounds: int, *, seed: int = 0) -> float:
    """Return the share of the mutual wishes that rounds planned by this worth bring together."""
    met = _met(wave, _demand(worth, rounds), seed)
    return float(wave.matches[met].sum() / wave.matches.sum())


def _demand(
    worth: NDArray[np.float64], rounds: int, met: NDArray[np.bool_] | None = None
) -> Demand:
    """Return a demand of two sides, of which each meets the other alone.

    Where one side is larger, people who give nothing fill the other: who meets one of these rests.
    """
    side = max(worth.shape)
    across = np.zeros((side, side))
    across[: worth.shape[0], : worth.shape[1]] = worth
    both = np.zeros((2 * side, 2 * side))
    both[:side, side:], both[side:, :side] = across, across.T
    closed = np.kron(np.eye(2), np.ones((side, side))).astype(bool)
    np.fill_diagonal(closed, val=False)
    if met is not None:
        women, men = np.nonzero(met)
        closed[women, men + side] = closed[men + side, women] = True
    return Demand(both, np.ones((rounds, 2 * side), bool), closed)


def _met(wave: Wave, demand: Demand, seed: int) -> NDArray[np.bool_]:
    side = demand.people // 2
    met = times_met(demand.people, seated(demand, seed=seed, give_up=0).seating) > 0
    return met[:side, side:][: wave.matches.shape[0], : wave.matches.shape[1]]


def fitted(known: Sequence[Wave]) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return a model of whether one wishes to see another again, fitted on these waves."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    features = np.concatenate([one.known.reshape(-1, one.known.shape[-1]) for one in known])
    wishes = np.concatenate(
        [np.stack((one.women_wish, one.men_wish), axis=-1).ravel() for one in known]
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=2000))
    model.fit(features, wishes)
    return lambda asked: model.decision_function(asked.reshape(-1, asked.shape[-1])).reshape(
        asked.shape[:-1]
    )


def both_wish(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance that both wish it, taking the wishes for independent."""
    return np.asarray((1 / (1 + np.exp(-score))).prod(axis=-1))


def anew_each_round(wave: Wave, score: NDArray[np.float64], rounds: int) -> float:
    """Return the share of mutual wishes met where each round heeds what was said in those before.

    How much each is liked and likes beyond what the model thought is shrunk towards nothing
    (three meetings' worth), and added to the model's log-odds.
    """
    met = np.zeros(wave.matches.shape, bool)
    chance = 1 / (1 + np.exp(-score))
    wishes = np.stack((wave.women_wish, wave.men_wish), axis=-1)
    for at in range(rounds):
        beyond = np.where(met[..., None], wishes - chance, 0.0)
        by_her, by_him = (
            beyond.sum(axis=axis) / (met.sum(axis=axis)[:, None] + 3.0) for axis in (1, 0)
        )
        shift = 4.0 * (by_her[:, None, :] + by_him[None, :, :])
        worth = both_wish(score + shift)
        met |= _met(wave, _demand(worth, 1, met), at)
    return float(wave.matches[met].sum() / wave.matches.sum())


def main() -> None:
    top = os.environ.get("COMITY_DATA")
    if not top:
        raise SystemExit("set COMITY_DATA to the folder with events/speed-dating.csv.xz")
    evenings = waves(Path(top) / "events" / "speed-dating.csv.xz")
    shares: dict[str, list[float]] = {}
    rng = np.random.default_rng(0)
    for number_, wave in enumerate(evenings):
        rounds = round(max(wave.matches.shape) / 2)
        model = fitted([one for n, one in enumerate(evenings) if n != number_])
        score = model(wave.known)
        held = wave.order <= rounds
        found = {
            "mutual wishes known (hindsight)": placed(wave, wave.matches.astype(float), rounds),
            "the order that was run": float(wave.matches[held].sum() / wave.matches.sum()),
            "random": placed(wave, rng.random(wave.matches.shape), rounds),
            "known before": placed(wave, both_wish(score), rounds),
            "known before, planned anew each round": anew_each_round(wave, score, rounds),
        }
        for name, share in found.items():
            shares.setdefault(name, []).append(share)
    weights = np.array([wave.matches.sum() for wave in evenings], float)
    print("| half the rounds, by | share of mutual wishes | standard error |\n|---|---|---|")
    for name, of_waves in shares.items():
        mean = float(np.average(of_waves, weights=weights))
        spread = np.square(weights * (np.array(of_waves) - mean)).sum()
        print(f"| {name} | {mean:.3f} | {np.sqrt(spread) / weights.sum():.3f} |")


if __name__ == "__main__":
    main()
