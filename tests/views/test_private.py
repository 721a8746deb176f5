"""The file of private views: replaced as a whole, by several at once, and never half a file."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from joblog_tui.model.errors import JoblogError
from joblog_tui.query.views import View
from joblog_tui.views.private import PrivateViews


def test_several_may_save_at_once(tmp_path: Path) -> None:
    file = tmp_path / "there" / "views.json"
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: PrivateViews(file).save(View(f"View {n}", f"id:job-{n}")), range(24)))
    assert {view.name for view in PrivateViews(file).load()} == {f"View {n}" for n in range(24)}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in file.parent.iterdir()) == ["views.json", "views.lock"]


def test_a_name_differs_by_more_than_letter_case(tmp_path: Path) -> None:
    views = PrivateViews(tmp_path / "views.json")
    assert views.load() == ()
    views.save(View("Late", "age:>2h"))
    views.save(View(" LATE ", "age:>4h"))
    assert [(view.name, view.query) for view in views.load()] == [("LATE", "age:>4h")]
    assert views.remove("late")
    assert not views.remove("late")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(JoblogError, match=r"cannot write .*permission denied"):
        PrivateViews(tmp_path / "views.json").save(View("Late"))


def test_a_path_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JoblogError, match=r"cannot write .*views.json: "):
        PrivateViews(tmp_path / "file" / "views.json").save(View("Late"))
