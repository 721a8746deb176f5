"""Keeps what the dashboard remembers: ``state.json`` in the user's state directory, one small file per person.

Changes are written by a thread of their own, so that no key waits for a disk. Each is applied to what the file holds
at that moment, under a lock, and the file is replaced as a whole: two dashboards lose nothing of each other's, and a
crash leaves the old file or the new one. What cannot be read is put aside and told once; what cannot be written is
remembered until the dashboard is left, and no longer.
"""

import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from joblog_tui import whole_file
from joblog_tui.cli.settings import APP
from joblog_tui.ui.memory import Change, State

VERSION = 1
PATIENCE = 2.0  # seconds that leaving waits for the last changes to be on the disk


def state_path() -> Path:
    """Where the state is kept."""
    from platformdirs import user_state_path

    return user_state_path(APP) / "state.json"


class StateFile:
    """The file. ``save`` may be called from the dashboard's thread; ``close`` when it is left."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changes: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._writable = True

    def load(self) -> tuple[State, str]:
        """What was remembered, and what there is to tell about it: nothing, as a rule."""
        try:
            return self.read(), ""
        except _Newer:
            self._writable = False
            return State(), f"{self._path} is from a newer joblog: settings of the screen are not kept"
        except OSError as error:
            self._writable = False
            return State(), f"{self._path}: {whole_file.reason(error)}: settings of the screen are not kept"
        except (ValueError, RecursionError):
            aside = self._path.with_suffix(".damaged")
            with suppress(OSError):
                self._path.replace(aside)
            return State(), f"what was remembered of the screen could not be read; it is now in {aside}"

    def save(self, change: Change) -> None:
        """Have a change written soon."""
        if self._writable:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_changes, name="joblog-state", daemon=True)
                self._writer.start()
            self._changes.put(change)

    def close(self) -> None:
        """Wait until everything is written, for ``PATIENCE`` seconds at most."""
        if self._writer is not None:
            self._changes.put(None)
            self._writer.join(PATIENCE)
            self._writer = None

    def _write_changes(self) -> None:
        going_on = True
        while going_on:
            changes = [self._changes.get()]
            with suppress(queue.Empty):
                while True:
                    changes.append(self._changes.get_nowait())
            going_on = None not in changes
            with suppress(OSError):
                self._write([change for change in changes if change is not None])

    def _write(self, changes: list[Change]) -> None:
        if not changes:
            return
        with whole_file.changing(self._path):
            try:
                before = self.read()
            except _Newer:
                return
            except (ValueError, RecursionError):
                before = State()
            state = before
            for change in changes:
                state = change(state)
            if state != before:
                kept = {"version": VERSION, "everywhere": state.everywhere, "stores": state.stores}
                whole_file.replace(self._path, kept)

    def read(self) -> State:
        """What is remembered now, nothing when there is no file; raises what ``load`` tells about."""
        try:
            content = whole_file.content_of(self._path)
        except FileNotFoundError:
            return State()
        if len(content) > whole_file.LARGEST:
            raise ValueError("too large")
        whole = json.loads(content)
        if not isinstance(whole, dict) or not isinstance(whole.get("version"), int):
            raise ValueError("not a state")
        if whole["version"] > VERSION:
            raise _Newer
        stores = whole.get("stores", {})
        if not isinstance(whole.get("everywhere", {}), dict) or not isinstance(stores, dict):
            raise ValueError("not a state")
        kept: dict[str, Mapping[str, object]] = {url: of for url, of in stores.items() if isinstance(of, dict)}
        return State(whole.get("everywhere", {}), kept)


class _Newer(Exception):
    """The file was written by a joblog that knows more than this one."""


@contextmanager
def remembering() -> Iterator[tuple[State, str, Callable[[Change], None]]]:
    """What was remembered, what there is to tell about it, and who keeps what comes; all is written on leaving."""
    file = StateFile(state_path())
    state, notice = file.load()
    try:
        yield state, notice, file.save
    finally:
        file.close()
