from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from comity.derive.measures import HOME, compiled, write_sql

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sql_that_ships_is_what_the_expressions_compile_to(tmp_path: Path) -> None:
    write_sql(tmp_path)
    written = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert written == compiled(), "python -m tests.derive.compiled writes it"


def test_no_other_sql_ships_beside_it() -> None:
    assert {path.name for path in HOME.glob("*.sql")} == compiled().keys()


def test_writing_the_sql_imports_no_ibis(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from comity.derive.measures import write_sql; "
        f"write_sql(Path({str(tmp_path)!r})); assert 'ibis' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter
