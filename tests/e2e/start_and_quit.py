"""Starts an installed joblog in a terminal, waits for the log, quits, and fails unless all went well.

``python -m tests.e2e.start_and_quit COMMAND...``; what it shows is the store that ``JOBLOG_STORE`` names.
"""

import re
import sys

from tests.e2e.terminal import Terminal


def some_completed(terminal: Terminal) -> bool:
    """The sidebar counts completed jobs."""
    return re.search(r"✓ Completed +[1-9]", terminal.text) is not None


def main(command: list[str]) -> None:
    """Start, see rows, quit."""
    with Terminal(command) as terminal:
        terminal.wait_for(some_completed)
        print(terminal.text)
        terminal.press("q")
        code = terminal.wait_end()
    if code:
        sys.exit(f"the dashboard ended with exit code {code}:\n{terminal.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
