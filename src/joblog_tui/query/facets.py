"""Facet counts: each group of the sidebar is counted under all the *other* conditions of the filter.

What a filter says about the three groups alone can be applied to counts of jobs; the rest needs the jobs. So a
store counts jobs that pass the rest by ``(status, task, trigger)``, and these cells answer everything.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from joblog_tui.query.filters import GROUPS, Filter, Group, Not, OneOf

GroupCondition: TypeAlias = OneOf | Not
"""A ``OneOf``, or the ``Not`` of one: a condition on one group alone."""

Cell: TypeAlias = tuple[str, str, str, int]
"""A status, a task and a trigger (slugs), and how many jobs have exactly these."""


class Counts(NamedTuple):
    """How many jobs in all, and by the slugs of each group; a slug that no job has is left out."""

    total: int
    status: dict[str, int]
    task: dict[str, int]
    trigger: dict[str, int]


def split(filter: Filter) -> tuple[Mapping[Group, tuple[GroupCondition, ...]], Filter]:
    """The filter's top-level conditions on each one group, and the filter with everything else.

    Only ``OneOf`` and ``Not(OneOf)`` concern one group alone; all conditions of a group must hold.
    """
    groups: dict[Group, tuple[GroupCondition, ...]] = dict.fromkeys(GROUPS, ())
    rest = []
    for part in filter.parts:
        match part:
            case OneOf(group) | Not(OneOf(group)):
                groups[group] += (part,)
            case _:
                rest.append(part)
    return groups, replace(filter, parts=tuple(rest))


def allows(conditions: Iterable[GroupCondition], slug: str) -> bool:
    """Whether a slug passes all conditions on its group."""
    return all(_allows(condition, slug) for condition in conditions)


def count(cells: Iterable[Cell], filter: Filter) -> Counts:
    """The counts under a filter, from cells that the rest of it (see ``split``) has already been applied to.

    Each group is counted under the conditions on the two other groups, ``total`` under all of them.
    """
    groups, _ = split(filter)
    # Hundreds of cells, two dozen slugs: whether one passes is found out once.
    status_passes, task_passes, trigger_passes = (_Passing(groups[group]) for group in GROUPS)
    total = 0
    by_status: Counter[str] = Counter()
    by_task: Counter[str] = Counter()
    by_trigger: Counter[str] = Counter()
    for status, task, trigger, number in cells:
        if not number:
            continue
        if task_passes[task] and trigger_passes[trigger]:
            by_status[status] += number
            if status_passes[status]:
                total += number
        if status_passes[status]:
            if trigger_passes[trigger]:
                by_task[task] += number
            if task_passes[task]:
                by_trigger[trigger] += number
    return Counts(total, dict(by_status), dict(by_task), dict(by_trigger))


class _Passing(dict[str, bool]):
    """Whether slugs of a group pass its conditions."""

    def __init__(self, conditions: Iterable[GroupCondition]) -> None:
        self._conditions = conditions

    def __missing__(self, slug: str) -> bool:
        passes = self[slug] = allows(self._conditions, slug)
        return passes


def _allows(condition: GroupCondition, slug: str) -> bool:
    if isinstance(condition, OneOf):
        return slug in condition.slugs
    assert isinstance(condition.part, OneOf)
    return slug not in condition.part.slugs
