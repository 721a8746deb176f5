"""``--view NAME``: the query, the order and the columns of a view, narrowed by what is typed beside it."""

from dataclasses import dataclass

from joblog_tui.cli.access import caller
from joblog_tui.cli.opened import Opened
from joblog_tui.cli.querying import read_query
from joblog_tui.model.errors import UsageError
from joblog_tui.query.filters import Filter
from joblog_tui.query.views import View


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked for: the whole filter, its text, and the view it came from, if from one."""

    filter: Filter
    text: str
    view: View | None = None


async def asked(opened: Opened, query: str, view_name: str | None, now: int) -> Asked:
    """Both the view and the query must hold; mistakes are told as everywhere."""
    typed = read_query(query, opened.vocabulary, now, opened.zone)
    if view_name is None:
        return Asked(typed, query)
    from joblog_tui.query.printing import show
    from joblog_tui.views.catalogue import Catalogue

    view = await Catalogue(lambda: opened.store, caller()).named(view_name)
    try:
        of_view = read_query(view.query, opened.vocabulary, now, opened.zone)
    except UsageError as error:
        error.add_note(f"  this is the query of the view {view.name}")
        raise
    whole = Filter((*of_view.parts, *typed.parts), of_view.everywhere or typed.everywhere)
    return Asked(whole, show(whole), view)
