"""How long the tasks usually take: log-normal, seconds to minutes, in milliseconds.

``work`` is the time at work in one attempt, ``wait`` the time in the queue before it.
"""

from dataclasses import dataclass

from joblog_tui.model.moment import SECOND


@dataclass(frozen=True, slots=True)
class Usual:
    """The median time at work (ms), how widely it spreads (sigma of its logarithm), attempts at most."""

    work: int
    sigma: float
    attempts: int


USUAL = {
    "adding_users": Usual(14 * SECOND, 0.55, 3),
    "syncing_users": Usual(24 * SECOND, 0.60, 5),
    "updating_user_roles": Usual(8 * SECOND, 0.50, 3),
    "removing_users": Usual(10 * SECOND, 0.55, 3),
    "rotating_passwords": Usual(42 * SECOND, 0.45, 3),
    "turning_on_mfa": Usual(36 * SECOND, 0.50, 3),
    "turning_off_mfa": Usual(16 * SECOND, 0.45, 3),
    "logging_in": Usual(9 * SECOND, 0.45, 2),
}
WAIT = 3 * SECOND
WAIT_SIGMA = 0.9
