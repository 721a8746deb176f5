"""Names of keys: as Textual names them, as they are written on the screen and in the configuration."""

from collections.abc import Iterator

_WRITTEN = {
    "slash": "/", "question_mark": "?", "equals_sign": "=", "left_square_bracket": "[", "right_square_bracket": "]",
    "full_stop": ".", "colon": ":", "semicolon": ";", "plus": "+", "minus": "-", "underscore": "_",
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$", "percent_sign": "%",
    "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(", "right_parenthesis": ")", "asterisk": "*",
    "less_than_sign": "<", "greater_than_sign": ">", "at": "@", "backslash": "\\", "circumflex_accent": "^",
    "grave_accent": "`", "left_curly_bracket": "{", "right_curly_bracket": "}", "vertical_line": "|", "tilde": "~",
    "comma": ",",
}  # fmt: skip
_SHORT = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup"}
_NAMED = frozenset(
    ("enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
     "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)), *_WRITTEN)
)  # fmt: skip
_OTHER_KEYS = "him"  # with ctrl, a terminal sends backspace, tab, enter
_MODIFIERS = ("ctrl+", "alt+", "shift+")


def key_name(key: str) -> str:
    """A key as it is written on the screen: ``slash`` is ``/``, ``escape`` is ``esc``, ``ctrl+d`` is ``^d``."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    written = _WRITTEN.get(last) or _SHORT.get(last, last)
    return "".join("^" if modifier == "ctrl" else f"{modifier}+" for modifier in modifiers) + written


def keys_in(text: str) -> Iterator[str]:
    """The keys in a list such as ``"=, p, comma"``, each in one form however it was written."""
    for each in text.split(","):
        key = each.strip()
        modifiers, last = _parted(key)
        yield modifiers + _WRITTEN.get(last, last)


def is_key(text: str) -> bool:
    """Whether this is a key: one character, or a name, perhaps with ``ctrl+``, ``alt+`` or ``shift+`` before it."""
    modifiers, last = _parted(text.strip())
    if modifiers in ("", "alt+") and len(last) == 1:
        return last.isprintable() and last not in " ,"
    if modifiers == "ctrl+" and last in _OTHER_KEYS:
        return False
    return last in _NAMED or (len(last) == 1 and last.isascii() and last.isalnum() and last == last.lower())


def _parted(key: str) -> tuple[str, str]:
    """The modifiers of a key in one order, and the key itself."""
    found = []
    rest = key
    while modifier := next((each for each in _MODIFIERS if rest.startswith(each) and rest != each), None):
        found.append(modifier)
        rest = rest.removeprefix(modifier)
    return "".join(sorted(found)), rest
