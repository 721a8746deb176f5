"""The screen of one job among others: to its parent, to the neighbours in the list one came from, and back."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message

from joblog_tui.feed.stepping import Neighbour, neighbour
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.listing import Listing
from joblog_tui.ui.keymap import OF_AMONG, bindings
from joblog_tui.ui.screens.unfolding import UnfoldingScreen
from joblog_tui.ui.widgets.breadcrumbs import Place


class Among(UnfoldingScreen):
    """A screen of one job; what it is opened over is the list that one came from."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_AMONG)]

    _job: Job
    _above: tuple[Job, ...]
    _listing: Listing | None
    _standing: Neighbour | None = None

    @dataclass
    class Placed(Message):
        """It was looked up where a job of the list stands: this one when ``step`` is 0, else one to go to."""

        step: int
        there: Neighbour | None

    def look_around(self) -> None:
        """Find out where this job stands in the list."""
        if self._listing is not None:
            self._find(0)

    def place_among(self) -> Place | None:
        """Which job of the list this one is."""
        place = self._standing
        if place is None or place.total < 2:
            return None
        return Place(place.rank + 1, place.total, self._key("job_before"), self._key("job_after"))

    def action_other_job(self, step: int) -> None:
        """To the next job of the list, or to the one before."""
        if self._listing is not None:
            self._find(step)

    @work(group="among", exclusive=True)
    async def _find(self, step: int) -> None:
        assert self._listing is not None
        try:
            there = await neighbour(self.session.store(), self._listing, self._job, step)
        except JoblogError:
            return  # the pulse tells what is wrong with the store
        self.post_message(self.Placed(step, there))

    @on(Placed)
    def _take_place(self, message: Placed) -> None:
        message.stop()
        there = message.there
        if message.step == 0:
            self._standing = there
        elif there is None:
            self.tell("the list has no more jobs")
        else:
            behind = self._behind()
            if behind is not None:
                behind.land_on(there.job)
            # Not here: a screen cannot wait for its own end.
            self.app.call_later(self._turn_to_job, there.job, self._listing)

    async def action_parent(self) -> None:
        """To the job that this one is nested in."""
        if not self._above:
            return
        parent, behind = self._above[-1], self._behind()
        if behind is not None and behind.state.parent == parent.id:
            behind.land_on(self._job, [each.id for each in self._above])
            self.leave()
        else:
            await self._turn_to_job(parent, None, landing=self._job)

    async def _turn_to_job(self, job: Job, listing: Listing | None, landing: Job | None = None) -> None:
        from joblog_tui.ui.screens.kept_screens import screen_of

        screen = await screen_of(self.app, self.session, job, store_url=self._store_url, listing=listing)
        await self.app.switch_screen(screen)
        if landing is not None:
            screen.land_on(landing)

    def _behind(self) -> UnfoldingScreen | None:
        """The list that this screen lies over."""
        stack = self.app.screen_stack
        place = stack.index(self) if self in stack else len(stack)
        behind = stack[place - 1] if place else None
        return behind if isinstance(behind, UnfoldingScreen) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be a parent, or a list."""
        if action == "parent":
            return bool(self._above)
        if action == "other_job":
            return self._listing is not None
        return super().check_action(action, parameters)
