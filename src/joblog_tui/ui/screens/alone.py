"""A job that has the screen for itself: keys that would filter or freeze what is nested in it say why they do not."""

from collections.abc import Collection

from joblog_tui.model.job import Job
from joblog_tui.ui.screens.listing import ListScreen

OF_NESTED_JOBS = ("query", "filters", "stalled", "incomplete", "clear", "freeze")
"""Commands that concern the list of nested jobs alone."""


class AloneScreen(ListScreen):
    """The screen of one job, which may be all that there is on it."""

    _job: Job
    _alone: bool

    @property
    def is_leaf(self) -> bool:
        """Whether the job has the screen for itself."""
        return self._alone or not self._job.nested

    @property
    def unhinted(self) -> Collection[str]:
        """What does nothing is not named in the footer."""
        return OF_NESTED_JOBS if self.is_leaf else super().unhinted

    def _has_a_list(self) -> bool:
        """Whether there is a list; when there is none, that is told."""
        if self.is_leaf:
            why = (
                "what is nested in this job is not shown here" if self._job.nested else "nothing is nested in this job"
            )
            self.tell(f"{why}: nothing to filter or freeze")
        return not self.is_leaf

    async def action_query(self) -> None:
        """See ``ListScreen``."""
        if self._has_a_list():
            await super().action_query()

    def action_filters(self) -> None:
        """See ``ListScreen``."""
        if self._has_a_list():
            super().action_filters()

    def action_stalled(self) -> None:
        """See ``FilteringScreen``."""
        if self._has_a_list():
            super().action_stalled()

    def action_incomplete(self) -> None:
        """See ``FilteringScreen``."""
        if self._has_a_list():
            super().action_incomplete()

    def action_clear(self) -> None:
        """See ``FilteringScreen``."""
        if self._has_a_list():
            super().action_clear()

    def action_freeze(self) -> None:
        """See ``ListScreen``."""
        if self._has_a_list():
            super().action_freeze()
