"""Which parts of a tree with a timeline fit a width, and where they stand.

The timeline goes first when there is no room for it, then the counts of nested jobs; what a job is and how long it
took stay to the last.
"""

from dataclasses import dataclass

from joblog_tui.ui.widgets.job_table.columns import Column, Columns

GUTTER = 2
STATUS = 15
JOBS = 9  # cells of 312/400 and wider
TIME = 9  # cells of 12m 05s
RAIL = 2
MARGIN = 1
LEAST_TARGET = 28
MOST_TARGET = 56
LEAST_LANE = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """The first cell and the width of each part; a width of 0: there is no room for it."""

    width: int
    target: int
    target_width: int
    jobs: int
    jobs_width: int
    lane: int
    lane_width: int
    time: int

    @property
    def columns(self) -> Columns:
        """The parts that are columns of the job table, too."""
        status = Column("status", GUTTER, STATUS, "Status")
        return Columns(self.width, 1, (status, Column("target", self.target, self.target_width, "Target")))

    @property
    def rail(self) -> int:
        """The first cell of the rail of the blocking path, right behind the time."""
        return self.time + TIME


def layout_for(width: int) -> Layout:
    """The parts of a tree that is ``width`` cells wide, gutter and margin included."""
    target = GUTTER + STATUS + 1
    end = width - MARGIN - RAIL
    time = max(target, end - TIME)
    room = time - 1 - target  # for target, counts and timeline, and what is between them
    jobs_width = JOBS if room >= 20 + 1 + JOBS else 0
    left = room - (jobs_width + 1 if jobs_width else 0)
    lane_width = 0
    target_width = max(0, left)
    if left >= LEAST_TARGET + 1 + LEAST_LANE:
        target_width = max(LEAST_TARGET, min(MOST_TARGET, left * 45 // 100))
        lane_width = left - target_width - 1
    jobs = target + target_width + 1
    lane = jobs + (jobs_width + 1 if jobs_width else 0)
    return Layout(width, target, target_width, jobs, jobs_width, lane, lane_width, time)
