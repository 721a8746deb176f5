"""The bytes that a terminal sends for a key or a mouse."""

_NAMED = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ",
    "backspace": "\x7f", "ctrl+c": "\x03", "ctrl+home": "\x1b[1;5H", "ctrl+end": "\x1b[1;5F",
}  # fmt: skip


def key_bytes(key: str, *, application: bool = False) -> bytes:
    """The bytes of a key by name (``down``, ``enter``), or of a text as it is (``G``).

    ``application`` is the mode of curses programs (DECCKM), in which arrows are sent differently.
    """
    code = _NAMED.get(key, key)
    if application and len(code) == 3 and code[:2] == "\x1b[":
        code = f"\x1bO{code[2]}"
    return code.encode()


def mouse_bytes(column: int, line: int, what: str) -> bytes:
    """A mouse report (SGR) for a cell, counted from 0; ``what`` is press, drag or release of the left button."""
    button = {"press": 0, "drag": 32, "release": 0}[what]
    return f"\x1b[<{button};{column + 1};{line + 1}{'m' if what == 'release' else 'M'}".encode()
