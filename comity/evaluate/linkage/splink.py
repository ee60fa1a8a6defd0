"""Profiles in, Splink's partition out: its ready-made comparisons, trained without labels.

Splink (Linacre et al., IJPDS 2022; version 5) with the comparisons its library offers for names
and addresses, parameters by expectation maximisation, and clusters of what it holds for one
person with probability .9 or more.
"""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING, Any

from comity.normalise.name import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.evaluate.linkage.baselines import Partition
    from comity.linkage.vocabulary import Profile

_SURE = 0.9
_RECALL = 0.6  # our guess at what exact names and local parts find; Splink asks for one
_SAMPLED_PAIRS = 1e6
_SEED = 1


class Untrained(Exception):
    """Splink could not be trained on these; its word for it."""


def partition(profiles: Sequence[Profile]) -> Partition:
    """Return what Splink makes of the profiles; ImportError where it is not installed."""
    import splink  # noqa: F401 - is it there?

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a baseline's own are nobody's here
        before = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        try:
            return _clusters(profiles)
        except Exception as error:  # whatever a foreign program raises
            raise Untrained(
                f"Splink could not be trained on these ({type(error).__name__})"
            ) from error
        finally:
            logging.disable(before)


def _clusters(profiles: Sequence[Profile]) -> Partition:
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    rows = [_row(one) for one in profiles]
    linker: Any = Linker(DuckDBAPI().register(pa.Table.from_pylist(rows)), _settings())
    _train(linker)
    found = linker.inference.predict(threshold_match_probability=_SURE)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        found, threshold_match_probability=_SURE
    )
    return {row["unique_id"]: row["cluster_id"] for row in clusters.as_record_list()}


def _settings() -> Any:  # noqa: ANN401 - Splink's own
    import splink.comparison_library as library
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.NameComparison("called"),
            library.JaroWinklerAtThresholds("local"),
            library.ExactMatch("domain"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("local"),
            block_on("substr(called, 1, 4)"),
            block_on("last"),
        ],
    )


def _train(linker: Any) -> None:  # noqa: ANN401 - Splink's own
    from splink import block_on

    training = linker.training
    sure = [block_on("called"), block_on("local")]
    training.estimate_probability_two_random_records_match(sure, recall=_RECALL)
    training.estimate_u_using_random_sampling(max_pairs=_SAMPLED_PAIRS, seed=_SEED)
    for column in ("called", "local"):
        training.estimate_parameters_using_expectation_maximisation(block_on(column))


def _row(one: Profile) -> dict[str, str | None]:
    name = words(one.names[0][0]) if one.names else ()
    value = one.identity.partition(":")[2]
    local, _, domain = value.rpartition("@") if "@" in value else ("", "", "")
    row = {
        "unique_id": one.identity,
        "called": "".join(name if len(name) > 1 else filter(str.isalpha, local)),
        "last": name[-1] if len(name) > 1 else "",
        "local": local,
        "domain": domain,
    }
    return {key: value or None for key, value in row.items()}
