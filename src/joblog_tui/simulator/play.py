"""Acts a plan out: nested jobs wait for a free lane, run beside each other, and their parent tells how far they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from joblog_tui.model.moment import SECOND
from joblog_tui.simulator import fate as fates
from joblog_tui.simulator.fate import Fate
from joblog_tui.simulator.life import live
from joblog_tui.simulator.outages import POLICY_ENGINE, SCIM_BRIDGE
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Script, ScriptedJob

_ENQUEUED_BY = {
    "scim": SCIM_BRIDGE,
    "password_policy": POLICY_ENGINE,
    "workspace_policy": POLICY_ENGINE,
    "universal_logout": POLICY_ENGINE,
}
_CROWDED = 12  # from so many jobs in one tree on, each of them says less


@dataclass(slots=True)
class _Outcome:
    """What came of nested jobs: when each of them ended (None: never), and the names of what did not complete."""

    ends: list[int | None] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def play(script: Script, plan: Plan) -> None:
    """Write everything that happens when ``plan`` is done into ``script``."""
    source = _ENQUEUED_BY.get(plan.facts.trigger) or script.worker()
    root = script.root(plan.facts, source, plan.attributes)
    if not plan.nested:
        live(
            root,
            fates.of_one(script),
            plan.subject,
            source if source not in (SCIM_BRIDGE, POLICY_ENGINE) else script.worker(),
            opening=plan.opening,
            scheduled_for=plan.scheduled_for,
        )
        return
    leaves = plan.leaves
    _act(root, plan, iter(fates.of_many(script, leaves)), root.at, terse=script.brief or leaves >= _CROWDED)


def _act(job: ScriptedJob, plan: Plan, fate: Iterator[Fate], starts_at: int, *, terse: bool) -> tuple[int | None, bool]:
    """Do one job and all that is nested in it: when it ends (None: never), and whether it completed."""
    if not plan.nested:
        mine, worker = next(fate), job.script.worker()
        ends = live(
            job, mine, plan.subject, worker,
            opening=plan.opening, starts_at=starts_at, scheduled_for=plan.scheduled_for, terse=terse,
        )  # fmt: skip
        return (job.at if ends else None), mine.ending in fates.WENT_WELL
    total = len(plan.nested)
    job.report("queued", plan.opening, scheduled_for=plan.scheduled_for)
    job.wait(max(starts_at, plan.scheduled_for or 0, job.at) - job.at + job.dice.about(SECOND, 0.8))
    job.report("running", f"{total} {plan.unit} to do", progress=(0, total))
    outcome = _nested(job, plan, fate, terse=terse)
    return _conclude(job, plan, outcome)


def _nested(job: ScriptedJob, plan: Plan, fate: Iterator[Fate], *, terse: bool) -> _Outcome:
    outcome = _Outcome()
    free_at = [job.at] * min(plan.lanes, len(plan.nested))
    for number, inner in enumerate(plan.nested):
        starts_at = min(free_at)
        child = job.nested(inner.facts, job.at + 1 + 7 * number, job.source, inner.attributes)
        end, completed = _act(child, inner, fate, starts_at, terse=terse)
        outcome.ends.append(end)
        if end is None:
            if len(free_at) > 1:  # its lane stays taken; the last lane is freed by force
                free_at.remove(starts_at)
            continue
        if not completed:
            outcome.failed.append(inner.facts.target.name)
        if inner.scheduled_for is None:
            free_at[free_at.index(starts_at)] = end
    return outcome


def _conclude(job: ScriptedJob, plan: Plan, outcome: _Outcome) -> tuple[int | None, bool]:
    """The progress of a job while its nested ones end, and its own end after the last of them."""
    total, failed = len(outcome.ends), outcome.failed
    ends = sorted(end for end in outcome.ends if end is not None)
    _tell_progress(job, ends, total, plan.unit)
    if len(ends) < total:
        return None, False
    job.wait(max(0, ends[-1] - job.at) + job.dice.between(40, 2 * SECOND))
    if not failed:
        job.report("completed", plan.done, progress=(total, total))
        return job.at, True
    others = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
    text = f"{total - len(failed)} of {total} {plan.unit} done; {failed[0]}{others} did not complete"
    progress = (total - len(failed), total)
    job.report("not_completed", text, level="error", reason=("nested_not_completed", text), progress=progress)
    return job.at, False


def _tell_progress(job: ScriptedJob, ends: Sequence[int], total: int, unit: str) -> None:
    steps = 2 if job.script.brief else min(total, 6)
    if total <= 3:
        return
    for step in range(1, steps):
        done = step * total // steps
        if done <= len(ends):
            job.wait(max(0, ends[done - 1] - job.at) + 20)
            job.note("info", f"{done} of {total} {unit} done", (done, total))
