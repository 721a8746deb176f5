"""What was listed when the log was left, as it is remembered per store; ``ui.reopening`` opens with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from joblog_tui.query.listing import SORT_FIELDS, Sort
from joblog_tui.ui.memory import Item, text


@dataclass(frozen=True, slots=True)
class Listed:
    """The view that was on, with the query and the order that the operator gave it; None: those of the view."""

    view: str
    query: str | None = None
    sort: Sort | None = None


def _read(kept: object) -> Listed | None:
    if not isinstance(kept, Mapping):
        return None
    view = text(kept.get("view"), 100)
    return None if view is None else Listed(view, text(kept.get("query"), 10_000), _read_sort(kept.get("sort")))


def _read_sort(kept: object) -> Sort | None:
    match kept:
        case [str(name), bool(descending)]:
            field = next((field for field in SORT_FIELDS if field == name), None)
            return None if field is None else Sort(field, descending)
    return None


def _write(listed: Listed | None) -> object:
    if listed is None:
        return None
    sort = None if listed.sort is None else [listed.sort.field, listed.sort.descending]
    return {"view": listed.view, "query": listed.query, "sort": sort}


LISTED: Item[Listed | None] = Item("listed", None, _read, _write)
"""What was listed when the log was left; None for all jobs, newest first."""
