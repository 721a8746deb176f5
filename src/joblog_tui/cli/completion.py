"""Completion in bash, zsh and fish: commands and options by click, the query by the language itself.

Imported only when a shell asks. Values come from the vocabulary of the store when it can be opened, else from the one
that every store starts with; names and ids of jobs are not looked up, a shell must not wait for them.
"""

import asyncio
import os
import shlex
from contextlib import suppress

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, add_completion_class

from joblog_tui.cli import settings
from joblog_tui.cli.access import require_reader
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import now_ms
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.completing import proposals, typing_at
from joblog_tui.query.qualifiers import Setting
from joblog_tui.query.zone import LocalZone
from joblog_tui.store.factory import open_store

_PATIENCE = 1.0  # seconds that a shell waits for a store


class Bash(BashComplete):
    """bash takes ``status:ru`` for three words; this one reads the line itself, and answers with the last of them."""

    source_template = """\
%(complete_func)s() {
    local response type value IFS=$'\\n'
    response=$(env COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" %(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            *) COMPREPLY+=("$value"); [[ $value == *: || $value == *, ]] && compopt -o nospace ;;
        esac
    done
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one at it."""
        line = os.environ["COMP_LINE"][: int(os.environ["COMP_POINT"])]
        words = _words(line)
        incomplete = words.pop() if words and not line[-1].isspace() else ""
        return words[1:], incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """The completions without what bash has behind it already: everything up to the last ``:`` or ``=``."""
        kept = max(incomplete.rfind(sign) for sign in ":=") + 1
        found = super().get_completions(args, incomplete)
        for item in found:
            if item.type == "plain":
                item.value = item.value[kept:]
        return found

    @staticmethod
    def _check_version() -> None:
        """Nothing here needs a recent bash, and asking costs a process."""


class Fish(FishComplete):
    """The values of a query may hold commas: only the first one of a line parts its type from its value."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


def complete_query(context: click.Context, incomplete: str) -> list[CompletionItem]:
    """What could stand at the end of the word ``incomplete`` of a query."""
    minus = "-" if incomplete.startswith("-") else ""
    text = incomplete.removeprefix("-")
    typing = typing_at(text, len(text))
    setting = Setting(_vocabulary(context), now_ms(), LocalZone())
    before = minus + text[: typing.start]
    return [CompletionItem(before + each.text, help=each.meaning or None) for each in proposals(typing, setting)]


def _vocabulary(context: click.Context) -> Vocabulary:
    with suppress(JoblogError, OSError, TimeoutError):
        return asyncio.run(asyncio.wait_for(_known_words(context), _PATIENCE))
    return Vocabulary()


async def _known_words(context: click.Context) -> Vocabulary:
    store = await open_store(settings.store_url(context))
    try:
        await require_reader(store)
        return await store.vocabulary()
    finally:
        await store.close()


def _words(line: str) -> list[str]:
    """The words of a line; an open quote is closed."""
    for closing in ("", '"', "'"):
        with suppress(ValueError):
            return shlex.split(line + closing)
    return line.split()


add_completion_class(Bash, "bash")
add_completion_class(Fish, "fish")
