"""All views, a line each: which one is on, how many jobs it lists, whose it is, what it says."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from joblog_tui.query.views import View
from joblog_tui.text import safe
from joblog_tui.ui.look.cut import cut_end, pad
from joblog_tui.ui.spread import Piece
from joblog_tui.ui.widgets.line import Line

LONGEST = 300  # characters of a name or a query
NAME, NUMBER, PLACE = 24, 11, 9  # cells


@dataclass(frozen=True, slots=True)
class Listed:
    """A view and how many jobs it lists; None while that is not known."""

    view: View
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ViewListShown:
    """Views in order; the ``cursor`` is on one of them, and the one called ``on`` is open."""

    views: tuple[Listed, ...] = ()
    cursor: int = 0
    on: str = ""


class ViewList(Line[ViewListShown]):
    """As many lines as there is room for, around the cursor."""

    @dataclass
    class Clicked(Message):
        """The operator clicked a view."""

        index: int

    def show(self, shown: ViewListShown) -> None:
        """Show other views; more of them take more room."""
        grown = len(shown.views) != len(self.shown.views)
        super().show(shown)
        if grown:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each."""
        return max(1, len(self.shown.views))

    @property
    def _first(self) -> int:
        height = max(1, self.size.height)
        return max(0, min(self.shown.cursor - height + 1 + height // 3, len(self.shown.views) - height))

    def draw(self, shown: ViewListShown, width: int) -> Content:
        """The lines."""
        lines = [
            self._line(index, listed, width)
            for index, listed in enumerate(shown.views)
            if self._first <= index < self._first + max(1, self.size.height)
        ]
        return Content("\n").join(lines)

    def _line(self, index: int, listed: Listed, width: int) -> Content:
        shown, glyphs = self.shown, self._glyphs
        here = index == shown.cursor
        name = cut_end(safe(listed.label, LONGEST), NAME, glyphs.cut)
        count = "" if listed.count is None else f"{listed.count:,}"
        place = "" if listed.view.place == "built-in" else listed.view.place
        bold = "bold " if here or listed.view.name == shown.on else ""
        pieces: list[Piece] = [
            (f"{glyphs.cursor if here else ' '} ", "$jl-accent"),
            (pad(name, NAME), f"{bold}{'$jl-accent' if listed.view.name == shown.on else '$jl-text'}"),
            (f"{count:>{NUMBER}}", "$jl-soft"),
            (f"  {pad(place, PLACE)}", "$jl-muted"),
        ]
        room = width - sum(cell_len(text) for text, _ in pieces)
        query = safe(listed.view.query, LONGEST) or "every job"
        pieces.append((pad(cut_end(query, max(0, room), glyphs.cut), max(0, room)), "$jl-muted"))
        line = Content.assemble(*pieces).truncate(width)
        return line.stylize_before("on $jl-cursor") if here else line

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked."""
        index = self._first + event.y
        if index < len(self.shown.views):
            self.post_message(self.Clicked(index))
