"""Which signs a terminal can be trusted to show, told by its environment alone."""

from collections.abc import Mapping

from joblog_tui.ui.preferences import GlyphSet

_PLAIN_TERMINALS = ("linux", "dumb", "vt", "cons", "sun", "ansi")  # consoles whose fonts lack most of our signs


def needs_ascii(wanted: GlyphSet, environment: Mapping[str, str]) -> bool:
    """Whether to draw in ASCII: ``auto`` does where the terminal is a plain console or the locale is not UTF-8.

    A locale that is not set at all says nothing: terminals without one are nearly always UTF-8.
    """
    if wanted != "auto":
        return wanted == "ascii"
    if environment.get("TERM", "").startswith(_PLAIN_TERMINALS):
        return True
    locale = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    return bool(locale) and "utf8" not in locale.lower().replace("-", "")
