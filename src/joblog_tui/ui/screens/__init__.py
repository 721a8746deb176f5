"""Screens: each holds the state of what it shows; its widgets are given values and report what the operator does."""
