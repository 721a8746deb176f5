"""JSON text laid out in lines, every value exactly as it was written.

Nothing is parsed into numbers: an integer of thirty digits stays what it is, ``1.10`` keeps its nought, and a name that
stands twice is shown twice. Lines come one by one, so that a megabyte of it can be begun without being finished.
"""

import re
from collections.abc import Iterator

INDENT = "  "
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}


def json_lines(text: str) -> Iterator[str]:
    """The lines of a JSON text; text whose quotes or brackets do not close comes as it is."""
    if _PART.sub("", text).strip() or not _balanced(text):
        yield from text.split("\n")
        return
    depth, line, opened = 0, "", False
    for match in _PART.finditer(text):
        part = match[0]
        if part in ("}", "]"):
            depth -= 1
            if not opened:  # an empty one closes on its own line
                yield INDENT * (depth + 1) + line
                line = ""
            line += part
            opened = False
            continue
        if opened:
            yield INDENT * (depth - 1) + line
            line, opened = "", False
        if part == ",":
            yield INDENT * depth + line + part
            line = ""
        else:
            line += ": " if part == ":" else part
            if part in _CLOSING:
                depth, opened = depth + 1, True
    if line:
        yield INDENT * depth + line


def _balanced(text: str) -> bool:
    closing: list[str] = []
    for match in _PART.finditer(text):
        part = match[0]
        if part in _CLOSING:
            closing.append(_CLOSING[part])
        elif part in ("}", "]") and (not closing or closing.pop() != part):
            return False
    return not closing
