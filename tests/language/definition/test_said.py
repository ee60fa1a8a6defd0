from __future__ import annotations

import pytest

from comity.language.definition.lexicon import LANGUAGES, lexicon
from comity.language.definition.said import said
from comity.language.definition.tally import tally

HELPS = "relationship"


def _forms(text: str, language: str = "en") -> dict[str, str]:
    return {one.form: one.tone for one in said(text, language)}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("It is not selling", True),
        ("It isn\u2019t selling", True),
        ("helping rather than selling", True),
        ("not pitching, collecting cards or selling", True),
        ("never about selling", True),
        ("without selling", True),
        ("not only selling, giving too", False),
        ("not giving but selling", False),
        ("No. It is selling", False),
        ("not boring, selling", False),
        ("more than selling", False),
    ],
)
def test_what_is_denied_is_no_word_of_sales_and_what_stands_after_it_is(
    text: str, *, denied: bool
) -> None:
    forms = _forms(text)
    assert ("selling" not in forms) == denied
    assert ("not selling" in forms) == denied
    assert forms.get("not selling", "neutral") == "neutral"
    assert denied or forms["selling"] == "sales"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("nicht verkaufen, sondern helfen", "de", {"nicht verkaufen": "neutral", "helfen": HELPS}),
        ("l\u2019écoute, pas vendre", "fr", {"écoute": "relationship", "pas vendre": "neutral"}),
        ("confianza, no vender", "es", {"confianza": "relationship", "no vender": "neutral"}),
        ("vertrouwen! verkopen", "nl", {"vertrouwen": "neutral", "verkopen": "neutral"}),
        ("信頼", "other", {"信頼": "neutral"}),
    ],
)  # fmt: skip
def test_other_languages_are_read_by_their_lists_or_counted_as_neutral(
    text: str, language: str, expected: dict[str, str]
) -> None:
    found = _forms(text, language)
    assert expected.items() >= found.items()


def test_inflections_are_joined_under_the_form_most_people_used_and_people_are_counted() -> None:
    answers = [
        "Relationships, relationships, relationships!",
        "A relationship",
        "building relationships",
        "share, sharing",
        "sharing",
        "sharing",
        "leads",
        "to lead",
        "a virus",
        "viru",
    ]
    found = {one.form: one for one in tally([said(one, "en") for one in answers])}
    assert found["relationships"].people == (0, 1, 2)
    assert found["sharing"].people == (3, 4, 5)
    assert found["leads"].tone == "sales"
    assert found["lead"].tone == "neutral"
    assert "wa" not in {one.form for one in tally([said("it was", "en")])}  # a stop word goes first


def test_an_expression_few_people_used_is_counted_by_its_words_and_a_frequent_one_whole() -> None:
    few = tally([said(one, "en") for one in ("mutual respect", "respect", "mutual respect")])
    assert {one.form: len(one.people) for one in few} == {"respect": 3, "mutual": 2}
    many = tally([said("mutual respect", "en")] * 3 + [said("respect", "en")])
    assert {one.form: len(one.people) for one in many} == {"mutual respect": 3, "respect": 1}


def test_umlauts_apostrophes_links_and_endless_text_do_no_harm() -> None:
    assert set(_forms("löschen, fettsäuren", "de")) == {"löschen", "fettsäuren"}
    assert set(_forms("don't, I'll, we\u2019ve, that's")) == set()
    assert set(_forms("see https://sell.example/leads or a@sell.example")) == set()
    assert len(said("wordy " * 100_000, "en")) == 1
    assert said("😀 …", "en") == ()


def test_no_word_of_the_lexicon_stands_in_both_tones_or_says_nothing() -> None:
    for language in LANGUAGES:
        words = lexicon(language)
        assert not set(words.tones) & {one for one in words.blank if " " in one}
        assert words.tones
        assert words.negations
