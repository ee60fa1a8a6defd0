"""Subjects in; the columns by which they are blocked and compared out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from comity.linkage.columns.coding import lists, texts
from comity.linkage.columns.namelist import name_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comity.linkage.columns.blocks import Ints, Mask
    from comity.linkage.columns.coding import Lists, Texts
    from comity.linkage.columns.namelist import NameList
    from comity.linkage.subject import Subject

_STUDENTS = frozenset(
    """student students stud studs studenti studenten studentmail studente etu etud etudiant
    etudiants alumni alumnos alumno alum alumnus estudiante estudiantes estudante aluno alunos
    opiskelija uczen elev elever studmail campus pupils pupil schueler""".split()
)
PROFILED = {"linkedin": 0, "name": 1}  # networks that keep one profile a person


@dataclass(frozen=True, slots=True)
class People:
    """Subjects, each in one row; see ``Subject`` for what they hold."""

    subjects: Sequence[Subject]
    places: Ints
    names: NameList  # those that are written in local parts before others
    written_names: int  # how many those are
    aliases: Lists  # numbers of names
    fulls: Lists
    written: Lists
    handle: Texts
    letters: Texts
    site: Texts
    domain: Texts
    under: Texts
    account: Texts
    network: Ints  # its number in PROFILED, or -1
    is_mail: Mask
    has_site: Mask
    is_under: Mask  # known by name under an address
    has_digits: Mask  # in its local part
    has_parts: Mask
    has_organisations: Mask
    has_name: Mask  # of two words or more
    is_called: Mask  # by whatever name
    is_generation: Mask  # its names tell father from son
    has_birthday: Mask
    is_student: Mask  # of the part of its organisation's domain where students are

    @property
    def named(self) -> Mask:
        """Tell who has a full name."""
        return self.fulls.sizes > 0


def people(subjects: Sequence[Subject]) -> People:
    """Return subjects in columns."""
    aliases = [one.aliases for one in subjects]
    fulls = [one.fulls for one in subjects]
    written = [one.written for one in subjects]
    names = list(dict.fromkeys(chain.from_iterable(written)))
    written_names = len(names)
    names = list(dict.fromkeys(chain(names, chain.from_iterable(aliases))))
    numbers = dict(zip(names, range(len(names)), strict=True))
    return People(
        subjects=subjects,
        places=np.array([one.place for one in subjects], np.int64),
        names=name_list(names),
        written_names=written_names,
        aliases=lists(aliases, numbers),
        fulls=lists(fulls, numbers),
        written=lists(written, numbers),
        handle=texts([one.handle for one in subjects]),
        letters=texts([one.letters for one in subjects]),
        site=texts([one.site for one in subjects]),
        domain=texts([one.domain for one in subjects]),
        under=texts([one.under for one in subjects]),
        account=texts([one.account for one in subjects]),
        network=np.array([PROFILED.get(one.namespace, -1) for one in subjects], np.int64),
        is_mail=_mask(one.namespace == "email" for one in subjects),
        is_under=_mask(one.under for one in subjects),
        has_site=_mask(one.site for one in subjects),
        has_digits=_mask(one.handle != one.letters for one in subjects),
        has_parts=_mask(one.parts for one in subjects),
        has_organisations=_mask(one.organisations for one in subjects),
        has_name=_mask(one.names for one in subjects),
        is_called=_mask(one.called for one in subjects),
        is_generation=_mask(one.generations for one in subjects),
        has_birthday=_mask(one.birthdays for one in subjects),
        is_student=_mask(_is_students(one.domain) for one in subjects),
    )


@lru_cache(maxsize=1 << 16)
def _is_students(domain: str) -> bool:
    labels = domain.split(".")[:-2]
    return any(label.strip("0123456789-") in _STUDENTS for label in labels)


def _mask(told: Iterable[object]) -> Mask:
    return np.fromiter(map(bool, told), bool)
