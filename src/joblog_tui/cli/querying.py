"""A query typed on the command line: read with the store's words, a mistake shown with a caret under it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo

from joblog_tui.cli.table import cell_width
from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.filters import Filter
from joblog_tui.text import safe


def read_query(query: str, vocabulary: Vocabulary, now: int, zone: tzinfo) -> Filter:
    """The filter that ``query`` means at the moment ``now`` (epoch ms) in a zone."""
    if not query:
        return Filter()
    from joblog_tui.query.language import parse

    with pointing_at(query):
        return parse(query, vocabulary, now=now, zone=zone)


@contextmanager
def pointing_at(query: str) -> Iterator[None]:
    """A mistake in ``query`` found inside is told with the query, and a caret under the place."""
    try:
        yield
    except QueryError as error:
        error.add_note(_pointed_at(query, error))
        raise


def _pointed_at(query: str, error: QueryError) -> str:
    before = cell_width(safe(query[: error.position]))
    length = cell_width(safe(query[error.position : error.position + error.length]))
    return f"  {safe(query)}\n  {' ' * before}{'^' * max(1, length)}"
