"""A table that is drawn with other signs, or stands still, from one moment to the next."""

from textual.scroll_view import ScrollView

from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.widgets.job_table.scrollbar import bar_for
from joblog_tui.ui.widgets.job_table.signs import Signs


class Relooked(ScrollView):
    """What ``ui.relooking`` asks of a table."""

    _glyphs: Glyphs
    _signs: Signs

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        self.vertical_scrollbar.renderer = bar_for(glyphs)  # type: ignore[misc]  # documented: set it on an instance
        self._redraw()

    @property
    def still(self) -> bool:
        """Whether changes are marked instead of glowing."""
        return self._signs.still

    @still.setter
    def still(self, still: bool) -> None:
        self._signs.still = still

    def _redraw(self) -> None:
        raise NotImplementedError
