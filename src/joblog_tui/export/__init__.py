"""Exports: exactly what a filter lists, as CSV, JSON or NDJSON, in a file that is whole or not there."""
