"""The palettes: everything that is read can be read, on every ground, in every theme."""

import pytest
from rich.console import Console
from textual.app import App
from textual.theme import BUILTIN_THEMES

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.colour import READABLE, contrast
from joblog_tui.ui.look.first_theme import color_system as color_system_of
from joblog_tui.ui.look.first_theme import first_theme
from joblog_tui.ui.look.paint import GLOW_STEPS, Paint
from joblog_tui.ui.look.palette import (
    GROUNDS,
    NIGHT,
    NIGHT256,
    PALETTES,
    PAPER,
    ROLES,
    TERMINAL,
    TEXTS,
    Palette,
    palette_of,
)
from joblog_tui.ui.look.themes import THEMES, variable_defaults

DERIVED = {name: palette_of(variable_defaults(theme)) for name, theme in BUILTIN_THEMES.items()}

OURS = {name: palette for name, palette in PALETTES.items() if not palette.own}


@pytest.mark.parametrize("palette", [*OURS.values(), *DERIVED.values()], ids=[*OURS, *DERIVED])
def test_every_text_role_is_readable_on_every_ground(palette: Palette) -> None:
    grounds = {ground: palette.colour(ground) for ground in GROUNDS} | {"marked": palette.marked}
    poor = {
        (role, ground): round(contrast(palette.colour(role), colour), 2)
        for role in TEXTS
        for ground, colour in grounds.items()
        if contrast(palette.colour(role), colour) < READABLE
    }
    assert not poor


@pytest.mark.parametrize("palette", OURS.values(), ids=OURS)
def test_the_word_of_a_changed_status_is_readable_while_it_glows(palette: Palette) -> None:
    paint = Paint(palette)
    worst = min(
        contrast(palette.text, paint.glow(status, step)) for status in Status for step in range(len(GLOW_STEPS))
    )
    assert worst >= READABLE


@pytest.mark.parametrize("palette", OURS.values(), ids=OURS)
def test_the_finished_part_of_a_bar_can_be_seen(palette: Palette) -> None:
    assert contrast(Paint(palette).done(Status.COMPLETED), palette.canvas) >= 3  # WCAG 2, graphics


def test_a_glow_fades() -> None:
    paint = Paint(NIGHT)
    steps = [contrast(paint.glow(Status.RUNNING, step), NIGHT.canvas) for step in range(len(GLOW_STEPS))]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] > 1


def test_a_glow_of_256_colours_is_a_grey_that_the_terminal_has() -> None:
    assert {Paint(NIGHT256).glow(status, 0) for status in Status} == {NIGHT256.cursor}


def test_the_colours_of_night256_are_among_the_256() -> None:
    levels = [0, 0x5F, 0x87, 0xAF, 0xD7, 0xFF]
    greys = {8 + 10 * n for n in range(24)}
    for role in ROLES:
        colour = NIGHT256.colour(role)
        channels = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
        in_cube = all(channel in levels for channel in channels)
        assert in_cube or (len(set(channels)) == 1 and channels[0] in greys), role


def test_a_palette_comes_back_from_the_variables_of_its_theme() -> None:
    for theme in THEMES:
        assert palette_of(theme.variables) == PALETTES[theme.name]


def test_a_colour_that_is_none_gives_way_to_the_fallback() -> None:
    variables = PAPER.variables() | {"jl-running": "ansi_default", "jl-canvas": "transparent"}
    del variables["jl-stalled"]
    found = palette_of(variables, NIGHT)
    assert (found.running, found.canvas, found.stalled) == (NIGHT.running, NIGHT.canvas, NIGHT.stalled)
    assert found.text == PAPER.text


@pytest.mark.parametrize("name", [*BUILTIN_THEMES, *PALETTES])
async def test_no_theme_lacks_a_variable(name: str) -> None:
    everything = "\n".join(f"Screen {{ color: $jl-{role.replace('_', '-')}; }}" for role in ROLES)

    class Themed(App[None]):
        CSS = everything

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return variable_defaults(self.current_theme)

    app = Themed()
    for theme in THEMES:
        app.register_theme(theme)
    async with app.run_test() as pilot:
        app.theme = name
        await pilot.pause()
        palette = palette_of(app.theme_variables, NIGHT)
        assert app.theme_variables["jl-text"] == palette.text


def test_a_light_theme_gets_dark_statuses() -> None:
    assert contrast(DERIVED["textual-light"].running, "#ffffff") > contrast(DERIVED["textual-dark"].running, "#ffffff")


@pytest.mark.parametrize(
    ("color_system", "ground", "name"),
    [
        ("truecolor", "", "night"),
        ("256", "", "night256"),
        ("standard", "", "terminal"),
        (None, "", "terminal"),
        ("truecolor", "15;0", "night"),
        ("truecolor", "0;15", "paper"),
        ("truecolor", "0;default;7", "paper"),
        ("256", "0;15", "terminal"),
        ("truecolor", "nonsense", "night"),
    ],
)
def test_the_first_theme_suits_the_terminal(color_system: str | None, ground: str, name: str) -> None:
    assert first_theme(color_system, {"COLORFGBG": ground}) == name


@pytest.mark.parametrize(
    "term", ["xterm-256color", "xterm", "xterm-kitty", "linux", "dumb", "unknown", "", "vt-16color"]
)
@pytest.mark.parametrize("colorterm", ["", "truecolor", "24bit", "yes"])
def test_colours_are_told_as_rich_tells_them(term: str, colorterm: str) -> None:
    environment = {"TERM": term, "COLORTERM": colorterm}
    console = Console(force_terminal=True, legacy_windows=False, _environ=environment)
    assert color_system_of(environment) == console.color_system


def test_the_terminals_own_colours_are_for_signs_and_text_is_in_its_foreground() -> None:
    paint = Paint(TERMINAL)
    for role in ("text", "soft", "muted", "queued"):
        style = paint.style(role, "canvas")
        assert style.color is not None
        assert style.color.is_default
    assert {paint.word_role(status) for status in Status} == {"text"}
    assert paint.style("running", "cursor").reverse
    assert paint.style("running", "cursor").color is None
