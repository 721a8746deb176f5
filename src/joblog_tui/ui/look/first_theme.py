"""Which theme to begin with: nobody waits for a terminal's answer."""

from collections.abc import Mapping

_LIGHT = ("7", "15")  # white among the sixteen colours


def first_theme(color_system: str | None, environment: Mapping[str, str], light: bool | None = None) -> str:
    """The name of the theme to begin with; ``color_system`` is that of the console ("256", "truecolor", ...).

    Fewer than 16 million colours would turn the cursor row teal: there is a palette for 256 of them, and one of the
    terminal's own. Some terminals tell the colour of their ground in ``COLORFGBG`` ("0;15" is black on white);
    ``light`` is what this one has said when it was asked (``ui.ground``), None when it has not.
    """
    if color_system not in ("truecolor", "256"):
        return "terminal"
    if "COLORFGBG" in environment or light is None:
        light = environment.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT
    if light:
        return "paper" if color_system == "truecolor" else "terminal"
    return "night" if color_system == "truecolor" else "night256"


def color_system(environment: Mapping[str, str]) -> str | None:
    """How many colours the terminal has ("truecolor", "256", "standard"), None for none; as Rich tells it."""
    term = environment.get("TERM", "").strip().lower()
    if term in ("dumb", "unknown"):
        return None
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if term.rpartition("-")[2] in ("kitty", "256color") else "standard"
