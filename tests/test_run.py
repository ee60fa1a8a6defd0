"""The set-up script, with a Python that only pretends: it notes what it is asked to install."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "run"
NOTES = "installed.txt"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script")

# Told apart by its first argument: -c checks versions, -m venv makes an environment,
# -m pip installs. An editable install makes the program, as the real one does.
PRETENDER = """#!/bin/sh
top=$(dirname "$0"); top=${top%/.venv/bin}
case "$*" in
-c*) exit 0 ;;
"-m venv"*) echo venv >>"$NOTES"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
*"-m pip"*" -e "*)
    [ -z "${SLOW:-}" ] || { touch "$NOTES.slow"; sleep "$SLOW"; }
    echo program >>"$NOTES"
    for last; do :; done
    printf '#!/bin/sh\\necho comity; for one; do echo "<$one>"; done; exit ${CODE:-0}\\n' \
        >"$last/.venv/bin/comity"
    chmod +x "$last/.venv/bin/comity" ;;
*"-m pip"*) echo packages >>"$NOTES" ;;
"-m pytest"*) echo "tested $*"; exit ${TESTS:-0} ;;
*) echo "unexpected: $*"; exit 9 ;;
esac
"""


class Checkout:
    """A copy of the script in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        shutil.copy(SCRIPT, folder / "run")
        for name in (*REQUIREMENTS, "pyproject.toml"):
            (folder / name).write_text("one\n")
        self.python = folder.parent / "pretender"
        self.python.write_text(PRETENDER)
        self.python.chmod(0o755)
        self.notes = folder.parent / NOTES

    def start(
        self, *words: str, script: Path | str | None = None, **env: str
    ) -> subprocess.Popen[str]:
        plain = {"PATH": "/usr/bin:/bin", "PYTHON": str(self.python), "NOTES": str(self.notes)}
        return subprocess.Popen(  # noqa: S603 - the script under test
            [str(script or self.folder / "run"), *words],
            env=plain | env,
            cwd=env.get("PWD", "/"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(
        self, *words: str, script: Path | str | None = None, **env: str
    ) -> tuple[int, str, str]:
        process = self.start(*words, script=script, **env)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def installed(self) -> list[str]:
        """Return what was installed since the last look."""
        text = self.notes.read_text() if self.notes.exists() else ""
        self.notes.unlink(missing_ok=True)
        return text.split()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a folder" / "comity")


ALL = ["venv", "packages", "program"]
REQUIREMENTS = ("requirements.txt", "requirements-extras.txt", "requirements-dev.txt")


def test_the_first_run_sets_up_and_the_next_does_not(checkout: Checkout) -> None:
    code, out, err = checkout.run("comity", "note", "two words", "")
    assert (code, out) == (0, "comity\n<note>\n<two words>\n<>\n")
    assert "Setting up" in err
    assert checkout.installed() == ALL
    assert checkout.run("comity") == (0, "comity\n", "")
    assert checkout.installed() == []
    assert not (checkout.folder / ".venv.lock").is_symlink()


def test_the_extras_come_into_the_same_place_and_stay(checkout: Checkout) -> None:
    checkout.run("comity")
    checkout.installed()
    code, _, err = checkout.run("extras")
    assert (code, "extras are set up" in err) == (0, True)
    assert checkout.installed() == ["packages", "program"]
    assert checkout.run("comity") == (0, "comity\n", "")
    assert checkout.run("extras")[0] == 0
    assert checkout.installed() == []


def test_the_exit_code_is_the_program_s(checkout: Checkout) -> None:
    assert checkout.run("comity", CODE="3")[0] == 3


def test_wrong_words_show_the_usage(checkout: Checkout) -> None:
    for words in ([], ["sing"]):
        code, out, err = checkout.run(*words)
        assert (code, out) == (2, "")
        assert "usage: ./run comity" in err
    assert checkout.installed() == []


def test_changed_requirements_are_installed_into_what_is_there(checkout: Checkout) -> None:
    checkout.run("comity")
    checkout.installed()
    (checkout.folder / "requirements.txt").write_text("two\n")
    checkout.run("comity")
    assert checkout.installed() == ["packages", "program"]


@pytest.mark.parametrize("broken", ["bin/python", "bin/comity", ".comity"])
def test_a_broken_environment_is_mended(checkout: Checkout, broken: str) -> None:
    checkout.run("comity")
    checkout.installed()
    (checkout.folder / ".venv" / broken).unlink()
    if broken == "bin/python":  # as when the system's Python was replaced
        (checkout.folder / ".venv" / broken).symlink_to("/nowhere/python3")
    assert checkout.run("comity")[:2] == (0, "comity\n")
    assert checkout.installed()[-1] == "program"


def test_an_environment_made_by_hand_is_kept(checkout: Checkout) -> None:
    checkout.run("comity")
    checkout.installed()
    (checkout.folder / ".venv/.comity").unlink()
    assert checkout.run("comity")[0] == 0
    assert checkout.installed() == ["packages", "program"]


def test_a_moved_checkout_is_set_up_anew(checkout: Checkout, tmp_path: Path) -> None:
    checkout.run("comity")
    checkout.installed()
    checkout.folder = checkout.folder.rename(tmp_path / "moved")
    assert checkout.run("comity")[0] == 0
    assert checkout.installed() == ALL


def test_it_is_found_through_links_and_from_any_folder(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(checkout.folder / "run")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "second").symlink_to("../link")
    for script in (tmp_path / "link", tmp_path / "far" / "second"):
        assert checkout.run("comity", script=script, PWD=str(tmp_path))[1] == "comity\n"
    assert checkout.installed() == ALL
    assert checkout.run("comity", script="./run", PWD=str(checkout.folder))[1] == "comity\n"
    assert checkout.installed() == []


def test_two_first_runs_at_once_set_up_once(checkout: Checkout) -> None:
    runs = [checkout.start("comity", SLOW="1") for _ in range(3)]
    ends = [(*run.communicate(timeout=60), run.returncode) for run in runs]
    assert [(out, code) for out, _, code in ends] == [("comity\n", 0)] * 3
    assert sum("waiting" in err for _, err, _ in ends) == 2
    assert checkout.installed() == ALL


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_an_interrupted_set_up_is_begun_again(checkout: Checkout, how: signal.Signals) -> None:
    run = checkout.start("comity", SLOW="30")
    while not Path(f"{checkout.notes}.slow").exists():
        time.sleep(0.01)
    time.sleep(0.1)
    os.killpg(run.pid, how)
    run.communicate(timeout=60)
    checkout.installed()
    assert checkout.run("comity")[:2] == (0, "comity\n")
    assert checkout.installed() == ALL


def test_build_machines_are_told_nothing(checkout: Checkout) -> None:
    assert checkout.run("comity", CI="true") == (0, "comity\n", "")


def test_a_python_that_does_not_do_is_named(checkout: Checkout) -> None:
    code, _, err = checkout.run("comity", PYTHON="/bin/false")
    assert code == 1
    assert "PYTHON=/bin/false is not Python 3.11" in err
    assert not (checkout.folder / ".venv.lock").is_symlink()


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({}, 0),
        ({"TESTS": "3"}, 3),
        ({"MYPY": "1"}, 1),
        ({"RUFF": "1"}, 1),
        ({"LINT_IMPORTS": "1"}, 1),
        ({"VULTURE": "1"}, 1),
    ],
    ids=str,
)
def test_lint_types_and_tests_must_all_be_right(
    checkout: Checkout, codes: dict[str, str], expected: int
) -> None:
    checkout.run("tests")
    for name in ("ruff", "mypy", "lint-imports", "vulture"):
        tool = checkout.folder / ".venv" / "bin" / name
        variable = name.upper().replace("-", "_")
        tool.write_text(f"#!/bin/sh\necho {name} spoke\nexit ${{{variable}:-0}}\n")
        tool.chmod(0o755)
    code, out, err = checkout.run("tests", "tests/one.py", **codes)
    assert code == expected
    assert ("tests/one.py" in out) == (codes.keys() <= {"TESTS", "MYPY"})
    assert ("mypy spoke" in err) == ("MYPY" in codes), "told last, where there is a fault"
    assert "mypy spoke" not in out
