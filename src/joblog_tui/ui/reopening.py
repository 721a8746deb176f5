"""What the log begins with: the view or query that was asked for, else what was listed when it was left.

Only what was asked for can be wrong; what was left is given up with one line when it is not there any more.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from joblog_tui.model.errors import JoblogError, QueryError, UsageError
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Sort
from joblog_tui.query.views import View, built_in
from joblog_tui.text import safe
from joblog_tui.ui.listed import LISTED, Listed
from joblog_tui.ui.view_shelf import SINCE, since_view

if TYPE_CHECKING:
    from joblog_tui.ui.session import Session


@dataclass(frozen=True, slots=True)
class Opening:
    """The log opens with this; ``view`` None is whichever view has just that filter. ``told`` is said of it."""

    filter: Filter = field(default_factory=Filter)
    sort: Sort = field(default_factory=Sort)
    view: View | None = None
    told: str = ""


async def opening(session: "Session", query: str = "", view: str | None = None) -> Opening:
    """What to open with on the store of the session; ``JoblogError`` for a query or a view that cannot be had."""
    listed = session.memory.get(LISTED)
    if view is not None:
        return await _asked(session, query, view)
    if query:
        return Opening(session.read_query(query), (listed and listed.sort) or Sort())
    if listed is None or session.visited is None:
        return Opening(sort=(listed and listed.sort) or Sort())
    return await _left(session, listed)


async def _asked(session: "Session", query: str, name: str) -> Opening:
    from joblog_tui.views.catalogue import Catalogue

    typed = session.read_query(query) if query else Filter()
    view = await Catalogue(session.store, session.me).named(name)
    try:
        of_view = session.read_query(view.query) if view.query else Filter()
    except QueryError as error:
        raise UsageError(f"the query of the view {view.name}: {error}") from None
    whole = Filter((*of_view.parts, *typed.parts), of_view.everywhere or typed.everywhere)
    return Opening(whole, view.sort, view)


async def _left(session: "Session", listed: Listed) -> Opening:
    try:
        view = await _view_of(session, listed.view)
    except JoblogError as error:
        return Opening(told=f"{safe(str(error), 200)}; all jobs are listed")
    if view is None:
        gone = f"the view {safe(listed.view, 40)} is not there any more; all jobs are listed"
        return Opening(told="" if listed.view == SINCE else gone)
    query = view.query if listed.query is None else listed.query
    try:
        filter = session.read_query(query) if query else Filter()
    except QueryError as error:
        return Opening(told=f"all jobs are listed; the query of the last time: {safe(str(error), 200)}")
    return Opening(filter, listed.sort or view.sort, view, "" if filter.empty else LEFT)


LEFT = "listed as you left it"


async def _view_of(session: "Session", name: str) -> View | None:
    if name == SINCE:
        return since_view(session.visited, session.clock(), session.local_zone)
    found = next((view for view in built_in(session.me) if view.name == name), None)
    if found is not None:
        return found
    from joblog_tui.views.catalogue import Catalogue

    views = await Catalogue(session.store, session.me).all()
    return next((view for view in views if view.name.casefold() == name.casefold()), None)
