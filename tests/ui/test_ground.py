"""The terminal's answer is found among what is typed, however it is torn; what is typed is never lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.ui.ground import LONE, PATIENCE, USUAL, Answer, asks, is_light

LIGHT = "\x1b]11;rgb:fcfc/fcfc/fafa\x1b\\"
DARK = "\x1b]11;rgb:0d/11/17\x07"
KEYS = ("j", "G", "\x1b[A", "é", "]", "1", "\x1b[200~11;rgb:\x1b[201~", "人")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@given(
    before=st.lists(st.sampled_from(KEYS)),
    after=st.lists(st.sampled_from(KEYS)),
    told=st.sampled_from((LIGHT, DARK)),
    cuts=st.lists(st.integers(0, 60)),
    pause=st.sampled_from((0.0, LONE / 2)),
    late=st.booleans(),
)
def test_keys_come_through_as_typed_and_the_answer_does_not(
    before: list[str], after: list[str], told: str, cuts: list[int], pause: float, late: bool
) -> None:
    clock = Clock()
    answer = Answer(clock)
    typed = "".join(before) + told + "".join(after)
    start = len("".join(before))
    # After the time in which terminals answer, an escape is a key at once: a line that tears there is not waited for.
    whole = {start + 1} if late else set()
    if late:
        clock.now += 10 * USUAL
    edges = sorted({0, len(typed), *(min(cut, len(typed)) for cut in cuts)} - whole)
    through = ""
    for first, last in pairwise(edges):
        through += answer.taken_from(typed[first:last])
        clock.now += pause
        if answer.held:
            through += answer.taken_from("")
    assert through == "".join(before + after)
    assert answer.light is (told == LIGHT)


@pytest.mark.parametrize(
    "typed", ["\x1b", "\x1b]", "\x1b]1", "\x1b]11;rgb:12", "\x1b]11;rgb:", "\x1b]12;x", "\x1b\x1b"]
)
def test_what_only_began_like_it_is_given_back(typed: str) -> None:
    clock = Clock()
    answer = Answer(clock)
    through = answer.taken_from(typed)
    clock.now += PATIENCE
    through += answer.taken_from("")
    assert (through, answer.held, answer.light) == (typed, False, None)


def test_an_escape_is_never_held_back_when_terminals_have_answered_long_ago() -> None:
    clock = Clock()
    answer = Answer(clock)
    assert answer.taken_from("\x1b") == ""
    clock.now += 1.5 * LONE
    assert answer.taken_from("") == "\x1b"
    clock.now += USUAL
    assert answer.taken_from("j\x1b") == "j\x1b"


def test_a_torn_beginning_is_not_waited_for_for_ever() -> None:
    clock = Clock()
    answer = Answer(clock)
    assert answer.taken_from("\x1b]11;rgb:ff/") == ""
    assert answer.taken_from("x") == "\x1b]11;rgb:ff/x"
    assert answer.taken_from("\x1b]11;rgb:" + "f" * 40) == "\x1b]11;rgb:" + "f" * 40


@pytest.mark.parametrize(
    ("colour", "light"),
    [("ffff/ffff/ffff", True), ("f/f/f", True), ("0/0/0", False), ("28/28/28", False), ("fdf6/e3e3/d5d5", True)],
)
def test_light_is_what_looks_light(colour: str, light: bool) -> None:
    assert is_light(*colour.split("/")) is light


def test_who_is_asked() -> None:
    assert asks({"TERM": "xterm-256color"}, "truecolor")
    assert asks({"TERM": "screen-256color", "TMUX": "x"}, "256")
    assert not asks({"TERM": "screen-256color"}, "256")
    assert not asks({"TERM": "xterm"}, "standard")
    assert not asks({"TERM": "dumb"}, None)
    assert not asks({"TERM": "xterm-256color", "NO_COLOR": "1"}, "truecolor")
    assert not asks({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "truecolor")
