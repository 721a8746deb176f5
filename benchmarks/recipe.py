"""What the log of the benchmarks holds: the same jobs for the same recipe, whoever asks.

Flat jobs with three events each, spread over three years, and one job with 50,000 nested ones on top. Nothing here
knows of a store: the same jobs also become the files that the peers read.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND
from joblog_tui.model.vocabulary import TASKS, TRIGGERS

NESTED = 50_000
ACTORS = 2_000
SPAN = 3 * 365 * DAY
COMMON_WORD = "acme"  # part of every target's name, and of nothing else
MOST_UNFINISHED = 9_000

# Uneven, as in life: half of the tasks make up four fifths of the jobs.
_TASK_WEIGHTS = (30, 25, 15, 10, 8, 6, 4, 2)
_TRIGGER_WEIGHTS = (28, 20, 15, 12, 10, 6, 5, 3, 1)
_NOT_COMPLETED = 0.04
PARENT = "nested-parent"
_TEAMS = ("Marketing", "Sales EMEA", "Engineering", "Support", "Finance", "Warehouse", "Brand", "Design")
_APPS = ("Instagram", "LinkedIn Ads", "Docker Hub", "Statuspage", "Deel", "ShipStation", "Vimeo", "Miro", "AWS")
_FIRST = ("ana", "nils", "yara", "sasha", "malik", "iris", "edda", "adam", "runa", "soren")
_KINDS = ("account", "user", "team", "app", "business hub")
_AT_WORK = (
    ("queued", "started", "running"),
    ("queued", "running", "retrying"),
    ("queued", "started", None),
    ("queued", None, None),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """``jobs`` flat jobs, the last of them created shortly before ``end`` (epoch ms)."""

    jobs: int
    end: int
    seed: int = 1

    @property
    def unfinished(self) -> int:
        """About how many jobs are at work."""
        return min(self.jobs // 100, MOST_UNFINISHED)

    @property
    def targets(self) -> int:
        """How many distinct targets there are."""
        return max(1, self.jobs // 10)


@dataclass(frozen=True, slots=True)
class MadeJob:
    """One job and its three reports, oldest first: (status slug or None, epoch ms)."""

    id: str
    parent: str | None
    task: str
    trigger: str
    target: Target
    actor: str
    reports: tuple[tuple[str | None, int], ...]

    @property
    def status(self) -> str:
        """The slug of the status that was reported last."""
        return next(status for status, _ in reversed(self.reports) if status is not None)


def target_name(number: int) -> str:
    """The name of a target. It ends with its number, in seven digits."""
    team, app = _TEAMS[number % len(_TEAMS)], _APPS[number // len(_TEAMS) % len(_APPS)]
    return f"{team} / {app} {COMMON_WORD}-{number:07d}"


def made_jobs(recipe: Recipe) -> Iterator[MadeJob]:
    """Every job, in the order in which they were created."""
    dice = random.Random(recipe.seed)
    began, span = recipe.end - SPAN, SPAN - HOUR
    newest = recipe.jobs - recipe.unfinished
    for first in range(0, recipe.jobs, 10_000):
        numbers = range(first, min(recipe.jobs, first + 10_000))
        tasks, triggers = _words(dice, len(numbers))
        for number, task, trigger in zip(numbers, tasks, triggers, strict=True):
            # Half of what is unfinished is new; the rest was forgotten somewhere in the three years.
            at_work = 0.5 if number >= newest else recipe.unfinished / 2 / recipe.jobs
            yield MadeJob(
                f"job-{number:08d}",
                None,
                task,
                trigger,
                _target(dice, recipe),
                _actor(dice),
                _reports(dice, began + span * number // recipe.jobs, at_work),
            )
    yield from _nested_jobs(dice, recipe)


def events_of(job: MadeJob) -> Iterator[Event]:
    """The events of a job; the first one names the facts."""
    source = f"worker-{job.reports[0][1] % 12}"
    for number, (status, at) in enumerate(job.reports):
        identity = f"{job.id}-{number}"
        if number == 0:
            yield Event(
                job.id, id=identity, parent=job.parent, at=at, status=status, task=job.task, trigger=job.trigger,
                target=job.target, actor=job.actor, source=source, message="taken up",
            )  # fmt: skip
        else:
            message = "still at it" if status is None else status
            yield Event(job.id, id=identity, at=at, status=status, source=source, message=message)


def events(recipe: Recipe) -> Iterator[Event]:
    """Every event, sorted by job."""
    for job in made_jobs(recipe):
        yield from events_of(job)


def _nested_jobs(dice: random.Random, recipe: Recipe) -> Iterator[MadeJob]:
    began = recipe.end - HOUR
    task, trigger = TASKS[1].slug, TRIGGERS[3].slug
    started = tuple(("started", began + i) for i in range(3))
    yield MadeJob(PARENT, None, task, trigger, Target(target_name(0), "business hub"), "Cerby", started)
    for number in range(NESTED):
        yield MadeJob(
            f"nested-{number:05d}",
            PARENT,
            task,
            trigger,
            _target(dice, recipe),
            "Cerby",
            _reports(dice, began + SECOND + number * 10, 0.0),
        )


def _words(dice: random.Random, count: int) -> tuple[list[str], list[str]]:
    tasks = dice.choices([word.slug for word in TASKS], cum_weights=list(accumulate(_TASK_WEIGHTS)), k=count)
    return tasks, dice.choices(
        [word.slug for word in TRIGGERS], cum_weights=list(accumulate(_TRIGGER_WEIGHTS)), k=count
    )


def _target(dice: random.Random, recipe: Recipe) -> Target:
    number = int(dice.random() * recipe.targets)
    return Target(target_name(number), _KINDS[number % len(_KINDS)])


def _actor(dice: random.Random) -> str:
    number = int(dice.random() * ACTORS)
    return f"{_FIRST[number % len(_FIRST)]}.{number:04d}" if number else "Cerby"


def _reports(dice: random.Random, created: int, at_work: float) -> tuple[tuple[str | None, int], ...]:
    fate = dice.random()
    statuses: tuple[str | None, ...] = ("queued", "running", "completed")
    if fate < at_work:
        statuses = _AT_WORK[int(dice.random() * len(_AT_WORK))]
    elif dice.random() < _NOT_COMPLETED:
        statuses = ("queued", "running", "not_completed")
    began = created + int(dice.random() * 5 * SECOND)
    moments = (created, began, began + int(dice.random() * 2 * MINUTE))
    return tuple(zip(statuses, moments, strict=True))
