"""The SQL that ships: ``python -m tests.derive.compiled`` writes it from the expressions."""

from __future__ import annotations

from comity.derive.measures import HOME, compiled

if __name__ == "__main__":
    for name, sql in compiled().items():
        (HOME / name).write_text(sql, "utf-8")
