"""The documents keep up with the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from joblog_tui.cli.root import root

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def commands(group: click.Group, name: str = "joblog") -> Iterator[str]:
    """Every command there is, as a user types it."""
    context = click.Context(group, info_name=name)
    for child in group.list_commands(context):
        command = group.get_command(context, child)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {child}")
        else:
            yield f"{name} {child}"


@pytest.mark.parametrize("command", commands(root))
def test_every_command_is_documented(command: str) -> None:
    documents = [README, *(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))]
    assert any(re.search(rf"{command}\b", text) for text in documents)


def test_no_command_is_documented_that_does_not_exist() -> None:
    known = {command.split()[1] for command in commands(root)}
    shown = set(re.findall(r"(?m)^(?:\$ )?joblog ([a-z]+)\b", README)) | set(re.findall(r"`joblog ([a-z]+)\b", README))
    assert len(shown) > 5
    assert shown <= known


def test_the_readme_opens_with_two_commands_the_demo_and_the_tests() -> None:
    blocks = re.findall(r"(?ms)^```sh\n(.*?)^```$", README.partition("\n## ")[0])
    assert [block.count("\n") for block in blocks] == [1, 1]
    demo, tests = (block.strip() for block in blocks)
    assert demo.endswith(" && .venv/bin/joblog demo")
    assert tests.endswith(" && .venv/bin/pytest")
    assert all(block.startswith("python3 -m venv .venv && .venv/bin/pip install ") for block in (demo, tests))


@pytest.mark.parametrize("document", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    broken = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert broken == []
