"""How one job becomes one line: what of it depends on the moment, and its segments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from rich.segment import Segment
from rich.style import Style

from joblog_tui.model.job import Job
from joblog_tui.model.stall import Verdict
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.query.listing import Sort
from joblog_tui.text import safe
from joblog_tui.ui.look import status as statuses
from joblog_tui.ui.look import times
from joblog_tui.ui.look.cut import fit, fit_path, pad, split_path, width_of
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.preferences import Times
from joblog_tui.ui.widgets.job_table.bars import bar, counts
from joblog_tui.ui.widgets.job_table.columns import Column, Columns

CursorLook = Literal["", "focused", "blurred"]
Sign = Literal["", "new", "changed", "unseen"]

STRUCK = Style(strike=True)
LONGEST = 400  # characters of a name that are looked at; no terminal shows more of it
GONE = "no longer matches"
OWN_ACTOR = "Cerby"  # the automation itself: people and services stand out against it


@dataclass(frozen=True, slots=True)
class Moving:
    """What of a row depends on the moment: its times as text and tone, and how long it has been silent."""

    created: tuple[str, times.Tone] = (times.MISSING, "muted")
    updated: tuple[str, times.Tone] = (times.MISSING, "muted")
    silent: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How the row stands in the table. ``glow`` is the step of the glow behind a changed status."""

    cursor: CursorLook = ""
    marked: bool = False
    sign: Sign = ""
    glow: int | None = None
    gone: bool = False
    """It does not match any more, and stays only until the cursor leaves it."""


@dataclass(frozen=True, slots=True)
class Clockwork:
    """How times are told, the clock in a ``zone`` (None: the machine's own)."""

    columns: Columns
    shown: Times = "both"
    zone: tzinfo | None = None

    def moving(self, job: Job, verdict: Verdict | None, now: int) -> Moving:
        """What of the row depends on the moment, at ``now`` (epoch ms)."""
        return Moving(
            self._time("created", job.created_at, now),
            self._time("updated", job.updated_at, now),
            "" if verdict is None else times.age(verdict.since, now).split()[0],
        )

    def _time(self, name: Literal["created", "updated"], at: int | None, now: int) -> tuple[str, times.Tone]:
        column = self.columns.named(name)
        if column is None or at is None:
            return times.MISSING, "muted"
        if self.shown == "clock":
            told = times.clock(at, now, self.zone, column.value_width)
        elif self.shown == "both" and column.full:
            told = times.clock_and_age(at, now, self.zone, min(times.BOTH_WIDTH, column.value_width))
        else:
            told = times.age(at, now)
        return told, times.tone(at, now)


class RowPainter:
    """Draws lines of one width in one theme with one vocabulary."""

    def __init__(self, columns: Columns, paint: Paint, glyphs: Glyphs, vocabulary: Vocabulary) -> None:
        self.columns = columns
        self._paint = paint
        self._glyphs = glyphs
        self._tasks = {word.slug: safe(word.label, LONGEST) for word in vocabulary.tasks}
        self._triggers = {word.slug: safe(word.label, LONGEST) for word in vocabulary.triggers}

    def row(self, job: Job, moving: Moving, state: State) -> list[Segment]:
        """The line of a job."""
        ground = self._ground(state)
        cells = {
            "status": self._status,
            "target": self._target,
            "actor": self._actor,
            "task": self._task,
            "trigger": self._trigger,
            "created": self._created,
            "updated": self._updated,
            "nested": self._nested,
        }
        line = _Line(self._paint, ground)
        line.extend(self._gutter(job, state))
        for column in self.columns.columns:
            line.to(column.x)
            line.extend(cells[column.name](column, job, moving, state))
            if state.gone and column.name == "target" and column is not self.columns.columns[-1]:
                line.to(column.x + column.width + 1)
                room = self.columns.width - column.x - column.width - 1
                line.add(fit(GONE, room, self._glyphs.cut), "muted")
                break
        line.to(self.columns.width)
        return line.segments

    def placeholder(self, rank: int, state: State) -> list[Segment]:
        """The line of a row that is not in memory yet."""
        line = _Line(self._paint, self._ground(state))
        line.extend(self._gutter(None, state))
        line.to(self.columns.columns[0].x)
        line.add(self._glyphs.cut, "muted")
        target = self.columns.named("target")
        if target is not None:
            line.to(target.x)
            line.add(fit(f"row {rank + 1:,}", target.width, self._glyphs.cut), "muted")
        line.to(self.columns.width)
        return line.segments

    def heading(self, sort: Sort) -> list[Segment]:
        """The line above the rows; the arrow stands behind the heading of the column that is sorted by."""
        line = _Line(self._paint, "panel")
        for column in self.columns.columns:
            chosen = column.sort == sort.field
            text = fit(column.heading, column.width, self._glyphs.cut)
            line.to(column.x + (column.value_width - width_of(text) if column.right else 0))
            line.add(text, "text" if chosen else "muted", bold=chosen)
            if chosen:
                line.add(self._glyphs.down if sort.descending else self._glyphs.up, "accent", bold=True)
        line.to(self.columns.width)
        return line.segments

    def blank(self) -> list[Segment]:
        """A line below the last row."""
        return [Segment(" " * self.columns.width, self._paint.style("text", "canvas"))]

    def _ground(self, state: State) -> str:
        if state.cursor:
            return "cursor" if state.cursor == "focused" else "raised"
        return self._paint.palette.marked if state.marked else "canvas"

    def _gutter(self, job: Job | None, state: State) -> Iterator["_Piece"]:
        if state.marked:
            yield _Piece(self._glyphs.marked, "accent", bold=True)
        elif state.cursor:
            yield _Piece(self._glyphs.cursor, "accent" if state.cursor == "focused" else "muted")
        elif state.sign == "new" and job is not None:
            yield _Piece(self._glyphs.new, statuses.role(job.status), bold=True)
        elif state.sign == "changed":
            yield _Piece(self._glyphs.changed, "text", bold=True)
        elif state.sign == "unseen":
            yield _Piece(self._glyphs.unseen, "accent")
        elif job is not None and job.acknowledged is not None:
            yield _Piece(" ", "text")
        if job is not None and job.acknowledged is not None:
            yield _Piece(self._glyphs.noted, "muted")

    def _status(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        status = job.status
        glowing = state.glow is not None and not state.cursor
        ground = self._paint.glow(status, state.glow) if glowing and state.glow is not None else None
        yield _Piece(self._glyphs.status[status], statuses.role(status), ground)
        word = f" {status.label}"
        role = "text" if glowing else self._paint.word_role(status)
        yield _Piece(word, role, ground, bold=statuses.bold(status))
        room = column.width - 1 - width_of(word)
        silent = f"{self._glyphs.stalled}{moving.silent}" if moving.silent else ""
        if silent and width_of(silent) > room:  # never cut a number: without room for it the sign stands alone
            silent = self._glyphs.stalled
        yield _Piece(" " * (room - width_of(silent)), "text", ground)
        if silent:
            seen_to = job.acknowledged is not None
            yield _Piece(silent, "muted" if seen_to else "stalled", bold=not seen_to)

    def _target(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        if job.target is None:
            yield _Piece(times.MISSING, "muted")
            return
        bold = bool(state.cursor) and not state.gone
        name = safe(job.target.name, LONGEST)
        if state.gone:
            yield _Piece(fit(name, column.width, self._glyphs.cut), "muted", struck=True)
            return
        parent, leaf = split_path(name)
        if parent:
            parent, leaf = fit_path(parent, leaf, column.width, self._glyphs.cut)
            yield _Piece(parent, "text" if bold else "soft", bold=bold)
        else:
            leaf = fit(leaf, column.width, self._glyphs.cut)
        yield _Piece(leaf, "text", bold=bold)

    def _actor(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        yield self._fact(column, job.actor, "muted" if job.actor == OWN_ACTOR else "soft")

    def _task(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        task = None if job.task is None else self._tasks.get(job.task, job.task)
        yield self._fact(column, task, "soft")

    def _trigger(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        trigger = None if job.trigger is None else self._triggers.get(job.trigger, job.trigger)
        yield self._fact(column, trigger, "muted")

    def _fact(self, column: Column, text: str | None, role: str) -> "_Piece":
        if text is None:
            return _Piece(times.MISSING, "muted")
        return _Piece(fit(safe(text, LONGEST), column.width, self._glyphs.cut), role)

    def _created(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        text, tone = moving.created
        yield _Piece(pad(text, column.value_width, right=True), tone)

    def _updated(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        text, tone = moving.updated
        yield _Piece(pad(text, column.value_width, right=True), tone)

    def _nested(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator["_Piece"]:
        if not job.nested:
            return
        complete = job.nested_completed >= job.nested
        count, cells = counts(job.nested_completed, job.nested, column.width)
        if cells:
            done, loud, rest = bar(job, cells)
            if self._paint.monochrome:  # without colour, what is not done must not look as if it were
                loud, rest = 0, loud + rest
            yield _Piece(self._glyphs.done * done, self._paint.done(Status.COMPLETED))
            if loud:
                status = statuses.loudest(job.leaves) or Status.RUNNING
                yield _Piece(self._glyphs.done * loud, statuses.role(status))
            yield _Piece(self._glyphs.rest * rest, "faint")
            yield _Piece(" ", "text")
        yield _Piece(count, "muted" if complete else "soft")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    role: str
    ground: str | None = None
    bold: bool = False
    struck: bool = False


class _Line:
    """Segments on one ground, filled from left to right, with blanks up to where the next one begins."""

    def __init__(self, paint: Paint, ground: str) -> None:
        self.segments: list[Segment] = []
        self._paint = paint
        self._ground = ground
        self._x = 0

    def add(self, text: str, role: str, ground: str | None = None, *, bold: bool = False, struck: bool = False) -> None:
        if text:
            style = self._paint.style(role, ground or self._ground, bold)
            self.segments.append(Segment(text, style + STRUCK if struck else style))
            self._x += width_of(text)

    def extend(self, pieces: Iterator[_Piece]) -> None:
        for piece in pieces:
            self.add(piece.text, piece.role, piece.ground, bold=piece.bold, struck=piece.struck)

    def to(self, x: int) -> None:
        self.add(" " * (x - self._x), "text")
