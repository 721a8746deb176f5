"""What is said while counts grow, while nothing was found yet, and while an order is being made."""

from dataclasses import replace

from textual.content import Content

from joblog_tui.feed.window import Look, Snapshot
from joblog_tui.model.stall import Stalls
from joblog_tui.query.filters import Filter, Word
from joblog_tui.query.listing import Block, Facets, Listing, Ordering
from joblog_tui.ui.screens import list_state as says
from joblog_tui.ui.screens.list_state import ListState
from joblog_tui.ui.spread import Part
from joblog_tui.ui.widgets.query_line import matching_words
from tests.support.memory_store import NOW, a_job

FILTER = Filter((Word("acme"),))
SNAPSHOT = Snapshot(
    Look(Listing(FILTER)),
    Block((a_job(1),), 0, 400, exact=False),
    Facets(total=1_200, everything=10_000, exact=False, looked_at=3_000),
    Stalls(NOW),
    NOW,
    counted=False,
    so_far=True,
)


def words(snapshot: Snapshot, ordering: Ordering | None = None) -> str:
    state = ListState(FILTER, snapshot=snapshot, ordering=ordering)
    return plain(matching_words(says.matching(state)))


def plain(part: Part) -> str:
    return Content.assemble(*part.pieces).plain


def test_what_is_known_so_far_is_no_total() -> None:
    assert words(SNAPSHOT) == "counting, 1,200 so far"


def test_an_exact_total_is_told_as_one() -> None:
    exact = replace(SNAPSHOT, block=Block((a_job(1),), 0, 1_300), counted=True, so_far=False)
    assert words(exact) == "1,300 match"


def test_it_is_told_how_many_jobs_are_being_sorted() -> None:
    assert words(SNAPSHOT, Ordering("sorting", 2_000)) == "sorting 2,000"


def test_nothing_found_yet_is_not_nothing() -> None:
    state = ListState(FILTER, snapshot=replace(SNAPSHOT, block=Block(exact=False)))
    assert not state.nothing_matches
