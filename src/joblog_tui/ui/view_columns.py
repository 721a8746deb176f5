"""Which columns a view has on the screen: its own, or those that the operator chose while it was on.

A built-in view has the columns of the log. One that was saved keeps its own, and a choice made while it is on holds for
it alone, is there the next time, and is kept with the view when that is saved.
"""

from collections.abc import Iterable, Mapping

from joblog_tui.query.views import View
from joblog_tui.ui.column_choice import ALWAYS, ColumnChoice
from joblog_tui.ui.memory import Item, Memory, texts

MOST = 100  # views that a choice is remembered of


def _read(kept: object) -> Mapping[str, ColumnChoice] | None:
    if not isinstance(kept, Mapping):
        return None
    found: dict[str, ColumnChoice] = {}
    for name, words in list(kept.items())[-MOST:]:
        try:
            found[name] = ColumnChoice.read(texts(words) or ())
        except ValueError:
            continue
    return found


def _write(chosen: Mapping[str, ColumnChoice]) -> object:
    return {name: list(choice.written()) for name, choice in list(chosen.items())[-MOST:]}


CHOSEN: Item[Mapping[str, ColumnChoice]] = Item("view_columns", {}, _read, _write)
"""What was chosen for views, by their names, casefolded."""


class ViewColumns:
    """The columns of each view; ``usual`` are those of the log."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of(self, view: View, usual: ColumnChoice) -> ColumnChoice:
        """What is shown while the view is on."""
        if view.place == "built-in":
            return usual
        return self._memory.get(CHOSEN).get(view.name.casefold()) or _own(view, usual)

    def changed(self, view: View, usual: ColumnChoice) -> bool:
        """Whether other columns are shown than the view says; a width is no part of a view."""
        return self.of(view, usual).shown != (usual if view.place == "built-in" else _own(view, usual)).shown

    def choose(self, view: View, choice: ColumnChoice) -> None:
        """Show these columns while the view is on."""
        name = view.name.casefold()
        self._memory.change(CHOSEN, lambda chosen: {**_without(chosen, [name]), name: choice})

    def rename(self, name: str, other: str) -> None:
        """A view has another name from now on; what was chosen for it goes with it."""
        old, new = name.casefold(), other.casefold()
        if old != new and old in self._memory.get(CHOSEN):
            self._memory.change(
                CHOSEN,
                lambda chosen: {**_without(chosen, [old, new]), **({new: chosen[old]} if old in chosen else {})},
            )

    def forget(self, names: Iterable[str]) -> None:
        """Views are as they were saved."""
        gone = [name.casefold() for name in names]
        if any(name in self._memory.get(CHOSEN) for name in gone):
            self._memory.change(CHOSEN, lambda chosen: _without(chosen, gone))

    def keep_only(self, names: Iterable[str]) -> None:
        """There are no views but these."""
        there = {name.casefold() for name in names}
        self.forget(name for name in self._memory.get(CHOSEN) if name not in there)


def _own(view: View, usual: ColumnChoice) -> ColumnChoice:
    if not view.columns:
        return usual
    return ColumnChoice.read(view.columns if ALWAYS in view.columns else (ALWAYS, *view.columns))


def _without(chosen: Mapping[str, ColumnChoice], names: Iterable[str]) -> dict[str, ColumnChoice]:
    left_out = set(names)
    return {name: choice for name, choice in chosen.items() if name not in left_out}
