"""The keys that move about in a job table."""

from textual.binding import BindingType

from joblog_tui.ui.keymap import OF_TABLE, bindings

KEYS: list[BindingType] = [*bindings(*OF_TABLE)]
