"""A screen as a file that people can read: its text, and for every theme a digest of how each line looks.

The text shows what changed when a screen did; a digest is four letters for the colours and weights of one line, and a
failure tells the styles behind those that differ. That is a tenth of the size of pictures, shows in a review as the
lines that changed, and a font, a terminal or a version of Rich cannot change it.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from rich.segment import Segment
from rich.style import Style

from tests.support.dashboard import Operator

KEPT = Path(__file__).parent / "kept"
UPDATE = "UPDATE_SCENES"
"""Set it to keep the screens as they are now: ``UPDATE_SCENES=1 pytest tests/ui/scenes``."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The lines of a screen, and how each looks: its runs of one style, as ``12 bold #ffffff on #000000``."""

    lines: tuple[str, ...]
    looks: tuple[str, ...]

    @classmethod
    def of(cls, operator: Operator) -> "Picture":
        """The screen as it is now."""
        strips = operator.app.screen._compositor.render_strips()
        return cls(tuple(strip.text.rstrip() for strip in strips), tuple(_look(strip) for strip in strips))

    @property
    def digests(self) -> str:
        """Four letters a line."""
        return " ".join(sha256(look.encode()).hexdigest()[:4] for look in self.looks)


def _look(segments: Iterable[Segment]) -> str:
    cells = [(_named(style), len(text)) for text, style, control in segments if not control]
    return ", ".join(f"{sum(n for _, n in run)} {name}" for name, run in groupby(cells, key=lambda cell: cell[0]))


def _named(style: Style | None) -> str:
    if style is None:
        return "plain"
    weights = [word for word in ("bold", "underline", "reverse", "dim", "italic", "strike") if getattr(style, word)]
    colour = style.color.name if style.color else "default"
    ground = style.bgcolor.name if style.bgcolor else "default"
    return " ".join([*weights, colour, "on", ground])


def kept_as(name: str, theme: str, picture: Picture) -> bool:
    """Whether this is the picture that is kept of a scene in a theme; True where pictures are being kept anew."""
    path = KEPT / f"{name}.txt"
    if os.environ.get(UPDATE) or not path.exists():
        return True
    before = path.read_text("utf-8").splitlines()
    text = list(picture.lines)
    return before[: len(text)] == text and f"{theme}: {picture.digests}" in before[len(text) :]


def check(name: str, pictures: Mapping[str, Picture]) -> None:
    """Compare the pictures of one scene, by theme, with what is kept of it; or keep them, when that is asked for."""
    path = KEPT / f"{name}.txt"
    wanted = _written(pictures)
    if os.environ.get(UPDATE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted, "utf-8")
        return
    kept = path.read_text("utf-8") if path.exists() else ""
    assert kept == wanted, "\n".join(
        [f"{path.name} is another screen now; {UPDATE}=1 keeps it", *_told(kept, pictures)]
    )


def _written(pictures: Mapping[str, Picture]) -> str:
    text = next(iter(pictures.values())).lines
    looks = [f"{theme}: {picture.digests}" for theme, picture in pictures.items()]
    return "\n".join([*text, "", *looks, ""])


def _told(kept: str, pictures: Mapping[str, Picture]) -> Sequence[str]:
    """What differs, line by line."""
    told = []
    before = kept.splitlines()
    for theme, picture in pictures.items():
        looked = next((line.split()[1:] for line in before if line.startswith(f"{theme}: ")), [])
        for number, (line, look) in enumerate(zip(picture.lines, picture.looks, strict=True)):
            was = before[number] if number < len(before) else ""
            if was != line:
                told += [f"{theme} line {number + 1} was: {was}", f"{theme} line {number + 1} is:  {line}"]
            elif looked[number : number + 1] != [sha256(look.encode()).hexdigest()[:4]]:
                told.append(f"{theme} line {number + 1} looks otherwise: {look}")
    return told
