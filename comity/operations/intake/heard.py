"""Files in, what they say was decided in other programs out: gathered while they are at hand.

A file of an archive is there only as long as that is read; what is gathered is taken over once
the records are facts (``taking_over``). A hostile file says so much and no more.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from comity import sources
from comity.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from comity.model import Decided
    from comity.operations.intake.recognising import Unit

_DECISIONS_MAX = 200_000
_CHARACTERS_MAX = 64_000_000
_ADVICE = "the records were read; import it again, or report this"


class Told(NamedTuple):
    """What was decided, and the kind of source that says so."""

    source: str
    decided: Decided


@dataclass(slots=True)
class Heard:
    """All that the files of one import say was decided elsewhere."""

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # as the user says
    told: list[Told] = field(default_factory=list)
    characters: int = 0

    def ask(self, unit: Unit) -> list[Problem]:
        """Gather what a unit's files say was decided; return what went wrong."""
        if unit.reader not in sources.SOURCES and unit.reader not in sources.CONTAINERS:
            return []
        module: Any = sources.source(unit.reader)
        return list(self._problems(unit, module)) if hasattr(module, "decided") else []

    def _problems(self, unit: Unit, module: Any) -> Iterator[Problem]:  # noqa: ANN401 - a source
        accepted = inspect.signature(module.decided).parameters
        options = {"columns": self.columns} if "columns" in accepted else {}
        kind = unit.source.partition("/")[0]
        for found in unit.found:
            try:
                for one in module.decided(found.path, **options):
                    if self._is_full(one):
                        what = "it says that more was decided than can be taken over"
                        yield Problem(found.path.name, what, "the rest of its decisions was left")
                        return
                    self.told.append(Told(kind, one))
            except Exception as error:  # noqa: BLE001 - the one place that owns a source's failure
                what = f"what was decided there cannot be read ({type(error).__name__})"
                yield Problem(found.path.name, what, _ADVICE)

    def _is_full(self, one: Decided) -> bool:
        self.characters += len(repr(one.value)) + len(one.identity)
        return len(self.told) >= _DECISIONS_MAX or self.characters > _CHARACTERS_MAX
