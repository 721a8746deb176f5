"""The filters: three groups of values with exact counts. Space, enter or a click selects."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from joblog_tui.query.filters import Group
from joblog_tui.text import safe
from joblog_tui.ui.facet_groups import FacetGroup, FacetValue
from joblog_tui.ui.keymap import OF_FILTERS, bindings
from joblog_tui.ui.look.cut import cut_end, pad
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.status import role
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.prefilled import Prefilled, prefilled

WIDE = 32  # cells from which on bars are 5 wide
LONGEST = 200  # characters of a label
HALF_DONE = "╸"
KEPT = 500  # lines that are kept as they were drawn

_Line = FacetGroup | FacetValue | None
"""A heading, a value, or a blank line."""


class _Look(NamedTuple):
    """All that a line is drawn from; ``most`` is the count that the bars are measured by."""

    line: _Line
    width: int
    under_cursor: bool = False
    counted: bool = True
    most: int = 0


class FilterSidebar(ScrollView, can_focus=True):
    """The sidebar, docked or as a drawer; it shows the groups it is given and says what the operator toggles."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_FILTERS)]

    @dataclass
    class Toggled(Message):
        """The operator switched a value on or off; ``exclude``: its exclusion."""

        group: Group
        slug: str
        exclude: bool = False

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._groups: tuple[FacetGroup, ...] = ()
        self._counted = True
        self._lines: list[_Line] = []
        self._cursor = 0
        self._most = 0
        self._paint: Paint | None = None
        self._strips: dict[_Look, Prefilled] = {}
        self._drawn: dict[int, _Look] = {}

    def show(self, groups: tuple[FacetGroup, ...], *, counted: bool = True) -> None:
        """Show these groups; ``counted`` is False while the counts are still those of another filter."""
        if (groups, counted) == (self._groups, self._counted):
            return
        under_cursor = self.cursor_value
        self._groups, self._counted = groups, counted
        self._most = max((value.count for group in groups for value in group.values), default=0)
        self._lay_out()
        if under_cursor is not None:
            self._cursor = next(
                (i for i, value in enumerate(self._values()) if _same(value, under_cursor)), self._cursor
            )
        self._refresh_lines_that_differ()

    def start_over(self) -> None:
        """Closed, with the cursor on the first value."""
        self.remove_class("-open")
        self._cursor = 0

    @property
    def cursor_value(self) -> FacetValue | None:
        """The value under the cursor."""
        values = self._values()
        return values[self._cursor] if self._cursor < len(values) else None

    def action_up(self) -> None:
        """One value up."""
        self._go(self._cursor - 1)

    def action_down(self) -> None:
        """One value down."""
        self._go(self._cursor + 1)

    def action_first(self) -> None:
        """To the first value."""
        self._go(0)

    def action_last(self) -> None:
        """To the last value."""
        self._go(len(self._values()) - 1)

    def action_next_group(self) -> None:
        """To the first value of the next group; from the last group to the first."""
        starts = self._group_starts()
        self._go(next((start for start in starts if start > self._cursor), 0))

    def action_previous_group(self) -> None:
        """To the first value of this group, from there to the group before; from the first group to the last."""
        starts = self._group_starts()
        self._go(next((start for start in reversed(starts) if start < self._cursor), starts[-1] if starts else 0))

    def action_toggle_value(self) -> None:
        """Switch the value under the cursor."""
        value = self.cursor_value
        if value is not None:
            self.post_message(self.Toggled(value.group, value.slug))

    def action_exclude_value(self) -> None:
        """Exclude the value under the cursor, or let it in again."""
        value = self.cursor_value
        if value is not None:
            self.post_message(self.Toggled(value.group, value.slug, exclude=True))

    def on_click(self, event: events.Click) -> None:
        """Switch the value that was clicked; the right button excludes it."""
        line = self._line_at(event.y)
        if isinstance(line, FacetValue):
            self._go(self._values().index(line))
            self.post_message(self.Toggled(line.group, line.slug, exclude=event.button == 3))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The tooltip explains the value under the mouse."""
        line = self._line_at(event.y)
        text = line.explanation if isinstance(line, FacetValue) else ""
        self.tooltip = Content(safe(text, LONGEST)) if text else None

    def on_resize(self) -> None:
        """Headings get air when there is room for it."""
        self._lay_out()

    def on_focus(self) -> None:
        """The cursor appears."""
        self._refresh_lines_that_differ()

    def on_blur(self) -> None:
        """The cursor goes."""
        self._refresh_lines_that_differ()

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._paint = None
        self._strips.clear()
        self._drawn.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines with their output: no style of Textual's is worked into them."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """A heading, a value or a blank line."""
        look = self._drawn[y] = self._look(y)
        strip = self._strips.get(look)
        if strip is None:
            if len(self._strips) >= KEPT:
                self._strips.clear()
            strip = self._strips[look] = self._strip(look)
        return strip

    def _look(self, y: int) -> _Look:
        line, width = self._line_at(y), self.size.width
        if line is None:
            return _Look(None, width)
        under_cursor = self.has_focus and line is self.cursor_value
        return _Look(line, width, under_cursor, self._counted, 0 if isinstance(line, FacetGroup) else self._most)

    def _refresh_lines_that_differ(self) -> None:
        for y in range(self.size.height):
            if self._look(y) != self._drawn.get(y):
                self.refresh(Region(0, y, self.size.width, 1))

    def _strip(self, look: _Look) -> Prefilled:
        if self._paint is None:
            self._paint = paint_of(self.app)
        ground = self._paint.style("text", "panel")
        match look.line:
            case FacetGroup():
                segments = self._heading(look.line, look.width, self._paint)
            case FacetValue():
                segments = self._value(look.line, look.width, self._paint, under_cursor=look.under_cursor)
            case None:
                segments = [Segment(" " * look.width, ground)]
        return prefilled(self, Strip(segments).adjust_cell_length(look.width, ground), look.width)

    def _heading(self, group: FacetGroup, width: int, paint: Paint) -> list[Segment]:
        side = f"{group.chosen} of {len(group.values)}" if group.chosen else ""
        if group.excluded and not group.chosen:
            side = f"not {group.excluded}"
        if group.beyond:
            side = f"{side}, see query" if side else "see query"
        if not self._counted:
            side = "counting"
        title = cut_end(group.title, max(0, width - len(side) - 3))
        return [
            Segment(pad(f" {title}", width - len(side) - 1), paint.style("text", "panel", True)),
            Segment(f"{side} ", paint.style("accent" if self._counted else "muted", "panel")),
        ]

    def _value(self, value: FacetValue, width: int, paint: Paint, *, under_cursor: bool) -> list[Segment]:
        ground = "cursor" if under_cursor else "panel"
        bar_width = 5 if width >= WIDE else 3
        glyph = "" if value.status is None else f"{self._glyphs.status[value.status]} "
        name_room = width - 1 - bar_width - 1 - cell_len(glyph) - 1
        label = safe(value.label, LONGEST)
        count = f"{value.count:,}"
        if cell_len(label) + 1 + len(count) > name_room:
            count = compact(value.count)
        label = cut_end(label, max(0, name_room - len(count) - 1), self._glyphs.cut)
        plain = "text" if value.chosen else "soft" if value.count and self._counted else "muted"
        name_style = paint.style("muted" if value.excluded else plain, ground, value.chosen)
        if value.excluded:
            name_style += Style(strike=True)
        status = role(value.status) if value.status is not None else "muted"
        bar_role = "accent" if value.chosen else "faint"
        if value.status is not None and not value.chosen:
            bar_role = paint.done(value.status) if value.status.slug == "completed" else status
        return [
            Segment(
                "-" if value.excluded else self._glyphs.cursor if value.chosen else " ",
                paint.style("accent", ground, value.excluded),
            ),
            Segment(pad(self._bar(value.count, bar_width), bar_width + 1), paint.style(bar_role, ground)),
            Segment(glyph, paint.style(status if value.count or value.chosen else "muted", ground)),
            Segment(label, name_style),
            Segment(pad("", name_room - len(count) - cell_len(label)), paint.style(plain, ground)),
            Segment(f"{count} ", paint.style("accent" if value.chosen else plain, ground, value.chosen)),
        ]

    def _bar(self, count: int, width: int) -> str:
        """A bar of up to ``width`` cells, on a log scale: something is never nothing."""
        if not count:
            return ""
        halves = max(1, round(2 * width * log(1 + count) / log(1 + max(self._most, 2))))
        if self._glyphs is not UNICODE:
            return self._glyphs.done * max(1, halves // 2)
        return self._glyphs.done * (halves // 2) + HALF_DONE * (halves % 2)

    def _lay_out(self) -> None:
        values = sum(len(group.values) for group in self._groups)
        air = self.size.height >= values + 2 * len(self._groups) - 1
        self._lines = []
        for group in self._groups:
            if air and self._lines:
                self._lines.append(None)
            self._lines += [group, *group.values]
        self.virtual_size = Size(0, len(self._lines))

    def _line_at(self, y: int) -> _Line:
        index = y + round(self.scroll_y)
        return self._lines[index] if 0 <= index < len(self._lines) else None

    def _values(self) -> Sequence[FacetValue]:
        return [value for group in self._groups for value in group.values]

    def _group_starts(self) -> list[int]:
        starts, at = [], 0
        for group in self._groups:
            if group.values:
                starts.append(at)
            at += len(group.values)
        return starts

    def _go(self, cursor: int) -> None:
        self._cursor = max(0, min(cursor, len(self._values()) - 1))
        value = self.cursor_value
        if value is not None:
            line = self._lines.index(value)
            top, height = round(self.scroll_y), self.size.height
            if line < top or cursor <= 0:
                self.scroll_to(y=max(0, line - 1), animate=False)
            elif line >= top + height:
                self.scroll_to(y=line - height + 1, animate=False)
        self._refresh_lines_that_differ()


def compact(count: int) -> str:
    """A count that has no room: ``14.1M``."""
    for size, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if count >= size:
            whole = count / size
            return f"{whole:.1f}{letter}" if whole < 100 else f"{whole:.0f}{letter}"
    return str(count)


def _same(one: FacetValue, other: FacetValue) -> bool:
    return (one.group, one.slug) == (other.group, other.slug)
