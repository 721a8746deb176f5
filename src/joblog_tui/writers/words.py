"""The words a writer checks against, and how it learns of those that were registered since it began."""

import time
from collections.abc import Callable
from typing import TypeVar

from joblog_tui.model.errors import StoreError
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.factory import open_appender
from joblog_tui.writers.door import UnknownWord

_AT_MOST_EVERY = 1.0  # seconds: a flood of unknown words is no reason to read the store for each

Result = TypeVar("Result")


class Words:
    """The vocabulary as it was last read; read anew when a word is unknown, at most once a second."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        read: Callable[[], Vocabulary],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with ``vocabulary``; ``read`` gives the present one, ``clock`` seconds."""
        self._vocabulary = vocabulary
        self._read = read
        self._clock = clock
        self._read_at = float("-inf")

    def checking(self, check: Callable[[Vocabulary], Result]) -> Result:
        """What ``check`` gives; asked once more when a team has registered other words in the meantime."""
        try:
            return check(self._vocabulary)
        except UnknownWord:
            if not self._renewed():
                raise
        return check(self._vocabulary)

    def _renewed(self) -> bool:
        now = self._clock()
        if now - self._read_at < _AT_MOST_EVERY:
            return False
        self._read_at = now
        before = self._vocabulary
        try:
            self._vocabulary = self._read()
        except StoreError:
            return False  # the refusal stands; whoever writes next meets the trouble itself
        return self._vocabulary != before


def vocabulary_of(store: str) -> Vocabulary:
    """The present vocabulary of a store, read past whoever has it open."""
    appender = open_appender(store)
    try:
        return appender.vocabulary
    finally:
        appender.close()
