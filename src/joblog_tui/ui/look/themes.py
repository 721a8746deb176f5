"""The palettes as themes of Textual, and the variables that every other theme lacks."""

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from joblog_tui.ui.look.palette import NIGHT, PALETTES, PAPER, Palette, derived

DEFAULT_DARK_BACKGROUND, DEFAULT_LIGHT_BACKGROUND = "#121212", "#efefef"  # Textual's, for a theme that names none


def _theme(name: str, palette: Palette) -> Theme:
    return Theme(
        name=name,
        primary=palette.accent,
        secondary=palette.running,
        accent=palette.accent,
        warning=palette.retrying,
        error=palette.not_completed,
        success=palette.completed,
        foreground=palette.text,
        background=palette.canvas,
        surface=palette.panel,
        panel=palette.raised,
        dark=palette.dark,
        ansi=palette.own,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    if palette.own:  # what Textual itself draws is as in its own theme of sixteen colours
        return {**BUILTIN_THEMES["ansi-dark"].variables, **palette.variables()}
    return {
        **palette.variables(),
        "block-cursor-background": palette.cursor,
        "block-cursor-foreground": palette.text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": palette.raised,
        "block-cursor-blurred-foreground": palette.text,
        "border": palette.accent,
        "border-blurred": palette.line,
        "footer-background": palette.canvas,
        "footer-foreground": palette.muted,
        "footer-description-foreground": palette.muted,
        "footer-key-foreground": palette.accent,
        "input-cursor-background": palette.text,
        "input-cursor-foreground": palette.canvas,
        "input-selection-background": palette.cursor,
        "scrollbar": palette.faint,
        "scrollbar-hover": palette.muted,
        "scrollbar-active": palette.accent,
        "scrollbar-background": palette.panel,
        "scrollbar-background-hover": palette.panel,
        "scrollbar-background-active": palette.panel,
        "scrollbar-corner-color": palette.panel,
    }


THEMES: tuple[Theme, ...] = tuple(_theme(name, palette) for name, palette in PALETTES.items())


def variable_defaults(theme: Theme) -> dict[str, str]:
    """The ``jl-`` variables for a theme that has none; what ``App.get_theme_variable_defaults`` gives back.

    A theme in the terminal's own sixteen colours says nothing about how they look: it gets ours.
    """
    canvas = theme.background or (DEFAULT_DARK_BACKGROUND if theme.dark else DEFAULT_LIGHT_BACKGROUND)
    text = theme.foreground or ("#e0e0e0" if theme.dark else "#1f1f1f")
    plain = [_plain(colour) for colour in (canvas, text, theme.accent or theme.primary)]
    if theme.ansi or None in plain:
        return (NIGHT if theme.dark else PAPER).variables()
    return derived(*[colour for colour in plain if colour is not None], dark=theme.dark).variables()


def _plain(colour: str) -> str | None:
    parsed = Color.parse(colour)
    return None if parsed.ansi is not None else parsed.hex6.lower()
