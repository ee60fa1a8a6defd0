"""Change the rules that rank, limit or merge, one at a time, and count how many changes tests see.

    python benchmarks/mutation.py [--room clustering] [--sample 100] [--seed 1] [--json FILE]

A room is a set of modules with the tests that hold them. Mutants are cosmic-ray's (PyPI, in an
environment of its own: `pip install cosmic-ray`, named by `--cosmic-ray`), less those that only
swap operators no rule of ours uses for others. All works on a copy of the tree. Survivors are
printed as diffs: each is a rule without a test, or changes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parents[1]
_MEASURES = ("stage", "relationship", "person_day", "circle", "reference")
ROOMS = {
    "clustering": (["comity/linkage/clustering.py"], ["tests/linkage/test_clustering.py"]),
    "stage": (
        ["comity/measure/stage.py", "comity/measure/rhythm.py", "comity/measure/recency.py"],
        ["tests/measure/test_stage.py", "tests/measure/test_relationship.py"],
    ),
    "measure": (
        ["comity/measure"],
        [f"tests/measure/test_{one}.py" for one in _MEASURES],
    ),
    "plan": (["comity/operations/plan"], ["tests/operations/plan"]),
}
_PLAIN = (
    "NumberReplacer AddNot ReplaceTrueWithFalse ReplaceFalseWithTrue ReplaceAndWithOr "
    "ReplaceOrWithAnd ReplaceContinueWithBreak ReplaceBreakWithContinue ZeroIterationForLoop "
    "ReplaceUnaryOperator_Delete_USub ReplaceUnaryOperator_Delete_Not "
    "ReplaceUnaryOperator_Delete_Invert ReplaceBinaryOperator_Add_Sub "
    "ReplaceBinaryOperator_Sub_Add ReplaceBinaryOperator_Mul_Div ReplaceBinaryOperator_Div_Mul "
    "ReplaceBinaryOperator_BitAnd_BitOr ReplaceBinaryOperator_BitOr_BitAnd"
).split()
_COMPARED = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
_CONFIG = """
[cosmic-ray]
module-path = {modules}
timeout = 300.0
excluded-modules = []
test-command = {command}
[cosmic-ray.distributor]
name = "local"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--room", choices=ROOMS, action="append", help="all, if none is named")
    parser.add_argument("--sample", type=int, help="so many mutants of each, drawn by lot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cosmic-ray", type=Path, default=Path("cosmic-ray"))
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    told = {}
    for room in args.room or ROOMS:
        with tempfile.TemporaryDirectory(prefix="comity-mutants-") as name:
            told[room] = _try(Path(name), room, args)
        print(f"{room}: {told[room]['killed']} of {told[room]['mutants']} killed", flush=True)
    if args.json:
        args.json.write_text(json.dumps(told, indent=1) + "\n")


def _try(folder: Path, room: str, args: argparse.Namespace) -> dict[str, int]:
    """Make the mutants of a room, run its tests on each, and count."""
    tree = folder / "tree"
    unwanted = shutil.ignore_patterns(".git", ".venv*", ".*_cache", "__pycache__")
    shutil.copytree(HERE, tree, ignore=unwanted)
    modules, tests = ROOMS[room]
    command = f"{sys.executable} -m pytest -q -x -p no:cacheprovider {' '.join(tests)}"
    (tree / "mutants.toml").write_text(
        _CONFIG.format(modules=json.dumps(modules), command=json.dumps(command))
    )
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    for step in ("init", "exec"):
        ran = [args.cosmic_ray, step, "mutants.toml", "mutants.sqlite"]
        subprocess.run(ran, cwd=tree, env=environment, check=True)
        if step == "init":
            _draw(tree / "mutants.sqlite", args.sample, Random(args.seed))  # noqa: S311 - no secret
    with sqlite3.connect(tree / "mutants.sqlite") as db:
        results = db.execute("SELECT test_outcome, diff FROM work_results").fetchall()
    survived = [diff for outcome, diff in results if outcome == "SURVIVED"]
    print("\n".join(survived))
    return {"mutants": len(results), "killed": len(results) - len(survived)}


def _draw(path: Path, sample: int | None, rng: Random) -> None:
    """Leave the plain mutants alone, or so many of them."""
    with sqlite3.connect(path) as db:
        every = db.execute("SELECT job_id, operator_name FROM mutation_specs ORDER BY 1").fetchall()
        kept = [job for job, operator in every if _is_plain(operator.rpartition("/")[2])]
        rng.shuffle(kept)
        left = set(kept[:sample])
        gone = [(job,) for job, _ in every if job not in left]
        db.executemany("DELETE FROM mutation_specs WHERE job_id = ?", gone)
        db.executemany("DELETE FROM work_items WHERE job_id = ?", gone)


def _is_plain(operator: str) -> bool:
    kind, _, swapped = operator.partition("_")
    if kind == "ReplaceComparisonOperator":
        return all(one in _COMPARED for one in swapped.split("_"))
    return operator in _PLAIN


if __name__ == "__main__":
    main()
