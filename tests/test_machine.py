from __future__ import annotations

from pathlib import Path

import pytest

from comity import machine


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("../../etc/passwd", ""),
        ("CET-1CEST", ""),
    ],
)
def test_the_machines_zone(monkeypatch: pytest.MonkeyPatch, said: str, zone: str) -> None:
    monkeypatch.delenv("TZ", raising=False)
    own = machine.zone()
    monkeypatch.setenv("TZ", said)
    assert machine.zone() == (zone or own)


def test_without_a_word_the_zone_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    local = Path("/etc/localtime")
    if not local.is_symlink():
        pytest.skip("the system does not say")
    monkeypatch.delenv("TZ", raising=False)
    assert str(local.resolve()).endswith(machine.zone())
