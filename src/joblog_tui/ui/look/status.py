"""How a status looks: which role colours its glyph and its word, and what is bold."""

from joblog_tui.model.job import LeafCounts
from joblog_tui.model.vocabulary import Status

LOUDEST_FIRST = (Status.NOT_COMPLETED, Status.RETRYING, Status.RUNNING, Status.STARTED)
"""The statuses of leaf jobs that a progress bar shows beside what is done."""


def role(status: Status) -> str:
    """The role of the palette that belongs to a status; glyphs and bars always have it."""
    return status.slug


def word_role(status: Status) -> str:
    """The role of the word after the glyph: what went well keeps quiet."""
    return "soft" if status is Status.COMPLETED else status.slug


def bold(status: Status) -> bool:
    """Whether the word is bold."""
    return status is Status.NOT_COMPLETED


def loudest(leaves: LeafCounts) -> Status | None:
    """The status of nested jobs that most wants to be seen, None when all of them wait or are completed."""
    return next((status for status in LOUDEST_FIRST if getattr(leaves, status.slug)), None)
