"""What a list shows: the jobs in a scope that pass a filter, in an order; and what comes back of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from joblog_tui.model.job import Job
from joblog_tui.query.filters import Filter
from joblog_tui.query.outline import Branch, Outline

NameKind = Literal["target", "actor", "source"]
"""What a store knows by name, beside jobs."""

SortField = Literal["created", "updated", "status", "target", "actor", "task", "trigger", "nested"]
SORT_FIELDS: tuple[SortField, ...] = (
    "created", "updated", "status", "target", "actor", "task", "trigger", "nested",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of rows; ties go by creation, newest first. The default is the log's: newest first."""

    field: SortField = "created"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A filter, an order, and a scope: the direct nested jobs of the job with id ``parent``, or the whole log.

    In the whole log top-level jobs are listed, and held ones are not; with ``filter.everywhere`` nested ones are
    listed too. With an ``outline`` it is a tree: in a job, the job itself on top and what is nested in it below, at any
    depth; in the whole log, what is unfolded under its top-level jobs. Siblings come in the order of ``sort``.
    """

    filter: Filter = field(default_factory=Filter)
    sort: Sort = field(default_factory=Sort)
    parent: str | None = None
    outline: Outline | None = None

    @property
    def counted(self) -> "Listing":
        """The listing whose counts are those of this one: order and folds do not matter to them.

        A tree in a job is counted at any depth.
        """
        filter = self.filter
        if self.outline is not None and self.parent is not None:
            filter = replace(filter, everywhere=True)
        return Listing(filter, parent=self.parent)


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive rows of a listing. ``first`` is the rank (from 0) of ``rows[0]``, ``total`` how many there are.

    ``branches`` says, row by row, where it stands in the tree; empty for a listing without an outline. While it is not
    ``exact``, ``total`` says how many matches are known so far; the rows are right nevertheless.
    """

    rows: tuple[Job, ...] = ()
    first: int = 0
    total: int = 0
    branches: tuple[Branch, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Ordering:
    """How far putting a listing in an order is that no index knows: what is being done, and with how many jobs."""

    doing: str
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Facets:
    """Exact counts by slug. Each group is counted under all the *other* filters, ``total`` under all of them.

    ``stalled`` and ``incomplete`` are counted under all the filters; ``everything`` is the size of the scope
    without any filter, ``held`` how many jobs of the store wait for a fact. While they are not
    ``exact``, the counts are those of ``looked_at`` jobs out of ``everything``.
    """

    total: int = 0
    everything: int = 0
    stalled: int = 0
    incomplete: int = 0
    held: int = 0
    status: Mapping[str, int] = field(default_factory=dict)
    task: Mapping[str, int] = field(default_factory=dict)
    trigger: Mapping[str, int] = field(default_factory=dict)
    exact: bool = True
    looked_at: int = 0
