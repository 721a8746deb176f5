"""Errors a user can cause: one line that says what, where and what to do.

Every one carries the exit code of the command line (see the README): 1 failed, 2 usage, 3 access refused,
4 partly done. The message may hold data from outside; whoever prints it passes it through ``text.safe``.
"""


class JoblogError(Exception):
    """Base of every error that is told to the user in one line."""

    exit_code = 1


class StoreError(JoblogError):
    """The store cannot be opened, read or written: missing, foreign, newer, corrupt, unreadable, full."""


class StoreBusy(StoreError):
    """Another writer held the store for longer than the time-out; nothing of this batch was written."""


class StoreLoading(StoreError):
    """A history is being loaded into the store: it cannot be read before that is done."""


class UsageError(JoblogError):
    """A value that the user typed cannot be used."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read.

    ``position`` counts characters from 0, ``length`` the characters concerned, ``expected`` says what could
    stand there, ``nearest`` is the nearest known word, if one is near. ``unfinished``: nothing is wrong but that more
    must follow.
    """

    unfinished = False

    def __init__(
        self, message: str, *, position: int, length: int = 1, expected: str = "", nearest: str | None = None
    ) -> None:
        super().__init__(message)
        self.position = position
        self.length = length
        self.expected = expected
        self.nearest = nearest


class AccessRefused(JoblogError):
    """The caller is not an owner, super admin or admin of the workspace."""

    exit_code = 3


class EventRefused(JoblogError):
    """One event cannot be accepted; the reason names the field and what is wrong with it."""
