"""Two ways in which a command ends early, through no fault of anybody."""

from joblog_tui.model.errors import JoblogError


class Interrupted(JoblogError):
    """Somebody pressed Ctrl+C."""

    exit_code = 130  # as a shell has it: 128 + SIGINT

    def __init__(self) -> None:
        """Say so."""
        super().__init__("interrupted")


class ReaderLeft(Exception):
    """Whoever read our stdout, such as ``head``, has all it wanted."""
