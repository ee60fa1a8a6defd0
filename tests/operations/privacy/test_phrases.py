"""What means one person in a text, and what only looks like it."""

from __future__ import annotations

import pytest

from comity.operations.privacy.phrases import Phrases

ZOE = Phrases.of(
    ["Zoë Groß", "Zoe", "O'Brien, Zoë"],
    ["email:zoe@inn.example", "phone:+441632960961", "name:chat/Zoë von Inn", "handle:x/zoe"],
    ["Zoë Groß"],
)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("zoe@inn.example", "them"),
        ("write to <Zoe@Inn.Example>, please.", "them"),
        ("xzoe@inn.example", ""),
        ("zoe@inn.example.org", ""),
        ("at zoe@inn.example.", "them"),
        ("+44 (0)1632 960-961", "them"),
        ("441632960961", "them"),
        ("4416329609612", ""),
        ("ZOË  VON\nINN", "them"),
        ("Zoe\u0308 von Inn", "them"),
        ("Inn, Zoe von", "them"),
        ("Zoe von Innsbruck", ""),
        ("O\u2019Brien Zo\u00eb", "them"),
        ("Zoe Groß called", "namesake"),
        ("Zoe called", ""),
        ("", ""),
    ],
)
def test_a_text_names_them(text: str, means: str) -> None:
    assert ZOE.meaning(text) == means


def test_a_script_without_spaces_has_no_bounds() -> None:
    found = Phrases.of(["山田太郎"], [])
    assert found.meaning("昨日山田太郎さんが来た") == "them"
    assert found.meaning("山田花子") == ""


def test_nothing_means_nobody() -> None:
    assert Phrases.of([], []).meaning("Zoe Groß") == ""
    assert Phrases.of(["Zoe"], ["handle:x/y"]).needles == frozenset()
