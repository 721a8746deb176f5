"""The queries that were applied, newest last, and the walk through them with up and down."""

from collections.abc import Sequence

from joblog_tui.ui.memory import Item, Memory, texts

MOST = 100
QUERIES: Item[tuple[str, ...]] = Item("queries", (), lambda kept: texts(kept, MOST))


def remember(memory: Memory, query: str) -> None:
    """Keep a query that was applied; each one once, where it was used last."""
    if query:
        memory.change(QUERIES, lambda known: (*[each for each in known if each != query], query)[-MOST:])


class QueryHistory:
    """One walk through the queries, begun with a text that is not among them yet."""

    def __init__(self, queries: Sequence[str]) -> None:
        self._queries = tuple(queries)
        self._at = len(self._queries)
        self._draft = ""

    @property
    def browsing(self) -> bool:
        """Whether an earlier query is shown."""
        return self._at < len(self._queries)

    def earlier(self, text: str) -> str | None:
        """The query before the one that is shown; ``text`` is what stands in the bar. None when there is none."""
        if not self.browsing:
            self._draft = text
        at = self._at - 1
        while at >= 0 and self._queries[at] == text.strip():
            at -= 1
        if at < 0:
            return None
        self._at = at
        return self._queries[at]

    def later(self) -> str | None:
        """The query after the one that is shown, at last the text that the walk began with; None beyond that."""
        if not self.browsing:
            return None
        self._at += 1
        return self._queries[self._at] if self.browsing else self._draft
