"""The live job table: a window on any number of rows, of which only a block is in memory.

What draws a row needs no Textual, so the widget is imported only when somebody asks for it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joblog_tui.ui.widgets.job_table.table import JobTable

__all__ = ["JobTable"]


def __getattr__(name: str) -> Any:
    """Import the widget only now."""
    if name == "JobTable":
        from joblog_tui.ui.widgets.job_table.table import JobTable

        return JobTable
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
