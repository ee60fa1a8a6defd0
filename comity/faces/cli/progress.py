"""How far an import is: records, rate, time left, on the error stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from comity.operations.intake.intake import Progress as State


class Bar:
    """A progress bar that follows an import's states."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[records]:,} records"),
            TextColumn("{task.fields[rate]:,.0f}/s"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("Reading", total=None, records=0, rate=0.0)
        self._bar.start()

    def show(self, state: State) -> None:
        """Draw a state."""
        elapsed_s = self._bar.tasks[0].elapsed or 0.0
        rate = state.read / elapsed_s if elapsed_s else 0.0
        self._bar.update(
            self._task,
            completed=state.done_bytes,
            total=state.total_bytes or None,
            records=state.read,
            rate=rate,
        )

    def stop(self) -> None:
        """Take it off the screen."""
        self._bar.stop()
