"""What taking over from the glance needs of Textual's inside; these tests fail when Textual changes it."""

import inspect
import os
import pty
from collections.abc import Iterator

import pytest
from textual.drivers.linux_driver import LinuxDriver

from joblog_tui.ui.app import JoblogApp
from joblog_tui.ui.asking_driver import Asking
from joblog_tui.ui.glance.stage import ENTER, Stage
from joblog_tui.ui.preferences import Preferences


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A stage on a terminal of its own."""
    master, slave = pty.openpty()
    yield Stage(slave, slave)
    os.close(master)
    os.close(slave)


def test_the_driver_enters_the_alternate_screen_with_the_one_sequence_that_is_kept_back() -> None:
    start = inspect.getsource(LinuxDriver.start_application_mode)
    assert f'self.write("{ENTER!r}")'.replace("'", "") in start
    assert "self.attrs_before = termios.tcgetattr(self.fileno)" in start
    assert "self.attrs_before)" in inspect.getsource(LinuxDriver.stop_application_mode)


async def test_nothing_is_cleared_on_the_stage_and_as_usual_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda driver, data: written.append(data))
    monkeypatch.setattr(LinuxDriver, "start_application_mode", lambda driver: driver.write(ENTER))
    app = JoblogApp("acme.db", me="ana", stage=stage, preferences=Preferences("night"))
    driver = app.driver_class(app)
    stage.standing = True
    driver.start_application_mode()
    assert (written, stage.standing) == ([], False)
    assert driver.attrs_before == stage.before  # type: ignore[attr-defined]
    driver.start_application_mode()
    assert written == [ENTER]
    assert isinstance(driver, Asking), "escape is prompt on the stage too"
