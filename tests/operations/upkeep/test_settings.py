"""Settings: each is said where it is heeded, listed once, and so met everywhere."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest

from comity import operations
from comity.operations.operation import find
from comity.operations.upkeep.settings import SETTINGS, Setting, every_setting


def test_every_setting_that_a_module_says_is_listed() -> None:
    modules = walk_packages(operations.__path__, f"{operations.__name__}.")
    said = {
        value.name
        for module in modules
        for value in vars(import_module(module.name)).values()
        if isinstance(value, Setting)
    }
    assert said == set(SETTINGS)
    assert [one.name for one in every_setting()] == list(SETTINGS)


@pytest.mark.parametrize("one", every_setting(), ids=list(SETTINGS))
def test_the_help_says_what_each_means(one: Setting) -> None:
    assert f"{one.name}: {one.meaning}." in find("settings set").help
    assert not one.instead_of or one.instead_of in SETTINGS
