"""Every screen in two themes and three sizes, as it was kept when somebody last looked at it."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from textual.widgets import Input

from joblog_tui.feed import pulse
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.screens.log import LogScreen
from joblog_tui.ui.widgets import rule
from tests.support.dashboard import DEADLINE, Operator, dashboard
from tests.ui.scenes.capture import KEPT, Picture, check, kept_as
from tests.ui.scenes.scenes import OTHERS, SCENES, WORKSPACES

SIZES = [(80, 24), (120, 40), (200, 50)]
LIKED = Preferences(theme="night", glyphs="unicode", motion="reduced", workspaces=WORKSPACES)
LOOKS = 6  # alike, one after the other, before a screen counts as at rest


@pytest.fixture(autouse=True)
def at_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What moves by itself stands still: the rate of events is never known, no cursor blinks, no line runs."""
    monkeypatch.setattr(pulse, "COUNT", 1e9)
    monkeypatch.setattr(rule.Rule, "busy", lambda line, busy: None)
    monkeypatch.setattr(Input, "cursor_blink", False)
    return iter([None])


async def settled(operator: Operator) -> Picture:
    """The screen when nothing on it changes any more."""
    alike, last = 0, Picture.of(operator)
    async with asyncio.timeout(DEADLINE):
        while alike < LOOKS:
            await operator.pilot.pause()
            await asyncio.sleep(0.03)
            now = Picture.of(operator)
            alike = alike + 1 if now == last and now.lines and now.lines[0] else 0
            last = now
    return last


def all_is_there(operator: Operator) -> bool:
    """Whether the log has looked up its rows, their counts, and jobs over time as wide as they are drawn."""
    screen = operator.app.screen
    if not isinstance(screen, LogScreen) or screen.state.current is None or not screen.state.current.counted:
        return False
    edges, strip = screen.strip.shown.edges, screen.strip
    return not strip.display or (bool(edges) and len(edges) - 1 == strip.columns)


async def picture(name: str, size: tuple[int, int], theme: str) -> Picture:
    """The scene at rest: as it is kept, as soon as it is that; on a slow machine some of it comes late."""
    scene, kept = SCENES[name], f"{name}-{size[0]}x{size[1]}"
    store, liked = scene.store(), replace(LIKED, theme=theme)
    async with dashboard(
        store, size=size, preferences=liked, memory=Memory(store="acme.db"), others=OTHERS
    ) as operator:
        await operator.until(lambda: all_is_there(operator))
        await settled(operator)
        await operator.press(*scene.keys)
        if scene.story is not None:
            await scene.story(operator, store)
        await operator.sees(*scene.sees)
        found = await settled(operator)
        with suppress(TimeoutError):
            async with asyncio.timeout(DEADLINE):
                while not kept_as(kept, theme, found):
                    found = await settled(operator)
        return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
async def test_scene(name: str, size: tuple[int, int]) -> None:
    pictures = {theme: await picture(name, size, theme) for theme in ("night", "paper")}
    assert "\n".join(pictures["night"].lines) == "\n".join(pictures["paper"].lines)
    check(f"{name}-{size[0]}x{size[1]}", pictures)


def test_nothing_is_kept_of_scenes_that_there_are_not() -> None:
    assert {path.stem for path in KEPT.glob("*.txt")} == {f"{name}-{w}x{h}" for name in SCENES for w, h in SIZES}
