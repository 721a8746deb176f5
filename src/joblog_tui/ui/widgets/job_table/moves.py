"""What the keys of movement do to the window and the cursor of a table."""

from textual.scroll_view import ScrollView

from joblog_tui.ui.widgets.job_table.viewport import Viewport


class Moves(ScrollView):
    """A table that says where it looks (``_view``) and can be sent elsewhere (``_go``)."""

    @property
    def _view(self) -> Viewport:
        raise NotImplementedError

    def _go(self, view: Viewport) -> None:
        raise NotImplementedError

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
