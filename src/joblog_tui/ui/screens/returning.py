"""A list that one comes back to: it opens as it was left, and tells what has happened since."""

from dataclasses import dataclass
from functools import partial

from textual import on, work
from textual.message import Message

from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import duration
from joblog_tui.query.filters import Between, Filter, OneOf
from joblog_tui.query.listing import Listing
from joblog_tui.ui.last_visit import LastVisit
from joblog_tui.ui.reopening import LEFT, Opening
from joblog_tui.ui.screens.picturing import PicturingScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.query_note import QueryNote

TOLD_FOR = 12.0  # seconds that something is said under the query


class ReturningScreen(PicturingScreen):
    """A list screen that remembers when the operator looked last."""

    @dataclass
    class LookedBack(Message):
        """It was counted what has happened since the operator was here."""

        new: int
        failed: int

    def __init__(self, session: Session, *, store_url: str, opening: Opening) -> None:
        """The log with what it opens with."""
        self._opening = opening
        super().__init__(session, store_url=store_url, filter=opening.filter)
        self.state.sort = opening.sort
        self._visit = LastVisit(session.memory, session.clock)
        self._store_of_visit = session.memory.store

    def _note_visit(self) -> None:
        if self.session.memory.store == self._store_of_visit:  # or else the operator is on another store by now
            self._visit.note()

    @work(group="looking back", exclusive=True)
    async def _look_back(self, visited: int) -> None:
        new = Listing(Filter((Between("created", visited, None),)))
        failed = Listing(Filter((OneOf("status", ("not_completed",)), Between("updated", visited, None))))
        try:
            counts = await self.session.store().counts((new, failed))
        except JoblogError:
            return  # the pulse tells what is wrong with the store
        self.post_message(self.LookedBack(*counts))

    @on(LookedBack)
    def _tell_news(self, message: LookedBack) -> None:
        message.stop()
        visited = self.session.visited
        if visited is None:
            return
        jobs = f"{message.new:,} new job{'' if message.new == 1 else 's'}"
        failed = f"{message.failed:,} failure{'' if message.failed == 1 else 's'}"
        ago = duration(self.session.clock() - visited)
        if self._opening.told == LEFT:
            self._say(f"{self._opened_as()}; since then, {ago} ago: {jobs}, {failed}")
        else:
            told = f"{self._opening.told}; " if self._opening.told else ""
            self._say(f"{told}{jobs}, {failed} since you last looked, {ago} ago")

    def _opened_as(self) -> str:
        """What there is to say of what the log opened with."""
        told = self._opening.told
        return f"{told} ({self._key('clear')} lists all jobs)" if told == LEFT else told

    def _say(self, what: str) -> None:
        """Say something under the query for a while."""
        self.query_one(QueryNote).show_news(what)
        self.set_timer(TOLD_FOR, partial(self._said, what))

    def _said(self, what: str) -> None:
        note = self.query_one(QueryNote)
        if note.shown.news == what:
            note.show_news("")
