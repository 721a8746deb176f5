"""The script of one top-level job: its events and those of everything nested in it, written down before they happen.

A ``Script`` collects, a ``ScriptedJob`` is one job in it with a clock of its own. Kinds of jobs write scripts; the
clockwork plays them.
"""

import json
from dataclasses import dataclass
from operator import attrgetter

from joblog_tui.model.event import Event, Target
from joblog_tui.simulator.dice import Dice
from joblog_tui.simulator.outages import WORKERS, Outages

OWN_WORDS = {
    "queued": "PENDING",
    "started": "CLAIMED",
    "running": "IN_PROGRESS",
    "retrying": "WAIT_RETRY",
    "completed": "SUCCEEDED",
    "not_completed": "FAILED",
}
"""The workers' own words for the six statuses, where no finer one is given."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What makes a job: task and trigger (slugs), target and actor."""

    task: str
    trigger: str
    target: Target
    actor: str


def attributes(**values: str | int) -> str:
    """Attributes as JSON text."""
    return json.dumps(values, ensure_ascii=False, separators=(", ", ": "))


class Script:
    """The events of one top-level job, in the making. ``brief`` leaves out what nobody reads days later."""

    __slots__ = ("_events", "at", "brief", "correlation", "dice", "name", "outages")

    def __init__(self, name: str, at: int, dice: Dice, outages: Outages, *, brief: bool) -> None:
        self.name = name
        self.at = at
        self.dice = dice
        self.outages = outages
        self.brief = brief
        self.correlation = f"req-{dice.between(0x10000, 0xFFFFF):x}"
        self._events: list[Event] = []

    def root(self, facts: Facts, source: str, attributes: str | None = None) -> "ScriptedJob":
        """The top-level job itself; it says nothing before its first report."""
        return ScriptedJob(self, f"job-{self.name}", None, facts, source, self.at, attributes)

    def worker(self) -> str:
        """A worker that is not away."""
        first = int(self.dice.share() * len(WORKERS))
        for turn in range(len(WORKERS)):
            who = WORKERS[(first + turn) % len(WORKERS)]
            if self.outages.resumes(who, self.at) == self.at:
                break
        return who

    def few(self, low: int, high: int) -> int:
        """A number of nested jobs from ``low`` to ``high``; a third of it in brief."""
        count = self.dice.between(low, high)
        return max(2, count // 3) if self.brief else count

    def keep(self, event: Event) -> None:
        """Write an event down."""
        self._events.append(event)

    def next_event_id(self) -> str:
        """An id that no other event has."""
        return f"evt-{self.name}-{len(self._events) + 1}"

    def events(self) -> list[Event]:
        """All events in the order in which they happen; of one moment, in the order in which they were written."""
        return sorted(self._events, key=attrgetter("at"))


class ScriptedJob:
    """One job of a script. ``at`` is its own clock (epoch ms), moved on by ``wait``."""

    __slots__ = ("_attributes", "_nested", "_opened", "_parent", "at", "dice", "facts", "id", "script", "source")

    def __init__(
        self,
        script: Script,
        id: str,
        parent: str | None,
        facts: Facts,
        source: str,
        at: int,
        attributes: str | None,
    ) -> None:
        self.script = script
        self.dice = script.dice
        self.id = id
        self.facts = facts
        self.source = source
        self.at = at
        self._parent = parent
        self._attributes = attributes
        self._nested = 0
        self._opened = False

    def wait(self, milliseconds: int) -> None:
        """Move the clock on, beyond the end of an outage when the worker is away at that moment."""
        at = self.at + milliseconds
        back = self.script.outages.resumes(self.source, at)
        self.at = at if back == at else back + self.dice.between(500, 20_000)

    def nested(self, facts: Facts, at: int, source: str, attributes: str | None = None) -> "ScriptedJob":
        """A new job nested in this one."""
        self._nested += 1
        return ScriptedJob(self.script, f"{self.id}.{self._nested}", self.id, facts, source, at, attributes)

    def report(
        self,
        status: str,
        message: str | None = None,
        *,
        word: str | None = None,
        level: str | None = None,
        reason: tuple[str, str] | None = None,
        attempt: int | None = None,
        max_attempts: int | None = None,
        progress: tuple[int, int] | None = None,
        scheduled_for: int | None = None,
    ) -> None:
        """A new status; the first report names the facts, the parent and the attributes too."""
        script, facts = self.script, None if self._opened else self.facts
        self._opened = True
        script.keep(
            Event(
                job=self.id,
                id=script.next_event_id(),
                parent=None if facts is None else self._parent,
                at=self.at,
                status=status,
                task=None if facts is None else facts.task,
                trigger=None if facts is None else facts.trigger,
                target=None if facts is None else facts.target,
                actor=None if facts is None else facts.actor,
                correlation=None if facts is None else script.correlation,
                level=level if level is not None or message is None else "info",
                message=message,
                source=self.source,
                attempt=attempt,
                max_attempts=max_attempts,
                progress_done=None if progress is None else progress[0],
                progress_total=None if progress is None else progress[1],
                scheduled_for=scheduled_for,
                source_status=word or OWN_WORDS[status],
                reason_code=None if reason is None else reason[0],
                reason_message=None if reason is None else reason[1],
                attributes=None if facts is None else self._attributes,
            )
        )

    def note(self, level: str, message: str, progress: tuple[int, int] | None = None) -> None:
        """A line of the log, without a change of status."""
        script = self.script
        done, total = progress or (None, None)
        script.keep(
            Event(
                job=self.id,
                id=script.next_event_id(),
                at=self.at,
                level=level,
                message=message,
                source=self.source,
                progress_done=done,
                progress_total=total,
            )
        )
