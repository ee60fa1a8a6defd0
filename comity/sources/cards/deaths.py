"""What a card or a table says of a death in; the day, or that it was, out.

RFC 6474 has DEATHDATE and DEATHPLACE; programs before it, and those without a field for it, write
a date of their own label, or a column that says yes or no.
"""

from __future__ import annotations

import re

WORDS = r"""\b(?:deaths? | died | deceased | passed\ away | todestag | sterbe(?:datum|tag)
    | gestorben | verstorben\w? | deces | decede\w{0,2} | fallecid[oa] | fallecimiento | defuncion
    | deceduto | data\ di\ morte | falecid[oa] | falecimento | overleden | overlijdens?\w{0,9}
    | avliden\w? | dodsdatum | dodsdag)\b"""
WITHOUT_DAY = "yes"
_NO = re.compile(r"(?:n|no|non|nein|nee|nej|nao|false|falsch|faux|falso|alive|living|none|null|0+"
                 r"|[\s0./-]*)")  # fmt: skip


def died(text: str, day: str) -> str:
    """Return the day of a death that a field tells, or "yes" without one; "" where it denies it.

    >>> died("circa 1800", ""), died("No", ""), died("1996-04-15", "1996-04-15")
    ('yes', '', '1996-04-15')
    """
    return "" if _NO.fullmatch(text.strip().lower()) else day or WITHOUT_DAY
