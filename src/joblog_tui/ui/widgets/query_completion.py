"""Completion in the query bar: proposes what the language knows at once, and names when the store has found them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from joblog_tui.query.listing import Facets, NameKind
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.query_spans import stand_ins
from joblog_tui.ui.widgets.completion_list import CompletionList, Proposed

if TYPE_CHECKING:
    from joblog_tui.query.completing import Proposal, Typing
    from joblog_tui.query.qualifiers import Setting

MOST = 9  # proposals
LEAST_TYPED = 2  # characters of a word before names are looked up for it
KEPT_FREE = 6  # lines of the screen


@dataclass(frozen=True, slots=True)
class Completing:
    """What completion knows at the moment: the meaning of words and times, and the counts beside the list."""

    setting: "Setting"
    facets: Facets | None = None


class QueryCompletion(CompletionList):
    """The list with what is behind it: what is typed, what was found for it."""

    def __init__(
        self, completing: Callable[[], Completing], *, glyphs: Glyphs = UNICODE, id: str | None = None
    ) -> None:
        super().__init__(Proposed(), glyphs=glyphs)
        self._completing = completing
        self._typing: Typing | None = None
        self._found: tuple[Proposal, ...] = ()
        self._names: dict[NameKind, Sequence[str]] = {}
        self._column = 0
        self.lowered = False
        """Whether the line under the query has something to say that must be seen."""

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self.shown.items)

    @property
    def chosen(self) -> int | None:
        """The proposal that the operator has stepped to."""
        return self.shown.chosen

    def close(self) -> None:
        """Propose nothing."""
        self._typing = None
        self._found = ()
        self._names = {}
        self.show(Proposed())

    def propose(self, text: str, cursor: int, column: int, *, asked: bool) -> None:
        """Propose what could stand at ``cursor``; ``column`` is the cell at which the text begins.

        Where nothing has been typed yet, something is proposed only when the operator ``asked`` for it.
        """
        from rich.cells import cell_len

        from joblog_tui.query.completing import proposals, typing_at

        typing = typing_at(text, cursor)
        if typing.key is None and not typing.stem and not asked:
            self.close()
            return
        if self._typing is None or (typing.key, typing.stem) != (self._typing.key, self._typing.stem):
            self._names = {}
        self._typing = typing
        completing = self._completing()
        self._found = tuple(proposals(typing, completing.setting, completing.facets))
        self._column = column + cell_len(stand_ins(text[: typing.start]))
        self._show()

    @property
    def names_wanted(self) -> tuple[tuple[NameKind, ...], str]:
        """Names of which kinds could stand there, unless they are here, and what they must hold."""
        typing = self._typing
        return ((), "") if typing is None or self._names else (self._kinds(typing), typing.stem)

    def take_names(self, kind: NameKind, text: str, names: Sequence[str]) -> None:
        """Propose these names, unless something else is being typed by now."""
        if self._typing is not None and self._typing.stem == text:
            self._names[kind] = names
            self._show()

    def before_the_term(self, text: str) -> str:
        """The text without the term that is being typed, or without the value when it has others before that."""
        if self._typing is None:
            return text
        before = text[: self._typing.start].removesuffix("=")
        return before[:-1] if before.endswith(",") else text[: self._typing.term]

    def step(self, step: int) -> None:
        """Choose the proposal below or above; above the first one none is chosen."""
        chosen = (-1 if self.chosen is None else self.chosen) + step
        self.choose(min(chosen, len(self.shown.items) - 1) if chosen >= 0 else None)

    def choose(self, index: int | None) -> None:
        """Choose a proposal."""
        self.show(replace(self.shown, chosen=index))

    def taken(self) -> "tuple[Typing, str] | None":
        """What is typed, and what replaces it: the chosen proposal or the first one; None when there is none."""
        if self._typing is None or not self.shown.items:
            return None
        return self._typing, self.shown.items[self.chosen or 0].text

    def _kinds(self, typing: "Typing") -> tuple[NameKind, ...]:
        from joblog_tui.query.completing import NAMED

        if typing.key is not None:
            return (NAMED[typing.key],) if typing.key in NAMED else ()
        return ("target", "actor") if len(typing.stem) >= LEAST_TYPED else ()

    def _show(self) -> None:
        from joblog_tui.query.completing import proposals_of
        from joblog_tui.query.printing import written_value

        typing = self._typing
        if typing is None:
            return
        items = list(self._found)
        there = {typing.stem, written_value(typing.stem)} if typing.stem else set()
        for kind, names in self._names.items():
            items += [each for each in proposals_of(names, kind, typing) if each.text not in there]
        most = max(1, min(MOST, self.screen.size.height - KEPT_FREE))
        shown = tuple(items[:most])
        same = self.chosen is not None and self.shown.items[self.chosen] in shown
        chosen = shown.index(self.shown.items[self.chosen or 0]) if same else None
        self.show(Proposed(shown, chosen, self._column, self.lowered))
