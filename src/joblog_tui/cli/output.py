"""What goes out: data on stdout, talk on stderr, colour only for a terminal that wants it.

Whatever may come from outside is made safe here or by whoever calls: ``tell`` does it itself, ``out`` prints as is.
"""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from joblog_tui.text import safe

RESET = "\x1b[0m"
BOLD = "1"


def out(line: str) -> None:
    """One line of data."""
    print(line)


def out_json(value: Any) -> None:
    """One JSON value on one line; what could act on a terminal is written as an escape."""
    from joblog_tui.export.forms import json_text

    out(json_text(value))


def out_csv(row: Iterable[object]) -> None:
    """One row as RFC 4180 has it, without formulas and without anything that acts on a terminal."""
    from joblog_tui.export.forms import csv_line

    sys.stdout.write(csv_line(row))


def tell(message: str) -> None:
    """One line of talk, such as an error."""
    print(f"joblog: {safe(message)}", file=sys.stderr)


def paint(text: str, sgr: str, stream: TextIO | None = None) -> str:
    """The text in a rendition (``"31"``, ``"1;35"``), where the stream (stdout) is a terminal that wants colour."""
    return f"\x1b[{sgr}m{text}{RESET}" if sgr and coloured(stream) else text


def coloured(stream: TextIO | None = None) -> bool:
    """Whether the stream (stdout when None) shall have colour: a terminal, no ``NO_COLOR``, not a dumb one."""
    return on_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def on_terminal(stream: TextIO | None = None) -> bool:
    """Whether the stream (stdout when None) is a terminal."""
    stream = sys.stdout if stream is None else stream
    return stream is not None and stream.isatty()


def width() -> int | None:
    """Columns of the terminal that stdout is; None when it is none, and nothing shall be cut."""
    return shutil.get_terminal_size().columns if on_terminal() else None
