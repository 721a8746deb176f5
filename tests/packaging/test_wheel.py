"""What is installed is whole: the wheel holds everything that the program reads at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import joblog_tui

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "joblog_tui"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the checkout."""
    directory = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = directory.glob("*.whl")
    assert path.name == f"joblog_tui-{joblog_tui.__version__}-py3-none-any.whl"
    return zipfile.ZipFile(path)


def test_every_file_of_the_package_is_in_it(wheel: zipfile.ZipFile) -> None:
    wanted = {
        str(Path("joblog_tui") / path.relative_to(SOURCE))
        for path in SOURCE.rglob("*")
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(SOURCE).parts)
    }
    assert {path for path in wanted if path.endswith(".sql")}
    assert {path for path in wanted if path.endswith(".lark")}
    assert "joblog_tui/py.typed" in wanted
    assert wanted <= set(wheel.namelist())


@pytest.mark.parametrize("folder", ["styles", "demo_data"])
def test_styles_and_demo_data_are_in_it(wheel: zipfile.ZipFile, folder: str) -> None:
    wanted = {f"joblog_tui/{path.relative_to(ROOT)}" for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert wanted
    assert wanted <= set(wheel.namelist())


def test_nothing_else_is_in_it(wheel: zipfile.ZipFile) -> None:
    names = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert {name.partition("/")[0] for name in names} == {"joblog_tui"}
    assert not [name for name in names if name.endswith((".pyc", ".db"))]


def test_it_brings_the_command(wheel: zipfile.ZipFile) -> None:
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "joblog = joblog_tui.cli:main" in wheel.read(entry_points).decode()
