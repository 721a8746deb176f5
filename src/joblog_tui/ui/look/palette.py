"""The colours of the dashboard by role, in six palettes, and a palette for any other theme.

Chrome is grey plus one accent; saturated colour means status. Every role that carries text reaches a contrast of
4.5:1 on canvas, panel, raised and cursor; ``line`` and ``faint`` draw lines only. One palette is made of the sixteen
colours of the terminal, of which nobody here knows how they look: text is in its foreground, signs alone have colours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from joblog_tui.ui.look.colour import mix, readable

PREFIX = "jl-"
MARKED_SHARE = 0.10  # of the accent in the ground of a marked row
ANSI = "ansi_"  # begins the name of a colour that is the terminal's own
_HEX = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour (``#rrggbb``) for every role. ``flat`` palettes do not mix colours: the terminal has only a few."""

    canvas: str
    panel: str
    raised: str
    cursor: str
    line: str
    faint: str
    muted: str
    soft: str
    text: str
    accent: str
    not_completed: str
    retrying: str
    running: str
    started: str
    queued: str
    completed: str
    stalled: str
    frozen: str
    dark: bool = True
    flat: bool = False

    def colour(self, role: str) -> str:
        """The colour of a role by its name."""
        value = getattr(self, role)
        assert isinstance(value, str)
        return value

    @property
    def own(self) -> bool:
        """Whether the colours are the terminal's own."""
        return self.canvas.startswith(ANSI)

    @property
    def marked(self) -> str:
        """The ground of a marked row."""
        return self.raised if self.flat else mix(self.accent, self.canvas, MARKED_SHARE)

    def variables(self) -> dict[str, str]:
        """The palette as variables of a style sheet: ``jl-canvas``, ``jl-not-completed``, ..."""
        return {variable(role): self.colour(role) for role in ROLES}


ROLES: tuple[str, ...] = tuple(field.name for field in fields(Palette) if field.name not in ("dark", "flat"))
GROUNDS: tuple[str, ...] = ("canvas", "panel", "raised", "cursor")
LINES: tuple[str, ...] = ("line", "faint")
TEXTS: tuple[str, ...] = tuple(role for role in ROLES if role not in (*GROUNDS, *LINES))


def variable(role: str) -> str:
    """The name of a role's variable in style sheets, without the dollar sign."""
    return PREFIX + role.replace("_", "-")


NIGHT = Palette(
    canvas="#0d1117", panel="#141a22", raised="#1b2430", cursor="#22304a", line="#2b3543", faint="#4a5666",
    muted="#8f9caf", soft="#b4bfce", text="#e2e8f1", accent="#b3a6ff",
    not_completed="#f5735a", retrying="#e6ba1e", running="#5eb5fe", started="#67e1cb", queued="#959da3",
    completed="#8fcf86", stalled="#f780d6", frozen="#f3e9c8",
)  # fmt: skip

PAPER = Palette(
    canvas="#fcfcfa", panel="#f1f2f4", raised="#e6e9ee", cursor="#dfe4fb", line="#cfd5dd", faint="#a3adba",
    muted="#586475", soft="#39434f", text="#161c26", accent="#5340cf",
    not_completed="#ca033e", retrying="#8e4802", running="#0059e7", started="#126d8e", queued="#525b64",
    completed="#196b34", stalled="#ba198d", frozen="#5a4a10", dark=False,
)  # fmt: skip

CONTRAST = Palette(
    canvas="#000000", panel="#000000", raised="#1c1c1c", cursor="#00264d", line="#8a8a8a", faint="#8a8a8a",
    muted="#d6d6d6", soft="#ffffff", text="#ffffff", accent="#ffe94d",
    not_completed="#ff847a", retrying="#eecd20", running="#32c7ff", started="#22eefe", queued="#cbd5bf",
    completed="#b0fa99", stalled="#ed99ca", frozen="#ffffff",
)  # fmt: skip

SAFE = Palette(
    canvas="#0d1117", panel="#141a22", raised="#1b2430", cursor="#26324a", line="#2b3543", faint="#4a5666",
    muted="#8f9caf", soft="#b4bfce", text="#e2e8f1", accent="#ffffff",
    not_completed="#ff6f0f", retrying="#f7ff56", running="#02b0ff", started="#acffff", queued="#9e9d86",
    completed="#b9cbbd", stalled="#e279ce", frozen="#f3e9c8",
)  # fmt: skip

NIGHT256 = Palette(
    canvas="#121212", panel="#1c1c1c", raised="#262626", cursor="#303030", line="#3a3a3a", faint="#585858",
    muted="#9e9e9e", soft="#bcbcbc", text="#eeeeee", accent="#afafff",
    not_completed="#ff875f", retrying="#d7af00", running="#5fafff", started="#5fd7d7", queued="#a8a8a8",
    completed="#87d787", stalled="#ff87d7", frozen="#ffffd7", flat=True,
)  # fmt: skip

TERMINAL = Palette(
    canvas="ansi_default", panel="ansi_default", raised="ansi_default", cursor="ansi_default",
    line="ansi_bright_black", faint="ansi_bright_black", muted="ansi_default", soft="ansi_default",
    text="ansi_default", accent="ansi_blue",
    not_completed="ansi_red", retrying="ansi_yellow", running="ansi_blue", started="ansi_cyan",
    queued="ansi_default", completed="ansi_green", stalled="ansi_magenta", frozen="ansi_default", flat=True,
)  # fmt: skip

PALETTES: Mapping[str, Palette] = {
    "night": NIGHT, "paper": PAPER, "contrast": CONTRAST, "safe": SAFE, "night256": NIGHT256, "terminal": TERMINAL,
}  # fmt: skip


def derived(canvas: str, text: str, accent: str, *, dark: bool) -> Palette:
    """A palette for a foreign theme from its three main colours: our statuses, made readable on its grounds."""
    ours = NIGHT if dark else PAPER
    base = replace(
        ours,
        canvas=canvas,
        panel=mix(text, canvas, 0.04),
        raised=mix(text, canvas, 0.09),
        cursor=mix(accent, canvas, 0.18),
        line=mix(text, canvas, 0.18),
        faint=mix(text, canvas, 0.32),
        text=text,
        accent=accent,
        muted=mix(text, canvas, 0.66),
        soft=mix(text, canvas, 0.82),
    )
    grounds = [*(base.colour(role) for role in GROUNDS), mix(accent, canvas, MARKED_SHARE)]
    texts: dict[str, Any] = {role: readable(base.colour(role), grounds) for role in TEXTS}
    return replace(base, **texts)


def palette_of(variables: Mapping[str, str], fallback: Palette = NIGHT) -> Palette:
    """The palette in the variables of a theme; what is missing or no plain colour comes from ``fallback``."""
    found = {role: variables.get(variable(role), "") for role in ROLES}
    if found == _colours(TERMINAL):
        return TERMINAL
    plain: dict[str, Any] = {role: value[:7].lower() for role, value in found.items() if _HEX.fullmatch(value)}
    known = next((palette for palette in PALETTES.values() if plain == _colours(palette)), None)
    return known or replace(fallback, flat=False, **plain)


def _colours(palette: Palette) -> dict[str, str]:
    return {role: palette.colour(role) for role in ROLES}
