"""What is sent to the terminal itself, past the screen: its clipboard (OSC 52), and notices (OSC 9, OSC 777).

A terminal does not answer, so what is known of it decides what can be promised. Inside tmux and screen a sequence is
sent as it is, which tmux takes with ``set-clipboard on``, and once more wrapped, so that it is passed through to the
terminal outside where that is allowed (``allow-passthrough`` of tmux).

One private name of Textual is used, here and nowhere else; a test fails when it changes.
"""

import base64
import os
from collections.abc import Mapping

from textual.app import App

from joblog_tui.text import safe

MOST = 74_000  # bytes; terminals let go of longer clipboards
SCREEN_PIECE = 700  # characters that screen passes through at once
LONGEST_NOTICE = 200  # characters
ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

WITHOUT_CLIPBOARD = {"linux": "the console", "dumb": "a dumb terminal", "vt100": "a VT100", "vt220": "a VT220"}


def copy(app: App[object], text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Send ``text`` to the clipboard; why it may not have arrived, or nothing when it should have."""
    content = text.encode("utf-8", "backslashreplace")
    app.copy_to_clipboard(content.decode())
    sequence = f"{ESC}]52;c;{base64.b64encode(content).decode()}{BEL}"
    for wrapped in passed_through(sequence, environment):
        write(app, wrapped)
    return doubt(len(content), environment)


def doubt(size: int, environment: Mapping[str, str] = os.environ) -> str:
    """Why the clipboard may not take ``size`` bytes; nothing where it should."""
    term = environment.get("TERM", "")
    if size > MOST:
        return f"more than most terminals take ({size // 1000:,} kB)"
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Apple's Terminal takes no copies from programs"
    if term in WITHOUT_CLIPBOARD:
        return f"{WITHOUT_CLIPBOARD[term]} has no clipboard"
    if "TMUX" in environment:
        return "tmux passes it on with set-clipboard on, or allow-passthrough on"
    if term.startswith("screen"):
        return "screen passes it on only to a terminal that takes OSC 52"
    return ""


def notify(app: App[object], way: str, title: str, what: str, environment: Mapping[str, str] = os.environ) -> None:
    """Ring the bell (``bell``), or have the desktop told (``osc9``, ``osc777``)."""
    if way == "bell":
        app.bell()
        return
    title, what = (_plain(text) for text in (title, what))
    sequence = f"{ESC}]9;{title}: {what}{BEL}" if way == "osc9" else f"{ESC}]777;notify;{title};{what}{BEL}"
    for wrapped in passed_through(sequence, environment) or (sequence,):
        write(app, wrapped)


def passed_through(sequence: str, environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The sequence wrapped for the multiplexer it has to go through; nothing where there is none."""
    if "TMUX" in environment:
        return (f"{ESC}Ptmux;{sequence.replace(ESC, ESC * 2)}{ST}",)
    if environment.get("TERM", "").startswith("screen"):
        pieces = [sequence[at : at + SCREEN_PIECE] for at in range(0, len(sequence), SCREEN_PIECE)]
        return ("".join(f"{ESC}P{piece}{ST}" for piece in pieces),)
    return ()


def write(app: App[object], sequence: str) -> None:
    """Send a sequence to the terminal, if there is one."""
    if app._driver is not None and not app.is_headless:
        app._driver.write(sequence)
        app._driver.flush()


def _plain(text: str) -> str:
    return safe(text, LONGEST_NOTICE).replace(";", ",")
