"""Which targets hold a text that many hold, gathered once in a temporary table of the connection that searches.

To ask the dictionary again for each of ten million jobs took 30 of the 40 seconds that counting such a word took; the
dictionary itself is looked through in less than one.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from joblog_tui.store.sqlite.compile import Known, Tabled, holding
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.texts import Texts, texts_of

SLICE = 50_000  # names that are looked at in one transaction
KEPT = 20  # tables; some megabytes each where names are many


class NameTables(Texts):
    """What ``texts`` knows, and the tables beside it."""

    def __init__(self, texts: Texts, reader: Reader) -> None:
        self._turn, self._known = texts._turn, texts._known
        self._reader = reader
        self._gathering = asyncio.Lock()
        self._tables: OrderedDict[str, Tabled] = OrderedDict()
        self._numbers = 0

    def tabled(self, text: str) -> Tabled | None:
        """The table of the targets that hold the text."""
        return self._tables.get(text.casefold())

    async def prepare(self, parts: Sequence[Known]) -> None:
        """Gather what conditions ask of targets, where many hold it."""
        async with self._gathering:
            for text in texts_of(parts):
                async with self._reader.snapshot() as read:
                    named = await self.named(read, "target", text)
                if named.ids is None and not named.every:
                    await self._gather(text.casefold(), named.upto)

    async def _gather(self, folded: str, upto: int) -> None:
        if folded in self._tables:
            self._tables.move_to_end(folded)
            return
        self._numbers += 1
        table = f"temp.holding_{self._numbers}"
        await self._reader.rows(f"CREATE TEMP TABLE holding_{self._numbers} (id INTEGER PRIMARY KEY)")
        sql, values = holding("name", folded)
        for first in range(0, upto, SLICE):
            await self._reader.rows(
                f"INSERT INTO {table} SELECT id FROM targets WHERE id > ? AND id <= ? AND {sql}",
                [first, min(upto, first + SLICE), *values],
            )
        self._tables[folded] = Tabled(folded, table, upto)
        if len(self._tables) > KEPT:
            _, oldest = self._tables.popitem(last=False)
            await self._reader.rows(f"DROP TABLE {oldest.table}")
