"""What joblog uses of Textual beneath its public surface: all of it, in this one room.

Three things cannot be had from above at the speed of the fingers. A repaint of two lines must cost two lines: the stock
compositor asks every widget that lies between them for all of its lines, and cuts those to pieces. A key's frame must
be written when the key has been dealt with, rather than after two more messages and a tick of a timer. And a key must
find its binding before the next one is looked at.

``tests/ui/test_beneath.py`` paints with the stock compositor and with ours and compares what a terminal shows; it
fails when Textual changes beneath us.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.dom import DOMNode
from textual.events import ScreenResume
from textual.geometry import Region
from textual.message import Message
from textual.messages import Prompt
from textual.screen import Screen, ScreenResultType
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

Piece = tuple[int, int, Widget, Region]
"""Cells of one line that one widget shows: the first, the one behind the last, the widget, and where it is."""


class Painted(CompositorUpdate):
    """Some strips, each with the place (x, y) of its first cell."""

    def __init__(self, strips: list[tuple[int, int, Strip]]) -> None:
        self.strips = strips

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The same for a picture: line by line from the top."""
        lines: dict[int, list[tuple[int, Strip]]] = {}
        for x, y, strip in self.strips:
            lines.setdefault(y, []).append((x, strip))
        for y in sorted(lines):
            for _, strip in sorted(lines[y], key=lambda placed: placed[0]):
                yield from strip
            yield Segment.line()

    def render_segments(self, console: Console) -> str:
        """What is written to the terminal."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.strips])


class LineCompositor(Compositor):
    """A compositor whose partial updates ask widgets for the lines that are dirty, and for no others."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: dict[int, list[Piece]] = {}
        self._pieces_of: object = None

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """Everything is dirty; what is exported as a picture is left to Textual."""
        if simplify:
            return super().render_full_update(simplify=simplify)
        self._dirty_regions = {self.size.region}
        return self.render_partial_update() or Painted([])  # type: ignore[return-value]  # its only use is to be displayed

    def render_partial_update(self) -> ChopsUpdate | None:
        """The dirty regions, painted anew."""
        dirty, screen = self._dirty_regions.copy(), self.size.region
        self._dirty_regions.clear()
        regions = [region for region in (each.intersection(screen) for each in dirty) if region]
        if not regions:
            return None
        strips: list[tuple[int, int, Strip]] = []
        for widget, place, region in self._blocks(self._regions_to_spans(regions)):
            lines = widget.render_lines(region.translate(-place.offset))
            strips.extend((region.x, y, strip) for y, strip in zip(region.line_range, lines, strict=False))
        return Painted(strips)  # type: ignore[return-value]  # its only use is to be displayed

    def _blocks(self, spans: Iterable[tuple[int, int, int]]) -> Iterator[tuple[Widget, Region, Region]]:
        """Regions that each show a part of one widget: that widget, where it is, and the region; lines from above."""
        growing: dict[tuple[int, int, Widget], tuple[Region, Region]] = {}
        for y, left, right in spans:
            for first, end, widget, place in self._line(y):
                x1, x2 = max(first, left), min(end, right)
                if x1 >= x2:
                    continue
                _, grown = growing.get((x1, x2, widget), (place, None))
                if grown is not None and grown.bottom != y:
                    yield widget, place, grown
                    grown = None
                top = y if grown is None else grown.y
                growing[x1, x2, widget] = place, Region(x1, top, x2 - x1, y + 1 - top)
        for (_, _, widget), (place, region) in growing.items():
            yield widget, place, region

    def _line(self, y: int) -> list[Piece]:
        """Which widget shows which cells of a line. Kept until the layout changes."""
        cuts = self.cuts
        if self._pieces_of is not cuts:
            self._pieces_of = cuts
            self._pieces.clear()
        if y not in self._pieces:
            self._pieces[y] = self._found(y, cuts[y])
        return self._pieces[y]

    def _found(self, y: int, cuts: list[int]) -> list[Piece]:
        pieces: list[Piece] = []
        for first, end in pairwise(cuts):
            for widget, (place, clip) in self.visible_widgets.items():  # the foremost comes first
                if place.contains(first, y) and clip.contains(first, y):
                    if pieces and pieces[-1][2] is widget and pieces[-1][1] == first:
                        first = pieces.pop()[0]
                    pieces.append((first, end, widget, place))
                    break
        return pieces


class LineScreen(Screen[ScreenResultType]):
    """A screen that repaints by lines."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._compositor = LineCompositor()
        self._styled: object = None

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Before Textual's own: nothing is styled anew when everything that styles depend on is as it was."""
        app = self.app
        now = getattr(app.stylesheet, "readings", None), app.theme, app.pseudo_classes, app.classes
        if now == self._styled:
            event.refresh_styles = False
        self._styled = now


class FramesInOneWrite(App[None]):
    """An app that hands each frame to the terminal's thread whole, rather than in three pieces that each wake it."""

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        driver = self._driver
        if driver is None:
            return
        pieces: list[str] = []
        driver.write = pieces.append  # type: ignore[assignment, method-assign]
        try:
            super()._display(screen, renderable)
        finally:
            del driver.write
            if pieces:
                driver.write("".join(pieces))


def paint_now(app: App[Any]) -> None:
    """Write what was refreshed, in one frame, without waiting for the screen's own next one.

    When there is more to do than to repaint, the screen does it all in its own time.
    """
    if not app.screen_stack or app._batch_count:
        return
    screen = app.screen
    if screen._layout_required or screen._scroll_required or screen._repaint_required or not screen.is_current:
        return
    dirty = {widget for widget in screen._compositor.visible_widgets if widget._repaint_required}
    if any(widget._layout_required or widget._scroll_required for widget in dirty):
        return
    for widget in dirty:
        widget._repaint_required = False
    dirty |= screen._dirty_widgets
    if dirty:
        screen._compositor.update_widgets(dirty)
        screen._compositor_refresh()


def is_stacked(screen: Screen[Any]) -> bool:
    """Whether a screen is on the stack of any mode."""
    return any(screen in stack for stack in screen.app._screen_stacks.values())


def own_scrollbar(view: ScrollView, make: Callable[[], ScrollBar]) -> ScrollBar:
    """The vertical scrollbar of ``view``: at its first use the one that ``make`` makes, instead of a stock one."""
    if view._vertical_scrollbar is None:
        view._vertical_scrollbar = make()
        view._vertical_scrollbar.display = False
        view.app._start_widget(view, view._vertical_scrollbar)
    return view._vertical_scrollbar


async def run_binding(app: App[Any], key: str) -> bool:
    """Run what a key is bound to, here and now; whether it is bound to anything."""
    return await app._check_bindings(key, priority=True) or await app._check_bindings(key)


def has_messages(node: DOMNode) -> bool:
    """Whether ``node`` or anything above it, up to the screen, has messages to deal with."""
    # A prompt only wakes a widget up, so that it tells its screen what it has refreshed.
    for each in node.ancestors_with_self:
        waiting: deque[Message | None] = each._message_queue.values
        if not isinstance(each, App) and not all(isinstance(message, Prompt) for message in waiting):
            return True
    return False


class Standing:
    """Whether an action was over without a pause, so that nothing else can have happened meanwhile."""

    def __init__(self) -> None:
        self.paused = False
        self._handle = asyncio.get_running_loop().call_soon(self._pause)

    def _pause(self) -> None:
        self.paused = True

    def over(self) -> bool:
        """Stop looking; whether there was no pause."""
        self._handle.cancel()
        return not self.paused
