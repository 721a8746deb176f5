"""Whether the terminal's ground is light: it is asked once (OSC 11), and nobody waits for its answer.

The answer comes among the keys, whenever it comes, perhaps in pieces, perhaps never. So what is typed goes through
``Answer``, which takes out the answer and nothing else. A terminal sends it in one go, so no key can lie within it; a
line may tear it apart, and then its beginning is held back until the rest is there, or until it is plain that it was
typed: half a second for what begins like the answer and is no key, a tenth for a lone escape, and nothing at all for
that when the time is over in which terminals usually answer.
"""

import re
import time
from collections.abc import Callable, Mapping

from textual.message import Message

ASK = "\x1b]11;?\x1b\\"
USUAL = 2.0  # seconds within which terminals answer
PATIENCE = 0.5  # seconds between two pieces of an answer
LONE = 0.1  # seconds that an escape may be the first of them
HALF = 0.5  # of the brightest

_HEAD = "\x1b]11;rgb"
_REST = re.compile(r"a?(?::[0-9a-fA-F/]{0,24}\x1b?)?")
_WHOLE = re.compile(r"\x1b\]11;rgba?:({0})/({0})/({0})(?:/{0})?(?:\x07|\x1b\\)".replace("{0}", "[0-9a-fA-F]{1,4}"))


class GroundTold(Message):
    """The terminal has said whether its ground is light."""

    def __init__(self, light: bool) -> None:
        super().__init__()
        self.light = light


def asks(environment: Mapping[str, str], color_system: str | None) -> bool:
    """Whether a terminal is asked: one with many colours, which has not told already, and has its own keyboard."""
    term = environment.get("TERM", "")
    return (
        color_system in ("truecolor", "256")
        and not {"NO_COLOR", "COLORFGBG"} & environment.keys()
        and (not term.startswith("screen") or "TMUX" in environment)
    )


def is_light(red: str, green: str, blue: str) -> bool:
    """Of three hexadecimal numbers, each of one to four digits."""
    parts = [int(part, 16) / float(16 ** len(part) - 1) for part in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > HALF


class Answer:
    """Finds the answer among what is typed. ``light`` is what it said, None until then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Of a terminal that is asked now."""
        self.light: bool | None = None
        self._clock = clock
        self._usual_until = clock() + USUAL
        self._held, self._held_at = "", 0.0

    def taken_from(self, typed: str) -> str:
        """What was typed beside the answer; empty text tells that time has gone by."""
        if self.light is not None or not (typed or self._held):
            return typed
        now, text = self._clock(), self._held + typed
        found = _WHOLE.search(text)
        if found:
            self.light, self._held = is_light(*found.groups()[:3]), ""
            return text[: found.start()] + text[found.end() :]
        if not typed and now - self._held_at < (LONE if self._held == "\x1b" else PATIENCE):
            return ""
        held = len(text) - self._beginning(text, now) if typed else 0
        self._held, self._held_at = text[len(text) - held :], now
        return text[: len(text) - held]

    def has_come(self) -> bool:
        """Whether the terminal has answered."""
        return self.light is not None

    @property
    def held(self) -> bool:
        """Whether something is held back that may have been typed."""
        return bool(self._held)

    def _beginning(self, text: str, now: float) -> int:
        """Where the text may begin to be the answer; its length when nothing of it can be."""
        least = 1 if now < self._usual_until else 2
        at = text.rfind("\x1b]")
        if at < 0 and text.endswith("\x1b"):
            at = len(text) - 1
        rest = text[at:] if at >= 0 else ""
        begins = _HEAD.startswith(rest) or (rest.startswith(_HEAD) and _REST.fullmatch(rest[len(_HEAD) :]) is not None)
        return at if len(rest) >= least and begins else len(text)
