"""The views as tabs in one line: each with its count, the one that is on underlined, those without room left out."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from joblog_tui.text import safe
from joblog_tui.ui.look.cut import cut_end
from joblog_tui.ui.spread import Piece
from joblog_tui.ui.widgets.line import Line

GAP, MARGIN = 4, 2  # cells between two tabs, and before the first one
LONGEST = 40  # cells of a name
EDITED = "*"


@dataclass(frozen=True, slots=True)
class Tab:
    """A view: ``name`` tells which, ``label`` is shown; ``count`` is None until it is known."""

    name: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class TabsShown:
    """The views in order, and which of them is on; ``edited``: what is listed is not quite that any more.

    ``key`` opens all views; ``underlined`` says that no line under the tabs tells which one is on.
    """

    tabs: tuple[Tab, ...] = ()
    on: str = ""
    edited: bool = False
    key: str = "v"
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A tab that has found room, from ``start`` to just before ``end``."""

    tab: Tab
    start: int
    end: int


class ViewTabs(Line[TabsShown]):
    """One line. A click opens a view, or all of them."""

    @dataclass
    class Chosen(Message):
        """The operator clicked a view."""

        name: str

    @dataclass
    class AllWanted(Message):
        """The operator clicked what opens all views."""

    def draw(self, shown: TabsShown, width: int) -> Content:
        """The tabs that fit, and the key for the others."""
        placed = place(shown, width, self._glyphs.cut)
        pieces: list[Piece] = []
        at = 0
        for each in placed:
            pieces.append((" " * (each.start - at), ""))
            on = each.tab.name == shown.on
            line = " underline" if on and shown.underlined else ""
            pieces.append((_label(each.tab, self._glyphs.cut), f"bold{line} $jl-text" if on else "$jl-muted"))
            if on and shown.edited:
                pieces.append((EDITED, f"bold{line} $jl-accent"))
            if each.tab.count is not None:
                pieces.append((f" {each.tab.count:,}", f"$jl-accent{line}" if on else "$jl-muted"))
            at = each.end
        tail = _tail(shown, len(placed))
        pieces.append((" " * max(0, width - 1 - at - _wide(tail)), ""))
        return Content.assemble(*pieces, *tail).truncate(width)

    @property
    def on_span(self) -> tuple[int, int] | None:
        """Where the tab that is on stands, for the line under it."""
        found = (each for each in self._placed() if each.tab.name == self.shown.on)
        return next(((each.start, each.end) for each in found), None)

    def on_click(self, event: events.Click) -> None:
        """Open what was clicked."""
        for each in self._placed():
            if each.start - 1 <= event.x < each.end + 1:
                self.post_message(self.Chosen(each.tab.name))
                return
        if event.x >= self.size.width - 1 - _wide(_tail(self.shown, len(self._placed()))):
            self.post_message(self.AllWanted())

    def _placed(self) -> list[Placed]:
        return place(self.shown, self.size.width, self._glyphs.cut)


def place(shown: TabsShown, width: int, cut: str = "…") -> list[Placed]:
    """The tabs that fit into ``width`` cells beside the key; the one that is on always does."""
    sizes = [_width(tab, shown, cut) for tab in shown.tabs]
    whole = MARGIN + sum(sizes) + GAP * (len(sizes) - 1)
    tail = _tail(shown, 0 if whole + _wide(_tail(shown, 0)) + 3 <= width else 1)
    room = width - 1 - _wide(tail) - 2
    kept: list[int] = []
    on = next((index for index, tab in enumerate(shown.tabs) if tab.name == shown.on), None)
    needed = MARGIN - GAP if on is None else MARGIN + sizes[on]
    for index, size in enumerate(sizes):
        if index == on:
            kept.append(index)
        elif needed + GAP + size <= room:
            kept.append(index)
            needed += GAP + size
        elif on is None or index > on:
            break
    if on is not None and on not in kept:
        kept.append(on)
    placed = []
    at = MARGIN
    for index in sorted(kept):
        placed.append(Placed(shown.tabs[index], at, at + sizes[index]))
        at += sizes[index] + GAP
    return placed


def _label(tab: Tab, cut: str) -> str:
    return cut_end(safe(tab.label, 200), LONGEST, cut)


def _width(tab: Tab, shown: TabsShown, cut: str) -> int:
    edited = len(EDITED) if shown.edited and tab.name == shown.on else 0
    count = 0 if tab.count is None else 1 + len(f"{tab.count:,}")
    return cell_len(_label(tab, cut)) + edited + count


def _wide(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _tail(shown: TabsShown, placed: int) -> list[Piece]:
    """The key; when ``placed`` tabs are not all, how many views it leads to besides."""
    more = len(shown.tabs) - placed if placed else 0
    words = f" {more} more views" if more > 1 else " 1 more view" if more else " views"
    return [(shown.key, "bold $jl-accent"), (words, "$jl-muted")]
