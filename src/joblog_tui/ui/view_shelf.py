"""The operator's views in their order, with one of what has changed since they looked last."""

from dataclasses import dataclass, replace
from datetime import tzinfo

from joblog_tui.model.moment import MINUTE, duration
from joblog_tui.query.listing import Sort
from joblog_tui.query.ranges import write_moment
from joblog_tui.query.views import View, combined
from joblog_tui.ui.last_visit import SHORTEST_ABSENCE
from joblog_tui.ui.memory import Item, texts

SINCE = "Since last visit"
FIRST = ("all", "since last visit", "mine", "needs attention", "incomplete", "stalled", "failed today",
         "password rotations")  # fmt: skip
"""The order of the views that everybody has, until the operator chooses another one."""

ORDER: Item[tuple[str, ...]] = Item("view_order", (), texts, list)


@dataclass(frozen=True, slots=True)
class Shelf:
    """``kept`` are the views of the catalogue; ``order`` names, casefolded, if any were moved; ``since`` see below."""

    kept: tuple[View, ...]
    order: tuple[str, ...] = ()
    since: View | None = None

    @property
    def views(self) -> tuple[View, ...]:
        """All of them, in the operator's order; new ones come last."""
        found = combined(() if self.since is None else (self.since,), self.kept)
        ranks = {name: rank for rank, name in enumerate(self.order or FIRST)}
        return tuple(sorted(found, key=lambda view: ranks.get(view.name.casefold(), len(ranks))))

    def view(self, name: str) -> View | None:
        """The view of this name, letter case aside."""
        return next((view for view in self.views if view.name.casefold() == name.casefold()), None)

    def moved(self, name: str, by: int) -> "Shelf":
        """With a view so many places further right."""
        names = [view.name.casefold() for view in self.views]
        if name.casefold() not in names:
            return self
        at = names.index(name.casefold())
        names.insert(max(0, min(at + by, len(names) - 1)), names.pop(at))
        return replace(self, order=tuple(names))

    def renamed(self, name: str, other: str) -> "Shelf":
        """With another name in the order, where the old one stood."""
        if name.casefold() == other.casefold():
            return self
        names = [view.name.casefold() for view in self.views]
        return replace(self, order=tuple(other.casefold() if each == name.casefold() else each for each in names))


def since_view(visited: int | None, now: int, zone: tzinfo) -> View | None:
    """What has changed since an operator was last there (epoch ms); None for who was never away."""
    if visited is None or now - visited < SHORTEST_ABSENCE:
        return None
    minute = visited // MINUTE * MINUTE
    return View(SINCE, f"updated:>={write_moment(minute, zone)}", Sort("updated"), place="built-in")


def label(view: View, visited: int | None, now: int) -> str:
    """What a tab calls a view: ``Since 3h ago`` for that of the last visit."""
    if view.name == SINCE and view.place == "built-in" and visited is not None:
        return f"Since {duration(now - visited)} ago"
    return "All jobs" if view.name == "All" and view.place == "built-in" else view.name
