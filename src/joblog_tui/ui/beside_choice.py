"""Whether the detail of a job stands beside the list: what the operator wants, and where there is room. No widget."""

from joblog_tui.ui.memory import Item, flag

WIDE = 180
"""Columns from which it stands there by itself."""
LEAST = 140
"""Columns from which it stands there when it is asked for."""

BESIDE: Item[bool | None] = Item("detail_beside", None, flag, per_store=False)
"""Whether the operator wants it; None leaves it to the width."""


def stands_beside(width: int, wanted: bool | None) -> bool:
    """Whether it stands there on a terminal of ``width`` columns."""
    return wanted is not False and width >= (LEAST if wanted else WIDE)
