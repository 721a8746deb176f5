"""docs/query.md says what is so: its examples are read, its mistakes are answered as it says."""

import re
from pathlib import Path

import pytest

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Filter
from joblog_tui.query.language import MAX_LENGTH, MAX_NESTING, MAX_TERMS, QUALIFIERS
from tests.query.reading import read

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")


def blocks(tag: str) -> list[str]:
    return re.findall(rf"^```{tag}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def table(heading: str) -> list[str]:
    """The code in the first column of the table behind a heading."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


EXAMPLES = [line for block in blocks("query") for line in block.splitlines()]
QUALIFIED = table("Qualifiers")
TIMES = table("Times")
MISTAKES = [tuple(pair.split("\n")[:2]) for block in blocks("query-error") for pair in block.split("\n\n")]


@pytest.mark.parametrize("text", EXAMPLES + QUALIFIED)
def test_an_example_is_read(text: str) -> None:
    assert read(text) != Filter()


@pytest.mark.parametrize("value", TIMES)
def test_a_time_is_read(value: str) -> None:
    assert read(f"created:{value}") != Filter()


@pytest.mark.parametrize(("text", "answer"), MISTAKES)
def test_a_mistake_is_answered_as_described(text: str, answer: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert str(caught.value) == answer


def test_the_page_has_examples_of_every_kind() -> None:
    assert len(EXAMPLES) > 15
    assert len(TIMES) > 5
    assert len(MISTAKES) > 5


def test_every_qualifier_stands_in_the_table_with_its_example() -> None:
    assert {known.example for known in QUALIFIERS} <= set(QUALIFIED)
    assert {example.split(":")[0] for example in QUALIFIED} == {known.key for known in QUALIFIERS}


def test_every_status_is_named() -> None:
    assert all(f"`{status.slug}`" in PAGE for status in Status)


def test_the_limits_are_those_of_the_code() -> None:
    limits = f"{MAX_LENGTH:,} characters, {MAX_TERMS} words and values, and parentheses {MAX_NESTING} deep"
    assert limits in PAGE
