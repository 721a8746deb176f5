"""Other signs, or another wish about motion, on screens that are there already."""

from typing import Protocol, runtime_checkable

from textual.widget import Widget

from joblog_tui.ui.look.glyphs import Glyphs


@runtime_checkable
class Signed(Protocol):
    """A widget that draws with glyphs."""

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        ...


@runtime_checkable
class Moving(Protocol):
    """A widget some part of which moves, pulses or glows unless it is ``still``."""

    still: bool


def relook(root: Widget, glyphs: Glyphs, *, still: bool) -> None:
    """Have everything within ``root`` drawn with these signs, and still where nothing is to move."""
    for each in root.walk_children(Widget, with_self=False):
        if isinstance(each, Signed):
            each.use_glyphs(glyphs)
        if isinstance(each, Moving):
            each.still = still
