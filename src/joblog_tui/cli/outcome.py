"""How a command ends: its exit code, and for everything that went wrong one clear line on stderr.

0 done, 1 failed, 2 usage, 3 access refused, 4 partly done, 130 interrupted. Never a traceback; a fault of joblog
itself is one line too, and ``JOBLOG_TRACEBACK=1`` shows where it happened.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from joblog_tui.cli.ending import Interrupted, ReaderLeft
from joblog_tui.cli.glance import glancing
from joblog_tui.cli.output import tell
from joblog_tui.model.errors import JoblogError, UsageError

if TYPE_CHECKING:
    import click

    from joblog_tui.ui.glance.stage import Stage


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        _never_fail_to_encode(stream)
    try:
        code = _invoke(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (ReaderLeft, BrokenPipeError):
        code = 0
        _discard(sys.stdout)
    except OSError as error:
        tell(_of_the_system(error))
        code = 1
        if not error.filename:
            _discard(sys.stdout)
    return code


def _invoke(arguments: Sequence[str]) -> int:
    try:
        with glancing(arguments) as stage:
            return _command(arguments, stage)
    except (OSError, ReaderLeft):
        raise
    except KeyboardInterrupt:
        return _told(Interrupted())
    except JoblogError as error:
        return _told(error)
    except Exception as error:
        if os.environ.get("JOBLOG_TRACEBACK"):
            raise
        tell(f"a fault of joblog itself: {type(error).__name__}: {error} (JOBLOG_TRACEBACK=1 shows where)")
        return 1


def _command(arguments: Sequence[str], stage: "Stage | None") -> int:
    """Run a command with click; the dashboard takes over the terminal that the glance is on."""
    import click

    from joblog_tui.cli.root import root

    if "_JOBLOG_COMPLETE" in os.environ:
        import joblog_tui.cli.completion  # noqa: F401  # registers what bash needs

    try:
        code = root.main(list(arguments), prog_name="joblog", standalone_mode=False, obj=stage)
    except click.UsageError as error:
        raise UsageError(_of_usage(error)) from None
    except click.ClickException as error:
        raise JoblogError(error.format_message()) from None
    except click.Abort:
        raise Interrupted from None
    return code if isinstance(code, int) else 0


def _told(error: JoblogError) -> int:
    tell(str(error))
    _tell_notes(error)
    return error.exit_code


def _of_usage(error: "click.UsageError") -> str:
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx else "joblog"
    return f"{message[:1].lower()}{message[1:]}; see {command} -h"


def _of_the_system(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else f"cannot write the output: {reason}"


def _tell_notes(error: BaseException) -> None:
    for note in getattr(error, "__notes__", ()):
        print(note, file=sys.stderr)


def _never_fail_to_encode(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _discard(stream: TextIO | None) -> None:
    """Let the interpreter's last flush go nowhere instead of failing once more."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
