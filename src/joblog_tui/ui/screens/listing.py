"""What the operator does on a screen with a list of jobs: freeze, go from layer to layer."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from joblog_tui.model.job import Job
from joblog_tui.ui import job_words
from joblog_tui.ui.keymap import OF_LISTS, bindings
from joblog_tui.ui.screens.list_state import Freeze
from joblog_tui.ui.screens.noticing import NoticingScreen
from joblog_tui.ui.widgets.job_table import JobTable

if TYPE_CHECKING:
    from joblog_tui.ui.screens.row_menu import Act


class ListScreen(NoticingScreen):
    """A screen around one list of jobs, and what its keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_LISTS)]

    # Going from layer to layer

    async def action_query(self) -> None:
        """Edit the query."""
        await self.query_bar.edit()

    def action_filters(self) -> None:
        """To the filters, and back."""
        if self.sidebar.has_focus:
            self._leave_filters()
        else:
            self.sidebar.add_class("-open")
            self.set_focus(self.sidebar)

    def _leave_filters(self) -> None:
        self.sidebar.remove_class("-open")
        self.set_focus(self.table)

    def action_back(self) -> None:
        """One layer back: from the filters to the list, from marked rows to none, then from the screen."""
        if self._in_filters:
            self._leave_filters()
        elif self.table.marked:
            self.table.clear_marks()
        else:
            self.leave()

    @property
    def _in_filters(self) -> bool:
        return self.sidebar.has_focus or self.sidebar.has_class("-open")

    @property
    def can_leave(self) -> bool:
        """Whether there is a screen behind this one."""
        return self.app.screen_stack[0] is not self

    def leave(self) -> None:
        """To the screen behind this one."""
        if self.can_leave:
            self.app.pop_screen()

    def action_quit(self) -> None:
        """To the screen behind this one, or out of joblog."""
        if self.can_leave:
            self.leave()
        else:
            self.app.exit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys work only while there is something for them to do."""
        if action == "back" and self.is_mounted:
            return self.can_leave or self._in_filters or bool(self.table.marked)
        return super().check_action(action, parameters)

    def meant(self, job: Job) -> Job:
        """The job that an operator means who opens ``job``, which is under the cursor."""
        return job

    @on(JobTable.Opened)
    async def _open(self, message: JobTable.Opened) -> None:
        message.stop()
        await self.open_job(self.meant(message.job))

    @on(JobTable.MenuWanted)
    async def _show_menu(self, message: JobTable.MenuWanted) -> None:
        message.stop()
        if self.subject is not None:
            from joblog_tui.ui.screens.row_menu import RowMenu, acts

            menu = RowMenu(self.session, job_words.target(self.subject), tuple(acts(self.active_bindings)))
            await self.app.push_screen(menu, self._act)

    async def _act(self, act: "Act | None") -> None:
        if act is not None:
            await self.app.run_action(act.action, act.node)

    async def open_job(self, job: Job, *, alone: bool = False) -> None:
        """The screen of a job; ``alone`` without what is nested in it."""
        from joblog_tui.ui.screens.kept_screens import screen_of

        listing = self.state.listing
        screen = await screen_of(self.app, self.session, job, store_url=self._store_url, listing=listing, alone=alone)
        await self.app.push_screen(screen)

    async def action_detail(self) -> None:
        """Everything that is known of the job under the cursor."""
        if self.subject is not None:
            await self.open_job(self.subject, alone=True)

    async def action_log(self) -> None:
        """The log of the job under the cursor."""
        if self.subject is not None:
            from joblog_tui.ui.screens.job_log import JobLogScreen

            await self.app.push_screen(JobLogScreen(self.session, self.subject))

    async def action_help(self) -> None:
        """Keys and words."""
        from joblog_tui.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(self.session, self.active_bindings))

    # The other keys

    def action_freeze(self) -> None:
        """Stop the list from moving, or let it catch up."""
        snapshot = self.state.snapshot
        if self.state.freeze is not None:
            self.state.freeze = None
            self.table.frozen = False
            self.look_again()
        elif snapshot is not None:
            self.state.freeze = Freeze(self.session.clock(), snapshot.look.listing, snapshot.block)
            self.table.frozen = True
        self.show_state()
