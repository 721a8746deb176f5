"""Views: a query, an order and columns under a name. Built in, shared through the store, or private to one person.

The query stays text, in which ``today`` means the day on which it is read; ``query.language`` reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from joblog_tui.model.errors import UsageError
from joblog_tui.model.vocabulary import nearest
from joblog_tui.query.filters import UNSEEN_STALLS, Filter, Text
from joblog_tui.query.listing import SORT_FIELDS, Sort, SortField
from joblog_tui.query.printing import show

MAX_NAME = 40  # characters
MAX_QUERY = 10_000  # characters, as the language has it

Place = Literal["built-in", "shared", "private"]
COLUMNS = SORT_FIELDS
"""The names that ``View.columns`` may hold: each column of the log is one that can be sorted by."""


@dataclass(frozen=True, slots=True)
class View:
    """What to show under ``name``. ``columns`` from left to right, none meaning the usual ones; ``place``: whose."""

    name: str
    query: str = ""
    sort: Sort = field(default_factory=Sort)
    columns: tuple[SortField, ...] = ()
    place: Place = "private"

    def as_object(self) -> dict[str, object]:
        """The view as JSON has it; ``view_of`` reads it back. ``place`` is left out: it is where the object is kept."""
        return {
            "name": self.name,
            "query": self.query,
            "sort": self.sort.field,
            "descending": self.sort.descending,
            "columns": list(self.columns),
        }


def view_of(whole: Mapping[str, object], place: Place) -> View:
    """The view in the object that ``as_object`` wrote; ``UsageError`` says what is wrong with it."""
    name, query = whole.get("name"), whole.get("query", "")
    sort, descending = whole.get("sort", "created"), whole.get("descending", True)
    columns = whole.get("columns", [])
    if not isinstance(name, str) or not isinstance(query, str):
        raise UsageError("a view needs a name, and its query is text")
    if sort not in SORT_FIELDS or not isinstance(descending, bool):
        raise UsageError(f"the view {name} sorts by {sort!r}; there are {', '.join(SORT_FIELDS)}")
    if not isinstance(columns, list):
        raise UsageError(f"the columns of the view {name} are no list")
    return View(name, query, Sort(_field(sort), descending), columns_of(columns), place)


def columns_of(names: Iterable[object]) -> tuple[SortField, ...]:
    """The columns of these names, each once; ``UsageError`` for one that there is not."""
    columns: dict[SortField, None] = {}
    for name in names:
        if name not in COLUMNS:
            near = nearest(str(name), COLUMNS)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(COLUMNS)}"
            raise UsageError(f"no column is called {name}; {hint}")
        columns[_field(name)] = None
    return tuple(columns)


def built_in(me: str) -> tuple[View, ...]:
    """The views that everybody has from the start; ``me`` is the person who looks."""
    return (
        View("All", place="built-in"),
        View("Stalled", show(Filter(UNSEEN_STALLS)), place="built-in"),
        View("Incomplete", "is:incomplete", place="built-in"),
        View("Failed today", "status:not_completed updated:today", Sort("updated"), place="built-in"),
        View("Password rotations", "task:rotating_passwords", place="built-in"),
        View(
            "Needs attention",
            "(is:stalled OR status:not_completed updated:yesterday..) -is:acknowledged",
            Sort("updated"),
            place="built-in",
        ),
        View("Mine", show(Filter((Text("actor", (me,)),))), place="built-in"),
    )


def combined(*places: Iterable[View]) -> tuple[View, ...]:
    """All views in order; of those with one name (letter case aside) the last one holds, where the first one stood."""
    by_name: dict[str, View] = {}
    for view in (view for place in places for view in place):
        by_name[view.name.casefold()] = view
    return tuple(by_name.values())


def named(views: Iterable[View], name: str) -> View:
    """The view called ``name``, letter case aside; ``UsageError`` with the nearest name when there is none."""
    known = {view.name.casefold(): view for view in views}
    found = known.get(name.strip().casefold())
    if found is not None:
        return found
    words = {word.replace(" ", "_"): view for word, view in known.items()}
    near = nearest(name, words)
    hint = f"did you mean {words[near].name}?" if near else f"there are {', '.join(v.name for v in known.values())}"
    raise UsageError(f"no view is called {name}; {hint}")


def checked(view: View) -> View:
    """The view, when it can be saved; ``UsageError`` says what is wrong with its name or the length of its query."""
    name = view.name.strip()
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        raise UsageError(f"the name of a view has 1 to {MAX_NAME} characters that can be printed")
    if any(name.casefold() == known.name.casefold() for known in built_in("me")):
        raise UsageError(f"the view {name} is built in; choose another name")
    if len(view.query) > MAX_QUERY or "\0" in view.query:
        raise UsageError(f"the query of a view has at most {MAX_QUERY:,} characters")
    return View(name, view.query, view.sort, view.columns, view.place)


def _field(name: object) -> SortField:
    return next(field for field in SORT_FIELDS if field == name)
