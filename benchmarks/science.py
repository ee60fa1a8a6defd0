"""Write the report on how good the program's guesses are: run what it tells of, then render it.

    COMITY_DATA=FOLDER python benchmarks/science.py [--only PATTERN] [--results DIR]
    python benchmarks/science.py --render --results DIR

Each step's result is kept in DIR; a step that has one is not run again unless --only names it.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from fnmatch import fnmatch
from pathlib import Path

from science_document import written

from comity import __version__

HERE = Path(__file__).parent.parent / "docs"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=Path, default=Path("science-results"))
    parser.add_argument("--render", action="store_true", help="only write the document")
    parser.add_argument("--only", default="", help="run only steps of such names, as ties-eu-*")
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--docs", type=Path, default=HERE)
    wanted = parser.parse_args()
    if not wanted.render:
        run(wanted.results, only=wanted.only, draws=wanted.draws)
    results = {
        one.stem: json.loads(one.read_text("utf-8")) for one in wanted.results.glob("*.json")
    }
    for name, text in written(results).items():
        path = wanted.docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def run(kept: Path, *, only: str, draws: int) -> None:
    """Run the steps that have no result yet, or those that are named."""
    from science_steps import steps

    kept.mkdir(parents=True, exist_ok=True)
    for name, step in steps(Path(os.environ["COMITY_DATA"]), draws=draws).items():
        path = kept / f"{name}.json"
        if not fnmatch(name, only) if only else path.exists():
            continue
        started = time.perf_counter()
        told = step()
        about = {"date": time.strftime("%Y-%m-%d"), "version": __version__, "draws": draws}
        path.write_text(json.dumps(about | told, indent=1), "utf-8")
        print(f"{name}: {time.perf_counter() - started:.0f} seconds", flush=True)


if __name__ == "__main__":
    main()
