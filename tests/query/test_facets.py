"""Facet counts from cells agree with counting the jobs one by one."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.job import Job
from joblog_tui.query.facets import Cell, Counts, count, split
from joblog_tui.query.filters import Filter, Group, Not, OneOf, Word
from joblog_tui.query.matching import matches
from tests.query.reading import read
from tests.query.strategies import NOW, filters, group_conditions, listed_jobs

grouped_filters = st.builds(
    lambda filter, more: replace(filter, parts=filter.parts + tuple(more)),
    filters,
    st.lists(group_conditions | group_conditions.map(Not), max_size=4),
)


def chosen(filter: Filter, jobs: list[Job]) -> list[Job]:
    return [job for job in jobs if matches(filter, job, now=NOW, stalled=False)]


def slugs(job: Job) -> tuple[str, str, str]:
    assert job.task is not None
    assert job.trigger is not None
    return job.status.slug, job.task, job.trigger


def without(filter: Filter, group: Group) -> Filter:
    """The filter without its top-level conditions on one group."""

    def concerns(part: object) -> bool:
        inner = part.part if isinstance(part, Not) else part
        return isinstance(inner, OneOf) and inner.group == group

    return replace(filter, parts=tuple(part for part in filter.parts if not concerns(part)))


@given(filter=grouped_filters, jobs=st.lists(listed_jobs, max_size=12))
def test_counts_from_cells_are_those_of_counting_jobs(filter: Filter, jobs: list[Job]) -> None:
    _, rest = split(filter)
    cells: list[Cell] = [(*cell, n) for cell, n in Counter(slugs(job) for job in chosen(rest, jobs)).items()]
    assert count(cells, filter) == Counts(
        len(chosen(filter, jobs)),
        Counter(slugs(job)[0] for job in chosen(without(filter, "status"), jobs)),
        Counter(slugs(job)[1] for job in chosen(without(filter, "task"), jobs)),
        Counter(slugs(job)[2] for job in chosen(without(filter, "trigger"), jobs)),
    )


@given(filter=grouped_filters)
def test_splitting_loses_nothing(filter: Filter) -> None:
    groups, rest = split(filter)
    taken = [part for conditions in groups.values() for part in conditions]
    assert Counter(taken) + Counter(rest.parts) == Counter(filter.parts)
    assert rest.everywhere == filter.everywhere


def test_each_group_is_counted_under_the_others() -> None:
    cells = [
        ("running", "logging_in", "scim", 5),
        ("queued", "logging_in", "scim", 3),
        ("running", "adding_users", "scim", 2),
        ("completed", "adding_users", "web_app", 7),
    ]
    counts = count(cells, read("status:running -task:adding_users"))
    assert counts.total == 5
    assert counts.status == {"running": 5, "queued": 3}
    assert counts.task == {"logging_in": 5, "adding_users": 2}
    assert counts.trigger == {"scim": 5}


def test_what_concerns_several_groups_at_once_is_left_to_the_rest() -> None:
    groups, rest = split(read("status:running (status:queued or task:logging_in) -(status:queued a) b in:all"))
    assert groups == {"status": (OneOf("status", ("running",)),), "task": (), "trigger": ()}
    assert rest == read("(status:queued or task:logging_in) -(status:queued a) b in:all")
    assert Word("b") in rest.parts
