"""The All jobs cell: how far the nested jobs are, as a bar and as counts."""

from joblog_tui.model.job import Job
from joblog_tui.ui.look.status import loudest

COUNT_WIDTH = 7  # cells of 118/260


def counts(done: int, total: int, width: int) -> tuple[str, int]:
    """The counts as text, and how many cells of ``width`` are left for a bar before them (0: none).

    ``118/260``; without thousands separators when that does not fit, then in thousands. A number is never cut.
    """
    text = f"{done:,}/{total:,}"
    if len(text) <= COUNT_WIDTH:
        return text, width - COUNT_WIDTH - 1
    for shorter in (text, f"{done}/{total}", f"{compact(done)}/{compact(total)}"):
        if len(shorter) <= width:
            return shorter, width - len(shorter) - 1 if width - len(shorter) > 1 else 0
    return compact(total), 0


def compact(number: int) -> str:
    """``950``, ``14k``, ``1.4M``, ``14M``: at most four cells up to 999 million; rounded down, never up."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            tenths = number * 10 // size
            return f"{tenths / 10:.1f}{unit}" if tenths < 100 and tenths % 10 else f"{tenths // 10}{unit}"
    return str(number)


def bar(job: Job, cells: int) -> tuple[int, int, int]:
    """How many of ``cells`` stand for completed jobs, for the loudest status among the others, and for the rest.

    Whatever exists is seen: something completed takes at least one cell, and only all of it takes all of them.
    """
    if job.nested_completed >= job.nested:
        return cells, 0, 0
    loud = 1 if loudest(job.leaves) is not None and cells > 1 else 0
    done = round(job.nested_completed * cells / job.nested)
    done = max(min(1, job.nested_completed), done)
    done = min(done, cells - max(loud, 1))
    return done, loud, cells - done - loud
