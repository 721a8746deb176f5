"""Tells the operator of newly stalled jobs that a view is about, past the screen: a bell, a notice of the desktop.

Off unless ``[notify]`` of the configuration names a view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on, work
from textual.message import Message

from joblog_tui.feed.window import Snapshot
from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.model.job import Job
from joblog_tui.query.views import built_in
from joblog_tui.text import safe
from joblog_tui.ui import terminal
from joblog_tui.ui.screens.exporting import ExportingScreen

NAMED = 3  # targets in one notice


class NoticingScreen(ExportingScreen):
    """A list screen that gives notice of new stalls."""

    @dataclass
    class Noticed(Message):
        """These jobs have stalled, and the view lists them."""

        jobs: tuple[Job, ...]

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot over, and look whether something has stalled."""
        super().take(snapshot)
        session, stalls = self.session, snapshot.stalls
        if session.preferences.notify.view and stalls.at and stalls != session.judged:
            from joblog_tui.feed.new_stalls import newly_stalled

            new, session.judged = newly_stalled(session.judged, stalls), stalls
            if new:
                self._look_whether_to_notice(new)

    @work(group="notice")
    async def _look_whether_to_notice(self, new: frozenset[int]) -> None:
        from joblog_tui.feed.new_stalls import noticed
        from joblog_tui.views.catalogue import Catalogue

        session, name = self.session, self.session.preferences.notify.view
        try:
            views = (*built_in(session.me), *await Catalogue(session.store, session.me).all())
            view = next((view for view in views if view.name.casefold() == name.casefold()), None)
            if view is None:
                raise UsageError(f"[notify] names the view {safe(name, 40)}, and there is none of that name")
            filter = session.read_query(view.query)
            jobs = noticed(new, await session.store().jobs(sorted(new)), filter, now=session.clock())
        except UsageError as error:
            self.tell(str(error))
        except JoblogError:
            return  # the pulse tells what is wrong with the store
        else:
            if jobs:
                self.post_message(self.Noticed(jobs))

    @on(Noticed)
    def _notice(self, message: Noticed) -> None:
        message.stop()
        told = notice(message.jobs)
        for way in self.session.preferences.notify.ways:
            terminal.notify(self.app, way, f"joblog {self.session.workspace.name}".strip(), told)
        self.tell(told)


def notice(jobs: Sequence[Job]) -> str:
    """``2 jobs stalled: Finance / NetSuite, Payroll / ADP``."""
    names = [safe(job.id if job.target is None else job.target.name, 60) for job in jobs[:NAMED]]
    more = f" and {len(jobs) - NAMED:,} more" if len(jobs) > NAMED else ""
    return f"{len(jobs):,} job{'' if len(jobs) == 1 else 's'} stalled: {', '.join(names)}{more}"
