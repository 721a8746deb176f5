"""The repository itself: rooms of one size, and nothing in it of the machine it was made on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 400  # lines
# Spelt in pieces, so that this file does not hold them itself.
FOREIGN = re.compile("|".join([
    r"(?<![\w.])/" + r"(?:work|root|home/\w+|Users/\w+)/",
    r"(?<![\w.])/tmp/" + r"\w",
    r"pypi" + r"\.(?:org|python)", r"python" + r"hosted", r"registry\." + r"npm", r"deb\." + r"debian",
]))  # fmt: skip


def tracked() -> list[Path]:
    """The files of the repository; in an unpacked archive, where git knows nothing, there is nothing to check."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_has_outgrown_its_name() -> None:
    code = [path for path in tracked() if path.suffix in (".py", ".tcss", ".sql", ".lark")]
    assert len(code) > 50
    sizes = {str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n") for path in code}
    assert {name: lines for name, lines in sizes.items() if lines >= LONGEST} == {}


def test_no_machine_path_and_no_registry_host_is_tracked() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.suffix not in (".svg", ".png", ".db")
        for match in FOREIGN.finditer(path.read_text("utf-8", "replace"))
    ]
    assert found == []
