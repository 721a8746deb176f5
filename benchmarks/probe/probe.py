"""Presses keys and tells when the picture changed.

The output is drawn in memory only after the program has gone quiet, from what the reading thread noted: the cost of
drawing is in no figure. All results are in milliseconds.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TypeAlias

from benchmarks.probe.emulator import Emulator
from benchmarks.probe.keys import key_bytes
from benchmarks.probe.pty_process import PtyProcess, clock
from benchmarks.probe.usage import Usage, machine_busy, session_usage

Area: TypeAlias = tuple[int, int, int, int]
"""A part of the screen: first line, first column, and the line and column behind it; counted from 0."""

Seen: TypeAlias = Callable[[Sequence[str]], bool]
"""Whether the lines of the screen show what is awaited."""

WHOLE: Area = (0, 0, 1 << 16, 1 << 16)
_FRAME = 0.017  # seconds: keys come at any phase of a program's own clock
_LULL = 0.003  # seconds without output after which drawing takes no time away from the program


class NeverSeen(Exception):
    """What was awaited did not come, or the program ended; the message holds the screen."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a key brought about: milliseconds to the first change that was shown in an area, and to the last.

    ``anywhere`` is to the last change of the whole screen. None where nothing changed.
    """

    first: float | None
    last: float | None
    anywhere: float | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """A while in which nobody pressed a key: shares of one core in percent, memory in bytes."""

    cpu: float
    cpu_of_others: float
    memory: int


class Probe:
    """A program in a terminal. Use it in a ``with``: on leaving, the program is gone."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        lines: int = 40,
        environment: Mapping[str, str] | None = None,
        patience: float = 60.0,
    ) -> None:
        """Start ``command``; ``patience`` is how many seconds to wait for anything."""
        self._patience = patience
        self._emulator = Emulator(columns, lines)
        self._drawn = 0
        self._shown_at = 0.0  # the moment of the present picture
        self._process = PtyProcess(command, columns=columns, lines=lines, environment=environment or {})

    def __enter__(self) -> "Probe":
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program."""
        self.close()

    def close(self) -> None:
        """End the program. May be called twice."""
        self._process.close()

    @property
    def screen(self) -> list[str]:
        """What is shown now, line by line."""
        self._draw()
        return self._emulator.lines

    @property
    def began(self) -> float:
        """The moment at which the program was started, by ``time.perf_counter``."""
        return self._process.began

    @property
    def usage(self) -> Usage:
        """CPU time and memory of the program and its children."""
        return session_usage(self._process.pid)

    def until(self, seen: Seen, *, since: float | None = None, patience: float | None = None) -> float:
        """Milliseconds from ``since`` (the start) until the screen showed it; ``NeverSeen`` after ``patience``."""
        since = self.began if since is None else since
        end = clock() + (self._patience if patience is None else patience)
        found: list[float] = []

        def look(moment: float) -> None:
            if not found and seen(self._emulator.lines):
                found.append(moment)

        look(max(since, self._shown_at))
        while not found:
            self._draw(look)
            if not found and not self._lull(end):
                raise NeverSeen("what was awaited was never on the screen:\n" + "\n".join(self.screen))
        return (found[0] - since) * 1000

    def settle(self, quiet: float = 0.3, limit: float = 5.0) -> None:
        """Wait until the program has written nothing for ``quiet`` seconds, at most ``limit`` seconds."""
        self._quiet(quiet, clock(), limit)
        self._draw()

    def press(
        self,
        key: str | bytes,
        *,
        quiet: float = 0.06,
        grace: float = 1.0,
        area: Area = WHOLE,
        settled: Seen | None = None,
    ) -> Reaction:
        """Press a key (by name, or bytes as they are) and wait until the program has reacted and gone quiet.

        ``quiet``: seconds without output that count as quiet. ``grace``: seconds within which the reaction must
        begin. ``area``: where changes count. ``settled``: what the screen must show besides being quiet.
        """
        self._draw()
        data = key if isinstance(key, bytes) else key_bytes(key, application=self._process.application_keys)
        time.sleep(random.random() * _FRAME)
        before, known = self._cut(area), len(self._process.chunks)
        sent = self._process.send(data)
        self._process.wait(known, grace)
        end = sent + self._patience
        changes: list[float] = []
        shown = sent

        def look(moment: float) -> None:
            nonlocal before, shown
            shown, now = moment, self._cut(area)
            if now != before:
                before = now
                changes.append(moment)

        while True:
            self._quiet(quiet, sent)
            self._draw(look)
            if settled is None or settled(self._emulator.lines):
                break
            if not self._lull(end):
                raise NeverSeen("the program did not settle:\n" + "\n".join(self.screen))
        return _reaction(sent, changes, shown)

    def watch(self, key: str, seconds: float, area: Area = WHOLE) -> Reaction:
        """Press a key of a program that never goes quiet, and look at an area for a while."""
        reaction = _Watching(self, area)
        sent = self._process.send(key_bytes(key, application=self._process.application_keys))
        time.sleep(seconds)
        self._draw(reaction.look)
        return _reaction(sent, reaction.changes)

    def send(self, key: str | bytes) -> float:
        """Press a key and wait for nothing; the moment."""
        data = key if isinstance(key, bytes) else key_bytes(key, application=self._process.application_keys)
        return self._process.send(data)

    def rest(self, seconds: float) -> Rest:
        """Leave the program alone."""
        self._draw()
        own, busy, before, began = time.process_time(), machine_busy(), self.usage, clock()
        time.sleep(seconds)
        after, took = self.usage, clock() - began
        cpu = after.cpu - before.cpu
        others = machine_busy() - busy - cpu - (time.process_time() - own)
        return Rest(100 * cpu / took, max(0.0, 100 * others / took), after.memory)

    def _cut(self, area: Area) -> list[object]:
        top, left, bottom, right = area
        return [line[left:right] for line in self._emulator.picture[top:bottom]]

    def _draw(self, look: Callable[[float], None] | None = None) -> None:
        """Draw what has arrived; ``look`` is told the moment of each picture."""
        chunks = self._process.chunks
        while self._drawn < len(chunks):
            moment, data = chunks[self._drawn]
            self._drawn += 1
            self._emulator.feed(data, lambda moment=moment: self._picture(moment, look))  # type: ignore[misc]

    def _picture(self, moment: float, look: Callable[[float], None] | None) -> None:
        self._shown_at = moment
        if look is not None:
            look(moment)

    def _quiet(self, seconds: float, since: float, limit: float | None = None) -> None:
        end = clock() + (self._patience if limit is None else limit)
        while not self._process.ended.is_set() and clock() < end:
            known = len(self._process.chunks)
            last = max(since, self._process.chunks[-1][0] if known else since)
            left = last + seconds - clock()
            if left <= 0 or not self._process.wait(known, left):
                return

    def _lull(self, end: float) -> bool:
        """Wait for more output, and for a pause in it; False when none came."""
        if not self._process.wait(self._drawn, max(0.0, end - clock())):
            return False
        while self._process.wait(len(self._process.chunks), _LULL) and clock() < end:
            if self._process.ended.is_set() or clock() - self._process.chunks[self._drawn][0] > 0.2:
                break
        return True


class _Watching:
    """Notes the moments at which an area changed."""

    def __init__(self, probe: Probe, area: Area) -> None:
        probe._draw()
        self._probe = probe
        self._area = area
        self._before = probe._cut(area)
        self.changes: list[float] = []

    def look(self, moment: float) -> None:
        """Look at a picture."""
        now = self._probe._cut(self._area)
        if now != self._before:
            self._before = now
            self.changes.append(moment)


def _reaction(sent: float, changes: list[float], shown: float = 0.0) -> Reaction:
    after = [(moment - sent) * 1000 for moment in changes if moment >= sent]
    anywhere = (shown - sent) * 1000 if shown > sent else None
    return Reaction(after[0], after[-1], anywhere) if after else Reaction(None, None, anywhere)
