"""The truth table of the roll-up, every row of it, in memory and in the store, at one level and at two."""

from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.job import Job
from joblog_tui.model.rollup import rolled_up
from joblog_tui.model.vocabulary import Status
from tests.support.stores import append_by_python, append_by_sql, jobs_of, new_store, raw

NC, RE, RU, ST, QU, CO = Status

# The table as the design has it: first match wins, over all leaf jobs.
TABLE = [
    ([NC, RE, RU, ST, QU, CO], NC),
    ([NC, CO], NC),
    ([RE, RU, ST, QU, CO], RE),
    ([RU, ST, QU, CO], RU),
    ([ST, QU, CO], ST),
    ([ST], ST),
    ([QU, CO], ST),
    ([CO, CO], CO),
    ([CO], CO),
    ([QU, QU], QU),
    ([QU], QU),
]
EVERY = [list(leaves) for size in (1, 2, 3) for leaves in combinations_with_replacement(Status, size)]


def by_the_design(leaves: list[Status]) -> Status:
    """The five sentences of the design, once more in other words."""
    for status in (NC, RE, RU):
        if any(leaf is status for leaf in leaves):
            return status
    if any(leaf is ST for leaf in leaves):
        return ST
    if any(leaf is CO for leaf in leaves) and not all(leaf is CO for leaf in leaves):
        return ST
    return CO if all(leaf is CO for leaf in leaves) else QU


@pytest.mark.parametrize(("leaves", "expected"), TABLE)
def test_the_table(leaves: list[Status], expected: Status) -> None:
    assert rolled_up(leaves) is expected


@pytest.mark.parametrize("leaves", EVERY)
def test_every_row_in_memory(leaves: list[Status]) -> None:
    assert rolled_up(leaves) is by_the_design(leaves)
    assert rolled_up(leaves, inner_not_completed=True) is NC


@pytest.mark.parametrize("levels", [1, 2])
def test_every_row_in_the_store(tmp_path: Path, levels: int) -> None:
    events, expected = [], {}
    for number, leaves in enumerate(EVERY):
        top = f"top-{number}"
        above = top
        if levels == 2:
            above = f"middle-{number}"
            events.append(_event(above, parent=top))
            expected[above] = by_the_design(leaves)
        events.append(_event(top))
        events += [_event(f"{above}.{n}", parent=above, status=leaf) for n, leaf in enumerate(leaves)]
        expected[top] = by_the_design(leaves)
    shown = _shown(tmp_path, events)
    assert {job_id: shown[job_id].status for job_id in expected} == expected


@pytest.mark.parametrize(("top", "middle"), list(product([None, *Status], repeat=2)))
def test_an_own_report_counts_only_when_it_is_not_completed(
    tmp_path: Path, top: Status | None, middle: Status | None
) -> None:
    shown = _shown(
        tmp_path,
        [
            _event("top", status=top),
            _event("middle", parent="top", status=middle),
            _event("leaf", parent="middle", status=RU),
            _event("other", parent="top", status=CO),
        ],
    )
    assert shown["leaf"].status is RU
    assert shown["middle"].status is (NC if middle is NC else RU)
    assert shown["top"].status is (NC if NC in (top, middle) else RU)


def test_a_newer_report_takes_the_failure_of_a_parent_back(tmp_path: Path) -> None:
    shown = _shown(
        tmp_path,
        [_event("leaf", parent="top", status=CO), _event("top", status=NC), _event("top", status=RU)],
    )
    assert shown["top"].status is CO
    assert shown["top"].own_status is RU


def _event(job: str, *, parent: str | None = None, status: Status | None = None) -> Event:
    return Event(
        job=job,
        parent=parent,
        status=None if status is None else status.slug,
        task="syncing_users",
        trigger="scim",
        target=Target("Sales EMEA", "business hub"),
        actor="Okta SCIM",
    )


def _shown(directory: Path, events: list[Event]) -> dict[str, Job]:
    """The jobs as the store shows them; both doors must agree."""
    shown = []
    for append in (append_by_sql, append_by_python):
        path = new_store(directory, f"{append.__name__}.db")
        assert append(path, events) == []
        with raw(path) as connection:
            shown.append(jobs_of(connection))
    by_sql, by_python = shown
    assert {job_id: job.status for job_id, job in by_sql.items()} == {
        job_id: job.status for job_id, job in by_python.items()
    }
    return by_sql
