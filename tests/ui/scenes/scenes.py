"""The scenes: what a store holds, and the keys that lead to each screen."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Target
from joblog_tui.model.job import LeafCounts
from joblog_tui.model.moment import MINUTE, SECOND
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.base import JobStore
from tests.support.dashboard import Operator
from tests.support.memory_store import NOW, MemoryStore, a_job, a_report

TARGETS = (
    Target("Marketing / Instagram", "account"),
    Target("Sales EMEA", "business hub"),
    Target("ana.lucia.ruiz@acme.co", "user"),
    Target("Finance / Accounts payable / NetSuite production", "account"),
    Target("人事部", "team"),
)
ACTORS = ("Cerby", "Okta SCIM", "Ana Ruiz")
TASKS = ("rotating_passwords", "syncing_users", "adding_users", "turning_on_mfa", "logging_in")
TRIGGERS = ("password_policy", "scim", "web_app", "team_events")
STATUSES = tuple(Status)

WORKSPACES = MappingProxyType({"acme": "acme.db", "globex": "globex.db", "initech": "initech.db"})

Story = Callable[[Operator, MemoryStore], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """``keys`` lead to it, ``story`` does what keys cannot; it is there when ``sees`` can be read on the screen."""

    keys: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    story: Story | None = None
    store: Callable[[], MemoryStore] = lambda: a_store()


def a_store() -> MemoryStore:
    """Sixty jobs of every kind; the newest has nested ones, the fourth is stalled."""
    jobs = []
    for n in range(1, 61):
        at = NOW - (61 - n) * 80 * SECOND
        status = STATUSES[n % len(STATUSES)]
        jobs.append(
            a_job(
                n, status=status, own_status=status, target=TARGETS[n % len(TARGETS)], actor=ACTORS[n % len(ACTORS)],
                task=TASKS[n % len(TASKS)], trigger=TRIGGERS[n % len(TRIGGERS)], created_at=at,
                updated_at=at + 30 * SECOND, active_at=at + 30 * SECOND, started_at=at + SECOND,
            )
        )  # fmt: skip
    parent = replace(
        jobs[-1], status=Status.RUNNING, own_status=Status.RUNNING, target=TARGETS[1], task="syncing_users", nested=6,
        nested_completed=3, leaves=LeafCounts(completed=3, running=2, not_completed=1),
    )  # fmt: skip
    began = NOW - 75 * SECOND
    ends = (Status.COMPLETED, Status.COMPLETED, Status.NOT_COMPLETED, Status.COMPLETED, *[Status.RUNNING] * 2)
    inside = [
        a_job(
            100 + n, parent=parent.id, status=status, own_status=status, target=Target(f"user-{n}@acme.co", "user"),
            task="adding_users", created_at=began + n * 8 * SECOND, started_at=began + (n * 8 + 2) * SECOND,
            updated_at=began + (n * 8 + 12) * SECOND, active_at=began + (n * 8 + 12) * SECOND,
        )
        for n, status in enumerate(ends, 1)
    ]  # fmt: skip
    store = MemoryStore([*jobs[:-1], parent, *inside])
    store.verdicts[57] = Verdict(NOW - 14 * MINUTE, Limit(2 * MINUTE, 40 * SECOND, 812), "adding_users")
    store.reports["job-58"] = tuple(
        a_report(
            n, "job-58", at=NOW - (6 - n) * MINUTE, arrived_at=NOW - (6 - n) * MINUTE, status=status, message=message
        )
        for n, (status, message) in enumerate(
            ((Status.QUEUED, None), (Status.RUNNING, "signed in to the app"), (None, "looking for the settings page"),
             (Status.RETRYING, "the app did not answer"), (Status.NOT_COMPLETED, "gave up after 3 attempts")), 1
        )
    )  # fmt: skip
    for job in inside:
        turns = [(job.created_at, Status.QUEUED), (job.started_at, Status.RUNNING), (job.updated_at, job.status)]
        store.reports[job.id] = tuple(
            a_report(10 * job.seq + n, job.id, at=at, arrived_at=at, status=status)
            for n, (at, status) in enumerate(turns)
        )
    return store


def globex() -> MemoryStore:
    """Another workspace."""
    return MemoryStore([a_job(n, status=Status.RUNNING) for n in range(1, 4)], name="Globex")


async def open_globex() -> JobStore:
    """A workspace that can be opened."""
    return globex()


async def open_initech() -> JobStore:
    """A workspace that cannot."""
    raise StoreError("no store at initech.db; create one with: joblog init initech.db")


OTHERS: Mapping[str, Callable[[], Awaitable[JobStore]]] = {"globex.db": open_globex, "initech.db": open_initech}


async def _time_goes_by_while_frozen(operator: Operator, store: MemoryStore) -> None:
    await operator.press("=")
    await operator.sees("FROZEN")
    store.change(59, source="worker-9")  # nothing that strip or tabs would count anew a moment later


async def _store_is_lost(operator: Operator, store: MemoryStore) -> None:
    store.broken = StoreError("no store at acme.db")
    store.put()


async def _query_is_wrong(operator: Operator, store: MemoryStore) -> None:
    await operator.press("/")
    await operator.write("status:runing actor:ana ")


async def _nothing_matches(operator: Operator, store: MemoryStore) -> None:
    await operator.press("/")
    await operator.write("actor:nobody status:running")
    await operator.press("enter")


async def _export_is_asked_for(operator: Operator, store: MemoryStore) -> None:
    await operator.press("e")
    await operator.sees("Export")
    await operator.press("ctrl+u", "ctrl+k")
    await operator.write("jobs.csv")


SCENES: Mapping[str, Scene] = {
    "main": Scene(("j", "j", "j"), ("row 4",)),
    "filters": Scene(("f", "j"), ("Trigger",)),
    "stalled": Scene(("s",), ("1 match",)),
    "frozen": Scene(story=_time_goes_by_while_frozen, sees=("+0 new, 1 changed",)),
    "empty": Scene(sees=("No jobs yet",), store=lambda: MemoryStore()),
    "no_match": Scene(story=_nothing_matches, sees=("No job matches this query", "11 jobs", " v ")),
    "lost": Scene(story=_store_is_lost, sees=("STORE LOST",)),
    "query_mistake": Scene(story=_query_is_wrong, sees=("running",)),
    "marked": Scene(("space", "j"), ("◆",)),
    "help": Scene(("?",), ("Keys and words",)),
    "columns": Scene(("c", "j", "j"), ("Columns",)),
    "sort": Scene(("o",), ("Sort by",)),
    "workspaces": Scene(("w",), ("Globex", "no store at")),
    "views": Scene(("v",), ("Password rotations",)),
    "nested": Scene(("enter",), ("user-3@acme.co",)),
    "tree": Scene(("enter", "V"), ("user-3@acme.co", "Updated")),
    "list": Scene(("enter", "V", "V"), ("user-3@acme.co", "Updated")),
    "leaf": Scene(("j", "j", "enter"), ("gave up after 3 attempts",)),
    "detail": Scene(("j", "j", "d"), ("Queue time",)),
    "job_log": Scene(("j", "j", "l"), ("gave up after 3 attempts",)),
    "acknowledge": Scene(("j", "j", "j", "a"), ("Acknowledge", "esc leave")),
    "export": Scene(story=_export_is_asked_for, sees=("jobs.csv", "evidence")),
    "palette": Scene(("ctrl+p",), ("Search for commands",)),
    "time_range": Scene(("z", "left", "left"), ("esc leave",)),
    "summary": Scene(("S",), ("Outcome",)),
}
"""By name. Every screen that there is has one."""
