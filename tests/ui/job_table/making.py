"""Made-up jobs, blocks and a small app around the table, for its tests."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from joblog_tui.model.event import Target
from joblog_tui.model.job import Job, LeafCounts
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Block
from joblog_tui.ui.beneath import LineScreen
from joblog_tui.ui.look.themes import THEMES, variable_defaults
from joblog_tui.ui.stylesheets import stylesheets
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.job_table.arrangement import Arrangement
from joblog_tui.ui.widgets.job_table.messages import UnderCursor

NOW = 1_795_424_400_000  # epoch ms: 2026-11-23T09:00:00Z
NO_STALLS = Stalls(NOW)


def make_job(seq: int, **facts: Any) -> Job:
    """Job ``seq``, an hour old unless told otherwise; later ones are newer."""
    created = NOW - 3_600_000 + seq * 10
    status = facts.get("status", Status.COMPLETED)
    return Job(
        **{
            "seq": seq,
            "id": f"job-{seq}",
            "parent": None,
            "status": status,
            "own_status": status,
            "source_status": None,
            "task": "syncing_users",
            "trigger": "scim",
            "target": Target(f"Target {seq}"),
            "actor": "Okta SCIM",
            "created_at": created,
            "updated_at": created,
            "active_at": created,
            "started_at": None,
            "scheduled_for": None,
            "source": None,
            "nested": 0,
            "nested_completed": 0,
            "leaves": LeafCounts(completed=1),
            **facts,
        }
    )


def jobs(seqs: Iterable[int]) -> tuple[Job, ...]:
    """Jobs in the order given."""
    return tuple(make_job(seq) for seq in seqs)


def newest_first(count: int, *, first: int = 1) -> tuple[Job, ...]:
    """``count`` jobs, the newest (highest ``seq``) first, down to ``seq`` = ``first``."""
    return jobs(range(first + count - 1, first - 1, -1))


def block_of(rows: Iterable[Job], first: int = 0, total: int | None = None) -> Block:
    """A block from ``first`` on; it is all there is unless ``total`` says otherwise."""
    rows = tuple(rows)
    return Block(rows, first, first + len(rows) if total is None else total)


class TableApp(App[None]):
    """A table that fills the screen; it collects what the table posts."""

    CSS_PATH = stylesheets()

    def __init__(self, table: JobTable | None = None) -> None:
        super().__init__()
        self.table = table or JobTable(arrangement=Arrangement(zone=UTC))
        self.posted: list[Message] = []
        self.moves: list[UnderCursor] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "night"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def get_default_screen(self) -> Screen[None]:
        return LineScreen()

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.watch(self.table, "under_cursor", self._note_move, init=False)

    def _note_move(self, under_cursor: UnderCursor) -> None:
        self.moves.append(under_cursor)

    def on_job_table_rows_wanted(self, message: JobTable.RowsWanted) -> None:
        self.posted.append(message)

    def on_job_table_opened(self, message: JobTable.Opened) -> None:
        self.posted.append(message)

    def on_job_table_sort_wanted(self, message: JobTable.SortWanted) -> None:
        self.posted.append(message)

    def on_job_table_held(self, message: JobTable.Held) -> None:
        self.posted.append(message)

    def of(self, kind: type[Message]) -> list[Any]:
        """The messages of one kind, oldest first; they are forgotten."""
        found = [message for message in self.posted if isinstance(message, kind)]
        self.posted = [message for message in self.posted if not isinstance(message, kind)]
        return found

    def moved(self) -> list[UnderCursor]:
        """What the cursor was on, oldest first; it is forgotten."""
        moves, self.moves = self.moves, []
        return moves

    def lines(self) -> list[str]:
        """What the table shows, line by line, the heading first."""
        return [strip.text.rstrip() for strip in self.strips()]

    def strips(self) -> list[Strip]:
        """The lines as they are painted, line filters included."""
        return self.table.render_lines(self.table.size.region)

    def line_of(self, seq: int) -> int | None:
        """The line (0 is the heading) on which a job is shown, None when it is not."""
        name = f"Target {seq} "
        return next((y for y, line in enumerate(self.lines()) if name in f"{line} "), None)
