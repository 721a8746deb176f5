"""A list screen whose rows unfold, and that can put the cursor on any job of its tree."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from joblog_tui.feed.window import Snapshot
from joblog_tui.model.job import Job
from joblog_tui.query.outline import Outline
from joblog_tui.ui.keymap import FORM, bindings
from joblog_tui.ui.screens.aiming import Viewed
from joblog_tui.ui.screens.listing import ListScreen
from joblog_tui.ui.widgets.job_tree.tree import JobTree


class UnfoldingScreen(ListScreen):
    """What is nested in a row unfolds in place. A subclass may show more of a tree than that."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]

    _landing: Job | None = None

    @property
    def job_tree(self) -> JobTree:
        """The list, as the tree that it can be."""
        return self.query_one(JobTree)

    def outline_with(self, toggled: Outline) -> None:
        """Another set of unfolded jobs, for the filter that is set."""
        state = self.state
        if state.parent is not None:
            if state.filter.empty:
                state.outline = toggled
            else:
                state.filtered_outline = toggled
        elif state.filter.everywhere:
            state.together = toggled
        else:  # what is unfolded in the log stays so under any filter; without anything, the log is a list again
            state.outline = state.filtered_outline = toggled if toggled.toggled else None

    @on(JobTree.FoldWanted)
    def _fold(self, message: JobTree.FoldWanted) -> None:
        message.stop()
        if self.state.folds is None and self.state.filter.everywhere:
            self.action_form()
            return
        outline = self.state.folds or Outline()
        if outline.shows_inside(message.job.id) is not message.unfold:
            self.show_folds(outline.toggle(message.job.id))

    def show_folds(self, outline: Outline) -> None:
        """Show the tree unfolded like that."""
        self.outline_with(outline)
        self.look_again()

    def action_form(self) -> None:
        """Nested jobs of the whole log under what they are nested in, or each by itself."""
        state = self.state
        if state.parent is None and state.filter.everywhere:
            state.together = Outline(unfolded=True) if state.together is None else None
            self.look_again()
            self.tell("under what they are nested in" if state.together else "each by itself")

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot over; the rows of the log are drawn as a tree while one is unfolded."""
        if self.state.parent is None and snapshot.look.listing == self.state.listing:
            self.job_tree.show_as("list" if snapshot.look.listing.outline is None else "tree")
        super().take(snapshot)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nested jobs of the whole log can be shown under what they are nested in."""
        if action == "form" and self.state.parent is None:
            return self.state.filter.everywhere
        return super().check_action(action, parameters)

    def land_on(self, job: Job, above: Iterable[str] = ()) -> None:
        """Put the cursor on a job of the listing; ``above`` are the ids of what it is nested in, to be unfolded."""
        outline = self.state.folds
        if outline is not None:
            hidden = {each for each in above if each != self.state.parent and not outline.shows_inside(each)}
            if hidden:
                outline = replace(outline, toggled=outline.toggled ^ hidden)
                self.outline_with(outline)
        snapshot = self.state.current
        rank = None if snapshot is None else next(
            (rank for rank, row in enumerate(snapshot.block.rows, snapshot.block.first) if row.seq == job.seq), None
        )  # fmt: skip
        if snapshot is not None and rank is not None:
            self.table.show(snapshot.block, snapshot.stalls, now=snapshot.now, cursor=rank)
            self.table.focus()
            return
        height = max(1, self.table.visible_rows)
        # Never at rest: what is looked for is that job, wherever it stands.
        self.returning = Viewed(1, height, 1 + height // 3, job.seq)
        self._landing = job
        self.table.focus()
        self.look_again()

    def meant(self, job: Job) -> Job:
        """The job that the cursor is on its way to, when it is."""
        landing, returning = self._landing, self.returning
        return job if landing is None or returning is None or returning.cursor_seq != landing.seq else landing
