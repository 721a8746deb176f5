"""Measures any terminal program from outside, through a pty: what a person at the terminal would see, and when."""

from benchmarks.probe.probe import Probe, Reaction, Rest

__all__ = ["Probe", "Reaction", "Rest"]
