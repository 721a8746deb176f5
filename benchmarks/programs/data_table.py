"""Textual's DataTable on a CSV: ``data_table.py FILE``."""

import csv
import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class TableApp(App[None]):
    """A table of every row, as the documentation has it."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        with open(sys.argv[1], newline="") as file:
            rows = csv.reader(file)
            table.add_columns(*next(rows))
            table.add_rows(rows)


if __name__ == "__main__":
    TableApp().run()
