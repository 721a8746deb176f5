"""The text of the help, from the live keymap and the vocabulary of the store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import ActiveBinding

from joblog_tui.model.vocabulary import Status, Vocabulary, Word
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.key_names import key_name
from joblog_tui.ui.keymap import SECTIONS
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.status import role
from joblog_tui.ui.spread import Piece

LONGEST = 300  # characters of a label or an explanation


@dataclass(frozen=True, slots=True)
class Row:
    """Something and what it means. ``name`` is a piece or several, as wide as they come."""

    name: tuple[Piece, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]


def key_sections(active: Mapping[str, ActiveBinding]) -> list[Section]:
    """Every command that works on the screen now, with all its keys, under the headings of the keymap."""
    keys: dict[str, list[str]] = {}
    lines: dict[str, tuple[str, str]] = {}
    for key, (_, binding, enabled, tooltip) in active.items():
        if not enabled or binding.id is None or binding.group is None:
            continue
        title = binding.group.description
        meaning = tooltip or binding.description
        keys.setdefault(binding.id, []).append(key_name(key))
        lines[binding.id] = (title, meaning[:1].lower() + meaning[1:])
    return [
        Section(
            section,
            tuple(
                Row(((" ".join(keys[id]), "bold $jl-accent"),), meaning)
                for id, (title, meaning) in lines.items()
                if title == section
            ),
        )
        for section in SECTIONS
    ]


def word_sections(vocabulary: Vocabulary, glyphs: Glyphs) -> list[Section]:
    """Statuses, marks, tasks and triggers, each with its explanation."""
    statuses = tuple(
        Row(((f"{glyphs.status[status]} ", words.style(role(status))), words.word(status)), status.explanation)
        for status in Status
    )
    marks = (
        Row(((f"{glyphs.stalled} Stalled", "bold $jl-stalled"),), "silent for longer than its task usually takes"),
        Row(((f"{glyphs.new} new", "$jl-text"),), "came in the last seconds"),
        Row(((f"{glyphs.unseen} not seen yet", "$jl-accent"),), "changed since you last looked at this log"),
        Row(((f"{glyphs.changed} changed", "$jl-text"),), "changed while the list is frozen"),
        Row(((f"{glyphs.marked} marked", "$jl-accent"),), "marked by you with space"),
        Row(((f"{glyphs.noted} noted", "$jl-muted"),), "acknowledged by somebody"),
        Row(((f"{glyphs.cursor} cursor", "$jl-accent"),), "the job that keys act on"),
        Row(((f"{glyphs.live} LIVE", "$jl-completed"),), "the list follows the store; frozen, it stands still"),
        Row(((f"{glyphs.folded} {glyphs.unfolded}", "$jl-text"),), "nested jobs folded away, or shown below"),
        Row(((glyphs.done * 2, "$jl-completed"), (glyphs.rest * 2, "$jl-muted")), "nested jobs completed, and to come"),
        Row(((f"{glyphs.down} {glyphs.up}", "$jl-accent"),), "what the list is sorted by: largest or smallest first"),
        Row(((glyphs.cut, "$jl-text"),), "something was left out for want of room"),
    )
    return [
        Section("Status", statuses),
        Section("Signs", marks),
        Section("Task", _explained(vocabulary.tasks)),
        Section("Trigger", _explained(vocabulary.triggers)),
    ]


def _explained(known: Iterable[Word]) -> tuple[Row, ...]:
    return tuple(Row(((safe(word.label, LONGEST), "$jl-text"),), safe(word.explanation, LONGEST)) for word in known)


def name_width(rows: Sequence[Row]) -> int:
    """Cells of the widest name."""
    from rich.cells import cell_len

    return max((sum(cell_len(text) for text, _ in row.name) for row in rows), default=0)
