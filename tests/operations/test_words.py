from __future__ import annotations

import pytest

from comity.operations.words import by_channel, channel


@pytest.mark.parametrize(
    ("name", "label", "by"),
    [
        ("whatsapp", "WhatsApp", "on WhatsApp"),
        ("linkedin", "LinkedIn", "on LinkedIn"),
        ("mail", "mail", "by mail"),
        ("another", "another", "by another"),  # of a source that this version does not know
    ],
)
def test_a_channel_is_written_as_its_makers_write_it(name: str, label: str, by: str) -> None:
    assert (channel(name), by_channel(name)) == (label, by)
