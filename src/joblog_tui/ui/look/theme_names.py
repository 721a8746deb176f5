"""Which themes there are: ours, and those that Textual brings."""

from joblog_tui.model.vocabulary import nearest
from joblog_tui.ui.look.palette import PALETTES

LINES = {
    "night": "dark",
    "paper": "light",
    "contrast": "dark, high contrast",
    "safe": "dark, told apart by colour-blind eyes",
    "night256": "dark, for terminals with 256 colours",
    "terminal": "the terminal's own sixteen colours",
}
"""Our themes, and a word on each."""

ours = tuple(PALETTES)


def mistake_in(name: str) -> str | None:
    """What is wrong with the name of a theme, None when there is a theme of that name."""
    if name in ours or name in _of_textual():
        return None
    near = nearest(name, [*ours, *_of_textual()])
    hint = f"did you mean {near}? " if near else ""
    return f"is no theme: {name!r}; {hint}there are {', '.join(ours)}, and those of Textual such as nord"


def _of_textual() -> tuple[str, ...]:
    from textual.theme import BUILTIN_THEMES

    return tuple(BUILTIN_THEMES)
