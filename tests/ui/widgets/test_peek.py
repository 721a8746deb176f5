"""The lines under the list about the job of the cursor."""

import pytest

from joblog_tui.model.event import Target
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_long_name_leaves_room_for_what_is_done_with_it(size: tuple[int, int]) -> None:
    async with dashboard(MemoryStore([a_job(1, target=Target("x" * 900))]), size=size) as operator:
        await operator.sees("Syncing users by Okta")
        assert "x…" in operator.line_with("Syncing users by Okta")
