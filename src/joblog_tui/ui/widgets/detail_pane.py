"""Everything that is known of one job, in a place where it scrolls."""

from collections.abc import Sequence

from textual import on

from joblog_tui.text import safe
from joblog_tui.ui.job_words import NAME
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.widgets.job_attributes import ATTRIBUTES
from joblog_tui.ui.widgets.job_detail import Detailed, job_detail
from joblog_tui.ui.widgets.pane import Pane
from joblog_tui.ui.widgets.scrolled_lines import Entry, ScrolledLines

FURTHER = 10  # times as many lines of attributes each time that the end is reached


class DetailPane(Pane):
    """A page that is read from its top, anew for each job."""

    def __init__(
        self, *, heading: bool = True, log: bool = False, glyphs: Glyphs = UNICODE, id: str | None = None
    ) -> None:
        """See ``job_detail`` for ``heading`` and ``log``."""
        super().__init__("Detail", glyphs=glyphs, from_top=True, id=id)
        self._heading = heading
        self._log = log
        self._shown: Detailed | None = None
        self._attributes = ATTRIBUTES

    def start_over(self) -> None:
        """Show nothing, as in the beginning."""
        super().start_over()
        self._shown, self._attributes = None, ATTRIBUTES

    def tell(self, shown: Detailed) -> None:
        """Tell this of a job."""
        before = self._shown
        if before is None or before.detail.job.id != shown.detail.job.id:
            self._attributes = ATTRIBUTES
            self.lines.scroll_home(animate=False, force=True)
        told = job_detail(shown, heading=self._heading, log=self._log, attributes=self._attributes)
        self.show(told, safe(shown.detail.job.id, NAME))
        self._shown = shown

    def show(self, entries: Sequence[Entry], remark: str = "") -> None:
        """Show something else than a detail."""
        super().show(entries, remark)
        self._shown = None

    @on(ScrolledLines.EndReached)
    def _further(self, message: ScrolledLines.EndReached) -> None:
        message.stop()
        if self._shown is not None:
            self._attributes *= FURTHER
            self.tell(self._shown)
