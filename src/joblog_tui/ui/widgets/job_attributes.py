"""The attributes of a job, laid out as JSON: the first lines at once, the rest as far as somebody scrolls."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from joblog_tui.model.job import Report
from joblog_tui.model.json_lines import json_lines
from joblog_tui.text import safe
from joblog_tui.ui.widgets.scrolled_lines import Entry

ATTRIBUTES = 400
"""Lines that are shown at first."""
LONGEST = 2_000  # characters of a piece of a line: a text of a megabyte on one line is many of them


def attribute_lines(reports: Sequence[Report], most: int = ATTRIBUTES) -> list[Entry]:
    """The attributes of every report that has some, the latest first; ``most`` lines, and whether there are more."""
    texts = tuple(dict.fromkeys(report.attributes for report in reversed(reports) if report.attributes))
    return list(_first(texts, most))


@lru_cache(maxsize=4)
def _first(texts: tuple[str, ...], most: int) -> tuple[Entry, ...]:
    """Kept, because a page is told anew every second."""
    told = tuple(islice(_entries(texts), most + 1))
    if len(told) <= most:
        return told
    return (*told[:most], Entry((), (("more of them: scroll on", "$jl-muted"),)))


def _entries(texts: Sequence[str]) -> Iterator[Entry]:
    for text in texts:
        for line in json_lines(text):
            for start in range(0, max(1, len(line)), LONGEST):
                yield Entry((), ((safe(line[start : start + LONGEST]) or " ", "$jl-soft"),))
