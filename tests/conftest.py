"""Every test runs as if on a fresh machine: no configuration, no store, no wishes about colour in the environment."""

import time
from collections.abc import Iterator

import pytest

_UNSET = (
    "JOBLOG_STORE",
    "JOBLOG_TRACEBACK",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLORFGBG",
    "COLUMNS",
    "LINES",
    "TEXTUAL_FPS",
)


@pytest.fixture(scope="session", autouse=True)
def fresh_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home of its own for the whole run; nothing of the developer's reaches a test, and nothing is left behind."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in _UNSET:
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
