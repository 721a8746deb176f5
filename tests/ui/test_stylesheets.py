"""The style sheets are found where they are, and are what Textual can read."""

from pathlib import Path

import pytest

from joblog_tui.model.errors import JoblogError
from joblog_tui.ui import stylesheets


def test_the_base_comes_first_and_every_path_is_absolute() -> None:
    found = [Path(path) for path in stylesheets.stylesheets()]
    assert found[0].name == "base.tcss"
    assert {"job_table.tcss"} <= {path.name for path in found}
    assert all(path.is_absolute() and path.is_file() for path in found)


def test_the_package_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "base.tcss").write_text("")
    (package / "a.tcss").write_text("")
    monkeypatch.setattr(stylesheets, "_PACKAGE", package)
    assert stylesheets.stylesheets() == [package / "base.tcss", package / "a.tcss"]


def test_missing_style_sheets_are_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheets, "_PACKAGE", tmp_path / "none")
    monkeypatch.setattr(stylesheets, "_CHECKOUT", tmp_path / "neither")
    with pytest.raises(JoblogError, match="style sheets are missing"):
        stylesheets.stylesheets()


def test_no_colour_is_written_into_a_style_sheet() -> None:
    for path in stylesheets.stylesheets():
        lines = [line for line in Path(path).read_text().splitlines() if "color" in line or "background" in line]
        assert not [line for line in lines if "#" in line], path
