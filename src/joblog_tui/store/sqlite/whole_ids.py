"""A free word that is a whole id: its job is found at once, while what else holds the word is still looked for."""

from dataclasses import replace

from joblog_tui.query.filters import Text, Word
from joblog_tui.query.listing import Block, Listing
from joblog_tui.store.sqlite import listing as pages
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.planning import plan
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.texts import Texts
from joblog_tui.store.sqlite.words import Words


async def or_named(
    read: Read, block: Block, listing: Listing, words: Words, moment: Moment, texts: Texts, limit: int
) -> Block:
    """What is known so far of a listing; where that is nothing, the job that a word of its filter names."""
    if block.rows or block.exact:
        return block
    parts = listing.filter.parts
    for index, part in enumerate(parts):
        if not isinstance(part, Word):
            continue
        named = (*parts[:index], Text("id", (part.text,)), *parts[index + 1 :])
        planned = await plan(read, replace(listing, filter=replace(listing.filter, parts=named)), words, moment, texts)
        if planned.few is None:
            continue
        named_one = await pages.block(read, planned, 0, limit)
        if named_one.rows:
            return replace(named_one, exact=False)
    return block
