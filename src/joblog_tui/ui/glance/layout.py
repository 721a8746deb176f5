"""Where the regions of the log stand, as the style sheets have it: pure arithmetic.

``tests/ui/glance`` compares it with where the widgets really are.
"""

from dataclasses import dataclass

from joblog_tui.ui.beside_choice import stands_beside

TALL_FROM, LOFTY_FROM = 30, 46  # lines
DOCKED_FROM, WIDE_FROM = 120, 180  # columns
LEAST = (40, 12)  # columns and lines
SIDEBAR, WIDE_SIDEBAR = 30, 32  # columns
BESIDE = (44, 72)  # columns of the detail, at least and at most
BESIDE_SHARE = 26  # percent of all columns


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of cells, counted from 0."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """``panels`` have the ground of a panel, the rest that of the canvas; ``rule`` is None where there is none."""

    header: Place
    rule: Place | None
    query: Place
    table: Place
    panels: tuple[Place, ...]


def layout_for(width: int, height: int, *, sidebar: bool, beside: bool | None = None) -> Layout | None:
    """The regions of a screen of ``width`` columns and ``height`` lines, None where it is too small for a glance.

    ``sidebar`` is whether one is wanted where there is room for it, ``beside`` the same for the detail; None leaves
    that to the width.
    """
    if width < LEAST[0] or height < LEAST[1]:
        return None
    tall, wide = height >= TALL_FROM, width >= WIDE_FROM
    header = Place(0, 0, width, 1)
    rule = Place(0, 2, width, 1) if tall else None
    query = Place(0, 3 if tall else 2, width, 1)
    strip = 1 if not tall else 8 if height >= LOFTY_FROM else 5
    top = query.y + (2 if tall else 1) + strip
    detail = stands_beside(width, beside)
    peek = 0 if detail else 2 if tall else 1
    rows = height - top - peek - 1
    left = 0 if width < DOCKED_FROM or not sidebar else WIDE_SIDEBAR if wide else SIDEBAR
    right = max(BESIDE[0], min(BESIDE[1], width * BESIDE_SHARE // 100)) if detail else 0
    panels = (
        header,
        Place(0, top, left, rows),
        Place(width - right, top, right, rows),
        Place(0, top + rows, width, peek),
    )
    return Layout(header, rule, query, Place(left, top, width - left - right, rows), panels)
