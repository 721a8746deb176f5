"""JSON without its loopholes: no duplicate names, no NaN or Infinity, no bottomless nesting, no lone surrogates.

``json`` lets all of these pass (duplicates) or dies on them (nesting). Every ``ValueError`` from here completes a
sentence: "the line is not JSON ...", "attributes hold ...".
"""

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from joblog_tui.text import safe

MAX_NESTING = 64  # levels of arrays and objects within attributes
NUL = "holds a NUL character, which cannot be kept"
SURROGATE = "holds half of a surrogate pair, which is no character"

_NESTS = (dict, list, tuple)
_ESCAPED_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def load(text: str) -> Any:
    """The value of a JSON text; ``ValueError`` when it has none, or not just one."""
    try:
        return _decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} (character {error.pos + 1})") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except _Loophole:
        raise
    except ValueError:
        raise ValueError("holds a number of more than 4,300 digits") from None


def compact(value: Any) -> str:
    """The JSON text of a value on one line, integers exact; ``ValueError`` when it cannot be kept."""
    try:
        text = _encode(value)
        text.encode()
    except RecursionError:
        raise ValueError(f"is nested more than {MAX_NESTING} levels deep") from None
    except UnicodeEncodeError:
        raise ValueError(SURROGATE) from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"cannot be kept as JSON: {error}") from None
    if text.count("{") + text.count("[") > MAX_NESTING:
        _check_nesting(value)
    if "\\u0000" in text and _ESCAPED_NUL.search(text):
        raise ValueError(NUL)
    return text


class _Loophole(ValueError):
    """What ``json`` would have let pass."""


def _check_nesting(value: Any) -> None:
    level = [value]  # the arrays and objects that are equally deep
    for _ in range(MAX_NESTING):
        level = [inner for outer in level for inner in _within(outer) if isinstance(inner, _NESTS)]
        if not level:
            return
    raise ValueError(f"is nested more than {MAX_NESTING} levels deep")


def _within(outer: Any) -> Iterable[Any]:
    return outer.values() if isinstance(outer, dict) else outer


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Loophole(f"names '{safe(twice, 60)}' twice in one object")
    return whole


def _refuse_constant(name: str) -> NoReturn:
    raise _Loophole(f"is not JSON: {name} is no number")


_decode = json.JSONDecoder(object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant).decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
