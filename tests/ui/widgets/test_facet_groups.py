"""The sidebar as a value."""

from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Vocabulary
from joblog_tui.query.filters import Filter, OneOf
from joblog_tui.query.listing import Facets
from joblog_tui.ui.facet_groups import facet_groups, order_of

FACETS = Facets(status={"running": 3}, task={"syncing_users": 3}, trigger={"scim": 2, "carrier_pigeon": 1})


def test_groups_stand_in_the_order_of_the_vocabulary() -> None:
    groups = facet_groups(FACETS, Filter(), Vocabulary())
    assert [group.title for group in groups] == ["Status", "Task", "Trigger"]
    assert order_of(groups, "status")[0] == "not_completed"
    assert order_of(groups, "task") == tuple(word.slug for word in TASKS)


def test_counts_and_what_is_chosen() -> None:
    filter = Filter((OneOf("status", ("running", "queued")),))
    status = facet_groups(FACETS, filter, Vocabulary())[0]
    assert status.chosen == 2
    assert {value.slug: value.count for value in status.values if value.chosen} == {"running": 3, "queued": 0}


def test_words_that_nobody_registered_come_last_under_their_slug() -> None:
    filter = Filter((OneOf("trigger", ("owl",)),))
    trigger = facet_groups(FACETS, filter, Vocabulary())[2]
    assert [value.label for value in trigger.values][len(TRIGGERS) :] == ["carrier_pigeon", "owl"]
    assert trigger.values[-1].chosen
