"""The SQL that ships: ``python -m tests.steps.compiled`` writes it from the expressions."""

from __future__ import annotations

from comity.steps.measures import HOME, compiled

if __name__ == "__main__":
    for name, sql in compiled().items():
        (HOME / name).write_text(sql, "utf-8")
