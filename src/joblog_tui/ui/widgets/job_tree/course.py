"""What a timeline knows beside its rows: since when there is something to show, and what the job waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from joblog_tui.ui.widgets.job_table.rows import Rows

Rail = Literal["", "first", "through", "step", "last", "only"]


@dataclass(frozen=True, slots=True)
class Course:
    """``low`` and ``high`` (epoch ms) are where it begins and ends, ``high`` None while it goes on.

    ``path`` are the jobs (``Job.seq``) of the blocking path, the outermost first.
    """

    low: int | None = None
    high: int | None = None
    path: tuple[int, ...] = ()


def rails(path: Sequence[int], rows: Rows) -> dict[int, Rail]:
    """By rank: how the rail that joins the jobs of the path passes each row in memory.

    It ends at the last job of the path that is to be seen: what follows is folded into that one. When that lies behind
    the rows in memory, the rail leads on to there.
    """
    ranks = {seq: rank for seq in path if (rank := rows.rank(seq)) is not None}
    if len(path) < 2 or not ranks:
        return {}
    first = min(ranks.values()) if path[0] in ranks else rows.first - 1
    last = max(ranks.values())
    deepest = next(seq for seq in reversed(path) if seq in ranks)
    branch = rows.branch(deepest)
    if deepest != path[-1] and branch is not None and branch.folded is False and rows.end < rows.total:
        last = rows.end
    if first == last:
        return {}
    steps = set(ranks.values())
    found: dict[int, Rail] = {}
    for rank in range(max(first, rows.first), min(last, rows.end - 1) + 1):
        found[rank] = "first" if rank == first else "last" if rank == last else "step" if rank in steps else "through"
    return found
