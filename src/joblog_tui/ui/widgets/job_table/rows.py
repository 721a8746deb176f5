"""The rows in memory: one block of the listing, with a version for each row that changes when the row does."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Block
from joblog_tui.query.outline import Branch

_VERSIONS = count(1)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new block says about the rows that were in memory before it, by ``Job.seq``.

    ``changed`` differ in anything, ``status`` in their status; ``arrived`` were not in memory.
    """

    changed: frozenset[int]
    status: frozenset[int]
    arrived: frozenset[int]


class Rows:
    """A block of rows, looked up by rank or by ``Job.seq``. Not changed once made."""

    def __init__(self, block: Block | None = None) -> None:
        self.block = block or Block()
        self._ranks = {job.seq: rank for rank, job in enumerate(self.block.rows, self.block.first)}
        self._branches = {job.seq: each for job, each in zip(self.block.rows, self.block.branches, strict=False)}
        self._versions = {seq: next(_VERSIONS) for seq in self._ranks}

    def renewed(self, block: Block) -> tuple["Rows", Difference]:
        """The rows of another block, and what differs in it; rows that are as they were keep their version."""
        difference = self.compare(block)
        fresh = difference.changed | difference.arrived
        renewed = Rows(block)
        for job in block.rows:
            if job.seq not in fresh and renewed.branch(job.seq) == self.branch(job.seq):
                renewed._versions[job.seq] = self._versions[job.seq]
        return renewed, difference

    def compare(self, block: Block) -> Difference:
        """What differs in another block."""
        changed, status, arrived = set(), set(), set()
        for job in block.rows:
            known = self.job(job.seq)
            if known is None:
                arrived.add(job.seq)
            elif known is not job and known != job:
                changed.add(job.seq)
                if known.status is not job.status:
                    status.add(job.seq)
        return Difference(frozenset(changed), frozenset(status), frozenset(arrived))

    @property
    def total(self) -> int:
        """How many rows the listing has."""
        return self.block.total

    @property
    def first(self) -> int:
        """The rank of the first row in memory."""
        return self.block.first

    @property
    def end(self) -> int:
        """The rank after the last row in memory."""
        return self.block.first + len(self.block.rows)

    def at(self, rank: int) -> Job | None:
        """The job at a rank, None when it is not in memory."""
        index = rank - self.block.first
        return self.block.rows[index] if 0 <= index < len(self.block.rows) else None

    def rank(self, seq: int) -> int | None:
        """The rank of a job, None when it is not in memory."""
        return self._ranks.get(seq)

    def job(self, seq: int) -> Job | None:
        """A job by its ``seq``, None when it is not in memory."""
        rank = self._ranks.get(seq)
        return None if rank is None else self.block.rows[rank - self.block.first]

    def branch(self, seq: int) -> Branch | None:
        """Where a row stands in its tree; None where there is no tree."""
        return self._branches.get(seq)

    def version(self, seq: int) -> int:
        """A number (1 or more) that no other state of this row has had, nor of any other row."""
        return self._versions[seq]

    def covers(self, first: int, end: int) -> bool:
        """Whether all the ranks from ``first`` up to ``end`` are in memory."""
        return self.first <= first and end <= self.end

    def __iter__(self) -> Iterator[Job]:
        return iter(self.block.rows)

    def __len__(self) -> int:
        return len(self.block.rows)
