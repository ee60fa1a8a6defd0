from __future__ import annotations

import pytest

from comity.sources.mail.alternative import says_the_same
from comity.sources.mail.mime import parse

HTML = "<p>Could you send me the drawings by Friday?</p><p>Ada</p>"


def text(plain: str, html: str = HTML) -> str:
    raw = (
        "From: ada@x.org\nContent-Type: multipart/alternative; boundary=b\n\n"
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
        f"--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    )
    return parse(raw.encode()).text().strip()


@pytest.mark.parametrize(
    "plain",
    [
        "Your email client does not support HTML mail. Please view this in a browser.",
        "Diese Nachricht kann nur als HTML angezeigt werden.",
        "Ce message est au format HTML.",
        "このメールはHTML形式です。",
        "[image: logo]",
        "https://mail.example/view?id=2026",
        "View this email in your browser: https://mail.example/view",
        "[cid:image001.png@01D2]",
        "-",
        "Hello",
    ],
)
def test_a_plain_part_that_only_stands_in_its_place_yields_to_the_html(plain: str) -> None:
    assert text(plain) == "Could you send me the drawings by Friday?\n\nAda"


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("Could you send me the *drawings* by Friday?\nAda", HTML),
        ("Could you send me the drawings by Friday? [image: logo]", HTML),
        ("Yes.", "<p>Yes.</p>"),
        ("Yes.", "<p>Yes.</p><blockquote>Could you send me the drawings by Friday?</blockquote>"),
        ("明日会いましょう。", "<p>明日 会いましょう。</p>"),
        ("Thanks, see you there on Monday at ten", "<img src=x>"),
        ("Thanks, see you there on Monday at ten", "<p>Sent by X</p>"),
        ("Something else altogether. " * 30, HTML),
    ],
)
def test_a_plain_part_that_says_the_same_is_kept(plain: str, html: str) -> None:
    assert text(plain, html) == plain.strip()


def test_words_are_compared_without_case() -> None:
    assert says_the_same("one two three four", "ONE, two; THREE... four five")
    assert not says_the_same("one", "one two three four")


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("text/enriched", "<bold>Could</bold> <color><param>red</param>you</color>?", "Could you?"),
        ("text/rtf", "{\\rtf1\\ansi Could you?\\par Ada}", "Could you?\nAda"),
        ("text/markdown", "*Could* you?", "*Could* you?"),
    ],
)
def test_other_kinds_of_text(kind: str, body: str, said: str) -> None:
    assert parse(f"From: a@x.org\nContent-Type: {kind}\n\n{body}".encode()).text().strip() == said
