"""The commands and their keys: no two at once share one, and the configuration may give them others."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import joblog_tui.ui
from joblog_tui.ui.key_names import is_key, key_name, keys_in
from joblog_tui.ui.keymap import COMMANDS, TOGETHER, mistake_in


def nodes() -> Iterator[type[DOMNode]]:
    """Every widget and screen of ours."""
    for module in pkgutil.walk_packages(joblog_tui.ui.__path__, "joblog_tui.ui."):
        for thing in vars(import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__.startswith("joblog_tui"):
                yield thing


def test_every_binding_is_a_command_declared_once() -> None:
    for node in nodes():
        for binding in node.__dict__.get("BINDINGS", ()):
            assert isinstance(binding, Binding)
            assert binding.id is not None
            if not binding.id.startswith("drop.") and binding.id != "interrupt":
                assert COMMANDS[binding.id].keys == binding.key, node


def test_no_two_commands_share_a_key_from_the_start() -> None:
    assert mistake_in({command.id: command.keys for commands in TOGETHER for command in commands}) is None


@pytest.mark.parametrize(
    ("keys", "id", "told"),
    [
        ({"stale": "u"}, "stale", "is no command; did you mean stalled?"),
        ({"zzzzzz": "u"}, "zzzzzz", "is no command"),
        ({"stalled": ""}, "stalled", "names no key: ''"),
        ({"stalled": "hyper+x"}, "stalled", "names no key: 'hyper+x'"),
        ({"stalled": "f2,wrong"}, "stalled", "names no key: 'wrong'"),
        ({"stalled": "ctrl+i"}, "stalled", "names no key"),
        ({"stalled": "question_mark"}, "stalled", "takes the key ?, which is that of help (keys and words)"),
        ({"stalled": "j"}, "stalled", "takes the key j, which is that of table.down"),
        ({"filter_toggle": "x"}, "filter_toggle", "takes the key x, which is that of clear"),
        ({"stalled": "ctrl+p"}, "stalled", "takes the key ^p, which is that of palette (all commands and choices)"),
        ({"dialog.close": "ctrl+p"}, "dialog.close", "takes the key ^p, which is that of palette"),
        ({"palette": ":,x"}, "palette", "takes the key x, which is that of clear"),
        ({"stalled": "ctrl+c"}, "stalled", "takes the key ^c, which always leaves joblog"),
        ({"palette": "ctrl+q"}, "palette", "takes the key ^q, which always leaves joblog"),
        ({"stalled": "f2", "clear": "f2"}, "stalled", "takes the key f2, which is that of clear"),
    ],
)
def test_what_cannot_be_had_is_told(keys: dict[str, str], id: str, told: str) -> None:
    mistake = mistake_in(keys)
    assert mistake is not None
    assert mistake[0] == id
    assert told in mistake[1]


@pytest.mark.parametrize(
    "keys",
    [
        {"stalled": "i", "incomplete": "s"},
        {"stalled": "Z, f2"},
        {"query.take": "f3"},
        {"help": "ctrl+g,comma"},
        {"palette": "colon", "stalled": "ctrl+p"},
    ],
)
def test_keys_can_be_swapped_and_added(keys: dict[str, str]) -> None:
    assert mistake_in(keys) is None


def test_a_key_is_the_same_however_it_is_written() -> None:
    assert list(keys_in("slash, /, comma, ctrl+shift+x, shift+ctrl+x, +")) == [
        "/", "/", ",", "ctrl+shift+x", "ctrl+shift+x", "+",
    ]  # fmt: skip
    assert [key_name(key) for key in ("ctrl+d", "escape", "shift+tab", "plus", "+", "é")] == [
        "^d", "esc", "shift+tab", "+", "+", "é",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["x", "X", "é", "?", "f24", "ctrl+x", "ctrl+shift+left", "alt+x", "shift+f3", "comma"])
def test_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", " ", "\x1b", "ctrl+", "ctrl+X", "ctrl+m", "f25", "shift+x y", "super+x"])
def test_what_is_no_key(key: str) -> None:
    assert not is_key(key)
