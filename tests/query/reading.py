"""Reading queries in tests: one moment, one zone, the seeded vocabulary, unless a test says otherwise."""

from datetime import UTC, datetime, tzinfo

from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.filters import Condition, Filter
from joblog_tui.query.language import parse
from tests.query.strategies import NOW, VOCABULARY


def read(text: str, *, now: int = NOW, zone: tzinfo = UTC, vocabulary: Vocabulary = VOCABULARY) -> Filter:
    """The filter that a query means."""
    return parse(text, vocabulary, now=now, zone=zone)


def parts(text: str) -> tuple[Condition, ...]:
    """The conditions of a query that does not say ``in:all``."""
    whole = read(text)
    assert not whole.everywhere
    return whole.parts


def ms(text: str) -> int:
    """Epoch milliseconds of an ISO time with an offset."""
    moment = datetime.fromisoformat(text)
    assert moment.tzinfo is not None
    return round(moment.timestamp() * 1000)
