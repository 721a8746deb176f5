"""What the operator set on the screen, remembered for the next time.

Whatever is worth remembering is an ``Item``, declared where it is used; ``Memory`` gets and sets its value. Where the
values are kept is the business of whoever starts the dashboard: it hands in the state of the last time and takes the
changes. A change is a function, so that two dashboards at once lose nothing of each other's: it is applied to what
the file holds at that moment.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

MOST_STORES = 40  # that something is remembered of; the one not used for longest is forgotten


@dataclass(frozen=True, slots=True)
class State:
    """Everything remembered, as JSON values by the name of the item; ``stores`` by their URL, the last used last."""

    everywhere: Mapping[str, object] = field(default_factory=dict)
    stores: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def value(self, name: str, store: str | None) -> object:
        """The value of an item, of all stores when ``store`` is None; None when there is none."""
        return (self.everywhere if store is None else self.stores.get(store, {})).get(name)

    def with_value(self, name: str, store: str | None, value: object) -> "State":
        """The state with another value, without one when it is None."""
        if store is None:
            return replace(self, everywhere=_with(self.everywhere, name, value))
        others = {url: values for url, values in self.stores.items() if url != store}
        stores = {**others, store: _with(self.stores.get(store, {}), name, value)}
        return replace(self, stores=dict(list(stores.items())[-MOST_STORES:]))


Change: TypeAlias = Callable[[State], State]


def _with(values: Mapping[str, object], name: str, value: object) -> dict[str, object]:
    changed = {other: kept for other, kept in values.items() if other != name}
    return changed if value is None else {**changed, name: value}


def _as_it_is(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """Something remembered under ``name``, by default of each store apart.

    ``read`` makes a value of what the file holds: None, and so ``default``, when it is nothing of the kind. ``write``
    makes JSON of a value.
    """

    name: str
    default: T
    read: Callable[[object], T | None]
    write: Callable[[T], object] = _as_it_is
    per_store: bool = True


class Memory:
    """What is remembered, as the dashboard on one store sees it.

    ``save`` takes each change and must not block; without it, nothing is kept. ``notice`` is what there is to tell
    about what was remembered, such as that it was damaged.
    """

    def __init__(
        self, state: State | None = None, *, store: str = "", save: Callable[[Change], None] | None = None,
        notice: str = "",
    ) -> None:  # fmt: skip
        self._state = state or State()
        self._save = save
        self.store = store
        self.notice = notice

    def get(self, item: Item[T]) -> T:
        """The value that was set last, else the item's default."""
        return self._read(item, self._state)

    def set(self, item: Item[T], value: T) -> None:
        """Remember another value."""
        self.change(item, lambda _: value)

    def change(self, item: Item[T], new: Callable[[T], T]) -> None:
        """Remember what ``new`` makes of the value; for values that another dashboard may add to as well."""
        store = self.store if item.per_store else None

        def applied(state: State) -> State:
            return state.with_value(item.name, store, item.write(new(self._read(item, state, store))))

        self._state = applied(self._state)
        if self._save is not None:
            self._save(applied)

    def _read(self, item: Item[T], state: State, store: str | None = None) -> T:
        where = (store or self.store) if item.per_store else None
        kept = state.value(item.name, where)
        value = None if kept is None else item.read(kept)
        return item.default if value is None else value


# How values are read


def flag(value: object) -> bool | None:
    """True or false."""
    return value if isinstance(value, bool) else None


def number(value: object) -> int | None:
    """A whole number of 64 bits."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63 else None


def text(value: object, longest: int = 4_000) -> str | None:
    """A text of at most ``longest`` characters."""
    return value if isinstance(value, str) and len(value) <= longest else None


def texts(value: object, most: int = 200) -> tuple[str, ...] | None:
    """Texts, the last ``most`` of them."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    return tuple(each for each in value if text(each) is not None)[-most:]
