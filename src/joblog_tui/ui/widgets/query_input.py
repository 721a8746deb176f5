"""The place to type a query: its parts told apart, a mistake underlined. What its keys mean the bar decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from joblog_tui.ui.keymap import OF_QUERY, bindings
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.query_spans import query_spans, stand_ins
from joblog_tui.ui.widgets.query_note import Mistake

HINT = "status:running  actor:ana  is:stalled  age:<2h  any word"


class QueryInput(Input):
    """The place to type; it says which of its keys was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_QUERY)]

    def __init__(self, text: str, *, paint: Callable[[], Paint], mistake: Callable[[], Mistake | None]) -> None:
        super().__init__(
            text, placeholder=HINT, compact=True, select_on_focus=False, highlighter=_QueryHighlighter(paint, mistake)
        )

    @dataclass
    class GivenUp(Message):
        """The operator leaves without applying."""

    @dataclass
    class SuggestionTaken(Message):
        """The operator wants the word that was suggested."""

    @dataclass
    class Stepped(Message):
        """The operator goes ``step`` lines down, or up where that is negative: in the proposals, or the history."""

        step: int

    @dataclass
    class FocusLost(Message):
        """The operator went on to something else of the screen."""

    def action_give_up(self) -> None:
        """Leave."""
        self.post_message(self.GivenUp())

    def action_take_suggestion(self) -> None:
        """Put the suggested word in."""
        self.post_message(self.SuggestionTaken())

    def action_step(self, step: int) -> None:
        """Up or down."""
        self.post_message(self.Stepped(step))

    def on_blur(self) -> None:
        """Tell that the keys go elsewhere; a terminal that lost the focus comes back."""
        if self.app.app_focus and self.screen.is_current:
            self.post_message(self.FocusLost())

    @property
    def first_column(self) -> int:
        """Cells that are scrolled out of sight at the left end."""
        return round(self.scroll_x)


class _QueryHighlighter(Highlighter):
    """Colours the text that is being edited; nothing in it can act on the terminal."""

    def __init__(self, paint: Callable[[], Paint], mistake: Callable[[], Mistake | None]) -> None:
        self._paint = paint
        self._mistake = mistake

    def __call__(self, text: str | Text) -> Text:
        plain = text if isinstance(text, str) else text.plain
        shown = Text(stand_ins(plain), no_wrap=True, overflow="ignore", end="")
        self.highlight(shown)
        return shown

    def highlight(self, text: Text) -> None:
        """Style the parts of the text, and what is wrong in it."""
        paint, mistake = self._paint(), self._mistake()
        if not paint.monochrome:
            for span in query_spans(text.plain):
                text.stylize(Style(color=paint.colour(span.look)), span.start, span.end)
        if mistake is not None and not mistake.quiet:
            wrong = Style(underline=True, color=None if paint.monochrome else paint.colour("not_completed"))
            text.stylize(wrong, mistake.position, mistake.position + mistake.length)
