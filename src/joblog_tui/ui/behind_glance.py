"""The dashboard gets ready behind the glance, and shows itself with its first rows: no frame without them is painted.

Keys that were typed meanwhile wait until then, so that they act on what was seen. What this needs of Textual's inside
is the moment at which its driver takes the terminal over, and the one door through which frames pass;
``tests/ui/test_behind_glance.py`` fails when Textual changes them.
"""

import asyncio
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from joblog_tui.ui.glance.stage import ENTER, Stage
from joblog_tui.ui.widgets.job_table import JobTable

PATIENCE = 2.0  # seconds after which the dashboard shows itself without rows, too


class BehindGlance(App[None]):
    """An app that paints nothing while a glance shows more than it could."""

    def __init__(self, stage: Stage | None = None, **options: Any) -> None:
        """Without a stage, an app like any other."""
        self.stage = stage
        self._shown = asyncio.Event()
        self._rows_drawn = False
        if stage is None:
            self._shown.set()
        super().__init__(**options)

    def on_stage(self, driver_class: type[Driver]) -> type[Driver]:
        """The driver for the terminal, which the glance may be on."""
        return driver_class if self.stage is None else taking_over(driver_class, self.stage)

    def on_mount(self) -> None:
        """Whatever keeps the rows away, the dashboard says it."""
        if not self._shown.is_set():
            self.set_timer(PATIENCE, self._show)

    async def on_event(self, event: events.Event) -> None:
        """A key waits for the first rows."""
        if isinstance(event, events.Key) and not self._shown.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self._shown.wait()
            self._show()
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if self._shown.is_set():
            super()._display(screen, renderable)
        elif not self._rows_drawn and any(table.cursor_job is not None for table in screen.query(JobTable)):
            self._rows_drawn = True
            screen.call_after_refresh(self._show)

    def _show(self) -> None:
        """Paint the whole screen, from now on."""
        if not self._shown.is_set():
            self._shown.set()
            if self.screen_stack:
                self.screen.refresh()


def taking_over(driver_class: type[Driver], stage: Stage) -> type[Driver]:
    """A driver that goes on where the glance is, clears nothing, and gives the terminal back as it was before that."""

    class TakingOver(driver_class):  # type: ignore[valid-type, misc]
        """Enters the alternate screen only when it has been left since."""

        attrs_before: Any

        def start_application_mode(self) -> None:
            super().start_application_mode()
            if stage.standing:
                stage.standing = False
                self.attrs_before = stage.before

        def write(self, data: str) -> None:
            if not (stage.standing and data == ENTER):
                super().write(data)

    return TakingOver
