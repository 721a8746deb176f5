"""When a worker is away: now and then one of them falls silent for some minutes, and its jobs with it."""

from joblog_tui.model.moment import HOUR, MINUTE
from joblog_tui.simulator.dice import Dice

WORKERS = tuple(f"worker-{number}" for number in range(1, 7))
SCIM_BRIDGE = "scim-bridge"
POLICY_ENGINE = "policy-engine"
SOURCES = (*WORKERS, SCIM_BRIDGE, POLICY_ENGINE)
_BLOCK = 4 * HOUR


class Outages:
    """At most one outage in every four hours, each a matter of the seed and of its block of time alone."""

    __slots__ = ("_blocks", "_seed")

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._blocks: dict[int, tuple[str, int, int]] = {}

    def resumes(self, source: str, at: int) -> int:
        """``at`` itself (epoch ms), or the moment from which ``source`` is back when it is away then."""
        who, begin, end = self._blocks.get(at // _BLOCK) or self._block(at // _BLOCK)
        return end if who == source and begin <= at < end else at

    def _block(self, block: int) -> tuple[str, int, int]:
        dice = Dice(f"{self._seed}:outage:{block}")
        begin = block * _BLOCK + dice.between(20 * MINUTE, 210 * MINUTE)
        length = dice.between(6 * MINUTE, 18 * MINUTE)
        who = dice.pick(WORKERS) if dice.chance(0.5) else ""
        if len(self._blocks) > 64:
            self._blocks.clear()
        self._blocks[block] = (who, begin, begin + length)
        return self._blocks[block]
