"""The sidebar as a value: three groups of words, each with its exact count and whether it is selected."""

from collections.abc import Mapping
from dataclasses import dataclass

from joblog_tui.model.vocabulary import Status, Vocabulary, Word
from joblog_tui.query.filters import Filter, Group
from joblog_tui.query.listing import Facets


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One word of a group: ``count`` jobs have it under all the other filters. Labels come from outside."""

    group: Group
    slug: str
    label: str
    explanation: str
    count: int
    chosen: bool
    status: Status | None = None
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A group under its heading, in sidebar order."""

    title: str
    values: tuple[FacetValue, ...]
    beyond: bool = False
    """The query says more of this group than its values show."""

    @property
    def chosen(self) -> int:
        """How many of its values are selected."""
        return sum(value.chosen for value in self.values)

    @property
    def excluded(self) -> int:
        """How many of its values are excluded."""
        return sum(value.excluded for value in self.values)


def facet_groups(facets: Facets, filter: Filter, vocabulary: Vocabulary) -> tuple[FacetGroup, ...]:
    """Status, Task and Trigger; words that the vocabulary lacks, but jobs or the filter have, come last."""
    statuses = tuple(
        FacetValue(
            "status",
            status.slug,
            status.label,
            status.explanation,
            facets.status.get(status.slug, 0),
            status.slug in filter.chosen("status"),
            status,
            status.slug in filter.excluded("status"),
        )
        for status in Status
    )
    return (
        FacetGroup("Status", statuses, filter.beyond("status")),
        FacetGroup("Task", _values("task", vocabulary.tasks, facets.task, filter), filter.beyond("task")),
        FacetGroup(
            "Trigger", _values("trigger", vocabulary.triggers, facets.trigger, filter), filter.beyond("trigger")
        ),
    )


def order_of(groups: tuple[FacetGroup, ...], group: Group) -> tuple[str, ...]:
    """The slugs of a group in the order of the sidebar, which is the order in which a filter writes them."""
    return tuple(value.slug for each in groups for value in each.values if value.group == group)


def _values(group: Group, words: tuple[Word, ...], counts: Mapping[str, int], filter: Filter) -> tuple[FacetValue, ...]:
    chosen, excluded = filter.chosen(group), filter.excluded(group)
    known = {word.slug for word in words}
    strangers = sorted((counts.keys() | chosen | excluded) - known)
    return tuple(
        FacetValue(
            group,
            word.slug,
            word.label,
            word.explanation,
            counts.get(word.slug, 0),
            word.slug in chosen,
            excluded=word.slug in excluded,
        )
        for word in (*words, *(Word(slug, slug) for slug in strangers))
    )
