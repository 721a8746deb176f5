"""Turns what a one-line widget says into lines with their output, at a tenth of the cost of Textual's general way.

A style is resolved once per theme (variables, background, line filters), not once per segment and frame.
"""

from collections.abc import Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Spacing
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from joblog_tui.ui.prefilled import Prefilled

Styles = tuple[str | Style, ...]


class ContentLines:
    """The lines of one widget; a new one whenever its styles were updated."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._base = widget.visual_style
        self._variables = widget.app.theme_variables
        self._filters = widget.get_line_filters()
        self._background = widget.background_colors[1]
        self._known: dict[Styles, RichStyle] = {}
        styles = widget.styles
        self.plain = styles.gutter == Spacing()
        """Whether the widget has no edge of its own, which only Textual can draw."""
        self._straight = styles.content_align == ("left", "top") and styles.text_align in ("start", "left")

    def lines(self, content: Content, width: int, height: int) -> list[Prefilled]:
        """``height`` lines of ``width`` cells."""
        said = content.split("\n", allow_blank=True)[:height] if "\n" in content.plain else [content]
        if not self._straight or any(line.cell_length > width for line in said):
            return self._wrapped(content, width, height)
        drawn = [self._line(line, width) for line in said]
        return drawn + [self._line(Content(), width)] * (height - len(drawn))

    def _line(self, line: Content, width: int) -> Prefilled:
        text, spans = line.plain, line.spans
        cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
        segments = [
            Segment(text[start:end], self._style(tuple(s.style for s in spans if s.start <= start and end <= s.end)))
            for start, end in pairwise(cuts)
        ]
        if line.cell_length < width:
            segments.append(Segment(" " * (width - line.cell_length), self._style(())))
        return Prefilled(segments, width)

    def _style(self, styles: Styles) -> RichStyle:
        found = self._known.get(styles)
        if found is None:
            whole = self._base
            for style in styles:
                whole += Style.parse(style, self._variables) if isinstance(style, str) else style
            found = self._known[styles] = self._filtered(whole.rich_style)
        return found

    def _filtered(self, style: RichStyle) -> RichStyle:
        segments = [Segment(" ", style)]
        for line_filter in self._filters:
            segments = line_filter.apply(segments, self._background)
        return segments[0].style or RichStyle()

    def _wrapped(self, content: Content, width: int, height: int) -> list[Prefilled]:
        strips: Sequence[Strip] = Visual.to_strips(self._widget, content, width, height, self._base, pad=True)[:height]
        blank = Strip.blank(width, self._base.rich_style)
        drawn = []
        for strip in [*strips, *[blank] * (height - len(strips))]:
            strip = strip.adjust_cell_length(width, self._base.rich_style)
            for line_filter in self._filters:
                strip = strip.apply_filter(line_filter, self._background)
            drawn.append(Prefilled(strip, width))
        return drawn
