"""The help over a screen: the keys that work there, and what the words and signs mean."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from joblog_tui.ui.help_words import key_sections, word_sections
from joblog_tui.ui.keymap import OF_HELP, bindings
from joblog_tui.ui.look.scrollbars import draw_scrollbar
from joblog_tui.ui.session import Session
from joblog_tui.ui.spread import part, spread
from joblog_tui.ui.widgets.help_page import HelpPage
from joblog_tui.ui.widgets.line import Line


class HelpTitle(Line[None]):
    """What this is, and how to leave it."""

    def __init__(self) -> None:
        super().__init__(None)

    def draw(self, shown: None, width: int) -> Content:
        """One line."""
        close = part(("esc", "bold $jl-accent"), (" close", "$jl-muted"))
        return spread(width, [part(("Keys and words", "bold $jl-text"))], [close], margin=0)


class HelpScreen(ModalScreen[None]):
    """Closed by the key that opened it, by escape, or by a click beside it."""

    AUTO_FOCUS = "VerticalScroll"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_HELP)]

    def __init__(self, session: Session, active: Mapping[str, ActiveBinding]) -> None:
        """The help for a screen on which these bindings are ``active``."""
        super().__init__()
        self._glyphs = session.glyphs
        statuses, signs, tasks, triggers = word_sections(session.vocabulary, session.glyphs)
        self._rows = (key_sections(active), [statuses, signs], [tasks], [triggers])

    def compose(self) -> ComposeResult:
        """A title over a page that scrolls."""
        with Vertical(id="help"):
            yield HelpTitle()
            with VerticalScroll():
                yield HelpPage(self._rows, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """The scrollbar is drawn with the signs of the page."""
        draw_scrollbar(self.query_one(VerticalScroll), self._glyphs)

    def on_click(self) -> None:
        """A click beside the page closes it."""
        if not self.query_one("#help").is_mouse_over:
            self.dismiss()

    def action_scroll_down(self) -> None:
        """One line down."""
        self.query_one(VerticalScroll).scroll_relative(y=1, animate=False)

    def action_scroll_up(self) -> None:
        """One line up."""
        self.query_one(VerticalScroll).scroll_relative(y=-1, animate=False)
