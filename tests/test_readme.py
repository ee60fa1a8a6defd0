from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from comity.faces.cli.command import FACES
from comity.faces.cli.shown.page import console
from comity.operations.operation import VERBS
from tests import documents

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"\]\(([^)#]+)\)")
CALL = re.compile(r"comity ([a-z]+)(?: |`|$)", re.MULTILINE)


def test_the_demos_print_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("COLUMNS", "80")
    console.cache_clear()
    made = documents.readme(documents.demo(tmp_path), documents.evening(tmp_path))
    assert made == documents.README.read_text("utf-8")


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/accounts.md",
        "docs/getting-your-data.md",
        "docs/formats.md",
    ],
)
def test_links_lead_somewhere_and_verbs_exist(page: str) -> None:
    path = documents.HOME / page
    text = path.read_text("utf-8")
    for link in LINK.findall(text):
        assert "://" in link or (path.parent / link).exists(), link
    for verb in CALL.findall(text):
        assert verb in {*(one.split()[0] for one in VERBS), *FACES}, (
            f"{page} speaks of comity {verb}"
        )
