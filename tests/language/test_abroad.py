"""Invented sentences of three languages: what promises, what asks, and what does neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.language.abroad import unread
from comity.language.promises import promises
from comity.language.requests import questions, requests

HERE = Path(__file__).with_name("invented")


def invented(language: str) -> list[tuple[str, str]]:
    lines = (HERE / f"{language}.tsv").read_text("utf-8").splitlines()
    return [(line[0], line[2:]) for line in lines]


def rates(truth: list[bool], said: list[bool]) -> tuple[float, float]:
    right = sum(a and b for a, b in zip(truth, said, strict=True))
    return right / sum(said), right / sum(truth)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_promises_of_other_languages_are_told(language: str) -> None:
    cases = invented(language)
    assert len(cases) >= 100
    precision, recall = rates(
        [what == "p" for what, _ in cases], [bool(promises(text)) for _, text in cases]
    )
    assert (precision >= 0.9, recall >= 0.75) == (True, True), (precision, recall)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_requests_of_other_languages_are_told(language: str) -> None:
    cases = [one for one in invented(language) if one[0] != "p"]
    precision, recall = rates(
        [what == "r" for what, _ in cases],
        [bool(requests(text) or questions(text)) for _, text in cases],
    )
    assert (precision >= 0.8, recall >= 0.75) == (True, True), (precision, recall)


@pytest.mark.parametrize(
    "text",
    [
        "Ik stuur je morgen de lijst van de molen.",
        "Ti mando la lista domani, te lo prometto.",
        "Te mando a lista amanhã, obrigado.",
        "Wyślę ci jutro listę.",
    ],
)
def test_a_neighbours_promise_is_not_read(text: str) -> None:
    assert promises(text) == []


def test_a_language_that_is_not_read_is_named() -> None:
    assert unread("Ik stuur je morgen de lijst van alle mensen die naar de molen komen.") == "nl"
    assert unread("I will send you the list of all who are coming to the mill tomorrow.") == ""
    assert unread("Ich schicke dir morgen die Liste aller, die zur Mühle kommen wollen.") == ""
    assert unread("Ja, tot morgen!") == ""
