"""A list screen whose rows unfold, and that can put the cursor on any job of its tree."""

from collections.abc import Iterable
from dataclasses import replace

from textual import on

from joblog_tui.model.job import Job
from joblog_tui.query.outline import Outline
from joblog_tui.ui.screens.aiming import Viewed
from joblog_tui.ui.screens.listing import ListScreen
from joblog_tui.ui.widgets.job_tree.tree import JobTree


class UnfoldingScreen(ListScreen):
    """What is nested in a row unfolds in place. A subclass may show more of a tree than that."""

    @property
    def job_tree(self) -> JobTree:
        """The list, as the tree that it can be."""
        return self.query_one(JobTree)

    def outline_with(self, toggled: Outline) -> None:
        """Another set of unfolded jobs, for the filter that is set."""
        if self.state.parent is None:  # what is unfolded in the log stays so under any filter
            self.state.outline = self.state.filtered_outline = toggled
        elif self.state.filter.empty:
            self.state.outline = toggled
        else:
            self.state.filtered_outline = toggled

    @on(JobTree.FoldWanted)
    def _fold(self, message: JobTree.FoldWanted) -> None:
        message.stop()
        outline = self.state.folds or Outline()
        if outline.shows_inside(message.job.id) is not message.unfold:
            self.show_folds(outline.toggle(message.job.id))

    def show_folds(self, outline: Outline) -> None:
        """Show the tree unfolded like that; without anything unfolded, the log is a list again."""
        folded = self.state.parent is None and not outline.toggled and not outline.unfolded
        if folded:
            self.state.outline = self.state.filtered_outline = None
        else:
            self.outline_with(outline)
        if self.state.parent is None:
            self.job_tree.show_as("list" if folded else "tree")
        self.look_again()

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
        self.table.focus()
        self.look_again()
