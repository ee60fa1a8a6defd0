"""The documents that are made from the program: ``python -m tests.documents`` writes them."""

from __future__ import annotations

from pathlib import Path

import click

from comity.faces.cli.command import _SECTIONS, cli

HOME = Path(__file__).parent.parent
VERBS = HOME / "docs" / "verbs.md"
_WIDTH = 88


def verbs() -> str:
    """Return docs/verbs.md: every verb's help, as the program prints it."""
    parts = ["# Verbs\n\nEvery verb has `--help`, `--json`, `--book` and `--as-of`.\n"]
    with click.Context(cli, info_name="comity") as top:
        for section, names in _SECTIONS.items():
            parts.append(f"## {section}\n")
            for name in names:
                command = cli.get_command(top, name)
                assert command is not None
                parts += _help(command, name, top)
    return "\n".join(parts)


def _help(command: click.Command, name: str, parent: click.Context) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=_WIDTH)
    context.terminal_width = _WIDTH
    made = [f"### {name}\n\n```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            below = command.get_command(context, sub)
            assert below is not None
            made += _help(below, f"{name} {sub}", parent)
    return made


if __name__ == "__main__":
    VERBS.write_text(verbs(), "utf-8")
