"""How things look, with no widget in it: colours, glyphs, times, cutting, styles."""
