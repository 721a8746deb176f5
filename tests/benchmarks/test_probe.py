"""The probe of the benchmarks sees what a person would see. Nothing here asks how long anything took."""

import sys
from collections.abc import Iterator

import pytest
from benchmarks.probe import Probe
from benchmarks.probe.emulator import Emulator
from benchmarks.probe.keys import key_bytes, mouse_bytes
from benchmarks.probe.probe import NeverSeen

# Answers each key with its number and the key, on the second line.
ECHO = """
import os, sys, termios, tty
tty.setraw(0)
os.write(1, b"\\x1b[2J\\x1b[Hready")
for count in range(1, 1000):
    key = os.read(0, 32)
    if key == b"q":
        break
    if key != b"-":
        os.write(1, b"\\x1b[2;1H%d %r\\x1b[K" % (count, key))
"""


@pytest.fixture
def echo() -> Iterator[Probe]:
    with Probe([sys.executable, "-c", ECHO], columns=40, lines=5) as probe:
        probe.until(lambda lines: lines[0].startswith("ready"))
        yield probe


def shown_by(*pieces: bytes, columns: int = 20, lines: int = 4) -> list[list[str]]:
    """The pictures that a terminal shows of some output."""
    emulator = Emulator(columns, lines)
    pictures: list[list[str]] = []
    for piece in pieces:
        emulator.feed(piece, lambda: pictures.append([line.rstrip() for line in emulator.lines]))
    return pictures


def test_it_sees_the_repaint_that_a_key_brings(echo: Probe) -> None:
    reaction = echo.press("down")
    assert echo.screen[1].rstrip() == "1 b'\\x1b[B'"
    assert reaction.first is not None
    assert reaction.last is not None
    assert 0 < reaction.first <= reaction.last


def test_a_key_without_effect_has_no_reaction(echo: Probe) -> None:
    assert echo.press("-", grace=0.2).first is None


def test_changes_count_only_in_the_area_that_is_looked_at(echo: Probe) -> None:
    assert echo.press("a", area=(0, 0, 1, 40)).first is None
    assert echo.press("a", area=(1, 0, 2, 40)).first is not None
    assert echo.watch("a", 0.5, area=(1, 0, 2, 40)).first is not None


def test_what_never_comes_is_told_with_the_screen() -> None:
    with (
        Probe([sys.executable, "-c", "print('other')"], patience=10) as probe,
        pytest.raises(NeverSeen, match="other"),
    ):
        probe.until(lambda lines: lines[0].startswith("awaited"))


def test_on_leaving_the_program_is_gone(echo: Probe) -> None:
    assert echo.usage.memory > 0
    echo.close()
    assert echo.usage.memory == 0


def test_a_synchronised_update_is_shown_when_it_ends() -> None:
    assert shown_by(b"\x1b[?2026hhalf", b" and half\x1b[?2026l") == [["half and half", "", "", ""]]


def test_a_sequence_may_arrive_in_pieces() -> None:
    assert shown_by(b"one\x1b[", b"2;1Htwo\x1b]0;a title", b" here\x07.")[-1] == ["one", "two.", "", ""]


@pytest.mark.parametrize(
    "unknown", [b"\x1b[>1u", b"\x1b[?2026$p", b"\x1bP+q544e\x1b\\", b"\x1b(B", b"\x1b=", b"\x1b[4:3m", b"\x1b[2 q"]
)
def test_what_shows_nothing_is_not_printed(unknown: bytes) -> None:
    assert shown_by(b"a" + unknown + b"b")[-1][0] == "ab"


def test_lines_scroll_within_their_margins() -> None:
    lines = b"\x1b[H1\r\n2\r\n3\r\n4"
    assert shown_by(lines + b"\x1b[2;4r\x1b[S")[-1] == ["1", "3", "4", ""]
    assert shown_by(lines + b"\x1b[2;4r\x1b[T")[-1] == ["1", "", "2", "3"]


def test_a_character_is_repeated() -> None:
    assert shown_by(b"a-\x1b[4b")[-1][0] == "a-----"


def test_a_change_of_colour_alone_is_a_change() -> None:
    assert len(shown_by(b"\x1b[Ha", b"\x1b[Ha", b"\x1b[H\x1b[38:2::1:2:3ma")) == 2


def test_keys_and_mouse_are_what_a_terminal_sends() -> None:
    assert [key_bytes("down"), key_bytes("down", application=True), key_bytes("G")] == [b"\x1b[B", b"\x1bOB", b"G"]
    assert mouse_bytes(119, 5, "drag") == b"\x1b[<32;120;6M"
    assert mouse_bytes(0, 0, "release") == b"\x1b[<0;1;1m"
