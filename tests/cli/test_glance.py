"""On which command lines the dashboard begins with a glance."""

import pytest

from joblog_tui.cli.glance import plain_store


@pytest.mark.parametrize(
    ("arguments", "store"),
    [
        ("", None),
        ("watch", None),
        ("--store acme.db", "acme.db"),
        ("--store=acme.db", "acme.db"),
        ("watch --store acme.db", "acme.db"),
        ("--store acme.db watch", "acme.db"),
        ("--store acme.db watch --store other.db", "other.db"),
    ],
)
def test_the_plain_dashboard_does(arguments: str, store: str | None) -> None:
    assert plain_store(arguments.split()) == (store,)


@pytest.mark.parametrize(
    "arguments",
    ["ls", "--query x", "--query=x", "--view stalled", "-h", "--version", "--store", "watch watch", "demo",
     "--store acme.db ls", "watch -h", "--stor acme.db"],
)  # fmt: skip
def test_nothing_else_does(arguments: str) -> None:
    assert plain_store(arguments.split()) is None
