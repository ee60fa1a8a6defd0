"""Fit what tells requests, promises and polite texts, on public corpora and invented sentences.

    COMITY_DATA=FOLDER python benchmarks/fit_sentences.py

Writes ``request.json``, ``politeness.json`` and ``promises.json`` in ``comity/models``. Requests
are learnt from the training half of ParakweetLabs/EmailIntentDataSet, politeness from the quarters
of the Stanford politeness corpus that are furthest apart, promises from the labelled sentences of
the part ``learn`` and from those invented in ``promises_invented.tsv``. Of words, those are weighed
that often stand in lower case: no name, no address. The same files give the same numbers.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import shutil
import tempfile
from collections import Counter
from datetime import date
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import comity
from comity.evaluate.sentences.labelled import found_in, labels, marked, quarters
from comity.evaluate.sentences.rates import rates, weighted
from comity.language import politeness, promises, requests
from comity.language.features import words
from comity.language.undertakings import VETOES
from comity.models import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_HOME = Path(comity.__file__).parent / "models"
_FOLDS = 10
_COST = 2.0  # of the promises' weights: the inverse of their penalty
_LOWER_MIN = 3  # sentences a word stands in, in lower case
_LIGHT = 0.04  # what weighs less is left out
_INTENT, _POLITE = "intent/parakweet-train.txt", "intent/politeness-wikipedia.csv.xz"
_MAIL = "mail/ksummit.mbox.gz"


def main() -> None:
    folder = Path(os.environ["COMITY_DATA"])
    asked = marked(folder / _INTENT)
    judged = quarters(folder / _POLITE)
    common = in_lower_case(text for text, _ in (*asked, *judged))
    fit_bag("request", asked, requests.features, common, cost=5, least=2, threshold=0.4)
    fit_bag("politeness", judged, politeness.features, common, cost=5, least=3, threshold=0.5)
    fit_promises(folder)


def fit_bag(
    name: str,
    cases: list[tuple[str, bool]],
    features: Callable[[str], set[str]],
    common: Collection[str],
    *,
    cost: float,
    least: int,
    threshold: float,
) -> None:
    found = [features(text) for text, _ in cases]
    yes = np.array([answer for _, answer in cases])
    columns = listed(found, common, least)
    rows = matrix(found, columns)
    rarity = np.log(len(yes) / np.asarray((rows > 0).sum(axis=0)).ravel()) + 1
    rarity /= rarity.mean()  # rare ones may weigh more for the same penalty (Spärck Jones 1972)
    rows = (rows @ sparse.diags(rarity)).tocsr()
    chances = np.zeros(len(yes))
    for learn, held in StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(rows, yes):
        chances[held] = model(cost).fit(rows[learn], yes[learn]).predict_proba(rows[held])[:, 1]
    line = model(cost).fit(rows, yes)
    line.coef_ = line.coef_ * rarity
    measured = {"cases": len(yes), "folds": _FOLDS, **rates(yes, chances, threshold)}
    write(name, name_of(cases, name), threshold, measured, line, columns)


def fit_promises(folder: Path) -> None:
    known = corpus_sentences(folder)
    if len(known) != len(labels()):
        raise SystemExit(f"{len(labels()) - len(known)} labelled sentences are not in {folder}")
    learnt = [(text, of.promises) for text, of in known if of.part == "learn"]
    with Path(__file__).with_name("promises_invented.tsv").open(encoding="utf-8") as lines:
        invented = [
            (row[1], row[0] == "1")
            for row in csv.reader(lines, delimiter="\t", quotechar=None, quoting=csv.QUOTE_NONE)
        ]
    cases = [
        (found - {"parts"}, answer)  # a farewell is vetoed, and teaches what "see" is worth
        for text, answer in learnt + invented
        if (found := promises.features(text)) and not found & (VETOES - {"parts"})
    ]
    found = [one for one, _ in cases]
    yes = np.array([answer for _, answer in cases])
    columns = listed(found, None, 3)
    line = model(_COST).fit(matrix(found, columns), yes)
    fitted_on = [
        {
            "corpus": _INTENT,
            "cases": sum(of.corpus == "enron" and of.part == "learn" for _, of in known),
        },
        {
            "corpus": _MAIL,
            "cases": sum(of.corpus == "ksummit" and of.part == "learn" for _, of in known),
        },
        {"corpus": "invented", "cases": len(invented)},
    ]
    write("promises", fitted_on, promises.THRESHOLD, {}, line, columns)
    phrases.load.cache_clear()
    tested = [(text, of) for text, of in known if of.part == "test"]
    measured = {
        corpus: weighted(
            [
                (of.promises, promises.probability(text), of.weight)
                for text, of in tested
                if corpus in {of.corpus, "all"}
            ],
            promises.THRESHOLD,
        )
        for corpus in ("enron", "ksummit", "all")
    }
    raw = json.loads((_HOME / "promises.json").read_text("utf-8"))
    (_HOME / "promises.json").write_text(said(raw | {"measured": measured}), "utf-8")
    print(measured)


def corpus_sentences(folder: Path) -> list:
    with tempfile.TemporaryDirectory() as unpacked:
        mail = Path(unpacked) / "list.mbox"
        with gzip.open(folder / _MAIL) as packed, mail.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        return found_in([folder / _INTENT, mail])


def in_lower_case(texts: Iterable[str]) -> set[str]:
    """Return the words that stand in lower case in enough texts, and all that is no word."""
    counted = Counter(word for text in texts for word in {*text.replace("\u2019", "'").split()})
    plain: Counter[str] = Counter()
    for word, number in counted.items():
        for part in words(word) if word == word.lower() else ():
            plain[part] += number
    return {word for word, number in plain.items() if number >= _LOWER_MIN}


def listed(found: list[set[str]], common: Collection[str] | None, least: int) -> dict[str, int]:
    counted = Counter(one for each in found for one in each)
    kept = (one for one, number in counted.items() if number >= least)
    if common is not None:
        kept = (
            one
            for one in kept
            if one[0] in "=#" or all(is_plain(w, common) for w in one.split(" "))
        )
    return {one: place for place, one in enumerate(sorted(kept))}


def is_plain(word: str, common: Collection[str]) -> bool:
    marks = word in {
        "^",
        "$",
        "*",
        "0",
        "</",
        "/>",
        "$name",
        "$link",
        "$address",
    } or word.startswith("<")
    return marks or word in common or not any(map(str.isalpha, word))


def matrix(found: list[set[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    rows = sparse.lil_matrix((len(found), len(columns)))
    for row, each in enumerate(found):
        for one in each:
            if one in columns:
                rows[row, columns[one]] = 1 / sqrt(len(each))
    return rows.tocsr()


def model(cost: float) -> LogisticRegression:
    return LogisticRegression(C=cost, solver="liblinear", max_iter=5000, random_state=0)


def name_of(cases: list, name: str) -> list[dict[str, Any]]:
    return [{"corpus": _INTENT if name == "request" else _POLITE, "cases": len(cases)}]


def write(  # noqa: PLR0917 - what the file says
    name: str,
    fitted_on: list[dict[str, Any]],
    threshold: float,
    measured: dict[str, Any],
    line: LogisticRegression,
    columns: dict[str, int],
) -> None:
    weights = {
        one: round(float(line.coef_[0][place]), 2)
        for one, place in columns.items()
        if abs(line.coef_[0][place]) >= _LIGHT
    }
    numbers = {
        "name": name,
        "date": date.today().isoformat(),  # noqa: DTZ011 - of the machine it is run on
        "fitted_on": fitted_on,
        "threshold": threshold,
        "measured": measured,
        "intercept": round(float(line.intercept_[0]), 3),
        "weights": weights,
    }
    (_HOME / f"{name}.json").write_text(said(numbers), "utf-8")
    print(name, len(weights), "weights", measured)


def said(numbers: dict[str, Any]) -> str:
    """Return it readable but for the weights, which stand in one line."""
    weights = json.dumps(numbers["weights"], ensure_ascii=False, separators=(",", ":"))
    head = json.dumps(numbers | {"weights": 0}, ensure_ascii=False, indent=2)
    return head.replace('"weights": 0', f'"weights": {weights}') + "\n"


if __name__ == "__main__":
    main()
