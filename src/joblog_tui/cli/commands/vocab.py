"""``joblog vocab``: the tasks and triggers of a store, to which a team can add its own."""

import asyncio

import click

from joblog_tui.cli.opened import reading
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import out, tell, width
from joblog_tui.cli.table import Column, lines
from joblog_tui.model.vocabulary import Word
from joblog_tui.text import safe


@click.group(name="vocab", no_args_is_help=False)
@store_option
def command() -> None:
    """List the tasks and triggers that the store knows, and register your own."""


@command.command(name="list")
@store_option
@click.pass_context
def list_(context: click.Context) -> None:
    """List the tasks and triggers: the word that writers and queries use, its label, what it means."""
    asyncio.run(_list(context))


@command.command()
@store_option
@click.argument("kind", type=click.Choice(["task", "trigger"]))
@click.argument("slug")
@click.argument("label")
@click.option("--explanation", default="", metavar="TEXT", help="What it means, in one line.")
@click.pass_context
def add(context: click.Context, kind: str, slug: str, label: str, explanation: str) -> None:
    """Register a task or trigger: joblog vocab add task suspending_users "Suspending users"."""
    asyncio.run(_add(context, kind, Word(slug, label, explanation)))


async def _list(context: click.Context) -> None:
    async with reading(context) as opened:
        words = [("task", word) for word in opened.vocabulary.tasks]
        words += [("trigger", word) for word in opened.vocabulary.triggers]
        columns = [
            Column("Kind", [kind for kind, _ in words]),
            Column("Word", [safe(word.slug) for _, word in words]),
            Column("Label", [safe(word.label) for _, word in words], least=12),
            Column("Meaning", [safe(word.explanation) for _, word in words], least=12),
        ]
        for line in lines(columns, width()):
            out(line)


async def _add(context: click.Context, kind: str, word: Word) -> None:
    async with reading(context) as opened:
        await opened.store.add_word(kind, word)
        tell(f"{kind} {word.slug} is registered: {word.label}")
