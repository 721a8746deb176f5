"""How often each kind of job happens: by day, in the night of the policies, in the early hour of the syncs."""

from collections.abc import Callable

from joblog_tui.simulator.dice import Table
from joblog_tui.simulator.kinds import (
    collection_change,
    hub_sync,
    joining,
    leaving,
    logout,
    policy_rotation,
    second_factor,
    single,
    team_change,
)
from joblog_tui.simulator.plan import Plan
from joblog_tui.simulator.script import Script

Kind = Callable[[Script], Plan]

BY_DAY: Table[Kind] = Table(
    (68.0, single.by_day),
    (5.5, hub_sync.by_profile),
    (4.5, hub_sync.by_app),
    (5.0, joining.joining),
    (2.5, leaving.leaving),
    (3.0, policy_rotation.of_collection),
    (1.5, policy_rotation.of_service_accounts),
    (2.5, logout.logout),
    (1.5, second_factor.everywhere),
    (1.0, second_factor.new_phone),
    (2.0, team_change.move),
    (1.0, team_change.review),
    (1.0, collection_change.added),
)
BY_NIGHT: Table[Kind] = Table(
    (70.0, single.by_night),
    (18.0, policy_rotation.of_collection),
    (7.0, policy_rotation.of_service_accounts),
    (5.0, second_factor.everywhere),
)
EARLY: Table[Kind] = Table(
    (40.0, single.by_night),
    (25.0, hub_sync.by_profile),
    (35.0, hub_sync.by_app),
)


def kinds_at(hour: int) -> Table[Kind]:
    """What happens in an hour of the day (0 to 23, where the company is)."""
    if hour in (2, 3):
        return BY_NIGHT
    return EARLY if hour == 5 else BY_DAY
