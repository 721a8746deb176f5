"""What a job tree tells its screen beside what a job table does."""

from dataclasses import dataclass

from joblog_tui.model.job import Job
from joblog_tui.ui.widgets.job_table.messages import FromTable


@dataclass
class FoldWanted(FromTable, namespace="job_tree"):
    """The operator wants to see what is nested in a job (``unfold``), or no longer."""

    job: Job
    unfold: bool
