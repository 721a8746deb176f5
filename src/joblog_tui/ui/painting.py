"""The styles of the theme that is on now, for widgets that draw their lines themselves."""

from textual.app import App

from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.palette import NIGHT, PAPER, palette_of


def paint_of(app: App[object]) -> Paint:
    """The paint of the app's theme; ask anew when the style was updated."""
    return Paint(palette_of(app.theme_variables, NIGHT if app.current_theme.dark else PAPER), monochrome=app.no_color)
