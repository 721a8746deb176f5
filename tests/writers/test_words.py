"""A writer learns of words that were registered since it began, and does not read the store for each mistake."""

from functools import partial

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Event
from joblog_tui.model.vocabulary import TASKS, Vocabulary, Word
from joblog_tui.writers.door import UnknownWord, read_event
from joblog_tui.writers.words import Words


class Store:
    """A vocabulary that a team changes, and how often it was read."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.reads = 0
        self.now = 0.0
        self.words = Words(self.vocabulary, self.read, lambda: self.now)

    def read(self) -> Vocabulary:
        self.reads += 1
        return self.vocabulary

    def check(self, task: str) -> Event:
        return self.words.checking(partial(read_event, {"job": "j", "task": task}))


def test_a_known_word_needs_no_look_into_the_store() -> None:
    store = Store()
    assert store.check("adding_users").task == "adding_users"
    assert store.reads == 0


def test_a_word_that_was_registered_meanwhile_is_known() -> None:
    store = Store()
    store.vocabulary = Vocabulary(tasks=(*TASKS, Word("suspending_users", "Suspending users")))
    assert store.check("suspending_users").task == "suspending_users"
    assert store.reads == 1


def test_a_flood_of_mistakes_reads_the_store_once_a_second() -> None:
    store = Store()
    for moment in range(300):
        store.now = moment / 100
        with pytest.raises(UnknownWord, match="unknown task 'nonsense'"):
            store.check("nonsense")
    assert store.reads == 3


def test_a_store_that_cannot_be_read_leaves_the_refusal_as_it_is() -> None:
    def fails() -> Vocabulary:
        raise StoreError("no store")

    words = Words(Vocabulary(), fails)
    with pytest.raises(UnknownWord):
        words.checking(partial(read_event, {"job": "j", "task": "nonsense"}))
