"""Cutting text to a number of terminal cells, where it hurts least.

Paths lose their parent first, ids and mail addresses the middle, everything else the end. Text is cut and measured
after ``text.safe``; a wide character is never halved, and marks that combine with it stay with it, three at most.
"""

import re

from rich.cells import cell_len, get_character_cell_size

CUT = "…"
SEPARATOR = " / "
MOST_MARKS = 3  # combining characters on one base; more would pile up over other rows
_ID = re.compile(r"\S*(?:@\S+|\d)\S*")


def width_of(text: str) -> int:
    """How many cells it takes."""
    return cell_len(text)


def fit(text: str, width: int, cut: str = CUT) -> str:
    """The text in at most ``width`` cells, cut where its kind loses least."""
    if cell_len(text) <= width and len(text) <= width:
        return text
    if SEPARATOR in text:
        parent, leaf = split_path(text)
        parent, leaf = fit_path(parent, leaf, width, cut)
        return parent + leaf
    if _ID.fullmatch(text):
        return cut_middle(text, width, cut)
    return cut_end(text, width, cut)


def split_path(text: str) -> tuple[str, str]:
    """A path as its parent (with the separator, empty when it has none) and its last part."""
    parent, separator, leaf = text.rpartition(SEPARATOR)
    return parent + separator, leaf


def fit_path(parent: str, leaf: str, width: int, cut: str = CUT) -> tuple[str, str]:
    """Parent (separator included) and leaf in at most ``width`` cells together; the parent goes first."""
    parent, leaf = _tamed(parent), _tamed(leaf)
    room = width - cell_len(leaf)
    if cell_len(parent) <= room:
        return parent, leaf
    least = cell_len(cut) + len(SEPARATOR)
    if room >= least and parent:
        return cut_end(parent.removesuffix(SEPARATOR), room - len(SEPARATOR), cut) + SEPARATOR, leaf
    return "", leaf if room >= 0 else fit(leaf, width, cut)


def cut_end(text: str, width: int, cut: str = CUT) -> str:
    """The beginning of the text, at most ``width`` cells; blanks before the cut go too."""
    text = _tamed(text)
    if cell_len(text) <= width:
        return text
    kept = _take(text, width - cell_len(cut))
    return (kept.rstrip() + cut) if width >= cell_len(cut) else ""


def cut_middle(text: str, width: int, cut: str = CUT) -> str:
    """Beginning and end of the text, at most ``width`` cells together; the beginning gets the odd one."""
    text = _tamed(text)
    if cell_len(text) <= width:
        return text
    room = width - cell_len(cut)
    if room < 0:
        return ""
    head = _take(text, room - room // 2)
    return head + cut + _take_last(text, room - cell_len(head))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text with blanks up to ``width`` cells, before it when it is right-aligned."""
    blanks = " " * (width - cell_len(text))
    return blanks + text if right else text + blanks


def _tamed(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = 0 if get_character_cell_size(character) else marks + 1
        if marks <= (MOST_MARKS if kept else 0):
            kept.append(character)
    return "".join(kept)


def _take(text: str, width: int) -> str:
    if text.isascii():
        return text[: max(0, width)]
    end = used = 0
    for end, character in enumerate(text):  # noqa: B007
        used += get_character_cell_size(character)
        if used > width:
            break
    else:
        end = len(text)
    return text[:end]


def _take_last(text: str, width: int) -> str:
    if text.isascii():
        return text[len(text) - width :] if width > 0 else ""
    start, used = len(text), 0
    for index in range(len(text) - 1, -1, -1):
        size = get_character_cell_size(text[index])
        if used + size > width:
            break
        used += size
        if size:  # combining marks come along with the character that carries them
            start = index
    return text[start:]
