"""What went wrong in, a message with what to do next and an exit code out.

Exit 0 done, 1 could not, 2 wrong usage. No traceback: it may quote somebody's mail.
"""

from __future__ import annotations

import errno
import os
import sys

import click

from comity.errors import ComityError
from comity.faces.crash_report import place
from comity.faces.plain import plain

COULD_NOT = 1
_FULL = {errno.ENOSPC, errno.EDQUOT}


def explain(error: BaseException) -> int:
    """Say on the error stream what went wrong, and return the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message())
            return 0
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            _say("\nStopped. What was written is safe; run it again to go on.")
        case ComityError():
            _say(f"comity: {plain(error.message)}", error.hint)
            return error.exit_code
        case BrokenPipeError():
            _leave_stdout()
            return 0
        case OSError():
            _explain_os(error)
        case _ if os.environ.get("COMITY_TRACEBACK"):
            raise error
        case _:
            hint = "COMITY_TRACEBACK=1 shows all of it, for a report"
            _say(f"comity: a mistake of ours, {place(error)}; your book is safe", hint)
    return COULD_NOT


def _explain_os(error: OSError) -> None:
    """Say what the system refused, of which file."""
    what = error.strerror or type(error).__name__
    full = error.errno in _FULL
    hint = "free some space and try again" if full else "check that it exists and its rights"
    _say(f"comity: {plain(error.filename or 'the disk')}: {plain(what).lower()}", hint)


def _say(message: str, hint: str = "") -> None:
    click.echo(message, err=True)
    if hint:
        click.echo(f"        {plain(hint)}", err=True)


def _leave_stdout() -> None:
    """Let what is still to be written go nowhere: whoever read it has seen enough."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
