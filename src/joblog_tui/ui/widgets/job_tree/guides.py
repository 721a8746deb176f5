"""The lines that lead from a job down to what is nested in it."""

from joblog_tui.query.outline import Branch
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.tree_signs import TreeSigns

LEVEL = 2  # cells a level


def guides(branch: Branch, signs: TreeSigns, glyphs: Glyphs, width: int) -> tuple[str, str]:
    """The guide before a name, and the sign of the fold with a blank; together at most ``width`` cells.

    Where there is no room for all levels, the outermost ones are left out.
    """
    fold = "" if branch.folded is None else f"{glyphs.folded if branch.folded else glyphs.unfolded} "
    if not branch.rails:
        return "", fold if len(fold) <= width else ""
    levels = [signs.passing if goes_on else signs.blank for goes_on in branch.rails[:-1]]
    own = (signs.branch if branch.rails[-1] else signs.last) + ("" if fold else signs.thin + " ")
    room = width - len(own) - len(fold)
    if room < 0:
        return "", ""
    shown = len(levels) if len(levels) * LEVEL <= room else max(0, (room - 1) // LEVEL)
    cut = glyphs.cut if shown < len(levels) and room > shown * LEVEL else ""
    return cut + "".join(levels[len(levels) - shown :]) + own, fold
