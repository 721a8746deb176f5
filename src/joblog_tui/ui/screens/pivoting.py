"""From one job to others like it, a key each; what is found is a filter like any other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query import pivots
from joblog_tui.query.filters import Filter
from joblog_tui.query.zone import LocalZone
from joblog_tui.ui.keymap import PIVOTS, bindings
from joblog_tui.ui.screens.filtering import FilteringScreen

READ_BACK = 500  # events of a job that are looked at for what they carry


class PivotingScreen(FilteringScreen):
    """A list screen from whose rows the operator pivots."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*PIVOTS)]

    @dataclass
    class Correlated(Message):
        """It was looked up what the events of a job carry."""

        job: Job
        correlations: tuple[str, ...] | JoblogError

    async def action_same_target(self) -> None:
        """The jobs of the same target."""
        await self._pivot(pivots.same_target, "target")

    async def action_same_actor(self) -> None:
        """The jobs of the same actor."""
        await self._pivot(pivots.same_actor, "actor")

    async def action_same_work(self) -> None:
        """The jobs of the same task and trigger."""
        await self._pivot(pivots.same_work, "task")

    async def action_around(self) -> None:
        """The jobs created about when this one was."""
        zone = self.session.zone or LocalZone()
        await self._pivot(lambda job: pivots.around(job, zone), "time of creation")

    def action_same_correlation(self) -> None:
        """The jobs that belong to the same request."""
        if self.subject is not None:
            self._correlate(self.subject)

    @work(group="pivot", exclusive=True)
    async def _correlate(self, job: Job) -> None:
        try:
            reports = await self.session.store().history(job.id, READ_BACK)
            carried = tuple(report.correlation for report in reports if report.correlation)
            self.post_message(self.Correlated(job, carried))
        except JoblogError as error:
            self.post_message(self.Correlated(job, error))

    @on(Correlated)
    async def _take_correlations(self, message: Correlated) -> None:
        message.stop()
        found = message.correlations
        if isinstance(found, JoblogError):
            self.tell(str(found))
        else:
            await self._turn(pivots.same_correlation(found), "correlation")

    async def _pivot(self, pivot: Callable[[Job], Filter | None], fact: str) -> None:
        if self.subject is not None:
            await self._turn(pivot(self.subject), fact)

    async def _turn(self, filter: Filter | None, fact: str) -> None:
        if filter is None:
            self.tell(f"this job has no {fact}")
        else:
            await self.pivot_to(filter)

    async def pivot_to(self, filter: Filter) -> None:
        """List what the pivot found."""
        self.filter_by(filter)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be a row to pivot from."""
        if action in _ACTIONS and self.is_mounted:
            return self.subject is not None
        return super().check_action(action, parameters)


_ACTIONS = frozenset(command.action for command in PIVOTS)
