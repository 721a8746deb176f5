"""Charts in a terminal, with no widget in it: stretches of time, axes, columns of stacked blocks, the brush."""
