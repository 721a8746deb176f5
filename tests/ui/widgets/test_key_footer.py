"""Keys as they are written, and the order in which hints give way."""

import pytest
from textual.app import App
from textual.binding import ActiveBinding, Binding

from joblog_tui.ui.key_names import key_name
from joblog_tui.ui.widgets.key_footer import Footer, Hint, KeyFooter, hints


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("slash", "/"), ("question_mark", "?"), ("equals_sign", "="), ("escape", "esc"), ("ctrl+d", "^d"),
        ("pagedown", "pgdn"), ("j", "j"), ("Y", "Y"), ("enter", "enter"), ("space", "space"),
    ],
)  # fmt: skip
def test_names_of_keys(key: str, name: str) -> None:
    assert key_name(key) == name


def active(*bindings: Binding, enabled: bool = True) -> dict[str, ActiveBinding]:
    app: App[None] = App()
    return {binding.key: ActiveBinding(app, binding, enabled) for binding in bindings}


def test_hints_come_in_the_given_order_with_their_present_words() -> None:
    bound = active(Binding("x", "clear", "Clear", id="clear"), Binding("equals_sign", "freeze", "freeze", id="freeze"))
    found = hints(bound, ["freeze", "clear", "absent"], ["clear"], {"freeze": "resume"})
    assert found == (Hint("equals_sign", "resume", 2), Hint("x", "clear", 1))


def test_what_is_disabled_is_not_named() -> None:
    assert hints(active(Binding("x", "clear", "clear", id="clear"), enabled=False), ["clear"]) == ()


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, "enter open   x clear   ? help   row 1"), (24, "enter open   ? help"), (9, "? help")],
)
def test_the_least_needed_hints_give_way(width: int, shown: str) -> None:
    footer = Footer((Hint("enter", "open", 1), Hint("x", "clear", 10), Hint("question_mark", "help", 2)), "row 1")
    assert KeyFooter(footer).draw(footer, width).plain.split() == shown.split()
