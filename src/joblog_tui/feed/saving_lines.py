"""Saves the log lines of a job to a file, a page at a time: never half a file, however it ends."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from joblog_tui.model.errors import JoblogError
from joblog_tui.model.log_line import LogLine, Place
from joblog_tui.model.moment import rfc3339
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.store.base import JobStore
from joblog_tui.text import safe, safe_lines

PAGE = 2_000  # lines that are read at a time
_LEVEL_WIDTH = 5


async def save_lines(store: JobStore, query: LineQuery, path: Path, progress: Callable[[int], None]) -> int:
    """Write all lines of ``query`` to a new file at ``path``; how many there are. ``progress`` is told how many so far.

    ``JoblogError`` when something is there already or it cannot be written; then, and when it is cancelled, no file is
    left.
    """
    try:
        _check_free(path)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                place: Place | None = None
                count = 0
                while True:
                    page = await store.lines_after(query, place, PAGE)
                    file.writelines(f"{text}\n" for line in page.lines for text in written(line))
                    count += len(page.lines)
                    progress(count)
                    if page.end:
                        break
                    place = page.reached
                file.flush()
                os.fsync(file.fileno())
                _check_free(path)
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except ValueError:
        raise JoblogError("the name holds a character that no path can hold; choose another one") from None
    except OSError as error:
        raise JoblogError(f"cannot write {path.name}: {(error.strerror or str(error)).lower()}") from None
    return count


def _check_free(path: Path) -> None:
    if os.path.lexists(path):
        raise JoblogError(f"{path.name} is there already; choose another name")


def written(line: LogLine) -> Iterator[str]:
    """A line as text: when (UTC), how loudly, of which job, what; further lines of a message are indented."""
    first, *more = safe_lines(line.text)
    yield f"{rfc3339(line.at)}  {safe(line.level or 'info'):<{_LEVEL_WIDTH}}  {safe(line.job)}  {first}"
    for text in more:
        yield f"    {text}"
