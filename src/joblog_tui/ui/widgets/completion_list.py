"""What could stand at the cursor of the query: a small list under the bar. The bar has the keys; a click takes one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from joblog_tui.text import safe
from joblog_tui.ui.look.cut import fit
from joblog_tui.ui.look.status import role
from joblog_tui.ui.query_spans import query_spans, stand_ins
from joblog_tui.ui.spread import part
from joblog_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from joblog_tui.query.completing import Proposal

WIDEST = 64  # cells
WIDEST_TEXT = 36
GAP = 2
LONGEST = 200  # characters of a meaning


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed, one a line; ``chosen`` is the line that enter would take, None when it would apply the query.

    ``column`` is the cell of the screen over which the word begins that would be replaced. ``lowered`` leaves the line
    under the query free.
    """

    items: "tuple[Proposal, ...]" = ()
    chosen: int | None = None
    column: int = 0
    lowered: bool = False


class CompletionList(Line[Proposed]):
    """As many lines as there are proposals, as wide as they need; gone when there are none."""

    @dataclass
    class Taken(Message):
        """The operator clicked on a proposal."""

        index: int

    def on_mount(self) -> None:
        """There is nothing to propose yet."""
        self.display = False

    def show(self, shown: Proposed) -> None:
        """Show these proposals, under the word that they would replace."""
        before = self.shown
        super().show(shown)
        self.display = bool(shown.items)
        if shown.items and (shown.items, shown.column, shown.lowered) != (
            before.items, before.column, before.lowered,
        ):  # fmt: skip
            width = min(self._needed(shown), self.screen.size.width)
            self.styles.width = width
            self.styles.height = len(shown.items)
            self.styles.offset = (max(0, min(shown.column - 1, self.screen.size.width - width)), int(shown.lowered))

    def on_click(self, event: events.Click) -> None:
        """Take the proposal that was clicked."""
        event.stop()
        if event.y < len(self.shown.items):
            self.post_message(self.Taken(event.y))

    def draw(self, shown: Proposed, width: int) -> Content:
        """Text, meaning, count."""
        texts = self._texts(shown)
        lines = [self._item(each, width, texts, index == shown.chosen) for index, each in enumerate(shown.items)]
        return Content("\n").join(lines)

    def _item(self, item: "Proposal", width: int, texts: int, chosen: bool) -> Content:
        text = fit(stand_ins(item.text), texts, self._glyphs.cut)
        written = Content(text)
        for span in query_spans(text):
            written = written.stylize(f"$jl-{span.look}", span.start, span.end)
        left = Content.assemble(
            (self._glyphs.cursor if chosen else " ", "$jl-accent"),
            written,
            " " * (texts - written.cell_length + GAP),
            self._sign(item),
            (safe(item.meaning, LONGEST), "$jl-soft" if chosen else "$jl-muted"),
        )
        count = part((_count(item), "$jl-soft"))
        room = width - 1 - (count.width + GAP if count.width else 0)
        left = self.cut(left, room)
        line = Content.assemble(left, " " * (width - 1 - left.cell_length - count.width), *count.pieces, " ")
        return line.stylize("bold on $jl-cursor") if chosen else line

    def _sign(self, item: "Proposal") -> tuple[str, str]:
        if item.status is None:
            return "", ""
        return f"{self._glyphs.status[item.status]} ", f"$jl-{role(item.status).replace('_', '-')}"

    def _texts(self, shown: Proposed) -> int:
        return min(WIDEST_TEXT, max((cell_len(stand_ins(each.text)) for each in shown.items), default=0))

    def _needed(self, shown: Proposed) -> int:
        meanings = max(cell_len(self._sign(each)[0]) + cell_len(safe(each.meaning, LONGEST)) for each in shown.items)
        counts = max(len(_count(each)) for each in shown.items)
        return min(WIDEST, 1 + self._texts(shown) + GAP + meanings + (GAP + counts if counts else 0) + 1)


def _count(item: "Proposal") -> str:
    return "" if item.count is None else f"{item.count:,}"
