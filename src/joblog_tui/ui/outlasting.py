"""A terminal may go away while something is written to it. Then there is nobody left to tell, and leaving goes on.

Textual writes in a thread of its own, through a queue. A write that fails ends that thread; the queue fills up, and
whoever wants to leave would wait for ever for room in it, as a dashboard did that lost its terminal.
"""

from contextlib import suppress
from typing import Any, cast

from textual.driver import Driver


class Outlasting:
    """A text file that takes everything, whether or not it can be written."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write it if that can be done; the number of characters."""
        with suppress(OSError, ValueError):  # the terminal is gone; the file was closed
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand it on if that can be done."""
        with suppress(OSError, ValueError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outlasting(driver_class: type[Driver]) -> type[Driver]:
    """A driver of this class that does not mind when its terminal goes away."""

    def build(*arguments: Any, **options: Any) -> Driver:
        driver = driver_class(*arguments, **options)
        file = getattr(driver, "_file", None)
        if file is not None:
            driver._file = Outlasting(file)  # type: ignore[attr-defined]
        return driver

    return cast("type[Driver]", build)
