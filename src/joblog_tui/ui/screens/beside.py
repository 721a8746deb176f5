"""The detail of the job under the cursor beside a list: where there is room for it, unless the operator wants none."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from joblog_tui.ui.beside_choice import BESIDE, LEAST, stands_beside
from joblog_tui.ui.screens.unfolding import UnfoldingScreen
from joblog_tui.ui.widgets.query_bar import QueryBar

STEP = 3  # lines


class BesideScreen(UnfoldingScreen):
    """A list with room for a ``DetailPane`` beside it, which is made when it is shown first.

    A subclass says in ``show_beside`` what stands there.
    """

    with_log = False
    """Whether the pane has to tell the log too."""

    def beside_part(self) -> ComposeResult:
        """The detail, where it stands there from the beginning."""
        if stands_beside(self.app.size.width, self.session.memory.get(BESIDE)):
            yield self._pane()

    def _pane(self) -> Widget:
        from joblog_tui.ui.widgets.detail_pane import DetailPane

        return DetailPane(log=self.with_log, glyphs=self.session.glyphs, id="beside")

    @property
    def is_beside(self) -> bool:
        """Whether the detail stands beside the list."""
        return self.has_class("-beside")

    def on_resize(self) -> None:
        """There may be room for it now, or none any more."""
        self._fit_beside()

    def _fit_beside(self) -> None:
        shown = stands_beside(self.size.width, self.session.memory.get(BESIDE))
        if shown and not self.query("#beside"):
            self.query_one("#list", Horizontal).mount(self._pane())
        if shown is not self.is_beside:
            self.set_class(shown, "-beside")
            self.show_cursor()

    def show_choices(self) -> None:
        """As the operator wants it."""
        super().show_choices()
        if self.is_mounted:
            self._fit_beside()

    def action_beside(self) -> None:
        """Show the detail beside the list, or do not any more."""
        if self.size.width < LEAST:
            self.tell(f"no room beside the list under {LEAST} columns: {self._key('detail')} opens the detail")
            return
        self.session.memory.set(BESIDE, not self.is_beside)
        self._fit_beside()
        self.tell("the detail beside the list" if self.is_beside else "no detail beside the list")

    def action_scroll_beside(self, step: int) -> None:
        """Read on in the detail while the keys stay with the list."""
        for lines in self._lines_beside():
            lines.scroll_relative(y=step * STEP, animate=False)

    def _lines_beside(self) -> list[Widget]:
        return list(self.query("#beside ScrolledLines")) if self.is_beside else []

    @on(QueryBar.Left)
    def _not_to_the_detail(self) -> None:
        """The query is gone, and its keys go to the list rather than to whatever comes next on the screen."""
        if self.focused in list(self.query("ScrolledLines")):
            self.set_focus(self.table)

    def action_back(self) -> None:
        """From the detail to the list, then one layer back."""
        if self.focused in self._lines_beside():
            self.set_focus(self.table)
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not there does not scroll."""
        if action == "scroll_beside":
            return self.is_beside
        if action == "back" and self.focused in self._lines_beside():
            return True
        return super().check_action(action, parameters)
