"""The forms of an export: rows of jobs as CSV, JSON or NDJSON text, safe for spreadsheets and terminals."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from joblog_tui.model.errors import UsageError
from joblog_tui.text import safe, safe_json

Form = Literal["csv", "json", "ndjson"]
FORMS: tuple[Form, ...] = ("csv", "json", "ndjson")

LISTED = (
    "id", "parent", "status", "source_status", "task", "trigger", "target_kind", "target", "actor",
    "created_at", "updated_at", "active_at", "nested", "nested_completed", "stalled", "stalled_reason",
)  # fmt: skip
"""The columns of a listed job as CSV."""

EXPORTED = (*LISTED, "acknowledged_by", "acknowledged_at", "acknowledged_note")
"""The columns of an exported job as CSV."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet reads a cell that begins with one of these as a formula."""


def form_of(path: Path) -> Form:
    """The form that the ending of a file's name asks for; ``UsageError`` when it is none of them."""
    ending = path.suffix.removeprefix(".").lower()
    for form in FORMS:
        if form == ending:
            return form
    if str(path) == "-":
        raise UsageError("an export is a file; joblog ls --json and joblog ls --csv write to stdout")
    raise UsageError(f"{path}: the name of an export ends in .csv, .json or .ndjson")


class Writer:
    """Turns objects of jobs (``model.jsonform``) into the text of a file, piece by piece."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._first = True

    def begin(self) -> str:
        """What stands before the first job."""
        return {"csv": csv_line(EXPORTED), "json": "[", "ndjson": ""}[self._form]

    def jobs(self, objects: Iterable[Mapping[str, Any]]) -> str:
        """Some more jobs."""
        if self._form == "csv":
            return "".join(csv_line(job_cells(whole, EXPORTED)) for whole in objects)
        lines = [json_text(whole) for whole in objects]
        if self._form == "ndjson" or not lines:
            return "".join(f"{line}\n" for line in lines)
        before, self._first = "\n" if self._first else ",\n", False
        return before + ",\n".join(lines)

    def end(self) -> str:
        """What stands behind the last job."""
        return "\n]\n" if self._form == "json" else ""


def json_text(value: Any) -> str:
    """JSON on one line; what could act on a terminal is written as an escape."""
    return safe_json(json.dumps(value, ensure_ascii=False, allow_nan=False))


def csv_line(cells: Iterable[object]) -> str:
    """One record as RFC 4180 has it, without formulas and without anything that acts on a terminal."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_cell(value) for value in cells])
    return line.getvalue()


def job_cells(whole: Mapping[str, Any], columns: Iterable[str]) -> list[object]:
    """The cells of a job's object in some of the columns ``EXPORTED``."""
    target = whole["target"] or {"kind": None, "name": None}
    said = whole.get("acknowledged") or {"by": None, "at": None, "note": None}
    flat = {
        **whole,
        "target_kind": target["kind"],
        "target": target["name"],
        "stalled": "true" if whole["stalled"] else "false",
        **{f"acknowledged_{key}": value for key, value in said.items()},
    }
    return [flat[column] for column in columns]


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return safe(f"'{text}" if text.startswith(FORMULA_STARTS) else text)
