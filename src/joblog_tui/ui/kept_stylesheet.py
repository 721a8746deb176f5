"""A style sheet that is not read again when nothing it depends on has changed.

Textual reads all style sheets anew whenever it refreshes styles, three times while an app begins; each time costs as
much as a tenth of the start.
"""

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Reads its sources anew only for other variables."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._read_with = dict(variables)
        self._other = False
        self.readings = 1
        """How often the sources have been read."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the variables; the same ones leave everything as it is."""
        if variables != self._read_with:
            self._read_with = dict(variables)
            self._other = True
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read the sources anew, if the variables are others than the last time."""
        if self._other:
            self._other = False
            self.readings += 1
            super().reparse()
