"""What the keys of movement do to the window and the cursor of a table, and wheel and scrollbar to the window alone."""

from textual import events
from textual.message import Message
from textual.scrollbar import ScrollTo

from joblog_tui.ui.beneath import paint_now
from joblog_tui.ui.widgets.job_table.relooked import Relooked
from joblog_tui.ui.widgets.job_table.viewport import Viewport


class Moves(Relooked):
    """A table that says where it looks (``_view``) and can be sent elsewhere (``_go``, ``_look_from``)."""

    @property
    def _view(self) -> Viewport:
        raise NotImplementedError

    def _go(self, view: Viewport) -> None:
        raise NotImplementedError

    def _look_from(self, first: int) -> None:
        raise NotImplementedError

    def on_scroll_to(self, event: ScrollTo) -> None:
        """The scrollbar is dragged."""
        if event.y is not None:
            self._roll(event, round(event.y))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Some rows up."""
        if not (event.ctrl or event.shift):
            self._roll(event, self._view.first - round(self.app.scroll_sensitivity_y))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Some rows down."""
        if not (event.ctrl or event.shift):
            self._roll(event, self._view.first + round(self.app.scroll_sensitivity_y))

    def _roll(self, event: Message, first: int) -> None:
        """Look from there, in the frame of this event: Textual would wait for the next tick of its own."""
        event.prevent_default()
        event.stop()
        self._look_from(first)
        paint_now(self.app)

    def action_cursor_up(self) -> None:
        """One row up."""
        self._go(self._view.moved_to(self._view.cursor - 1))

    def action_cursor_down(self) -> None:
        """One row down."""
        self._go(self._view.moved_to(self._view.cursor + 1))

    def action_page_up(self) -> None:
        """One window up."""
        self._go(self._view.paged(-max(1, self._view.height - 1)))

    def action_page_down(self) -> None:
        """One window down."""
        self._go(self._view.paged(max(1, self._view.height - 1)))

    def action_half_page_up(self) -> None:
        """Half a window up."""
        self._go(self._view.paged(-max(1, self._view.height // 2)))

    def action_half_page_down(self) -> None:
        """Half a window down."""
        self._go(self._view.paged(max(1, self._view.height // 2)))

    def action_last(self) -> None:
        """To the last row."""
        self._go(self._view.moved_to(self._view.total - 1))
