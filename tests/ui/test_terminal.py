"""What is sent to the terminal itself: wrapped for multiplexers, honest about what may not arrive."""

import base64
import inspect

from textual.app import App
from textual.driver import Driver

from joblog_tui.ui import terminal


class Sent(App[object]):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []
        self._driver = self  # type: ignore[assignment]

    is_headless = False

    def write(self, data: str) -> None:
        self.sent.append(data)

    def flush(self) -> None:
        """Nothing is kept back."""


OSC52 = f"\x1b]52;c;{base64.b64encode(b'job-7').decode()}\x07"


def test_a_copy_goes_to_the_terminal_as_it_is() -> None:
    app = Sent()
    assert terminal.copy(app, "job-7", {"TERM": "xterm-256color"}) == ""
    assert app.sent == [OSC52.replace("\x07", "\a")]


def test_inside_tmux_it_is_also_passed_through_and_told() -> None:
    app = Sent()
    assert "allow-passthrough" in terminal.copy(app, "job-7", {"TERM": "tmux-256color", "TMUX": "socket,1,0"})
    assert app.sent[1] == "\x1bPtmux;" + OSC52.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def test_inside_screen_it_goes_in_pieces_that_screen_takes() -> None:
    app = Sent()
    terminal.copy(app, "x" * 3_000, {"TERM": "screen-256color"})
    pieces = app.sent[1].split("\x1b\\")[:-1]
    assert len(pieces) > 1
    assert all(piece.startswith("\x1bP") and len(piece) <= terminal.SCREEN_PIECE + 2 for piece in pieces)
    whole = "".join(piece.removeprefix("\x1bP") for piece in pieces)
    assert base64.b64decode(whole[7:-1]) == b"x" * 3_000


def test_what_may_not_arrive_is_said() -> None:
    assert "Apple" in terminal.doubt(5, {"TERM_PROGRAM": "Apple_Terminal"})
    assert "console" in terminal.doubt(5, {"TERM": "linux"})
    assert "more than most terminals take" in terminal.doubt(100_000, {"TERM": "xterm"})


def test_a_notice_cannot_act_on_the_terminal() -> None:
    app = Sent()
    for way in ("osc9", "osc777"):
        terminal.notify(app, way, "joblog", "a\x1b]52;c;aGk=\x07;b\x9c", {"TERM": "xterm"})
    assert app.sent == [
        "\x1b]9;joblog: a\\x1b]52,c,aGk=\\x07,b\\x9c\x07",
        "\x1b]777;notify;joblog;a\\x1b]52,c,aGk=\\x07,b\\x9c\x07",
    ]


def test_textual_still_has_what_is_used_of_it() -> None:
    assert "_driver" in inspect.getsource(App.__init__)
    assert callable(Driver.write)
    assert callable(Driver.flush)
