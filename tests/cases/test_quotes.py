"""Ways of quoting: what is left is what the sender wrote."""

from __future__ import annotations

import pytest

from comity.model import Record
from comity.sources import source
from tests.cases.books import case

QUOTING = [one for one in source("mbox").read(case("mail/quotes.mbox")) if isinstance(one, Record)]


@pytest.mark.parametrize("mail", QUOTING, ids=lambda mail: str(mail.subject))
def test_the_senders_own_text_is_one_line(mail: Record) -> None:
    assert mail.text == "OWN REPLY, gladly."


@pytest.mark.parametrize("language", ["cs", "fr", "tr"])
def test_outlooks_header_in_html_is_known_in_any_language(language: str) -> None:
    (mail,) = source("eml").read(case(f"mail/outlook-html-{language}.eml"))
    assert isinstance(mail, Record)
    assert mail.text == "Own reply."
