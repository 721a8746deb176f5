"""How events come in: the door that checks them, ``JobWriter`` for Python programs, ``joblog ingest`` for NDJSON.

Nothing is imported before somebody asks for it, because start-up is a feature.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joblog_tui.writers.job_writer import AsyncJobWriter, JobWriter
    from joblog_tui.writers.refused import RefusedEvents

__all__ = ["AsyncJobWriter", "JobWriter", "RefusedEvents"]


def __getattr__(name: str) -> Any:
    """Import the writers only when somebody asks for them."""
    if name in ("AsyncJobWriter", "JobWriter"):
        from joblog_tui.writers import job_writer

        return getattr(job_writer, name)
    if name == "RefusedEvents":
        from joblog_tui.writers.refused import RefusedEvents

        return RefusedEvents
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
