"""How the glance is painted: as the dashboard will be, by the same choices and the same environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from joblog_tui.ui.choices import Choices
from joblog_tui.ui.look.first_theme import color_system, first_theme
from joblog_tui.ui.look.glyphs import Glyphs, glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.palette import PALETTES
from joblog_tui.ui.look.signs import needs_ascii
from joblog_tui.ui.look.zones import zone_named
from joblog_tui.ui.widgets.job_table.arrangement import Arrangement


@dataclass(frozen=True, slots=True)
class Look:
    """Colours, signs and columns, for a terminal with so many colours (``system``, as Rich names it)."""

    paint: Paint
    glyphs: Glyphs
    arrangement: Arrangement
    system: str


def look_for(choices: Choices, environment: Mapping[str, str]) -> Look | None:
    """How the dashboard will look; None when only Textual knows the theme, or the terminal has no colours at all."""
    system = color_system(environment)
    if system is None:
        return None
    palette = PALETTES.get(choices.theme or first_theme(system, environment, choices.light_ground(environment)))
    if palette is None:
        return None
    try:
        zone = zone_named(choices.zone)
    except ValueError:
        zone = None
    return Look(
        Paint(palette, monochrome="NO_COLOR" in environment),
        glyphs(ascii_only=needs_ascii(choices.glyphs, environment)),
        Arrangement(choices.times, zone, choices.columns),
        system,
    )
