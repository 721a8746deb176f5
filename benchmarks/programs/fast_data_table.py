"""textual-fastdatatable on a CSV, read by Arrow: ``fast_data_table.py FILE``."""

import sys

from pyarrow import csv  # type: ignore[import-not-found]
from textual.app import App, ComposeResult
from textual_fastdatatable import ArrowBackend, DataTable  # type: ignore[import-not-found]


class TableApp(App[None]):
    """A table of every row."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(backend=ArrowBackend(csv.read_csv(sys.argv[1])), cursor_type="row")


if __name__ == "__main__":
    TableApp().run()
