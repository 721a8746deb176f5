"""What shall be done: a job and the jobs nested in it, as a tree of values that ``play`` acts out."""

from dataclasses import dataclass

from joblog_tui.simulator.life import Subject
from joblog_tui.simulator.script import Facts


@dataclass(frozen=True, slots=True)
class Plan:
    """One job to be done, and what is nested in it.

    ``opening`` is what its first report says, ``attributes`` JSON text. ``scheduled_for`` (epoch ms) is when it may
    begin. Of ``nested``, at most ``lanes`` run at the same time; ``unit`` names what they are ("accounts"), and
    ``done`` is the last word when all of them completed.
    """

    facts: Facts
    subject: Subject
    opening: str | None = None
    attributes: str | None = None
    scheduled_for: int | None = None
    nested: "tuple[Plan, ...]" = ()
    lanes: int = 3
    unit: str = "jobs"
    done: str = "all done"

    @property
    def leaves(self) -> int:
        """How many jobs without nested ones it holds, itself when it has none."""
        return sum(plan.leaves for plan in self.nested) or 1
