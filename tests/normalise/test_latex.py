from __future__ import annotations

import pytest

from comity.normalise.latex import decoded


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"M{\"u}ller", "Müller"),
        (r"M\"uller", "Müller"),
        (r"M\"{u}ller", "Müller"),
        (r"{M{\"{u}}ller}", "Müller"),
        (r"Vall{\'e}e", "Vallée"),
        (r"Garc{\'\i}a", "García"),
        (r"Garc\'{\i}a", "García"),
        (r"\v{S}im\'anek", "Šimánek"),
        (r"\v Capek", "Čapek"),
        (r"Erd{\H o}s", "Erdős"),
        (r"Erd\H{o}s", "Erdős"),
        (r"Fran\c{c}ois", "François"),
        (r"Wo\'zniak", "Woźniak"),
        (r"{\L}ukasz", "Łukasz"),
        (r"\L ukasz", "Łukasz"),
        (r"{\O}rsted", "Ørsted"),
        (r"S{\o}ren", "Søren"),
        (r"Stra{\ss}e", "Straße"),
        (r"{\AA}ngstr{\"o}m", "Ångström"),
        (r"\~{n}", "ñ"),
        (r"O'Neill", "O'Neill"),  # an apostrophe is no accent
        ("Jean~Luc", "Jean Luc"),
        (r"A \& B --- 5--6\%", "A & B --- 5–6%"),
        (r"The {\em Old} \textbf{Mill}", "The Old Mill"),
        (r"{{Kept}} {W}hole", "Kept Whole"),
        ("Zoë", "Zoë"),
        ("two\n lines", "two lines"),
        ("\\", ""),
        ("", ""),
    ],
)
def test_what_latex_would_print(written: str, meant: str) -> None:
    assert decoded(written).rstrip("\\") == meant


def test_it_takes_time_in_proportion() -> None:
    assert decoded("\\" * 100_000 + "{" * 100_000 + r"\'" * 100_000) is not None
