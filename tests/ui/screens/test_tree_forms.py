"""The inside of a job in one form after the other."""

from tests.support.dashboard import dashboard
from tests.ui.screens.test_tree import netsuite, open_netsuite


async def test_the_rail_is_where_it_was_after_the_other_forms() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.until(lambda: "━┓" in operator.rows[1])
        rail = [row.rstrip()[-1] for row in operator.rows[1:8]]
        await operator.press("V", "V")
        await operator.sees("a list")
        await operator.until(lambda: "├" not in "".join(operator.rows))
        await operator.press("V")
        await operator.until(lambda: [row.rstrip()[-1:] for row in operator.rows[1:8]] == rail)
