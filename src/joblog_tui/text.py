"""Makes any string from outside safe to show: the one door between data and a terminal, a file or an error.

A job may be named anything: escape sequences, C1 controls, NUL, bidi overrides, zero-width characters, tags and
lone surrogates all turn into visible escapes such as ``\\x1b`` or ``\\u202e``. Markup is not this module's concern:
what is safe here is shown as plain text, never parsed (``markup=False``, ``Content``, ``Segment``).
"""

import re

# Cc, Cf, Cs, Zl, Zp and the default-ignorable characters; test_text.py compares this with unicodedata.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_UNSAFE_BUT_NEWLINE = re.compile(_UNSAFE.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))
_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def safe(text: str, limit: int | None = None) -> str:
    """``text`` on one line, with nothing in it that can act; at most ``limit`` characters, the last one ``…``."""
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    return _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text


def safe_lines(text: str) -> list[str]:
    """The lines of ``text``, each safe; ``\\r\\n`` counts as one line end, tabs become four spaces."""
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    return _UNSAFE_BUT_NEWLINE.sub(_escape, text).split("\n")


def safe_json(json_text: str) -> str:
    """JSON text with every unsafe character as a ``\\u`` escape: the same value to a parser, inert on a terminal."""
    return _UNSAFE.sub(_escape_json, json_text)


def _escape_json(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in _NAMES:
        return _NAMES[character]
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
