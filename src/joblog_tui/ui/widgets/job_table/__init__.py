"""The live job table: a window on any number of rows, of which only a block is in memory."""

from joblog_tui.ui.widgets.job_table.table import JobTable

__all__ = ["JobTable"]
