"""A name in; which generation of its family it names ("senior", "junior", "2", "3"), out.

Father and son bear one name, so what tells them apart is kept when names are cleaned and compared.
"""

from __future__ import annotations

import re

_SENIOR = r"""(?:[Ss]n?r\b|SN?R\b|(?i:senior)\b|sen\b|[Ss]en\.|d\. ?[äÄæÆe]\.|père\b|padre\b
    |(?i:der ältere|den äldre|den ældre|the elder)\b|st\.|starší\b)"""
_JUNIOR = r"""(?:[Jj]n?r\b|JN?R\b|(?i:j[uú]nior)\b|jun\b|[Jj]un\.|d\. ?[jJyY]\.|fils\b|hijo\b
    |(?i:der jüngere|den yngre|den yngste|the younger)\b|ml\.|mladší\b|[Ff]ilho\b)"""
_GENERATIONS = (
    ("senior", _SENIOR.replace("\n    ", "")),
    ("junior", _JUNIOR.replace("\n    ", "")),
    ("2", r"(?:II\b|2nd\b|(?i:the second)\b)"),
    ("3", r"(?:III\b|3rd\b|(?i:the third)\b)"),
    ("4", r"(?:IV\b|4th\b|(?i:the fourth)\b)"),
    ("grandson", r"(?:[Nn]eto|[Nn]ieto)\b"),
    ("nephew", r"(?:[Ss]obrinho)\b"),
)
_AFTER = re.compile(
    r"(?<=[\w.]),? (?:" + "|".join(f"({how})" for _, how in _GENERATIONS) + r")\.?$"
)
_LAST = frozenset(
    """sr snr senior sen ä æ e d.ä d.e d.æ elder ältere äldre ældre père padre st starší jr jnr
    junior júnior jun j y d.j d.y fils hijo jüngere yngre yngste younger ml mladší filho ii iii iv
    2nd 3rd 4th second third fourth neto nieto sobrinho""".split()
)
_BEFORE = re.compile(r"(?:(id|idősb?)|(ifj|ifjabb))\.? (?=\w)")  # Hungarian


def generation(name: str) -> str:
    """Return the generation a name of two words or more names; "" for none."""
    start, last = name[:3], name.rpartition(" ")[2].rstrip(".").lower()
    if last not in _LAST and start not in {"id.", "id ", "ifj", "idő"}:
        return ""
    found = _AFTER.search(name)
    if found and " " in name[: found.start()]:
        return _GENERATIONS[(found.lastindex or 1) - 1][0]
    before = _BEFORE.match(name)
    if before and " " in name[before.end() :]:
        return "senior" if before[1] else "junior"
    return ""


def without_generation(name: str) -> str:
    """Return the name that father and son share."""
    return parted(name)[0]


def parted(name: str) -> tuple[str, str]:
    """Return the name that father and son share, and the word that tells them apart."""
    if not generation(name):
        return name, ""
    found = _AFTER.search(name)
    if found:
        return name[: found.start()].rstrip(" ,"), found[0].lstrip(" ,")
    before = _BEFORE.match(name)
    return (name[before.end() :], before[0].strip()) if before else (name, "")
