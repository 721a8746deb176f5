"""Paints the glance: the rows as the table draws them, and around them what is known before anything is counted."""

from collections.abc import Sequence

from rich.segment import Segment

from joblog_tui.query.listing import Sort
from joblog_tui.store.first_rows import FirstRows
from joblog_tui.text import safe
from joblog_tui.ui.glance.layout import Layout, Place
from joblog_tui.ui.glance.look import Look
from joblog_tui.ui.look.ansi import SYSTEMS, ansi
from joblog_tui.ui.look.cut import width_of
from joblog_tui.ui.widgets.job_table.row import Clockwork, CursorLook, RowPainter, State

LONGEST = 60  # characters of a workspace's or store's name


def frame(seen: FirstRows, layout: Layout, look: Look, now: int, *, unseen_since: int | None = None) -> str:
    """What is written to the terminal: every cell of the screen, and no control but positions and colours.

    ``now`` is epoch ms. Rows that changed since ``unseen_since`` (epoch ms) are marked as not seen yet.
    """
    canvas = _Canvas(look)
    width = layout.header.width
    for y in range(layout.table.y + layout.table.height + layout.panels[-1].height + 1):
        canvas.fill(Place(0, y, width, 1), "canvas")
    for panel in layout.panels:
        canvas.fill(panel, "panel")
    _header(canvas, seen, layout.header)
    if layout.rule is not None:
        canvas.text(layout.rule.x, layout.rule.y, [(look.glyphs.rest * width, "line", False)], "canvas")
    canvas.text(0, layout.query.y, [(" / ", "accent", True), ("all jobs", "muted", False)], "canvas")
    _table(canvas, seen, layout.table, now, unseen_since)
    return "".join(canvas.written)


def _header(canvas: "_Canvas", seen: FirstRows, place: Place) -> None:
    names = [safe(seen.workspace, LONGEST), safe(seen.store, LONGEST)]
    left = [(" joblog", "accent", True), (f"  {names[0]}", "text", True), (f"  {names[1]}", "muted", False)]
    state = "opening"
    if sum(width_of(text) for text, _, _ in left) + len(state) + 3 > place.width:
        return
    canvas.text(0, place.y, left, "panel")
    canvas.text(place.width - len(state) - 1, place.y, [(state, "muted", False)], "panel")


def _table(canvas: "_Canvas", seen: FirstRows, place: Place, now: int, unseen_since: int | None) -> None:
    look = canvas.look
    arrangement = look.arrangement
    clockwork = Clockwork(arrangement.columns(place.width), arrangement.times, arrangement.zone)
    painter = RowPainter(clockwork.columns, look.paint, look.glyphs, seen.vocabulary)
    canvas.segments(place.x, place.y, painter.heading(Sort()))
    for rank, job in enumerate(seen.jobs[: place.height - 1]):
        cursor: CursorLook = "focused" if rank == 0 else ""
        unseen = unseen_since is not None and (job.updated_at or 0) >= unseen_since
        state = State(cursor, sign="unseen" if unseen else "")
        canvas.segments(place.x, place.y + 1 + rank, painter.row(job, clockwork.moving(job, None, now), state))
    if len(seen.jobs) >= place.height:
        canvas.fill(Place(place.x + place.width - 1, place.y + 1, 1, place.height - 1), "panel")


class _Canvas:
    """Collects what is written."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.written: list[str] = []

    def segments(self, x: int, y: int, segments: Sequence[Segment]) -> None:
        self.written.append(f"\x1b[{y + 1};{x + 1}H{ansi(segments, SYSTEMS[self.look.system])}")

    def text(self, x: int, y: int, pieces: Sequence[tuple[str, str, bool]], ground: str) -> None:
        """Texts side by side, each with its role and whether it is bold."""
        style = self.look.paint.style
        self.segments(x, y, [Segment(text, style(role, ground, bold)) for text, role, bold in pieces])

    def fill(self, place: Place, ground: str) -> None:
        for y in range(place.y, place.y + place.height):
            if place.width:
                self.text(place.x, y, [(" " * place.width, "text", False)], ground)
