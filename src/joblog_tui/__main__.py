"""``python -m joblog_tui`` is ``joblog``."""

from joblog_tui.cli import main

main()
