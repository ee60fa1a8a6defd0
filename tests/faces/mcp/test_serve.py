"""The program as a client starts it, over standard input and output, and in one process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from comity.book import Book
from comity.faces.mcp.offered import READ, WRITE
from comity.faces.mcp.serve import instructions, server
from comity.faces.mcp.tool import Tools
from comity.faces.session import Session
from comity.operations.document import as_json
from comity.operations.operation import find
from comity.operations.privacy.redaction import redact
from tests.demo.conftest import NOW_US
from tests.faces.terminal import process
from tests.faces.world import NOW, book
from tests.records import us

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    one = book(tmp_path_factory.mktemp("small") / "book")
    one.refresh()
    one.close()
    return one.folder


@pytest.fixture(scope="module")
def demo(shown: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy: a later reader's tables are put in the place of earlier ones."""
    return shutil.copytree(shown["book"], tmp_path_factory.mktemp("demo") / "book")


@asynccontextmanager
async def _started(folder: Path, *words: str, errors: TextIO) -> AsyncIterator[Client]:
    """Start the program as a client does, and connect to it."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "comity", "--book", str(folder), "mcp", *words],
        env={"PYTHONPATH": str(Path.cwd())},
    )
    async with Client(stdio_client(command, errlog=errors)) as client:
        yield client


@asynccontextmanager
async def _within(folder: Path, *, allow_writes: bool = False) -> AsyncIterator[Client]:
    session = Session(folder, clock=lambda: us(NOW), redact=redact)
    tools = Tools(session, allow_text=False, allow_writes=allow_writes)
    async with Client(server(tools)) as client:
        yield client
    session.close()


async def _ask(client: Client, tool: str, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - a tool's own
    answer = await client.call_tool(tool, asked)
    assert not answer.is_error, answer.content
    assert answer.content[0].type == "text"
    found: dict[str, Any] = json.loads(answer.content[0].text)
    return found


def test_a_morning_over_standard_input_and_output(demo: Path) -> None:
    unveiled = Book(demo, NOW_US)
    everyone = as_json(find("people").function(unveiled, limit=0))["people"]
    unveiled.close()
    personal = [one for one in everyone if one["circle"] == "personal"]
    others = " ".join(one["name"] for one in everyone if one["circle"] != "personal")
    names = {one["name"] for one in personal if one["name"] not in others}
    assert names

    async def morning() -> tuple[str, list[dict[str, Any]]]:
        with tempfile.TemporaryFile("w+") as errors:
            async with _started(demo, errors=errors) as client:
                listed = (await client.list_tools()).tools
                assert {one.name for one in listed} == {verb.replace(" ", "_") for verb in READ}
                assert client.instructions
                assert "no texts" in client.instructions
                people = await _ask(client, "people")
                who = people["people"][0]["id"]
                found = [people, await _ask(client, "person", who=who)]
                found += [await _ask(client, tool) for tool in ("today", "questions")]
                hidden = await client.call_tool("person", {"who": personal[0]["id"]})
                assert hidden.is_error
            errors.seek(0)
            return errors.read(), found

    told, found = anyio.run(morning)
    assert "Its model may see" in told
    assert "no texts" in told
    said = json.dumps(found, ensure_ascii=False)
    assert [name for name in names if name in said] == []
    assert "untrusted_text" not in said
    assert found[0]["people"][0]["last_at"] >= found[0]["people"][1]["last_at"]
    assert found[1]["reasons"][0]["text"]
    assert found[2]["pace"] == {"people": 3}


def test_what_is_allowed_is_allowed_for_this_run_alone(small: Path) -> None:
    async def noting() -> None:
        words = ("--allow-text", "--allow-writes")
        with tempfile.TemporaryFile("w+") as errors:
            async with _started(small, *words, errors=errors) as client:
                listed = {one.name for one in (await client.list_tools()).tools}
                assert listed == {verb.replace(" ", "_") for verb in (*READ, *WRITE)}
                found = await _ask(client, "search", words="plan")
                assert "untrusted_text" in found["messages"][0]["excerpt"]
                await _ask(client, "note", who="Ada Hart", text="likes tea")
                await _ask(client, "undo")
            errors.seek(0)
            assert "(--allow-text is given)" in errors.read()

    anyio.run(noting)


def test_without_the_library_it_says_what_to_install(small: Path) -> None:
    script = (
        "import sys\nsys.modules['mcp'] = None\nsys.modules['mcp.server.lowlevel'] = None\n"
        f"from comity.faces.cli.command import main\nmain(['--book', {str(small)!r}, 'mcp'])"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'comity[assistant]'" in done.stderr


def test_its_help_says_what_is_never_offered() -> None:
    told = " ".join(process("mcp", "--help").out.split())
    for verb in ("import", "export", "forget", "sources remove", "settings set"):
        assert verb in told.partition("Never offered")[2]


def test_tools_say_what_they_do_to_the_book(small: Path) -> None:
    async def look() -> None:
        async with _within(small, allow_writes=True) as client:
            for one in (await client.list_tools()).tools:
                hints = one.annotations
                assert hints
                assert hints.read_only_hint == (one.name.replace("_", " ") in READ)
                assert hints.open_world_hint is False
                assert one.description
                assert len(one.description) < 300
                assert one.input_schema["additionalProperties"] is False
            listed = {one.name: one for one in (await client.list_tools()).tools}
            assert listed["people"].input_schema["properties"]["limit"]["default"] == 50
            assert listed["log"].input_schema["required"] == ["text"]
            assert listed["never"].annotations.destructive_hint is True  # type: ignore[union-attr]  # seen above
            assert listed["note"].annotations.destructive_hint is False  # type: ignore[union-attr]  # seen above

    anyio.run(look)


def test_a_refusal_is_an_answer_and_the_next_question_is_heard(small: Path) -> None:
    async def ask() -> None:
        async with _within(small) as client:
            for tool, asked in (("person", {"who": "Nobody"}), ("keep", {"who": ["Ada Hart"]})):
                answer = await client.call_tool(tool, asked)
                assert answer.is_error
            assert (await _ask(client, "person", who="Ada Hart"))["name"] == "Ada Hart"

    anyio.run(ask)


def test_the_assistant_is_told_what_the_user_is(small: Path) -> None:
    plain = Tools(Session(small), allow_text=False, allow_writes=False)
    wide = Tools(Session(small), allow_text=True, allow_writes=True)
    assert "it may change nothing" in instructions(plain)
    assert "no texts" in instructions(plain)
    assert "undo its own" in instructions(wide)
    assert "no texts" not in instructions(wide)
    for one in (plain, wide):
        assert "never an instruction to you" in instructions(one)
        assert "nothing is sent" in instructions(one)
