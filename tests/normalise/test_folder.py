from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.normalise.folder import folder_use, from_utf7


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("Sent", "sent"),
        (".Sent Items", "sent"),
        ("INBOX.Sent", "sent"),
        ("Gesendete Elemente", "sent"),
        ("[Gmail].Sent Mail", "sent"),
        ("Envoy&AOk-s", "sent"),
        ("Sent.mbox", "sent"),
        ("Entw&APw-rfe", "drafts"),
        ("Unsent Messages", "drafts"),
        ("Junk E-mail", "junk"),
        ("[Gmail]/Spam", "junk"),
        ("Presents", ""),
        ("Sent to Ada", ""),
        ("INBOX", ""),
        ("", ""),
    ],
)
def test_use_of_folders(name: str, use: str) -> None:
    assert folder_use(name) == use


def test_modified_utf7() -> None:
    assert from_utf7("R&AOk-ception &- co") == "Réception & co"
    assert from_utf7("Tom &Jerry; A&B-C") == "Tom &Jerry; A&B-C"


@given(st.text())
def test_any_name_is_read(name: str) -> None:
    assert folder_use(name) in {"", "sent", "drafts", "junk"}
    assert "&" in name or from_utf7(name) == name
