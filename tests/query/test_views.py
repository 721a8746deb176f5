"""Views: which there are from the start, how they are named, kept and read back."""

import pytest

from joblog_tui.model.errors import UsageError
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Sort
from joblog_tui.query.views import View, built_in, checked, combined, named, view_of
from tests.query.reading import read


def test_every_view_from_the_start_can_be_read() -> None:
    views = {view.name: view for view in built_in('bo "the" li')}
    assert list(views) == [
        "All", "Stalled", "Incomplete", "Failed today", "Password rotations", "Needs attention", "Mine",
    ]  # fmt: skip
    assert [name for name, view in views.items() if read(view.query) == Filter()] == ["All"]
    assert views["Stalled"].query == "is:stalled -is:acknowledged"
    assert views["Mine"].query == 'actor:"bo \\"the\\" li"'


def test_a_view_is_kept_as_an_object_and_read_back() -> None:
    view = View("Mine, late", "age:>2h", Sort("updated", descending=False), ("status", "target"), "shared")
    assert view_of(view.as_object(), "shared") == view
    assert view_of({"name": "Plain"}, "private") == View("Plain")


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        ({}, "a view needs a name"),
        ({"name": "x", "query": 3}, "its query is text"),
        ({"name": "x", "sort": "size"}, "sorts by 'size'; there are created"),
        ({"name": "x", "descending": 1}, "sorts by"),
        ({"name": "x", "columns": "status"}, "no list"),
        ({"name": "x", "columns": ["statsu"]}, "no column is called statsu; did you mean status?"),
    ],
)
def test_what_is_wrong_with_an_object_is_told(whole: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        view_of(whole, "private")


def test_a_view_is_found_by_its_name_letter_case_aside() -> None:
    views = built_in("ana")
    assert named(views, " failed TODAY ").name == "Failed today"
    with pytest.raises(UsageError, match=r"no view is called staled; did you mean Stalled\?"):
        named(views, "staled")
    with pytest.raises(UsageError, match="no view is called zzz; there are All, Stalled"):
        named(views, "zzz")


def test_a_private_view_stands_in_for_a_shared_one_of_its_name() -> None:
    shared, private = View("Late", "age:>2h", place="shared"), View("late", "age:>4h")
    assert combined([View("All")], [shared], [private]) == (View("All"), private)


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\nb", "stalled", "ALL"])
def test_a_name_that_cannot_be_used_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        checked(View(name))
    assert checked(View(" Late ")).name == "Late"
