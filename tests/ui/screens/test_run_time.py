"""How long a job took against the usual of its task, in its detail."""

import pytest

from tests.support.dashboard import dashboard
from tests.support.memory_store import NOW
from tests.ui.screens.test_tree import MINUTE, netsuite, open_netsuite


@pytest.mark.parametrize(
    ("took", "told"),
    [(60_000, "it took 1m, as quick as any of them"), (90_000, "it took 1m 30s, longer than all of them")],
)
async def test_a_job_that_took_as_long_as_all_others_did_not_take_longer(took: int, told: str) -> None:
    store = netsuite()
    store.took["rotating_passwords"] = (60_000,) * 50
    store.change(11, updated_at=NOW - 11 * MINUTE + took)
    async with dashboard(store, size=(120, 60)) as operator:
        await open_netsuite(operator)
        await operator.press("down", "down", "d")
        await operator.sees(told)
