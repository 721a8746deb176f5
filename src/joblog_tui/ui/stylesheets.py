"""Where the style sheets are: in the package when it was installed from a wheel, else in the checkout's ``styles/``.

Absolute paths, because an editable install has no ``styles`` directory beside the package.
"""

from pathlib import Path, PurePath

from joblog_tui.model.errors import JoblogError

FIRST = "base.tcss"
_PACKAGE = Path(__file__).parents[1] / "styles"
_CHECKOUT = Path(__file__).parents[3] / "styles"


def stylesheets() -> list[str | PurePath]:
    """Every style sheet, the base one first; what ``App.CSS_PATH`` is set to."""
    for directory in (_PACKAGE, _CHECKOUT):
        if (directory / FIRST).is_file():
            return [*sorted(directory.rglob("*.tcss"), key=lambda path: (path.name != FIRST, path))]
    raise JoblogError(f"the style sheets are missing from {_PACKAGE}: install joblog again")
