"""The last line: the keys that work here and now, made from the live keymap; and where the cursor is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content

from joblog_tui.ui.key_names import key_name
from joblog_tui.ui.spread import Part, part
from joblog_tui.ui.widgets.line import Line

GAP = 3
NO_KEY = "-"  # stands for the key of a command that has none now
PLACE_RANK = 9  # it falls away before the first hints do


@dataclass(frozen=True, slots=True)
class Hint:
    """A key, as Textual names it, and what it does. The higher its ``rank``, the earlier it falls away."""

    key: str
    word: str
    rank: int = 1

    @property
    def name(self) -> str:
        """The key as it is written on the screen."""
        return key_name(self.key)


@dataclass(frozen=True, slots=True)
class Footer:
    """Hints in order, and the text at the right end; ``told`` comes in its place, and before any hint."""

    hints: tuple[Hint, ...] = ()
    place: str = ""
    told: str = ""


def hints(
    active: Mapping[str, ActiveBinding],
    ids: Sequence[str],
    needed_most: Sequence[str] = (),
    words: Mapping[str, str] | None = None,
) -> tuple[Hint, ...]:
    """The commands of these ids, in this order, that are active.

    On a narrow line what is not in ``needed_most`` falls away first, then the last of those. ``words`` says what a
    command does just now, where that is not its usual word.
    """
    ranks = {id: rank for rank, id in enumerate(needed_most, 1)}
    by_id: dict[str, ActiveBinding] = {}
    for binding in active.values():
        if binding.binding.id is not None and binding.enabled:
            by_id.setdefault(binding.binding.id, binding)
    found = [(id, by_id[id]) for id in ids if id in by_id]
    return tuple(
        Hint(
            binding.binding.key,
            (words or {}).get(id) or binding.binding.description[:1].lower() + binding.binding.description[1:],
            ranks.get(id, len(ranks) + 1),
        )
        for id, binding in found
    )


def key_for(active: Mapping[str, ActiveBinding], id: str) -> str:
    """The first key, as it is written, of the command of this id; a dash when it has none now."""
    return next((key_name(key) for key, bound in active.items() if bound.binding.id == id), NO_KEY)


class KeyFooter(Line[Footer]):
    """One line at the foot of every screen; a click on a hint does what its key does."""

    def draw(self, shown: Footer, width: int) -> Content:
        """The hints that fit."""
        return self.spread(width, [_part(hint) for hint in shown.hints], [_place(shown)], gap=GAP)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does that was clicked."""
        for hint, start, end in self._spans():
            if start <= event.x < end:
                self.app.simulate_key(hint.key)

    def _spans(self) -> Iterable[tuple[Hint, int, int]]:
        drawn = self.draw(self._shown, self.size.width).plain
        at = 0
        for hint in self._shown.hints:
            label = f"{hint.name} {hint.word}"
            start = drawn.find(label, at)
            if start < 0:
                continue
            at = start + len(label)
            yield hint, start, at


def _part(hint: Hint) -> Part:
    return part((hint.name, "bold $jl-accent"), (f" {hint.word}", "$jl-muted"), rank=hint.rank)


def _place(shown: Footer) -> Part:
    if shown.told:
        return part((shown.told, "bold $jl-text"))
    return part((shown.place, "$jl-muted"), rank=PLACE_RANK)
